"""复制: an earlier application fills a new one where it is empty, once; the rest is to be looked over."""

import pytest
from django.test import Client
from django.urls import reverse

from applications import registry
from applications.enums import ApplicationState as S
from applications.models import Application
from applications.services.answers import answers_of, saved, shown
from applications.services.copying import copy_earlier, source_of
from applications.services.files import files_by_place, files_of
from applications.services.rows import rows_of
from core.errors import Refused
from core.models import AuditEntry
from tests.factories.accounts import sign_in
from tests.factories.filling import Evaluation, make_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return Evaluation()


def rejected(application):
    """An earlier application that was handed in and is over."""
    Application.objects.filter(pk=application.pk).update(
        state=S.REJECTED_BY_OFFICE,
        submitted_at=application.created_at,
        first_submitted_at=application.created_at,
    )
    application.refresh_from_db()
    return application


def earlier_evaluation(world):
    """One of last year, with a row and its scan."""
    last = make_plan(world.office, world.title.series, code="P000", year=world.plan.year - 1)
    application = world.filled(world.evaluation(plan=last))
    world.scan(application, "practice", "practice_proof", rows_of(application)["practice"][0])
    return rejected(application)


def test_everything_saved_comes_over_and_what_hangs_on_the_committee_is_to_be_looked_over(world):
    source = earlier_evaluation(world)
    application = world.evaluation()
    assert source_of(application) == source
    assert copy_earlier(application, actor=world.applicant) == 16
    old, new = answers_of(source), answers_of(application)
    for section in registry.kind("evaluation").sections:
        if section.key == "basic_information":
            assert new[section.key].saved_at is None
            assert shown(section, new[section.key]) == saved(section, old[section.key])
        elif section.many:
            ours, theirs = rows_of(application)[section.key], rows_of(source)[section.key]
            assert [saved(section, row) for row in ours] == [saved(section, row) for row in theirs]
            assert new[section.key].saved_at
        else:
            assert saved(section, new[section.key]) == saved(section, old[section.key])
            assert new[section.key].draft is None
    digests = [sorted(files_of(one).values_list("spec_code", "sha256")) for one in (source, application)]
    assert digests[0] == digests[1]
    (row,) = rows_of(application)["practice"]
    assert len(files_by_place(application)["practice_proof", row.public_id]) == 1
    application.refresh_from_db()
    assert (application.series, application.employer) == (None, None)


def test_pressing_twice_copies_once(world):
    earlier_evaluation(world)
    application = world.evaluation()
    copy_earlier(application, actor=world.applicant)
    rows, files = application.rows.count(), files_of(application).count()
    assert copy_earlier(application, actor=world.applicant) == 0
    assert (application.rows.count(), files_of(application).count()) == (rows, files)
    assert AuditEntry.objects.filter(event="applications.copied").count() == 1
    assert source_of(application) is None


def test_what_is_written_already_stays(world):
    earlier_evaluation(world)
    application = world.evaluation()
    world.row(application, "practice", work="高中数学教学")
    copy_earlier(application, actor=world.applicant)
    assert [row.data["work"] for row in rows_of(application)["practice"]] == ["高中数学教学"]
    assert len(rows_of(application)["work_history"]) == 1


def test_the_kind_that_has_no_rows_copies_the_same_way(world):
    source = rejected(world.complete())
    application = world.draft()
    assert copy_earlier(application, actor=world.applicant) == 4
    answers = answers_of(application)
    ticked = {key for key, answer in answers.items() if answer.saved_at}
    assert ticked == {"basic_profile", "work_summary", "attachments"}
    assert answers["application_info"].draft is not None
    assert files_of(application).count() == files_of(source).count()


def test_nothing_is_copied_from_a_draft_from_another_person_or_into_what_was_handed_in(world):
    other = world.another_applicant()
    rejected(world.complete(other))
    application = world.draft()
    assert source_of(application) is None
    with pytest.raises(Refused, match="没有可以复制"):
        copy_earlier(application, actor=world.applicant)
    again = world.draft(other)
    again.first_submitted_at = again.created_at
    again.save()
    with pytest.raises(Refused, match="已经报送过"):
        copy_earlier(again, actor=other)


def test_the_first_page_offers_it_and_the_button_does_it(world):
    rejected(world.complete())
    application = world.draft()
    browser = sign_in(Client(), world.applicant)
    page = reverse("applications:section_edit", args=[application.public_id, "application_info"])
    address = reverse("applications:application_copy", args=[application.public_id])
    assert address in browser.get(page).content.decode()
    assert "已复制 4 个部分" in browser.post(address, follow=True).content.decode()
    assert address not in browser.get(page).content.decode()
    assert "没有再复制" in browser.post(address, follow=True).content.decode()
    assert sign_in(Client(), world.another_applicant()).post(address).status_code == 404
