"""报表下载 in the demo: papers that can be had, and one whose day is over."""

from applications.models import Application, PrintedDocument, ResultNotice
from applications.services.papers import orders
from applications.services.papers.declared import offered_for
from applications.services.papers.results import RESULT_NOTICE
from core.models import StoredDocument
from gxzc.demo import past

EXPIRED_SINCE = 3


def play(cast) -> None:
    """The second applicant's own papers, and the notice of results for the office's board."""
    person, clerk = cast.actors["second_applicant"], cast.actors["office_clerk"]
    case = Application.objects.with_names().filter(applicant=person.user, certificate__isnull=False).first()
    old, _ = [_made(what, case.public_id, person) for what in offered_for(case)[:2]]
    past.backdate(PrintedDocument.objects.filter(pk=old.pk), EXPIRED_SINCE)
    past.backdate(StoredDocument.objects.filter(owner_id=old.public_id), EXPIRED_SINCE)
    orders.clean()
    _made(RESULT_NOTICE, ResultNotice.objects.first().public_id, clerk)


def _made(what, subject_id, actor) -> PrintedDocument:
    printed = orders.order(what, subject_id, actor=actor)
    orders.make(printed.public_id)
    return printed
