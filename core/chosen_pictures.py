"""The pictures that one form brings along, added one by one."""

from collections.abc import Callable

from django.http import HttpRequest

from core.adjustments import adjustment_of
from core.errors import Refused
from core.images import ImageRefused
from core.uploads import safe_name

NOTHING_CHOSEN = "请先选择一张图片，再点“上传”。"


def add_each(request: HttpRequest, add: Callable) -> list[Refused]:
    """Add what can be added and return why the rest is not; of several pictures each refusal names its own.

    `add(file, name=…, adjustment=…)` stores one and raises Refused.
    """
    chosen = request.FILES.getlist("file")
    if not chosen:
        return [ImageRefused(NOTHING_CHOSEN)]
    try:
        adjustment = adjustment_of(request.POST)
    except Refused as refusal:
        return [refusal]
    refusals = []
    for upload in chosen:
        name = upload.name or ""
        try:
            add(upload, name=name, adjustment=adjustment)
        except Refused as refusal:
            if len(chosen) > 1:
                refusal.args = (f"“{safe_name(name)}”：{refusal}。",)
            refusals.append(refusal)
    return refusals


def said(refusals: list[Refused]) -> str:
    """All of them in one text."""
    return " ".join(str(refusal) for refusal in refusals)
