"""A person's employer: chosen from the register, or the talent centre for those without one (流动人员)."""

from django.db import transaction

from accounts.enums import EmployerState
from accounts.models import Employer, User
from core import audit
from core.errors import Refused


@transaction.atomic
def choose_employer(employer, *, actor):
    """Make `employer` the one this person belongs to now; earlier submissions keep theirs."""
    if employer.state != EmployerState.ACTIVE:
        raise Refused("这个单位的账户还没有启用，请换一个单位，或联系单位所属的职改办。")
    person = User.objects.select_for_update().get(pk=actor.user.pk)
    person.employer = employer
    person.save(update_fields=["employer"])
    audit.record("accounts.employer_chosen", subject=person, actor=actor, employer=str(employer.public_id))
    return person


def choose_talent_centre(*, actor):
    """For people whose file is with a talent centre."""
    centre = Employer.objects.talent_centres().order_by("pk").first()
    if centre is None:
        raise Refused("人才服务机构还没有登记，请致电 0771-5505013。")
    return choose_employer(centre, actor=actor)
