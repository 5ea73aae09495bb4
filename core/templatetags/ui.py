"""Tags and filters every template may use: badges, steps, clock, pager, error summary, masking."""

from django import template
from django.utils.html import format_html

from core import pii

register = template.Library()

KILOBYTE = 1024
MEGABYTE = 1024 * KILOBYTE


@register.inclusion_tag("components/_status.html")
def status(subject):
    """Badge of `subject.status_badge` (a `core.badges.Badge`): colour, icon and word together."""
    return {"badge": subject.status_badge}


@register.simple_tag
def icon(name: str) -> str:
    """A decorative Bootstrap icon, hidden from screen readers."""
    return format_html('<i class="bi bi-{}" aria-hidden="true"></i>', name)


@register.filter
def masked(value, kind: str) -> str:
    """`value` with its middle starred; `kind` is one of those `core.pii.mask` knows, such as "mobile"."""
    return pii.mask(value, kind) if value else ""


@register.filter
def filesize_zh(size: int | None) -> str:
    """Bytes as people read them: 412 KB, 3.2 MB."""
    if size is None:
        return ""
    if size < MEGABYTE:
        return f"{max(1, round(size / KILOBYTE))} KB"
    return f"{size / MEGABYTE:.1f} MB".replace(".0 ", " ")


@register.filter
def thousands(number: int) -> str:
    """A count as people read it: 3,041."""
    return f"{number:,}"


@register.inclusion_tag("components/_step_bar.html")
def step_bar(steps, label: str = "办理进度"):
    """A road of three to seven steps; each has `label`, `state` (done, now or todo) and `small`."""
    return {"steps": steps, "label": label}


@register.inclusion_tag("components/_clock.html")
def clock(who: str, used=None, promised=None, place=None, average=None, *, is_paused=False):
    """Whose turn it is: `used` of `promised` working days, place in the queue, average days of the batch.

    What is None is left out, never shown as 0. `is_paused`: the applicant has it, and no time is counted.
    """
    share = min(100, round(100 * used / promised)) if used is not None and promised else None
    return {
        "who": who,
        "used": used,
        "promised": promised,
        "place": place,
        "average": average,
        "share": share,
        "is_paused": is_paused,
    }


@register.inclusion_tag("components/_pager.html", takes_context=True)
def pager(context, page, per_page_choices=(), unit="件", *, ends=False):
    """Previous and next of a keyset page; the other parameters of the address are kept.

    `ends` adds ways to the first and the last page, for views that know `back`.
    With `per_page_choices` the view also gives `per_page`, the one that holds; `unit` is the counting word.
    """
    return {
        "page": page,
        "request": context["request"],
        "per_page": context.get("per_page"),
        "per_page_choices": per_page_choices,
        "unit": unit,
        "ends": ends,
    }


def _errors_of(form):
    """Pairs (id of the control or None, sentence) of one bound form, in the order of its fields."""
    for sentence in form.non_field_errors():
        yield None, sentence
    for field in form:
        target = None if field.is_hidden else (field.id_for_label or field.auto_id)
        for sentence in field.errors:
            yield target, _named(field, sentence)


def _named(field, sentence: str) -> str:
    """The sentence at the field; where it does not say which field, the label goes in front."""
    return sentence if field.is_hidden or str(field.label) in sentence else f"{field.label}：{sentence}"


def _bound_errors(forms) -> list:
    return [error for form in forms if form is not None and form.is_bound for error in _errors_of(form)]


@register.inclusion_tag("components/_error_summary.html")
def error_summary(*forms):
    """The list of what must be mended, each line linked to its field; nothing while all is well."""
    return {"errors": _bound_errors(forms)}


@register.simple_tag(takes_context=True)
def error_title(context) -> str:
    """Prefix of the page title while `form` (or any of `forms`) in the context has errors."""
    count = len(_bound_errors([context.get("form"), *(context.get("forms") or ())]))
    return f"有 {count} 处需要修改：" if count else ""
