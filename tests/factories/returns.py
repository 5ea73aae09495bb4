"""Returns of applications: one under way at each desk, one before it, and one that waits for its answer."""

from django.utils import timezone

from applications.enums import ApplicationState as S
from applications.models import ApplicationProgress, ReturnNotice
from applications.services.return_places import EVERYWHERE
from applications.services.returns import MOVE

DEFECT = {"place": "all", "code": "TH-39", "sentence": "请改报中级。"}


def make_return(application, *, told=False, closed=False, **item) -> ReturnNotice:
    """A return of an application with one defect: being noted, told, or answered without being mended."""
    notice = ReturnNotice(application=application, turn_began_at=application.turn_began_at)
    if told or closed:
        notice.progress = ApplicationProgress.objects.create(
            application=application,
            move=MOVE,
            label="退回个人",
            step="退回个人修改",
            from_state=S.OFFICE_REVIEW,
            to_state=S.RETURNED,
            opinion="请修改。",
        )
        notice.closed_at = timezone.now() if closed else None
    notice.save()
    defect = {"place": EVERYWHERE, "code": "TH-41", "sentence": "请核对全部材料。"} | item
    notice.items.create(mended=False if closed else None, **defect)
    return notice


class ReturnsStage:
    """What the addresses of defects need: cases of their own at both desks, and the applicant's returned."""

    def __init__(self, world, case):
        told = make_return(case, told=True)
        asked = {"public_id": case.public_id, "item_id": told.items.get().public_id}
        self.addresses = {"applications:defect_explain": asked}
        self.forms = {"applications:defect_explain": {"answer": "原件如此。"}}
        for portal, state in (("employer", S.EMPLOYER_REVIEW), ("office", S.OFFICE_REVIEW)):
            held = world.stored(state)
            make_return(held, closed=True, code="TH-39")
            one = {"public_id": held.public_id}
            item = one | {"item_id": make_return(held).items.get().public_id}
            for page, where in (("note", one), ("carry", one), ("change", item), ("remove", item)):
                name = f"admin_portal:{portal}_defect_{page}"
                self.addresses[name] = where
                more = DEFECT | {"code": "TH-01"} if page in ("note", "change") else {}
                self.forms[name] = {"revision": 1, "version": 1, **more}
