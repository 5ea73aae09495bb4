"""Papers for tests: ordered, and made at once as the worker makes them."""

from applications.services.papers import orders
from applications.services.papers.declared import paper
from core import outbox
from core.models import OutboxRow, OutboxState


def order_paper(application, actor, code):
    """Press the button."""
    return orders.order(paper(code), application.public_id, actor=actor)


def run_worker():
    """Make whatever was ordered."""
    for row in OutboxRow.objects.filter(kind=orders.MAKE, state=OutboxState.WAITING):
        outbox.run(row.pk)


def make_paper(application, actor, code):
    """An ordered paper whose file can be had."""
    printed = order_paper(application, actor, code)
    run_worker()
    printed.refresh_from_db()
    assert printed.job.state == "done", printed.job.message
    return printed


class PapersStage:
    """A paper of the applicant's own case, and the cases the desks print."""

    def __init__(self, world, case, handed_in, waiting):
        self.printed = make_paper(case, world.applicant, "materials")
        self.case, self.desks = case, {"employer": handed_in, "office": waiting}

    @property
    def addresses(self) -> dict:
        """The arguments of every address of papers that has some."""
        order = {"code": "recognition-form"}
        found = {
            "applications:paper_open": {"public_id": self.printed.public_id},
            "applications:paper_detail": {"code": self.printed.check_code},
            "applications:paper_order": {"public_id": self.case.public_id, **order},
        }
        for portal, row in self.desks.items():
            found[f"admin_portal:{portal}_case_paper_list"] = {"public_id": row.public_id}
            found[f"admin_portal:{portal}_paper_order"] = {"public_id": row.public_id, **order}
        return found
