"""What the page of a batch shows: how many of which outcome, and each case with its reason."""

from collections import Counter

from django.db.models import Count

from applications.models import RowOutcome
from applications.services.batches import label_of
from core.tables import Page, Tab, paginate

PER_PAGE = 100
ALL = ""


class BatchReport:
    """The rows of one batch as an address asks for them; `params` is `request.GET`."""

    def __init__(self, portal, job, params):
        self.portal, self.job, self.params = portal, job, params
        asked = params.get("outcome", ALL)
        self.outcome = asked if asked in RowOutcome.values else ALL
        self.label = label_of(job.move)
        self._numbers = Counter(dict(job.rows.order_by().values_list("outcome").annotate(number=Count("pk"))))

    @property
    def list_url(self) -> str:
        """The queue."""
        return self.portal.url("application_list")

    @property
    def detail_name(self) -> str:
        """The address of the desk of one case."""
        return f"admin_portal:{self.portal.key}_application_detail"

    @property
    def total(self) -> int:
        """How many cases were asked for."""
        return self._numbers.total()

    @property
    def tabs(self) -> list[Tab]:
        """All rows, and those of each outcome that there is."""
        listed = [(ALL, "全部", self.total)]
        listed += [(one.value, one.label, self._numbers[one]) for one in RowOutcome if self._numbers[one]]
        return [Tab(label, f"?outcome={key}", key == self.outcome, number) for key, label, number in listed]

    def page(self) -> Page:
        """The rows of one page, in the order of the list they were chosen from."""
        rows = self.job.rows.select_related("application")
        return paginate(
            rows.filter(outcome=self.outcome) if self.outcome else rows,
            order=("position",),
            cursor=self.params.get("cursor"),
            per_page=PER_PAGE,
        )
