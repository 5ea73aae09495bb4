"""单位公示 against other hands: the recommendation, an objection and the job that ends notices, at once."""

from threading import Barrier, Thread

from django.db import connection

from applications.enums import ApplicationState as S
from applications.models import EmployerNotice, EmployerObjection
from applications.notice_enums import NoticeState
from applications.services import employer_notices
from applications.services.transitions import perform
from applications.tasks import end_employer_notices
from core.errors import Refused
from messaging.models import Message
from tests.factories.applications import OPINION
from tests.factories.evaluation import EvaluationWorld, run_out
from tests.factories.results import OBJECTION


def at_once(*acts):
    """Call each act in a thread of its own at the same moment; which of them were refused."""
    gate, refused = Barrier(len(acts)), [None] * len(acts)

    def press(place, act):
        gate.wait(30)
        try:
            act()
            refused[place] = False
        except Refused:
            refused[place] = True
        finally:
            connection.close()

    pressing = [Thread(target=press, args=pair) for pair in enumerate(acts)]
    for thread in pressing:
        thread.start()
    for thread in pressing:
        thread.join(30)
    return refused


def test_a_recommendation_and_an_objection_exclude_each_other_whoever_ends_the_notice(
    transactional_db, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    world = EvaluationWorld()
    case = world.stored(S.EMPLOYER_REVIEW)
    (notice,) = employer_notices.begin([case.pk], place="公告栏", contact="人事科", actor=world.clerk)
    run_out(notice)
    refused = at_once(
        lambda: perform(case, "endorse", actor=world.clerk, data=OPINION),
        lambda: perform(case, "object_to_notice", actor=world.owner, data=OBJECTION),
        end_employer_notices,
        end_employer_notices,
    )
    assert sorted(refused[:2]) == [False, True]
    assert refused[2:] == [False, False]
    case.refresh_from_db()
    assert (case.state == S.OFFICE_REVIEW) is not EmployerObjection.objects.exists()
    assert EmployerNotice.objects.get().state == NoticeState.ENDED
    assert (
        Message.objects.filter(template_code="employer_notice_over", recipient=world.clerk.user).count() == 1
    )
