"""The board of public notices as strangers read it: masked names, nothing but what the notice says."""

from applications.models import PublicNotice
from applications.notice_enums import RUNNING
from core.tables import Page, paginate

PER_PAGE = 20
NEWEST_FIRST = ("-starts_on",)


def board(*, ended: bool, cursor: str | None) -> Page:
    """One page of the notices that run, or of those that do not any more, newest first."""
    notices = PublicNotice.objects.all()
    wanted = notices.exclude(state__in=RUNNING) if ended else notices.running()
    return paginate(wanted, order=NEWEST_FIRST, cursor=cursor, per_page=PER_PAGE)


def search(words: str) -> Page:
    """The newest notices about a number or a name, ended ones too."""
    found = PublicNotice.objects.found_by(words)
    return paginate(found, order=NEWEST_FIRST, cursor=None, per_page=PER_PAGE)


def facts_of(notice) -> list[tuple[str, str]]:
    """What a notice says, as (label, text)."""
    return [
        ("持证人", notice.masked_name),
        ("证书编号", notice.certificate_number or "无编号"),
        ("资格名称", notice.title_path),
        ("专业", notice.specialty),
        ("批准机关（授予单位）", notice.granting_body),
        ("授予时间", notice.granted_label),
    ]
