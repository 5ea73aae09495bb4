"""What is asked once more before an applicant's move, and what is answered after it."""

from collections.abc import Callable
from dataclasses import dataclass

from applications import labels
from applications.models import Application
from applications.services.loss import declared_facts
from applications.services.plans import cannot_come_back
from applications.services.rechecks import recheck_facts


@dataclass(frozen=True)
class Question:
    """The page before a move, and the message after it, which may name the {kind}.

    `heading` stands over `facts(application)`, pairs of label and text to be read once more;
    `caution(application)` is what else has to be known in this case, empty for nothing.
    """

    title: str
    words: str
    note: str
    answer: str
    heading: str = ""
    facts: Callable[[Application], list[tuple[str, str]]] | None = None
    caution: Callable[[Application], str] | None = None


QUESTIONS = {
    "withdraw": Question(
        labels.WITHDRAW_TITLE,
        labels.WITHDRAW_QUESTION,
        "撤回后可以修改，再重新报送。",
        labels.WITHDRAWN,
        caution=cannot_come_back,
    ),
    "delete": Question(
        labels.WITHDRAW_TITLE,
        "是否删除这份申报?",
        "删除后在回收站保留 14 天，期间可以恢复。",
        "您的{kind}申报已删除，在回收站保留 14 天。",
    ),
    "restore": Question(
        labels.WITHDRAW_TITLE,
        "是否恢复这份申报?",
        "恢复后回到待完善，可以继续填写。",
        "您的{kind}申报已恢复，可以继续填写。",
    ),
    "declare_loss": Question(
        labels.LOSS_CONFIRM_TITLE,
        labels.LOSS_DECLARATION,
        "确定以后立即公示，上面的内容和照片不能再修改。",
        "遗失公示已经开始。公示期满后，请回来上传资料并报送。",
        heading=labels.LOSS_CONFIRM_HEADING,
        facts=declared_facts,
    ),
    "ask_recheck": Question(
        "申请复查",
        "申请对评审结果进行复查",
        "复查由职改办的另一位工作人员办理，只核对一次。",
        "复查申请已经提交，答复以后会通知您。",
        facts=recheck_facts,
    ),
    "give_up": Question(
        labels.WITHDRAW_TITLE,
        "是否撤销申请?",
        "撤销后这份申请就此结束，遗失公示撤回，原证书恢复正常。以后要补办，须重新公示。",
        "您的{kind}申请已撤销。",
    ),
}
