"""办理并看下一件: the next case is that of the very list one came from, and its end is said."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from admin_portal.portals import OFFICE
from admin_portal.queue import Queue
from admin_portal.views.moves import LAST
from applications.enums import ApplicationState as S
from applications.services.transitions import perform

OTHERS = 6


def queue_of(actor, address):
    return Queue(OFFICE, actor, RequestFactory().get(f"/?{address}").GET)


@pytest.fixture
def several(world):
    """Cases of several states, days and handlers; the names repeat, so that some are equal in their order."""
    states = (S.OFFICE_REVIEW, S.PRELIMINARY_PASSED, S.REJECTED_BY_OFFICE)
    cases = [world.stored(states[number % 3]) for number in range(OTHERS)]
    for number, case in enumerate(cases):
        case.arrived_at = case.turn_began_at = timezone.now() - timedelta(days=number // 2)
        case.save()
    perform(cases[0], "claim", actor=world.officer)
    return cases


def test_next_and_previous_walk_the_list_as_it_is_shown(world, several):
    for address, count in {
        "": 4,
        "sort=-due": 4,
        "tab=mine": 1,
        "tab=closed": 2,
        "tab=all": 6,
        "tab=all&sort=applicant": 6,
        "tab=all&sort=-arrived&state=office_review": 2,
        "tab=all&sort=-decided&assignee=none": 5,
    }.items():
        queue = queue_of(world.officer, address)
        shown = [row.application.pk for row in queue.page().rows]
        assert len(shown) == count, address
        place, walked = queue.applications().get(pk=shown[0]), []
        while place:
            walked.append(place.pk)
            place = queue.neighbour(place)
        back = queue.applications().get(pk=shown[-1])
        while before := queue.neighbour(back, backwards=True):
            back = before
        assert (walked, back.pk) == (shown, shown[0]), address


def test_the_work_goes_on_in_the_list_and_ends_with_a_sentence(world, enter):
    first, second = (world.at_office(world.another_applicant()) for _ in range(2))
    other = world.at_office(world.another_applicant())
    for case in (first, second):
        perform(case, "claim", actor=world.officer)
        case.refresh_from_db()
    address, client = f"tab=todo&sort=-arrived&assignee={world.officer.user.public_id}", enter(world.officer)

    def pass_on(case):
        page = reverse("admin_portal:office_application_detail", args=[case.public_id], query=address_of)
        text = client.get(page).content.decode()
        move = "admin_portal:office_application_transition"
        url = reverse(move, args=[case.public_id, "pass_preliminary"], query=address_of)
        posted = {"version": case.version, "opinion": "材料齐全。", "after": "next"}
        return text, client.post(url, posted)

    address_of = dict(pair.split("=") for pair in address.split("&"))
    text, told = pass_on(second)
    assert "初审通过并看下一件" in text
    assert told["Location"] == f"/office/applications/{first.public_id}/?{address}"
    text, told = pass_on(first)
    assert "初审通过并回到列表" in text
    assert told["Location"] == f"/office/applications/?{address}"
    page = client.get(told["Location"]).content.decode()
    assert LAST in page
    assert other.number not in page
