"""Who sees which applications and opens which pictures; what the bin keeps."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.enums import ApplicationState
from applications.models import Application
from applications.services.bin import purge
from applications.services.drafts import lock_editable
from applications.services.transitions import open_moves, perform
from core.errors import Refused
from core.file_disk import root
from core.models import StoredFile
from tests.factories.accounts import actor_for, make_employer, make_office, sign_in
from tests.factories.applications import OPINION


def seen_by(actor):
    return set(Application.objects.visible_to(actor).values_list("pk", flat=True))


def test_a_draft_is_seen_by_its_applicant_alone(world):
    draft = world.draft()
    assert seen_by(world.applicant) == {draft.pk}
    for actor in (world.another_applicant(), world.clerk, world.officer, world.admin):
        assert seen_by(actor) == set()


def test_the_employer_sees_what_was_handed_in_and_the_office_what_arrived(world):
    stranger = actor_for(house=make_employer(office=world.office))
    application = world.submitted()
    assert seen_by(world.clerk) == seen_by(world.owner) == {application.pk}
    assert seen_by(stranger) == seen_by(world.officer) == set()
    perform(application, "endorse", actor=world.clerk, data=OPINION)
    assert seen_by(world.officer) == seen_by(world.admin) == {application.pk}
    assert seen_by(actor_for(house=make_office("080001"))) == set()
    returned = perform(application, "return_to_applicant", actor=world.officer, data=OPINION)
    assert seen_by(world.officer) == seen_by(world.clerk) == {returned.pk}


def test_what_the_employer_refused_is_seen_by_the_office_that_may_take_that_back(world, client):
    refused = perform(world.submitted(), "reject_by_employer", actor=world.clerk, data=OPINION)
    assert seen_by(world.officer) == seen_by(world.admin) == {refused.pk}
    assert seen_by(actor_for(house=make_office("080001"))) == set()
    kwargs = {"public_id": refused.public_id, "move": "reopen"}
    url = reverse("admin_portal:office_application_transition", kwargs=kwargs)
    assert sign_in(client, world.admin).post(url, {"version": refused.version, **OPINION}).status_code == 302
    refused.refresh_from_db()
    assert refused.state == ApplicationState.EMPLOYER_REVIEW


def test_what_was_taken_back_is_on_no_desk(world):
    perform(world.submitted(), "withdraw", actor=world.applicant)
    assert seen_by(world.clerk) == set()


def test_another_employer_sees_what_was_returned_only_when_it_is_handed_in_there(world):
    other = make_employer(office=world.office)
    clerk = actor_for(house=other)
    returned = perform(world.submitted(), "return_to_applicant", actor=world.clerk, data=OPINION)
    assert seen_by(world.clerk) == {returned.pk}
    world.save(
        returned, "application_info", world.info(employer_name=other.name, employer=str(other.public_id))
    )
    assert seen_by(clerk) == seen_by(world.clerk) == set()
    perform(returned, "submit", actor=world.applicant, data={"commitment": "on"})
    again = perform(returned, "return_to_applicant", actor=clerk, data=OPINION)
    assert seen_by(clerk) == {again.pk}


def test_a_superior_office_reads_and_changes_nothing(world):
    branch = make_office("070002", parent=world.office)
    world.office, above = branch, world.officer
    application = perform(world.submitted(), "endorse", actor=world.clerk, data=OPINION)
    assert seen_by(above) == {application.pk}
    assert open_moves(application, above) == []


def test_who_only_looks_on_opens_no_picture_of_the_identity_document(world, client):
    """J07 lets a superior read; the number in full is for those who handle the case, in a picture as well."""
    branch = make_office("070002", parent=world.office)
    world.office, above, below = branch, world.officer, actor_for(house=branch)
    application = perform(world.submitted(), "endorse", actor=world.clerk, data=OPINION)
    pages = {
        code: reverse("core:file_open", args=[StoredFile.objects.get(spec_code=code).public_id])
        for code in ("id_card_front", "id_card_back", "diploma")
    }

    def status(actor, page):
        answer = sign_in(client, actor).get(page)
        assert answer.getvalue()
        return answer.status_code

    assert [status(above, page) for page in pages.values()] == [403, 403, 200]
    assert status(above, f"{pages['id_card_front']}?thumb=1") == 403
    assert "只供办理" in client.get(pages["id_card_front"]).content.decode()
    desk = reverse("admin_portal:office_application_detail", args=[application.public_id])
    shown = client.get(desk).content.decode()
    assert [page in shown for page in pages.values()] == [False, False, True]
    assert "身份证图片只供" in shown
    for actor in (below, world.clerk, world.applicant):
        assert status(actor, pages["id_card_front"]) == 200


def test_awaiting_lists_what_lies_with_an_office_oldest_first(world):
    first = world.at_office()
    second = world.preliminary_passed(world.another_applicant())
    assert list(Application.objects.awaiting(world.office)) == [first, second]
    assert list(Application.objects.awaiting_employer(world.employer.pk)) == []


def test_names_are_found_by_part_by_first_letters_and_by_number(world):
    draft = world.draft()
    name = world.applicant.user.name
    assert Application.objects.named_like(name[1:]).get() == draft
    assert Application.objects.named_like(world.applicant.user.name_pinyin[:4]).get() == draft
    assert Application.objects.named_like(draft.number.lower()).get() == draft
    assert not Application.objects.named_like("不在").exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [("applicant", 200), ("clerk", 200), ("officer", 404), ("stranger", 404)],
)
def test_pictures_follow_the_application(who, status, world, client):
    application = world.submitted()
    file = StoredFile.objects.filter(owner_id=application.public_id).first()
    actor = world.another_applicant() if who == "stranger" else getattr(world, who)
    response = sign_in(client, actor).get(reverse("core:file_open", args=[file.public_id]))
    response.close()
    assert response.status_code == status


def test_the_bin_is_emptied_after_fourteen_days_with_its_pictures(
    world, time_machine, django_capture_on_commit_callbacks
):
    draft = world.draft()
    file = world.upload(draft, "basic_profile", "portrait")
    perform(draft, "delete", actor=world.applicant)
    kept = world.draft(world.another_applicant())
    assert purge() == 0
    time_machine.move_to(timezone.now() + datetime.timedelta(days=14, minutes=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert purge() == 1
    assert purge() == 0
    assert list(Application.objects.all()) == [kept]
    assert not StoredFile.objects.exists()
    assert not (root() / file.path).exists()
    # A page that found it a moment ago comes too late.
    with pytest.raises(Refused, match="已经不在了"):
        perform(draft, "restore", actor=world.applicant)
    with pytest.raises(Refused, match="已经不在了"):
        lock_editable(draft, world.applicant)
