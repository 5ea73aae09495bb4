"""Money noted, a ballot entered, a list published, a decree: each wholly or not at all (promise R18)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core import outbox
from tests.factories.accounts import prove, sign_in
from tests.factories.applications import OPINION
from tests.factories.fees import FEE, FeeWorld
from tests.factories.notices import PDF
from tests.factories.results import OBJECTION, ResultsWorld, results_sheet, votes
from tests.promises.test_faults import OFFICE, click, fail_everywhere, stride  # noqa: F401 - a fixture

pytestmark = pytest.mark.long


@pytest.fixture(autouse=True)
def nobody_hurries(monkeypatch):
    """Acts after the commit wait for the sweep, as if the broker were away."""
    monkeypatch.setattr(outbox, "_poke", lambda row_id: None)


@pytest.fixture
def results(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT, settings.AUDIT_HEAD_DIR = tmp_path / "media", tmp_path / "heads"
    return ResultsWorld()


@pytest.fixture
def fees(transactional_db, settings, tmp_path):
    settings.MEDIA_ROOT, settings.AUDIT_HEAD_DIR = tmp_path / "media", tmp_path / "heads"
    return FeeWorld()


def press(actor, name, public_id, data):
    """The press of a button of a page, which can be repeated; `data()` makes what is posted anew."""
    browser = prove(sign_in(Client(raise_request_exception=False), actor))
    return lambda: browser.post(reverse(f"admin_portal:{name}", args=[public_id]), data())


def scan(name):
    """A small file as a browser sends it."""
    return SimpleUploadedFile(name, PDF, "application/pdf")


MOVES = {
    "put_in_group": ("admitted", lambda world: {"group": str(world.group.public_id)}),
    "enter_result": ("grouped", lambda _world: votes()),
    "record_objection": ("on_notice", lambda _world: OBJECTION),
    "approve": ("decreed", lambda _world: OPINION),
    "take_back_decree": ("decreed", lambda _world: OPINION),
}


@pytest.mark.parametrize("move", MOVES)
def test_a_move_of_the_committees_office(move, results, stride):  # noqa: F811 - the fixture
    stage, answers = MOVES[move]
    actor = results.officer if move in ("put_in_group", "enter_result", "record_objection") else results.admin

    def prepare():
        return click(actor, OFFICE, getattr(results, stage)(), move, answers(results))

    assert fail_everywhere(prepare, stride).count("COMMIT") == 1


def test_a_list_is_published(results, stride):  # noqa: F811 - the fixture
    def prepare():
        results.passed()
        return press(results.officer, "evaluation_publish", results.plan.public_id, dict)

    assert "COMMIT" in fail_everywhere(prepare, stride)


def test_a_decree_is_named(results, stride):  # noqa: F811 - the fixture
    def prepare():
        application = results.on_notice()
        results.run_out()
        number = f"钦职办〔2026〕{application.pk}号"
        return press(
            results.officer,
            "evaluation_decree",
            results.plan.public_id,
            lambda: {
                "number": number,
                "dated_on": f"{timezone.localdate()}",
                "file": scan("批文.pdf"),
                "application": str(application.public_id),
            },
        )

    assert "COMMIT" in fail_everywhere(prepare, stride)


def test_a_workbook_of_results_is_taken(results, stride):  # noqa: F811 - the fixture
    def prepare():
        judged = results.grouped()
        row = [judged.number, judged.applicant_name, f"{timezone.localdate()}", "31", "21", "14", "5", "2"]
        return press(
            results.officer,
            "evaluation_upload",
            results.plan.public_id,
            lambda: {"file": results_sheet(row)},
        )

    assert "COMMIT" in fail_everywhere(prepare, stride)


@pytest.mark.parametrize("how", ["register", "waive"])
def test_money_is_noted(how, fees, stride):  # noqa: F811 - the fixture
    paid = {"amount": str(FEE), "paid_on": str(timezone.localdate()), "payer_name": "黄秀芳"}
    posted = {
        "register": lambda: paid | {"voucher": scan("收据.pdf")},
        "waive": lambda: {"reason": "低保家庭"},
    }

    def prepare():
        order = fees.order(fees.owing())
        return press(fees.officer, f"payment_{how}", order.public_id, posted[how])

    assert "COMMIT" in fail_everywhere(prepare, stride)
