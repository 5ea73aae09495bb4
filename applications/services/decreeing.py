"""发文 for many: one decree with its file, named in the result of everybody it is about."""

from django.db import transaction

from applications.policies import may_organise_for
from applications.services.many import Outcome, each
from certificates.services import decrees
from core.workflow import NotAllowed

NOT_YOURS = "评审结果由评审会所在的职改办发文。"


@transaction.atomic
def decree(plan, people, *, number: str, dated_on, file, actor) -> list[Outcome]:
    """Register the decree (`file` None for one that is known) and name it; who is refused stops nobody.

    Raises:
        NotAllowed: not their office. Refused: see `certificates.services.decrees.record`.
    """
    if not may_organise_for(actor, plan.office):
        raise NotAllowed(NOT_YOURS)
    name = file.name if file else ""
    recorded = decrees.record(
        office=plan.office, number=number, dated_on=dated_on, stream=file, name=name, actor=actor
    )
    return each(people, "decree", actor=actor, data={"decree": recorded.pk})
