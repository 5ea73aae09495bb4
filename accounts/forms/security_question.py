"""The security question and its answer, as registration and the gear ask for them."""

from django import forms

from accounts import labels
from accounts.enums import SecurityQuestion


class SecurityQuestionFields(forms.Form):
    """One of the questions, and the answer the person will remember."""

    security_question = forms.ChoiceField(
        label=labels.SECURITY_QUESTION,
        choices=[("", labels.SECURITY_QUESTION_PLACEHOLDER), *SecurityQuestion.choices],
        error_messages={"required": "请选择密保问题"},
    )
    security_answer = forms.CharField(
        label=labels.SECURITY_ANSWER,
        max_length=64,
        help_text="找回密码时要用，请记在别人看不到的地方",
        error_messages={"required": "请填写安全答案"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "w-line"}),
    )
