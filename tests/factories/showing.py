"""What an employer shows its people on, and the addresses of those pages."""

from applications.enums import ApplicationState as S
from applications.services import employer_notices
from catalogue.enums import TitleLevel
from tests.factories.applications import make_title
from tests.factories.evaluation import EvaluationWorld, run_out

HUNG = {"place": "学校公告栏", "contact": "人事科 0777-2838001"}


class ShowingStage(EvaluationWorld):
    """One person to be shown, one who is, one who was, under a given plan of a given world's office."""

    def __init__(self, world, plan):
        self.__dict__.update(world.__dict__)
        self.title = make_title("工程师", TitleLevel.INTERMEDIATE, series=world.title.series)
        self.plan = plan
        self.waits = self.stored(S.EMPLOYER_REVIEW)
        self.notice, self.over = self.begun(), self.begun()
        run_out(self.over)

    def begun(self):
        """A notice of today about one more person."""
        chosen = [self.stored(S.EMPLOYER_REVIEW).pk]
        (notice,) = employer_notices.begin(chosen, actor=self.clerk, **HUNG)
        return notice

    @property
    def addresses(self):
        """URL name → arguments."""
        notice, over = {"public_id": self.notice.public_id}, {"public_id": self.over.public_id}
        pages = ("detail", "print", "paper", "take_down")
        return {
            **{f"admin_portal:employer_notice_{page}": notice for page in pages},
            "admin_portal:employer_notice_end": over,
            "admin_portal:employer_application_worded": {"move": "endorse"},
            "admin_portal:office_application_worded": {"move": "agree_as_authority"},
        }

    @property
    def forms(self):
        """URL name → what is posted."""
        return {
            "admin_portal:employer_notice_begin": {"application": str(self.waits.public_id), **HUNG},
            "admin_portal:employer_notice_take_down": {"opinion": "资格名称写错了。"},
        }
