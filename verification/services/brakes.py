"""The limits that keep the register from being harvested; counted in PostgreSQL, so no cache can open them.

A captcha of four digits is no brake (decision B32). These are: attempts per address and per network, and
questions without answer per certificate number, whoever asks.
"""

import ipaddress
from datetime import timedelta

from django.conf import settings

from core import limits
from core.errors import TooMany

TEN_MINUTES = timedelta(minutes=10)
HOUR = timedelta(hours=1)
MISSES_PER_NUMBER = 20
RECEIPT_TRIES = 20


def network_of(address: str | None) -> str:
    """The neighbourhood of an address: /24 of IPv4, /48 of IPv6. Unknown addresses share one."""
    if not address:
        return "unknown"
    prefix = 24 if ipaddress.ip_address(address).version == 4 else 48
    return str(ipaddress.ip_network(f"{address}/{prefix}", strict=False))


def admit_question(address: str | None) -> None:
    """Count one question by number and name; raises TooMany beyond the limits of address and network."""
    _brake("lookup.address", address, settings.LOOKUP_PER_ADDRESS, TEN_MINUTES, "您查询得比较频繁")
    _brake(
        "lookup.network",
        network_of(address),
        settings.LOOKUP_PER_NETWORK,
        TEN_MINUTES,
        "您所在的网络查询得比较频繁",
    )


def admit_scan(address: str | None) -> None:
    """Count one look-up by code. A code of 128 random bits cannot be guessed; this only bounds the load."""
    _brake("lookup.scan", address, settings.LOOKUP_SCANS_PER_ADDRESS, TEN_MINUTES, "您扫码查验得比较频繁")


def admit_number(number: str) -> None:
    """Reserve one try for this certificate number before looking; `count_found` gives it back.

    So 20 misses an hour are answered and no more, however many ask at the same instant, and the answer does
    not depend on whether the number exists.
    """
    found = limits.count("lookup.found", number, HOUR)
    _brake(
        "lookup.number",
        number,
        MISSES_PER_NUMBER + found,
        HOUR,
        "这个证书编号在一小时内没有查到的次数较多",
        "，也可以直接扫描证书上的二维码查验",
    )


def count_found(number: str) -> None:
    """A question about this number was answered: it does not count as a miss."""
    limits.hit("lookup.found", number, limit=0, window=HOUR)


def admit_receipt(address: str | None, receipt_number: str) -> None:
    """Count one check of a receipt, per address and per receipt number."""
    _brake("lookup.receipt_address", address, settings.LOOKUP_PER_ADDRESS, TEN_MINUTES, "您核对得比较频繁")
    _brake("lookup.receipt", receipt_number, RECEIPT_TRIES, HOUR, "这个回执号在一小时内核对的次数较多")


def _brake(
    scope: str, key: str | None, limit: int, window: timedelta, reason: str, way_out: str = ""
) -> None:
    try:
        limits.check_and_hit(scope, key, limit, window)
    except TooMany as refusal:
        minutes = -(-refusal.retry_after // 60)
        raise TooMany(
            f"{reason}，请在 {minutes} 分钟后再试{way_out}。", retry_after=refusal.retry_after
        ) from None
