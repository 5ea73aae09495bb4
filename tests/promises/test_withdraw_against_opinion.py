"""撤回 against the employer's opinion at the same instant: exactly one happens (promise R3)."""

from django.urls import reverse

from applications import labels
from applications.enums import ApplicationState as S
from applications.services.transitions import perform
from tests.factories.applications import OPINION
from tests.promises.crowd import CROWD, at_once, browsers, post, switch_off_locks
from tests.promises.invariants import violations

OPINIONS = ("endorse", "return_to_applicant", "reject_by_employer")


def opine(application, move, browser):
    """One press of a button at the employer's desk, with the version the page was shown with."""
    url = reverse("admin_portal:employer_application_transition", args=[application.public_id, move])
    data = {**OPINION, "version": application.version, "confirmed": "1"}
    return post(browser, url, data)


def withdraw(application, browser):
    """One press of 撤回 on a page that does not care what else happened."""
    url = reverse("applications:application_transition", args=[application.public_id, "withdraw"])
    return post(browser, url, {})


def all_at_once(world, application, opinions=OPINIONS):
    """Ten 撤回 and ten opinions of two people of the employer, mixed; the answers by move."""
    mine = browsers(world.applicant, 2)
    theirs = [browsers(actor, 1)[0] for actor in (world.owner, world.clerk)]
    moves = ["withdraw" if n % 2 else opinions[n // 2 % len(opinions)] for n in range(CROWD)]
    clicks = [
        withdraw(application, mine[n % 4 // 2])
        if move == "withdraw"
        else opine(application, move, theirs[n % 4 // 2])
        for n, move in enumerate(moves)
    ]
    return list(zip(moves, at_once(*clicks), strict=True))


def test_exactly_one_of_them_happens(each_world, few_rounds):
    world = each_world
    for _ in few_rounds:
        world.applicant = world.another_applicant()
        application = world.stored(S.EMPLOYER_REVIEW, world.applicant)
        answers = all_at_once(world, application)
        (row,) = application.progress.all()
        application.refresh_from_db()
        assert application.state == row.to_state
        statuses = {answer.status_code for _, answer in answers}
        # Who comes after 撤回 finds the case gone from the desk; who comes second to an opinion is told so.
        assert statuses <= {302, 404, 409}
        assert 302 in {answer.status_code for move, answer in answers if move == row.move}
        losing = {answer.status_code for move, answer in answers if move != row.move}
        assert losing <= {404, 409}
    assert violations() == []


def test_control_without_the_lock_several_happen(world, monkeypatch):
    application = world.stored(S.EMPLOYER_REVIEW, world.applicant)
    switch_off_locks(monkeypatch, CROWD)
    all_at_once(world, application)
    assert application.progress.count() > 1
    assert violations() != []


def test_opening_alone_does_not_bar_the_withdrawal(world, rounds):
    for _ in rounds:
        world.applicant = world.another_applicant()
        application = world.stored(S.EMPLOYER_REVIEW, world.applicant)
        all_at_once(world, application, opinions=("open",))
        moves = [row.move for row in application.progress.all()]
        assert moves in (["withdraw"], ["open", "withdraw"])
        application.refresh_from_db()
        assert application.state == S.DRAFT
    assert violations() == []


def test_after_an_opinion_the_withdrawal_is_refused_in_the_words_of_the_manual(world):
    application = world.stored(S.EMPLOYER_REVIEW, world.applicant)
    perform(application, "endorse", actor=world.clerk, data=OPINION)
    answer = withdraw(application, browsers(world.applicant, 1)[0])()
    assert answer.status_code == 409
    assert labels.WITHDRAW_TOO_LATE in answer.content.decode()
