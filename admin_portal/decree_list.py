"""批文: the decrees of the own office and of those below, with their files, by number, day and office."""

import re
from typing import ClassVar

from django import forms
from django.db.models import Count, Q

from accounts.services.jurisdiction import jurisdiction
from certificates.models import Decree
from certificates.services.decrees import with_files
from core.filters import FilterForm
from core.pii import looks_private
from core.tables import Page, paginate
from core.word_fields import WordsField

PER_PAGE = 50
# 〔2026〕31号 is a year and a number, and no six digits of one.
BRACKET = re.compile(r"[〔〕\[\]［］（）()【】]")
PRIVATE = "这里按文号或职改办查找，请不要填写证件号或手机号。"


def _holding(rows, typed):
    office = Q(office__name__icontains=typed) | Q(office__short_name__icontains=typed)
    return rows.filter(Q(number__icontains=typed) | office)


class DecreeFilter(FilterForm):
    """What decrees are looked for by; it stands in the address."""

    narrow: ClassVar = {"q": _holding}

    q = WordsField(label="文号或职改办", required=False, max_length=60)

    def clean_q(self):
        words = "".join(self.cleaned_data["q"].split())
        if looks_private(BRACKET.sub("号", words)):
            raise forms.ValidationError(PRIVATE)
        return words


class DecreeList:
    """One page of the decrees an address asks for, the newest first."""

    def __init__(self, actor, params):
        self.filter = DecreeFilter(params)
        self._cursor = params.get("cursor")
        self._seen = Decree.objects.filter(office__in=jurisdiction(actor, "see"))

    def page(self) -> Page:
        """Decrees with how many results each names, and its file."""
        found = self.filter.apply(self._seen) if self.filter.is_valid() else self._seen.none()
        rows = found.select_related("office").annotate(people=Count("results"))
        page = paginate(rows, order=("-dated_on",), cursor=self._cursor, per_page=PER_PAGE)
        return Page(with_files(page.rows), page.next_cursor, page.prev_cursor, page.total_estimate)
