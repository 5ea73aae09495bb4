"""SMS through Alibaba Cloud: SendSms of Dysmsapi 2017-05-25, signed with ACS3-HMAC-SHA256."""

import hashlib
import hmac
import json
import secrets
from urllib.parse import quote

from django.conf import settings
from django.utils import timezone

from messaging.channels import http_post
from messaging.channels.base import OutgoingText, Undeliverable

ENDPOINT = "https://dysmsapi.aliyuncs.com"
ALGORITHM = "ACS3-HMAC-SHA256"
# Codes that a later attempt may well not meet again; all others say that this text will never go out.
PASSING = (
    "Throttling",
    "ServiceUnavailable",
    "InternalError",
    "isp.",
    "isv.BUSINESS_LIMIT_CONTROL",
    "isv.AMOUNT_NOT_ENOUGH",
)


def signature(secret: str, query: str, headers: dict[str, str]) -> tuple[str, str]:
    """(names of the signed headers, signature) of a POST to / with this canonical query and an empty body."""
    names = ";".join(sorted(headers))
    lines = "".join(f"{name}:{headers[name].strip()}\n" for name in sorted(headers))
    request = f"POST\n/\n{query}\n{lines}\n{names}\n{headers['x-acs-content-sha256']}"
    told = f"{ALGORITHM}\n{hashlib.sha256(request.encode()).hexdigest()}"
    return names, hmac.new(secret.encode(), told.encode(), hashlib.sha256).hexdigest()


def canonical(parameters: dict[str, str]) -> str:
    """The query as it is sent and signed: sorted, percent-encoded by RFC 3986."""
    return "&".join(
        f"{quote(name, safe='~')}={quote(parameters[name], safe='~')}" for name in sorted(parameters)
    )


class AliyunSms:
    """Sends one approved text to one mobile; the numbers and values travel signed and over TLS."""

    def send(self, text: OutgoingText) -> str:
        """Return the BizId under which the provider can be asked about this SMS."""
        if not text.provider_code:
            raise Undeliverable("NO_PROVIDER_CODE")
        endpoint = settings.SMS_ENDPOINT or ENDPOINT
        query = canonical(
            {
                "OutId": text.reference,
                "PhoneNumbers": text.address,
                "SignName": settings.SMS_SIGN_NAME,
                "TemplateCode": text.provider_code,
                "TemplateParam": json.dumps(text.values, ensure_ascii=False),
            }
        )
        answer = http_post.post(endpoint, f"/?{query}", _signed(http_post.host_of(endpoint), query))
        return _reference(answer)


def _signed(host: str, query: str) -> dict[str, str]:
    headers = {
        "host": host,
        "x-acs-action": "SendSms",
        "x-acs-content-sha256": hashlib.sha256(b"").hexdigest(),
        "x-acs-date": f"{timezone.now():%Y-%m-%dT%H:%M:%SZ}",
        "x-acs-signature-nonce": secrets.token_hex(16),
        "x-acs-version": "2017-05-25",
    }
    names, signed = signature(settings.SMS_KEY_SECRET, query, headers)
    told = f"{ALGORITHM} Credential={settings.SMS_KEY_ID},SignedHeaders={names},Signature={signed}"
    return {**headers, "Authorization": told, "accept": "application/json"}


def _reference(answer: dict) -> str:
    code = str(answer.get("Code", ""))
    if code == "OK":
        return str(answer.get("BizId", ""))
    if not code or code.startswith(PASSING):
        raise http_post.ProviderFault(code or "no code")
    raise Undeliverable(code)
