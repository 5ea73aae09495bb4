"""The one lock of a person's archive: the row of the person."""

from accounts.actors import Capacity
from accounts.models import User
from core.errors import Refused
from core.workflow import NotAllowed

CLOSED = "这个账户已经停用或注销，个人资料不能再修改。"


def lock(actor) -> User:
    """Queue all changes to the archive of the acting person, who must act for themselves."""
    if actor.capacity != Capacity.APPLICANT:
        raise NotAllowed("只有本人可以修改个人资料。")
    user = User.objects.select_for_update(no_key=True).get(pk=actor.user.pk)
    if not user.is_active or user.deregistered_at:
        raise Refused(CLOSED)
    return user
