"""The one door to cryptography for personal data: sealing, blind index, masking."""

import base64
import hashlib
import hmac
import json
import os
import re
import unicodedata
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import models
from django.db.models.query_utils import DeferredAttribute

VERSION = "v1"
NONCE_BYTES = 12
KEY_BYTES = 32
LEAF = "$sealed"


class SealBroken(Exception):
    """A sealed value was changed, moved to another row, or its key is gone. Holds no content."""


def _seal(key: bytes, plain: bytes, aad: bytes) -> bytes:
    """AES-256-GCM (GB/T 39786 lets SM4-GCM stand in its place, here and in `_open` only)."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, aad)


def _open(key: bytes, sealed: bytes, aad: bytes) -> bytes:
    return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], aad)


def _mac(key: bytes, message: bytes) -> str:
    """HMAC-SHA256; HMAC-SM3 can stand in its place here only."""
    return hmac.new(key, message, hashlib.sha256).hexdigest()


@lru_cache(maxsize=8)
def _keyring(text: str) -> dict[str, bytes]:
    """Parse `id:base64,id:base64`; the last key encrypts, all of them decrypt."""
    keys = {}
    for part in filter(None, text.split(",")):
        key_id, _, encoded = part.partition(":")
        keys[key_id.strip()] = _key(encoded, "GXZC_PII_KEYS")
    if not keys:
        raise ImproperlyConfigured("GXZC_PII_KEYS is not set")
    return keys


@lru_cache(maxsize=8)
def _key(encoded: str, variable: str) -> bytes:
    try:
        key = base64.b64decode(encoded.strip(), validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise ImproperlyConfigured(f"{variable}: each key must be {KEY_BYTES} bytes in base64")
    return key


def encrypt_text(value: str, aad: str) -> str:
    """Seal `value`; `aad` is `table.column.public_id`, so that the token opens in that place only."""
    key_id, key = list(_keyring(settings.GXZC_PII_KEYS).items())[-1]
    sealed = _seal(key, value.encode(), aad.encode())
    return f"{VERSION}.{key_id}.{base64.urlsafe_b64encode(sealed).decode()}"


def decrypt_text(token: str, aad: str) -> str:
    """Open what `encrypt_text` sealed under the same `aad`, with whichever key sealed it.

    Raises:
        SealBroken: wrong place, changed bytes, unknown key or version.
    """
    version, _, rest = token.partition(".")
    key_id, _, encoded = rest.partition(".")
    key = _keyring(settings.GXZC_PII_KEYS).get(key_id)
    if version != VERSION or key is None:
        raise SealBroken("unknown version or key")
    try:
        return _open(key, base64.urlsafe_b64decode(encoded), aad.encode()).decode()
    except (InvalidTag, ValueError):
        raise SealBroken("does not open here") from None


def encrypt_bytes(content: bytes, aad: str) -> bytes:
    """Seal `content` as `encrypt_text` seals text; what comes back begins with version and key id."""
    key_id, key = list(_keyring(settings.GXZC_PII_KEYS).items())[-1]
    return f"{VERSION}.{key_id}.".encode() + _seal(key, content, aad.encode())


def decrypt_bytes(sealed: bytes, aad: str) -> bytes:
    """Open what `encrypt_bytes` sealed under the same `aad`; SealBroken as `decrypt_text` raises it."""
    version, _, rest = sealed.partition(b".")
    key_id, _, body = rest.partition(b".")
    key = _keyring(settings.GXZC_PII_KEYS).get(key_id.decode(errors="replace"))
    if version != VERSION.encode() or key is None:
        raise SealBroken("unknown version or key")
    try:
        return _open(key, body, aad.encode())
    except (InvalidTag, ValueError):
        raise SealBroken("does not open here") from None


def encrypt_leaves(data: dict, fields, aad: str) -> dict:
    """A copy of `data` in which each named leaf is sealed; empty leaves stay empty and visible as such."""
    sealed = dict(data)
    for name in fields:
        if sealed.get(name) not in (None, "", [], {}):
            text = json.dumps(sealed[name], ensure_ascii=False)
            sealed[name] = {LEAF: encrypt_text(text, f"{aad}.{name}")}
    return sealed


def decrypt_leaves(data: dict, fields, aad: str) -> dict:
    """The reverse of `encrypt_leaves` under the same `aad`."""
    opened = dict(data)
    for name in fields:
        leaf = opened.get(name)
        if isinstance(leaf, dict) and LEAF in leaf:
            opened[name] = json.loads(decrypt_text(leaf[LEAF], f"{aad}.{name}"))
    return opened


def blind_index(kind: str, normalised: str) -> str:
    """Keyed digest by which a sealed value is found again: 64 hex digits, one space per `kind`."""
    key = _key(settings.GXZC_INDEX_KEY, "GXZC_INDEX_KEY")
    return _mac(key, f"{kind}\0{normalised}".encode())


class Sealed(str):
    """A token as it lies in the database, told apart from what a person typed."""

    __slots__ = ()


class _Plain(DeferredAttribute):
    """Opens the token at the first reading, so that a list of rows costs nothing."""

    def __set__(self, instance, value):
        instance.__dict__[self.field.attname] = value

    def __get__(self, instance, cls=None):
        value = super().__get__(instance, cls)
        if not isinstance(value, Sealed):
            return value
        plain = decrypt_text(value, self.field.aad(instance))
        instance.__dict__[self.field.attname] = plain
        return plain


class EncryptedCharField(models.CharField):
    """Text sealed at rest on a model that has a `public_id`; `max_length` bounds the plain text.

    Lookups other than `isnull` raise FieldError: find rows by a `blind_index` column. The empty string
    stays empty. `update()` and `bulk_update()` refuse plain text, since they know no row to bind it to.
    """

    descriptor_class = _Plain

    def get_internal_type(self):
        return "TextField"

    def aad(self, instance) -> str:
        return f"{self.model._meta.db_table}.{self.column}.{instance.public_id}"

    def from_db_value(self, value, expression, connection):
        return Sealed(value) if value else value

    def pre_save(self, model_instance, add):
        value = model_instance.__dict__.get(self.attname)
        if value is None or value == "" or isinstance(value, Sealed):
            return value
        return Sealed(encrypt_text(str(value), self.aad(model_instance)))

    def get_prep_value(self, value):
        if value is None or value == "":
            return value
        if isinstance(value, Sealed):
            return str.__str__(value)
        raise FieldError(f"{self.name} is sealed: assign it on the row and save the row")

    def get_lookup(self, lookup_name):
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is sealed: look it up by its blind index")
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name):
        raise FieldError(f"{self.name} is sealed: it has no transforms")


def mask_id_number(value: str) -> str:
    """Last four only, whatever the document; up to four characters are starred whole."""
    text = str(value or "")
    kept = 4 if len(text) > 4 else 0
    return "*" * (len(text) - kept) + text[len(text) - kept :]


def mask_mobile(value: str) -> str:
    """138****5678; of any other number the last two, of a very short one nothing."""
    text = str(value or "")
    if len(text) == 11:
        return f"{text[:3]}****{text[-4:]}"
    kept = 2 if len(text) > 4 else 0
    return "*" * (len(text) - kept) + text[len(text) - kept :]


def mask_email(value: str) -> str:
    """First letter and domain: a***@example.cn."""
    local, at, domain = str(value or "").rpartition("@")
    return f"{local[:1]}***{at}{domain}" if at else "***" * bool(domain)


def mask_name(value: str) -> str:
    """韦*兰; of two characters the first stays (韦*); one character is starred."""
    text = str(value or "")
    if len(text) <= 2:
        return text[: len(text) - 1] + "*" * bool(text)
    return text[0] + "*" * (len(text) - 2) + text[-1]


def mask_text(value) -> str:
    """Six stars for anything that is there: addresses and leaves without a mask of their own."""
    return "******" if value not in (None, "") else ""


MASKS = {
    "id_number": mask_id_number,
    "mobile": mask_mobile,
    "email": mask_email,
    "name": mask_name,
    "text": mask_text,
}


def mask(value, kind: str) -> str:
    """Mask `value` as one of MASKS; an unknown kind is a mistake of the caller and raises KeyError."""
    return MASKS[kind](value)


# Digits that belong to a longer run (amounts, hashes, UUIDs) are left alone by the look-arounds.
_ID_18 = re.compile(r"(?<![0-9A-Za-z])\d{13,14}(\d{3}[\dXx])(?![0-9A-Za-z])")
_ID_15 = re.compile(r"(?<![0-9A-Za-z])\d{11}(\d{4})(?![0-9A-Za-z])")
_MOBILE = re.compile(r"(?<![0-9A-Za-z])(1[3-9])\d{7}(\d{2})(?![0-9A-Za-z])")
_EMAIL = re.compile(r"([A-Za-z0-9._%+-]{1,64})@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)")


def star_out(text: str) -> str:
    """Star whatever in free text looks like an ID number, a mobile or an e-mail address."""
    text = _ID_18.sub(lambda found: "*" * 14 + found[1], text)
    text = _ID_15.sub(lambda found: "*" * 11 + found[1], text)
    text = _MOBILE.sub(r"\1*******\2", text)
    return _EMAIL.sub(r"***@\2", text)


# Application numbers and dates: digits that point at nobody.
_HARMLESS = re.compile(
    r"(?<![0-9A-Z])(?:[A-Z]{2}-\d{4}-\d{6}|\d{4}[-/.]\d{1,2}[-/.]\d{1,2})(?![0-9A-Z])", re.IGNORECASE
)
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_MANY_DIGITS = 6


def looks_private(text: str) -> bool:
    """Whether search words may be a document number, a mobile or an e-mail: they must get into no address.

    Parts of numbers count, and numbers typed in groups; Chinese words between digits part them (2026年10月).
    """
    words = _HARMLESS.sub("号", unicodedata.normalize("NFKC", text))
    return "@" in words or any(sum(map(str.isdigit, part)) >= _MANY_DIGITS for part in _HAN.split(words))
