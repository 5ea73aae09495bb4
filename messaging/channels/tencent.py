"""SMS through Tencent Cloud: SendSms of sms 2021-01-11, signed with TC3-HMAC-SHA256."""

import hashlib
import hmac
import json
from datetime import UTC, datetime

from django.conf import settings
from django.utils import timezone

from messaging.channels import http_post
from messaging.channels.base import OutgoingText, Undeliverable

ENDPOINT = "https://sms.tencentcloudapi.com"
ALGORITHM = "TC3-HMAC-SHA256"
SIGNED = "content-type;host"
CONTENT_TYPE = "application/json; charset=utf-8"
# Codes that a later attempt may well not meet again; all others say that this text will never go out.
PASSING = (
    "RequestLimitExceeded",
    "InternalError",
    "LimitExceeded",
    "ResourceUnavailable",
    "FailedOperation.FailResolvePacket",
    "FailedOperation.InsufficientBalanceInSmsPackage",
)


def signature(secret: str, *, content_type: str, host: str, body: bytes, at: int) -> tuple[str, str]:
    """(scope of the key, signature) of a POST to / at a Unix time in seconds."""
    day = f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d}"
    scope = f"{day}/sms/tc3_request"
    request = (
        f"POST\n/\n\ncontent-type:{content_type}\nhost:{host}\n\n{SIGNED}\n{hashlib.sha256(body).hexdigest()}"
    )
    told = f"{ALGORITHM}\n{at}\n{scope}\n{hashlib.sha256(request.encode()).hexdigest()}"
    key = f"TC3{secret}".encode()
    for part in (day, "sms", "tc3_request"):
        key = _mac(key, part)
    return scope, _mac(key, told).hex()


def _mac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


class TencentSms:
    """Sends one approved text to one mobile of mainland China."""

    def send(self, text: OutgoingText) -> str:
        """Return the SerialNo under which the provider can be asked about this SMS."""
        if not text.provider_code:
            raise Undeliverable("NO_PROVIDER_CODE")
        endpoint = settings.SMS_ENDPOINT or ENDPOINT
        body = json.dumps(
            {
                "PhoneNumberSet": [f"+86{text.address}"],
                "SmsSdkAppId": settings.SMS_APP_ID,
                "SignName": settings.SMS_SIGN_NAME,
                "TemplateId": text.provider_code,
                "TemplateParamSet": list(text.values.values()),
                "SessionContext": text.reference,
            }
        ).encode()
        return _reference(http_post.post(endpoint, "/", _signed(http_post.host_of(endpoint), body), body))


def _signed(host: str, body: bytes) -> dict[str, str]:
    at = int(timezone.now().timestamp())
    scope, signed = signature(settings.SMS_KEY_SECRET, content_type=CONTENT_TYPE, host=host, body=body, at=at)
    told = f"{ALGORITHM} Credential={settings.SMS_KEY_ID}/{scope}, SignedHeaders={SIGNED}, Signature={signed}"
    return {
        "Host": host,
        "Content-Type": CONTENT_TYPE,
        "X-TC-Action": "SendSms",
        "X-TC-Version": "2021-01-11",
        "X-TC-Region": settings.SMS_REGION,
        "X-TC-Timestamp": str(at),
        "Authorization": told,
    }


def _reference(answer: dict) -> str:
    response = answer.get("Response") or {}
    statuses = response.get("SendStatusSet") or [{}]
    code = str((response.get("Error") or statuses[0]).get("Code", ""))
    if code == "Ok":
        return str(statuses[0].get("SerialNo", ""))
    if not code or code.startswith(PASSING):
        raise http_post.ProviderFault(code or "no code")
    raise Undeliverable(code)
