"""A person's employer: chosen from the register, or the talent centre for those without one (流动人员)."""

from django.db import transaction

from accounts.enums import EmployerState, Joining
from accounts.models import Employer, User
from accounts.services.employment import place
from core import audit
from core.errors import Refused


@transaction.atomic
def choose_employer(employer, *, actor):
    """Register the first employer of the acting person at once.

    Raises Refused when it is not active, or another is registered already: a change is asked for in
    `accounts.services.transfers`.
    """
    if employer.state != EmployerState.ACTIVE:
        raise Refused("这个单位的账户还没有启用，请换一个单位，或联系单位所属的职改办。")
    person = User.objects.select_for_update().get(pk=actor.user.pk)
    if person.employer_id not in (None, employer.pk):
        raise Refused("您已经登记了单位，要换到别的单位，请申请单位调整。")
    place(person, employer, how=Joining.CHOSEN)
    audit.record("accounts.employer_chosen", subject=person, actor=actor, employer=str(employer.public_id))
    return person


def talent_centre():
    """The employer of people whose file is with a talent centre. Raises Refused while none is registered."""
    centre = Employer.objects.talent_centres().order_by("pk").first()
    if centre is None:
        raise Refused("人才服务机构还没有登记，请致电 0771-5505013。")
    return centre
