"""记一处: the place, the coded reason and the sentence of one defect."""

from django import forms

from applications.models.returns import SENTENCE_LIMIT
from applications.services.check_rules import ANY_SECTION, check_rules, return_reasons
from applications.services.noting import Defect
from applications.services.return_places import ANYWHERE, EVERYWHERE, Spot, spots_of
from core.word_fields import WordsField

OTHER = "TH-41"


class SpotField(forms.IntegerField):
    """Percent of the width or height of a picture, counted from its upper left corner."""

    def __init__(self, label):
        super().__init__(
            label=label,
            required=False,
            min_value=0,
            max_value=100,
            widget=forms.NumberInput(attrs={"class": "w-code"}),
            error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), "请填 0 到 100 之间的整数。"),
        )


class DefectForm(forms.Form):
    """One defect of one section, or with no `section` of the whole application.

    Args:
        section: what was handed in of the section (`reading.ReadSection`), None for the whole application.
        findings: what 体检 tells the reader of.
        item: the note that is worded anew, None for a new one; `version` is the one it was shown with.
    """

    code = forms.ChoiceField(
        label="原因",
        widget=forms.Select(attrs={"autofocus": True}),
        error_messages={"required": "请选择原因。", "invalid_choice": "请在列表里选择原因。"},
    )
    place = forms.ChoiceField(
        label="在哪里",
        error_messages={
            "required": "请选择问题在哪里。",
            "invalid_choice": "这一行或这张图片已经不在了，请在列表里选择位置。",
        },
    )
    sentence = WordsField(
        label="写给申报人的话",
        help_text="申报人会逐字看到。不写就用所选原因的句子。",
        required=False,
        max_length=SENTENCE_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": SENTENCE_LIMIT}),
        error_messages={"max_length": f"这段话最多 {SENTENCE_LIMIT} 个字，请精简。"},
    )
    spot_x = SpotField("圈出的位置：离左边 %")
    spot_y = SpotField("离上边 %")

    def __init__(self, data=None, *, kind, section, findings, audience, item=None, **kwargs):
        super().__init__(data, auto_id="id_note_%s", **kwargs)
        self.section, self.item = section, item
        self.version = item.version if item else 0
        self.spots = spots_within(section)
        self.fields["place"].choices = [
            (spot.value, spot.label or spot.words) for spot in self.spots.values()
        ]
        self.fields["code"].choices = _reasons(kind, audience, findings, section)
        if not any(spot.file_id for spot in self.spots.values()):
            del self.fields["spot_x"], self.fields["spot_y"]

    @property
    def key(self) -> str:
        """The section it is about; empty for the whole application."""
        return self.section.section.key if self.section else ""

    def clean(self):
        answers = super().clean()
        code, words = answers.get("code"), answers.get("sentence", "")
        if code == OTHER and not words and not self.errors:
            self.add_error("sentence", "选“其他”时，请写明哪里要改、怎么改。")
        return answers

    @property
    def defect(self) -> Defect:
        """What was filled in; the sentence of the reason where the person wrote none."""
        said = self.cleaned_data
        words = said["sentence"] or check_rules()[said["code"]].sentence
        spot = self.spots[said["place"]].marked(said.get("spot_x"), said.get("spot_y"))
        return Defect(spot, said["code"], words)


def spots_within(section) -> dict[str, Spot]:
    """The places a defect of a section may have, by what the form posts; without one, everywhere."""
    if section is None:
        return {ANYWHERE: Spot(EVERYWHERE)}
    return {value: spot for value, spot in spots_of([section]).items() if spot.section_key}


def _reasons(kind: str, audience: str, findings, section) -> list:
    """The coded reasons: found by 体检 here, usual here, usual everywhere, and the others."""
    key = section.section.key if section else ""
    found = dict.fromkeys(one.rule_id for one in findings if one.section_key == key)
    rules = return_reasons(kind, audience)
    here = [rule for rule in rules if key in rule.sections]
    general = [rule for rule in rules if rule not in here and ANY_SECTION in rule.sections]
    groups = (
        ("体检提示", [check_rules()[code] for code in found]),
        ("这一部分常见的问题", here),
        ("各部分都可能有的问题", general),
        ("其他部分的问题", [rule for rule in rules if rule not in here and rule not in general]),
    )
    listed = [(title, [(rule.id, f"{rule.id} {rule.topic}") for rule in group]) for title, group in groups]
    return [("", "请选择"), *((title, choices) for title, choices in listed if choices)]
