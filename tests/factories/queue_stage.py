"""What the pages of the queue are about, besides its cases: a kept view and a batch of each house."""

from uuid import uuid4

from applications.models import Application
from applications.services import batches, saved_filters


class QueueStage:
    """A view and a batch of one clerk of the employer and one of the office."""

    def __init__(self, world, handed_in, waiting):
        self.addresses, self.forms = {}, {}
        for portal, move, actor, case in (
            ("employer", "open", world.clerk, handed_in),
            ("office", "claim", world.officer, waiting),
        ):
            view = saved_filters.save(portal, "我的视图", "tab=all&sort=-arrived", actor=actor)
            found = Application.objects.filter(pk=case.pk).order_by("pk")
            job = batches.order(found, move, actor=actor, key=uuid4())
            page = f"admin_portal:{portal}_"
            self.addresses |= {
                f"{page}batch_detail": {"public_id": job.public_id},
                f"{page}saved_filter_change": {"public_id": view.public_id, "act": "rename"},
            }
            self.forms |= {
                f"{page}application_take_up": {"application": str(case.public_id)},
                f"{page}saved_filter_create": {"name": "全部"},
                f"{page}saved_filter_change": {"name": "改名"},
            }
        self.forms["admin_portal:office_application_hand_over"] = {
            "application": str(waiting.public_id),
            "assignee": str(world.second.user.public_id),
            "opinion": "休假期间代办。",
        }
