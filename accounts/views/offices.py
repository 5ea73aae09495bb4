"""各级职改办联系方式: whom to ask, for everybody."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.enums import OfficeLevel
from accounts.models import TitleOffice
from core import hotlines
from core.tables import paginate

PER_PAGE = 30
TERRITORIAL = (OfficeLevel.REGIONAL, OfficeLevel.CITY)


class DirectoryFilter(forms.Form):
    """By keyword, and by the city (or the region itself) whose offices are wanted."""

    q = forms.CharField(label="职改办名称", required=False, max_length=60)
    place = forms.ModelChoiceField(
        TitleOffice.objects.none(), label="地区", required=False, to_field_name="code", empty_label="全区"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["place"]
        field.queryset = TitleOffice.objects.active().filter(level__in=TERRITORIAL).select_related("region")
        field.label_from_instance = lambda office: office.region.name

    def apply(self, offices):
        """Narrow the directory; what is not valid narrows nothing."""
        self.is_valid()
        words, place = self.cleaned_data.get("q"), self.cleaned_data.get("place")
        if words:
            offices = offices.named_like(words)
        if place:
            offices = offices.filter(region=place.region) | offices.filter(region__parent=place.region)
            offices = offices.filter(path__startswith=place.path)
        return offices


@login_not_required
@require_safe
def office_directory(request):
    """Names and public contact blocks of the offices at work."""
    found = DirectoryFilter(request.GET)
    page = paginate(
        found.apply(TitleOffice.objects.active().select_related("region")),
        order=("path",),
        cursor=request.GET.get("cursor"),
        per_page=PER_PAGE,
    )
    context = {"filter": found, "page": page, "hotlines": hotlines.ALL, "mailbox": hotlines.MAILBOX}
    return render(request, "accounts/office_directory.html", context)
