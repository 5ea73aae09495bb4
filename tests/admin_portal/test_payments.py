"""缴费管理 of the office: what it lists, what it notes, and what the payer reads of it."""

import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from applications.enums import ApplicationState as S
from applications.models import Application
from core.models import AuditEntry
from payments.enums import OrderState
from payments.gateways import offline
from payments.models import OfflineReceipt
from tests.factories.accounts import actor_for, make_office, make_user, prove
from tests.factories.fees import FeeWorld, settle
from tests.factories.notices import PDF


@pytest.fixture
def fees(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return FeeWorld()


@pytest.fixture
def owed(fees):
    fees.plan.notes = "现金请到二楼财务室缴。"
    fees.plan.save()
    return fees.owing(fees.applicant)


def url(page, order=None):
    return reverse(f"admin_portal:payment_{page}", args=[order.public_id] if order else [])


def said(**changes):
    given = {
        "amount": "200",
        "paid_on": str(timezone.localdate()),
        "payer_name": "钦州市第一中学",
        "note": "转账",
        "voucher": SimpleUploadedFile("收据.pdf", PDF, "application/pdf"),
    }
    return {name: value for name, value in (given | changes).items() if value is not None}


def test_a_payment_is_registered_and_its_payer_reads_of_it(fees, enter, owed):
    order, office, payer = fees.order(owed), enter(fees.officer), enter(fees.applicant)
    mine = reverse("payments:order_detail", args=[order.public_id])
    page = payer.get(mine).content.decode()
    last = timezone.localdate() + datetime.timedelta(days=7)
    for words in (
        "评审费",
        "200.00",
        f"{last}",
        "现金请到二楼财务室缴",
        fees.office.name,
        "待支付",
        owed.number,
    ):
        assert words in page
    assert mine in payer.get(reverse("payments:order_list")).content.decode()
    assert owed.number in office.get(url("detail", order)).content.decode()
    desk = reverse("admin_portal:office_application_detail", args=[owed.public_id])
    assert desk in office.get(url("detail", order)).content.decode()
    assert url("detail", order) in office.get(desk).content.decode()
    assert office.post(url("register", order), said()).status_code == 302
    assert office.post(url("register", order), said()).status_code == 302, "pressed twice is pressed once"
    settle()
    assert Application.objects.get(pk=owed.pk).state == S.ADMITTED
    assert OfflineReceipt.objects.count() == 1
    page = payer.get(mine).content.decode()
    for words in ("已支付", "钦州市第一中学", "下载缴费凭证", "韦国强"):
        assert words in page
    late = enter(fees.second).post(url("register", order), said())
    assert (late.status_code, "韦国强已于" in late.content.decode()) == (409, True)


@pytest.mark.parametrize(
    ("changes", "status", "sentence"),
    [
        ({"amount": ""}, 422, "请照凭证填写实缴金额"),
        ({"amount": "两百"}, 422, "请填写数字"),
        ({"amount": "-5"}, 422, "要大于 0"),
        ({"amount": "150"}, 409, "应缴 200.00 元"),
        ({"paid_on": "2026/11/20"}, 422, "请按“年-月-日”填写"),
        ({"paid_on": "2999-01-01"}, 409, "不能晚于今天"),
        ({"paid_on": "0026-11-20"}, 409, "请核对年份"),
        ({"payer_name": " "}, 422, "请填写付款人"),
        ({"voucher": None}, 422, "请上传缴费凭证"),
        ({"voucher": SimpleUploadedFile("a.pdf", b"GIF89a", "application/pdf")}, 422, "没能认出"),
    ],
    ids=["none", "words", "negative", "less", "slashes", "future", "long-ago", "payer", "no-scan", "no-pdf"],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(fees, enter, owed, changes, status, sentence):
    order = fees.order(owed)
    answer = enter(fees.officer).post(url("register", order), said(**changes))
    page = answer.content.decode()
    assert (answer.status_code, sentence in page) == (status, True)
    assert "转账" in page
    assert "请重新选择一次缴费凭证" in page
    assert fees.order(owed).is_unpaid


def test_a_waiver_is_noted_and_taken_back(fees, enter, owed):
    order, office = fees.order(owed), enter(fees.officer)
    assert office.post(url("waive", order), {"reason": ""}).status_code == 422
    assert office.post(url("waive", order), {"reason": "低保家庭"}).status_code == 302
    settle()
    noted = str(offline.standing(order).public_id)
    form = {"noted": noted, "revoked_for": "证明已过期。"}
    assert noted in office.get(url("detail", order)).content.decode()
    assert office.post(url("revoke", order), form | {"revoked_for": ""}).status_code == 422
    assert office.post(url("revoke", order), form).status_code == 302
    assert fees.order(owed).state == OrderState.UNPAID
    assert Application.objects.get(pk=owed.pk).state == S.AWAITING_PAYMENT
    again = office.post(url("revoke", order), form)
    assert (again.status_code, "刚才已经撤销或改过" in again.content.decode()) == (409, True)
    page = enter(fees.applicant).get(reverse("payments:order_detail", args=[order.public_id]))
    assert "证明已过期。" in page.content.decode()


def test_a_superior_looks_on_and_a_stranger_finds_nothing(fees, enter, owed):
    regional = make_office("000001", level="regional", path="000001")
    fees.office.parent, fees.office.path = regional, f"000001/{fees.office.code}"
    fees.office.save()
    order, above = fees.order(owed), enter(actor_for(house=regional))
    assert order.payer.name in above.get(url("list")).content.decode()
    page = above.get(url("detail", order)).content.decode()
    assert "登记缴费" not in page
    assert above.post(url("register", order), said()).status_code == 403
    # Not of the payer's name, which stands on every page of its own bearer.
    stranger = enter(actor_for(make_user("陌生人"), make_office("080001")))
    assert order.payer.name not in stranger.get(url("list")).content.decode()
    assert stranger.get(url("detail", order)).status_code == 404
    assert stranger.post(url("waive", order), {"reason": "x"}).status_code == 404


def test_the_list_is_narrowed_paged_and_taken_away(fees, enter, owed):
    order, office = fees.order(owed), prove(enter(fees.officer))
    others = [fees.order(fees.owing()) for _ in range(3)]
    offline.waive(others[0], reason="低保家庭", actor=fees.second)

    def shown(**filters):
        return {row.order.pk for row in office.get(url("list"), filters).context["page"].rows}

    assert len(shown()) == 4
    assert shown(number=owed.number.lower()) == shown(number=order.number) == {order.pk}
    assert shown(payer=order.payer.name) >= {order.pk}
    assert shown(state="waived") == {others[0].pk}
    assert shown(item="ems") == set()
    assert f'text-end">{order.amount}<' in office.get(url("list")).content.decode()
    answer = office.get(url("list"), {"payer": "450103199001010011"})
    assert (answer.status_code, "不要填写证件号" in answer.content.decode()) == (422, True)
    book = office.post(f"{url('export')}?state=waived")
    rows = list(load_workbook(io.BytesIO(b"".join(book.streaming_content))).active.values)
    assert [row[0] for row in rows] == ["订单号", others[0].number]
    assert rows[1][-1] == "低保家庭"
    entry = AuditEntry.objects.get(event="admin_portal.payments_exported")
    assert entry.data == {"count": 1, "filters": ["state"]}


def test_the_pages_follow_one_another(fees, enter, owed, monkeypatch):
    monkeypatch.setattr("admin_portal.payment_list.PER_PAGE", (2,))
    office, seen = enter(fees.officer), []
    for _ in range(4):
        fees.owing()
    query = {}
    while True:
        page = office.get(url("list"), {"sort": "amount"} | query).context["page"]
        seen += [row.order.pk for row in page.rows]
        if not page.next_cursor:
            break
        query = {"cursor": page.next_cursor}
    assert len(seen) == len(set(seen)) == 5
