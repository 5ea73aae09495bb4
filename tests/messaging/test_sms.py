"""SMS through the real interfaces of both vendors, against gateways on loopback that check signatures."""

import json
import os
import subprocess
import sys
from pathlib import Path
from time import monotonic
from urllib.parse import parse_qs, urlsplit

import pytest

from messaging import services
from messaging.channels import http_post
from messaging.channels.base import OutgoingText, Undeliverable, channel_for
from messaging.enums import Channel, DeliveryState
from messaging.models import Delivery, MessageTemplate
from tests.messaging import sms_stub

HERE = Path(__file__).parent
RECORDED = json.loads((HERE / "data" / "vendor_sdk_requests.json").read_text(encoding="utf-8"))
CHANNELS = {
    "aliyun": "messaging.channels.aliyun.AliyunSms",
    "tencent": "messaging.channels.tencent.TencentSms",
}
MOBILE = "13900001234"
VALUES = {"kind": "职称认定 & +~*%", "office": "钦州市“职改办”"}
PASSING = {"aliyun": "Throttling.User", "tencent": "RequestLimitExceeded"}
FINAL = {"aliyun": "isv.MOBILE_NUMBER_ILLEGAL", "tencent": "FailedOperation.TemplateIncorrectOrUnapproved"}

both = pytest.mark.parametrize("vendor", sorted(CHANNELS))


@pytest.fixture
def gateway(vendor, settings, monkeypatch):
    settings.SMS_CHANNEL = CHANNELS[vendor]
    settings.SMS_KEY_ID, settings.SMS_KEY_SECRET = "our-key-id", "our-secret"
    settings.SMS_SIGN_NAME, settings.SMS_APP_ID = "广西职称", "1400000000"
    monkeypatch.setattr(http_post, "TIMEOUT_SECONDS", 1)
    with sms_stub.running(vendor, settings.SMS_KEY_SECRET) as server:
        settings.SMS_ENDPOINT = f"http://127.0.0.1:{server.server_port}"
        yield server


def text(**change):
    fields = {"address": MOBILE, "subject": "", "body": "不会发出", "reference": "delivery-7"}
    return OutgoingText(
        **{"channel": Channel.SMS, "provider_code": "SMS_1", "values": VALUES, **fields, **change}
    )


def asked(vendor, taken):
    """Mobile, number of the text, values and reference, as the vendor reads them from a request."""
    if vendor == "aliyun":
        query = {name: values[0] for name, values in parse_qs(urlsplit(taken["path"]).query).items()}
        values = list(json.loads(query["TemplateParam"]).values())
        return query["PhoneNumbers"], query["TemplateCode"], values, query["OutId"], query["SignName"]
    body = json.loads(taken["body"])
    mobile = body["PhoneNumberSet"][0].removeprefix("+86")
    return mobile, body["TemplateId"], body["TemplateParamSet"], body["SessionContext"], body["SignName"]


@both
def test_the_gateway_takes_what_the_vendors_own_sdk_sends(vendor):
    is_right = sms_stub.VENDORS[vendor][0]
    request = RECORDED[vendor]
    given = (request["path"], request["headers"], request["body"].encode())
    assert is_right(RECORDED["secret"], *given)
    assert not is_right("another secret", *given)


@both
@pytest.mark.parametrize("part", ["path", "body", "host", "time"])
def test_the_gateway_refuses_what_was_changed_on_the_way(vendor, part):
    is_right = sms_stub.VENDORS[vendor][0]
    request = {**RECORDED[vendor], "headers": dict(RECORDED[vendor]["headers"])}
    if part in ("path", "body"):
        request[part] = request[part].replace("1390000", "1390009") + ("?a=1" if part == "path" else " ")
    else:
        wanted = {"host": ("host",), "time": ("x-acs-date", "x-tc-timestamp")}[part]
        name = next(name for name in request["headers"] if name.lower() in wanted)
        request["headers"][name] = "2020-01-01T00:00:00Z" if name == "x-acs-date" else "1"
    assert not is_right(RECORDED["secret"], request["path"], request["headers"], request["body"].encode())


@both
def test_an_sms_goes_out_signed_with_values_in_the_order_of_the_text(vendor, gateway):
    reference = channel_for(Channel.SMS).send(text())
    assert reference == {"aliyun": "9006^0", "tencent": "5000:1"}[vendor]
    [taken] = gateway.taken
    assert asked(vendor, taken) == (MOBILE, "SMS_1", list(VALUES.values()), "delivery-7", "广西职称")


@both
def test_a_wrong_secret_is_refused_by_the_gateway(vendor, gateway, settings):
    settings.SMS_KEY_SECRET = "wrong"
    with pytest.raises(Undeliverable, match="Signature"):
        channel_for(Channel.SMS).send(text())
    assert gateway.taken == []


@both
@pytest.mark.parametrize("mood", ["hang", "reset", "half", "500"])
def test_a_fault_is_raised_soon_and_says_nothing_of_the_text(vendor, gateway, mood):
    gateway.mood = mood
    began = monotonic()
    with pytest.raises((OSError, http_post.ProviderFault)) as fault:
        channel_for(Channel.SMS).send(text())
    assert monotonic() - began < 5
    assert MOBILE not in repr(fault.value)


@both
def test_a_passing_code_is_tried_again_and_a_final_one_is_not(vendor, gateway):
    gateway.mood = PASSING[vendor]
    with pytest.raises(http_post.ProviderFault, match=PASSING[vendor]):
        channel_for(Channel.SMS).send(text())
    gateway.mood = FINAL[vendor]
    with pytest.raises(Undeliverable, match=FINAL[vendor]):
        channel_for(Channel.SMS).send(text())
    with pytest.raises(Undeliverable, match="NO_PROVIDER_CODE"):
        channel_for(Channel.SMS).send(text(provider_code=""))


@both
@pytest.mark.django_db
def test_a_delivery_ends_as_the_gateway_says(vendor, gateway):
    MessageTemplate.objects.create(
        code="code_sms", channel=Channel.SMS, body="验证码 {code}", is_secret=True, provider_code="SMS_9"
    )
    services.send_code(MOBILE, "135790", "sign_in")
    delivery = Delivery.objects.get()
    services.deliver(delivery.public_id)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.values, delivery.body) == (DeliveryState.DELIVERED, "", "")
    assert asked(vendor, gateway.taken[0])[1:3] == ("SMS_9", ["135790"])
    gateway.mood = FINAL[vendor]
    second = services.send_code(MOBILE, "246802", "sign_in")
    services.deliver(second.public_id)
    second.refresh_from_db()
    assert (second.state, second.failure, second.values) == (DeliveryState.FAILED, FINAL[vendor], "")


@pytest.mark.soak
@both
def test_the_recorded_requests_are_those_of_the_sdks_of_today(vendor, tmp_path):
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL"))}
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "env"], check=True, env=clean)
    python = tmp_path / "env" / "bin" / "python"
    install = [python, "-m", "pip", "install", "-q", "-r", HERE / "vendor_sdks.txt"]
    subprocess.run(install, check=True, env=clean, timeout=600)
    script = [python, HERE / "vendor_sdk_requests.py"]
    told = subprocess.run(script, check=True, env=clean, capture_output=True, timeout=120)
    fresh = json.loads(told.stdout)
    request = fresh[vendor]
    given = (request["path"], request["headers"], request["body"].encode())
    assert sms_stub.VENDORS[vendor][0](fresh["secret"], *given)
    assert asked(vendor, request) == asked(vendor, RECORDED[vendor])
