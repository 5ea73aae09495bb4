"""Pages that exist only for the tests of layouts and scripts; `RECEIVED` is what autosave sent."""

from types import SimpleNamespace

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.template import engines
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt

from accounts.actors import Actor
from accounts.enums import EmployerState, Role
from accounts.models import Employer, Membership, TitleOffice
from core.badges import Badge
from core.rich_text import sanitise

RECEIVED: list[dict] = []
FACTS_OF_A_HOUSE = ("employer", "employer_id", "office", "office_id", "role")
FILES = [
    SimpleNamespace(
        url=f"/static/img/{name}.svg",
        thumb_url=f"/static/img/{name}.svg",
        name=name,
        select_url=f"?file={name}",
        is_current=name == "karst",
    )
    for name in ("karst", "empty")
]
STEPS = [
    SimpleNamespace(label="个人申报", state="done", small="11-16 已报送"),
    SimpleNamespace(label="单位审核", state="now", small="阳光中学"),
    SimpleNamespace(label="发证", state="todo", small=""),
]
PAGE = """
{% extends base %}{% load crispy_forms_filters %}
{% block title %}工作小结{% endblock %}
{% block heading %}<h1>工作小结 {% status it %}</h1><p>报送截止 2026-11-27</p>{% endblock %}
{% block content %}
{% error_summary form %}{% step_bar steps %}{% clock who="阳光中学" used=3 promised=5 %}
<form method="post" novalidate data-autosave-url="/autosave/" data-autosave-key="u:a:s">{% csrf_token %}
<input type="hidden" name="version" value="1">{{ form|crispy }}
<div class="gx-field"><label class="form-label" for="id_office_name">报送职改办</label>
<input class="form-control" id="id_office_name" name="office_name"
 data-autocomplete-url="/offices/" data-autocomplete-target="id_office"></div>
<input type="hidden" id="id_office" name="office">
{% include "components/_save_bar.html" %}</form>
<form method="post" data-ask="删除这张图片？">
<button type="submit" class="btn btn-light" name="erase" value="1">删除</button></form>
{% include "components/_viewer.html" %}
{% endblock %}
"""


class SummaryForm(forms.Form):
    school = forms.CharField(label="单位", help_text="与证件一致")
    kind = forms.ChoiceField(label="性别", choices=[("m", "男"), ("f", "女")], widget=forms.RadioSelect)
    body = forms.CharField(
        label="见习期工作小结", widget=forms.Textarea(attrs={"data-rich-text": "", "data-max": "700"})
    )


def actor(capacity):
    """Somebody with a long name who serves a house with a longer one; nothing of it is stored."""
    house = "广西壮族自治区北部湾经济区建设工程质量检测研究院有限责任公司钦州分公司"
    employer = Employer(name=house, state=EmployerState.ACTIVE) if capacity == "employer" else None
    office = TitleOffice(name=house) if capacity == "title_office" else None
    serving = Membership(employer=employer, office=office, role=Role.OWNER if employer else Role.CLERK)
    return SimpleNamespace(
        capacity=capacity,
        user=SimpleNamespace(name="欧阳娜娜", document_kind="", pk=0),
        membership=None,
        **{name: getattr(Actor(None, capacity, serving), name) for name in FACTS_OF_A_HOUSE},
        is_authenticated=False,
    )


@csrf_exempt
@login_not_required
def page(request, layout):
    form = SummaryForm(request.POST or None, initial={"body": "<p>跟班<strong>实习</strong></p>"})
    request.actor = actor({"office": "title_office", "staff": "employer"}.get(layout, layout))
    request.aa = request.GET.get("aa", "standard")
    badge = SimpleNamespace(status_badge=Badge("todo", "待完善"))
    context = {"base": f"layouts/{layout}.html", "form": form, "steps": STEPS, "files": FILES, "it": badge}
    html = engines["django"].from_string(PAGE).render(context, request)
    return HttpResponse(html, status=422 if form.is_bound else 200)


@csrf_exempt
@login_not_required
def autosave(request):
    """Answers as the real one does: the version goes up, an old version is refused."""
    if request.POST["version"] != str(len(RECEIVED) + 1):
        return JsonResponse({"sentence": "别的窗口刚刚保存过", "version": len(RECEIVED) + 1}, status=409)
    RECEIVED.append(request.POST.dict())
    return JsonResponse({"version": len(RECEIVED) + 1, "saved_at": "10:42:07"})


@login_not_required
def offices(request):
    words = request.GET["q"]
    return JsonResponse(
        {"results": [{"value": str(n), "label": f"{words}{n}", "note": ""} for n in range(3)]}
    )


@login_not_required
def nothing(request):
    return HttpResponse(sanitise(""))


def named(app, *names):
    return path(f"{app}/", include(([path(f"{name}/", nothing, name=name) for name in names], app)))


urlpatterns = [
    path("page/<layout>/", page),
    path("autosave/", autosave),
    path("offices/", offices),
    named(
        "accounts",
        "entrance",
        "sign_in",
        "sign_out",
        "profile",
        "aa_set",
        "membership_switch",
        "office_directory",
    ),
    named("applications", "home", "application_list"),
    named("certificates", "certificate_list"),
    named("messaging", "message_list"),
    named("verification", "lookup"),
    named("admin_portal", "employer_application_list", "office_application_list"),
]
