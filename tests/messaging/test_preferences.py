"""What a person chose outweighs what is usual, but for the events of security."""

import pytest
from django.urls import reverse

from accounts.services.alerts import tell_staff
from certificates.services.issue import issue
from core.models import AuditEntry
from messaging import placeholders, preferences, services
from messaging.models import ChannelPreference, Delivery, Message
from tests.factories.accounts import actor_for, make_office, make_user, sign_in
from tests.factories.certificates import make_pending

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("texts")]
CONTEXT = {"kind": "职称认定", "application_number": "1", "title_path": "工程系列"}
EDIT = "/messages/preferences/"


def tell(user, code="application_submitted", context=CONTEXT, **ways):
    ways = {"mobile": "13907771234", "email": "a@example.cn", **ways}
    services.notify(user, code, context=context, **ways)
    return set(Delivery.objects.filter(recipient=user).values_list("channel", flat=True))


def choose(user, *values):
    return preferences.choose(values, actor=actor_for(user), is_staff=False)


def usual(user, *, without=(), and_also=()):
    lines = preferences.table(user, is_staff=False)
    on = {choice.value for line in lines for choice in line.choices if choice.is_on}
    return on - set(without) | set(and_also)


def test_every_event_goes_out_as_the_page_says_it_does():
    user, filled = make_user(), placeholders.samples(placeholders.known())
    for is_staff in (True, False):
        for line in preferences.table(user, is_staff=is_staff):
            Delivery.objects.all().delete()
            shown = {choice.channel for choice in line.choices if choice.is_on}
            assert tell(user, line.event.code, filled) == shown, line.event.code
            assert not line.event.is_mandatory or shown == {c.channel for c in line.choices if c.is_offered}


def test_by_default_sms_is_sent_and_e_mail_is_not():
    assert tell(make_user()) == {"sms"}


def test_a_certificate_goes_by_e_mail_to_whoever_wants_it():
    holder = make_user()
    choose(holder, *usual(holder, and_also=["certificate_issued:email"]))
    issue(make_pending(holder), actor=actor_for(house=make_office()))
    assert set(Delivery.objects.filter(recipient=holder).values_list("channel", flat=True)) == {
        "sms",
        "email",
    }


def test_an_sms_switched_off_is_not_sent_and_the_inbox_still_has_it():
    user = make_user()
    assert choose(user, *usual(user, without=["application_submitted:sms"])) == 1
    assert tell(user) == set()
    assert Message.objects.filter(recipient=user).count() == 1


def test_an_e_mail_switched_on_is_sent():
    user = make_user()
    choose(user, *usual(user, and_also=["application_submitted:email"]))
    assert tell(user) == {"sms", "email"}


def test_the_choice_speaks_of_one_event_and_one_person():
    user, other = make_user(), make_user()
    choose(user, *usual(user, without=["application_submitted:sms"]))
    assert tell(other) == {"sms"}
    assert tell(user, "application_withdrawn") == {"sms"}


def test_security_cannot_be_switched_off():
    user = make_user()
    assert choose(user) > 0
    assert tell(user, "password_changed", {}) == {"sms", "email"}
    ChannelPreference.objects.create(user=user, code="password_reset", channel="sms", is_on=False)
    Delivery.objects.all().delete()
    assert tell(user, "password_reset", {}) == {"sms", "email"}


def test_a_code_follows_nobody_s_choice():
    user = make_user()
    choose(user)
    assert services.send_code(user.mobile, "604817", "sign_in").state == "waiting"


def test_the_page_keeps_what_was_ticked(client):
    user = make_user()
    sign_in(client, actor_for(user))
    page = client.get(EDIT).content.decode()
    assert 'value="application_submitted:sms"' in page
    assert "固定发送" in page
    assert 'value="password_changed:sms"' not in page
    ticked = usual(user, without=["approved:sms"])
    assert client.post(EDIT, {"on": [*ticked, "password_changed:sms", "x:y"]}).url == reverse(
        "messaging:preference_edit"
    )
    rows = ChannelPreference.objects.values_list("user", "code", "channel", "is_on")
    assert list(rows) == [(user.pk, "approved", "sms", False)]
    client.post(EDIT, {"on": list(ticked)})
    assert AuditEntry.objects.filter(event="messaging.preferences_changed").count() == 1


def test_staff_choose_for_the_events_of_staff(client):
    sign_in(client, actor_for(house=make_office()))
    page = client.get(EDIT).content.decode()
    assert "password" not in page or "application_submitted:sms" not in page
    assert "账户安全" in page


def test_who_serves_a_desk_gets_e_mail_of_what_arrives_by_choice_alone():
    office = make_office()
    asking, silent, elsewhere = (actor_for(house=one) for one in (office, office, make_office("080001")))
    for actor in (asking, elsewhere):
        lines = preferences.table(actor.user, is_staff=True)
        on = {choice.value for line in lines for choice in line.choices if choice.is_on}
        preferences.choose([*on, "application_arrived:email"], actor=actor, is_staff=True)
    context = CONTEXT | {"applicant_name": "黄秀芳"}
    tell_staff(
        office, "application_arrived", context=context, url_name="admin_portal:office_application_list"
    )
    assert set(Message.objects.values_list("recipient", flat=True)) == {asking.user.pk, silent.user.pk}
    mail = Delivery.objects.get()
    assert (mail.recipient, mail.channel) == (asking.user, "email")
    assert "黄秀芳" not in mail.body
