"""What is typed at the queue besides its filters."""

from django import forms

from admin_portal.forms.filters import PublicIdChoiceField
from admin_portal.portals import colleagues
from admin_portal.queue_columns import optional
from applications import registry
from applications.services.saved_filters import LONGEST_NAME
from core.word_fields import WordsField
from core.workflow import MoveForm


class ViewNameForm(forms.Form):
    """The name of a view that is kept."""

    name = WordsField(
        label="视图名称",
        max_length=LONGEST_NAME,
        error_messages={
            "required": "请给视图起一个名字。",
            "max_length": f"名字最多 {LONGEST_NAME} 个字，请缩短。",
        },
    )


class ColumnsForm(forms.Form):
    """列设置: the columns that stand in the list beside the name."""

    columns = forms.MultipleChoiceField(
        label="显示的列",
        help_text="申请人始终显示。导出的内容不受影响。",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "请从列出的列里选择。",
            "invalid_list": "请从列出的列里选择。",
        },
    )

    def __init__(self, data=None, *, portal, hidden=frozenset()):
        offered = optional(portal)
        super().__init__(data, initial={"columns": [key for key in offered if key not in hidden]})
        self.fields["columns"].choices = list(offered.items())

    @property
    def hidden(self) -> set[str]:
        """The keys of the columns that were not ticked."""
        return {key for key, _ in self.fields["columns"].choices} - set(self.cleaned_data["columns"])


def worded_form(move: str) -> type[MoveForm]:
    """The form of a move that takes one opinion for all."""
    roads = (kind.workflow.transitions for kind in registry.kinds())
    return next(road[move].form for road in roads if move in road)


class HandOverForm(forms.Form):
    """The colleague who takes selected cases over, and what the person is told with them."""

    assignee = PublicIdChoiceField(
        None,
        label="转交给",
        to_field_name="public_id",
        empty_label="请选择",
        error_messages={
            "required": "请选择接手的同事。",
            "invalid_choice": "请从列表里选一位同事。",
        },
    )
    opinion = WordsField(
        label="转交说明",
        help_text="每一件的进度里都会记下这段话。",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 500}),
        error_messages={
            "required": "请填写转交说明。",
            "max_length": "转交说明最多 500 个字，请精简。",
        },
    )

    def __init__(self, data=None, *, actor):
        super().__init__(data)
        self.fields["assignee"].queryset = colleagues(actor).exclude(pk=actor.user.pk)
        self.fields["assignee"].label_from_instance = lambda person: person.name
