"""By what the delivery log is narrowed."""

from django import forms

from messaging.delivery_log import of_state
from messaging.enums import Channel, DeliveryState
from messaging.event_register import events

OUTSIDE = [(channel.value, channel.label) for channel in (Channel.SMS, Channel.EMAIL)]


class DeliveryFilter(forms.Form):
    """Channel, state and event; what is not valid narrows nothing."""

    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "全部状态"), *DeliveryState.choices]
    )
    channel = forms.ChoiceField(label="方式", required=False, choices=[("", "全部方式"), *OUTSIDE])
    event = forms.ChoiceField(label="消息", required=False)

    def __init__(self, data):
        super().__init__(data)
        known = [(code, one.label) for code, one in events().items()]
        self.fields["event"].choices = [("", "全部消息"), *known]

    def filled(self) -> dict:
        """The valid, non-empty filters."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def apply(self, deliveries):
        """Narrow `deliveries` by what is filled in."""
        for name, value in self.filled().items():
            deliveries = FILTERS[name](deliveries, value)
        return deliveries

    def chips(self, params) -> list[tuple[str, str]]:
        """(words, address without it) of every filter that is on."""
        chips = []
        for name, value in self.filled().items():
            rest = params.copy()
            for gone in (name, "cursor"):
                rest.pop(gone, None)
            words = dict(self.fields[name].choices)[value]
            chips.append((f"{self.fields[name].label}：{words}", f"?{rest.urlencode()}"))
        return chips


FILTERS = {
    "state": of_state,
    "channel": lambda rows, channel: rows.filter(channel=channel),
    "event": lambda rows, code: rows.filter(template_code=code),
}
