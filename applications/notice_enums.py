"""What is put on public notice, and the life of a notice."""

from django.db import models

from core.badges import Badge


class NoticeKind(models.TextChoices):
    """Why something is made public for objections."""

    LOSS = "loss", "遗失公示"


class NoticeState(models.TextChoices):
    """Life of a notice; strangers read these words."""

    OPEN = "open", "公示中"
    OBJECTION = "objection", "异议处理中"
    ENDED = "ended", "已结束"
    WITHDRAWN = "withdrawn", "已撤回"

    @property
    def badge(self) -> Badge:
        """Colour family and label."""
        return Badge(FAMILIES[self], self.label)

    @property
    def meaning(self) -> str:
        """What the state means for the certificate, in a sentence for strangers."""
        return MEANINGS[self]

    @property
    def next_step(self) -> str:
        """What the holder waits for; empty once nothing is waited for."""
        return NEXT_STEPS.get(self, "")


RUNNING = (NoticeState.OPEN, NoticeState.OBJECTION)
FAMILIES = {
    NoticeState.OPEN: "public",
    NoticeState.OBJECTION: "public",
    NoticeState.ENDED: "pass",
    NoticeState.WITHDRAWN: "void",
}
MEANINGS = {
    NoticeState.OPEN: "持证人声明上述职称证书遗失。公示期满没有异议并经批准补办的，原证书作废。",
    NoticeState.OBJECTION: "持证人声明上述职称证书遗失。有人提出了异议，职改办正在核实，公示还没有结束。",
    NoticeState.ENDED: "持证人声明上述职称证书遗失。公示已经期满，经批准补办的，原证书作废。",
    NoticeState.WITHDRAWN: "这份公示已经撤回，上述职称证书没有因为它作废。",
}
NEXT_STEPS = {
    NoticeState.OPEN: "公示期满、没有异议的，系统会发消息请您回来上传资料并报送；期满以前还不能提交材料。",
    NoticeState.OBJECTION: "职改办核实异议期间还不能提交材料，有结果会发消息告诉您。",
}
