"""By what the delivery log is narrowed."""

from typing import ClassVar

from django import forms

from core.filters import FilterForm
from messaging.delivery_log import of_state
from messaging.enums import Channel, DeliveryState
from messaging.event_register import events

OUTSIDE = [(channel.value, channel.label) for channel in (Channel.SMS, Channel.EMAIL)]


class DeliveryFilter(FilterForm):
    """Channel, state and event; what is not valid narrows nothing."""

    narrow: ClassVar = {
        "state": of_state,
        "channel": lambda rows, channel: rows.filter(channel=channel),
        "event": lambda rows, code: rows.filter(template_code=code),
    }

    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "全部状态"), *DeliveryState.choices]
    )
    channel = forms.ChoiceField(label="方式", required=False, choices=[("", "全部方式"), *OUTSIDE])
    event = forms.ChoiceField(label="消息", required=False)

    def __init__(self, data):
        super().__init__(data)
        known = [(code, one.label) for code, one in events().items()]
        self.fields["event"].choices = [("", "全部消息"), *known]
