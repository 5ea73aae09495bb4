"""3-2 破格/直接申报."""

from accounts.profile.fields import text
from catalogue.fields import EnumField
from core.sections import Section, SectionForm

REGULAR = "no"


class ExceptionalForm(SectionForm):
    """Whether the ordinary conditions are set aside, and why."""

    wide = ("grounds",)

    exceptional_road = EnumField("exceptional_road", label="是否申请破格", initial=REGULAR)
    grounds = text("破格/直接申报理由", 300, required=False, hint="选“否”的，不用填。最多 300 个字。")

    def clean(self):
        answers = super().clean()
        road = answers.get("exceptional_road")
        if road and road != REGULAR and not answers.get("grounds") and "grounds" not in self.errors:
            self.add_error("grounds", "您申请破格或直接申报，请写明理由。")
        if road == REGULAR and answers.get("grounds"):
            self.add_error("exceptional_road", "您填写了理由，请选择破格申报或直接申报，或者清空理由。")
        return answers


EXCEPTIONAL = Section(
    key="exceptional",
    title="3-2 破格/直接申报",
    form=ExceptionalForm,
    uploads=("exceptional_proof",),
    hint="按正常条件申报的选“否”；申请破格或直接申报的，请写明理由并上传证明材料",
)
