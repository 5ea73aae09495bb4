"""Views a person keeps: what they hold, who sees them, which one opens first."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from applications.enums import ApplicationState as S
from applications.models import SavedFilter
from applications.services import saved_filters
from core.models import AuditEntry

LIST = "admin_portal:office_application_list"


def keep(client, name, **params):
    return client.post(
        reverse("admin_portal:office_saved_filter_create", query=params)
        if params
        else reverse("admin_portal:office_saved_filter_create"),
        {"name": name},
    )


def change(client, view, act, **data):
    return client.post(reverse("admin_portal:office_saved_filter_change", args=[view.public_id, act]), data)


def test_a_view_is_kept_shown_as_a_tab_and_opens_first_when_chosen(world, enter):
    world.stored(S.OFFICE_REVIEW)
    client = enter(world.officer)
    told = keep(client, "中级超期", tab="todo", group="intermediate", sla="late")
    assert parse_qs(urlsplit(told["Location"]).query)["group"] == ["intermediate"]
    page = client.get(told["Location"]).content.decode()
    assert 'aria-current="page">中级超期' in page
    view = SavedFilter.objects.get()
    assert client.get(reverse(LIST)).status_code == 200, "no view was chosen to begin with"
    change(client, view, "default")
    assert client.get(reverse(LIST))["Location"] == f"{reverse(LIST)}?{view.query}"
    assert client.get(reverse(LIST), {"tab": "todo"}).status_code == 200
    change(client, view, "plain")
    assert client.get(reverse(LIST)).status_code == 200
    events = AuditEntry.objects.filter(event__startswith="applications.filter_").order_by("pk")
    assert [entry.event.rpartition("_")[2] for entry in events] == ["saved", "changed", "changed"]


def test_a_view_holds_nobody(world, enter):
    application = world.stored(S.OFFICE_REVIEW)
    person = application.applicant
    keep(enter(world.officer), "一个人", person=str(person.public_id), q=person.id_number, tab="all")
    assert SavedFilter.objects.get().query == "tab=all&sort=-arrived"


def test_views_are_renamed_and_dropped(world, enter):
    client = enter(world.officer)
    keep(client, "甲", tab="all")
    keep(client, "乙", tab="mine")
    first, second = SavedFilter.objects.order_by("pk")
    assert keep(client, "甲", tab="all").status_code == 302
    assert keep(client, "甲", tab="closed").status_code == 409
    assert SavedFilter.objects.count() == 2
    assert change(client, first, "rename", name="丙").status_code == 302
    taken = change(client, second, "rename", name="丙")
    assert taken.status_code == 409
    assert "已经有一个叫“丙”的视图" in taken.content.decode()
    assert change(client, second, "rename", name="").status_code == 422
    assert change(client, second, "delete").status_code == 302
    assert [view.name for view in SavedFilter.objects.all()] == ["丙"]
    assert change(client, first, "burn").status_code == 404


def test_only_one_view_opens_first(world):
    one, other = (saved_filters.save("office", name, "tab=all", actor=world.officer) for name in ("甲", "乙"))
    saved_filters.set_default(one, actor=world.officer, on=True)
    saved_filters.set_default(other, actor=world.officer, on=True)
    assert saved_filters.default_of(world.officer.user, "office") == other
    saved_filters.set_default(one, actor=world.officer, on=False)
    assert saved_filters.default_of(world.officer.user, "office") == other


def test_nobody_sees_or_changes_the_views_of_a_colleague(world, enter):
    view = saved_filters.save("office", "我的", "tab=all", actor=world.officer)
    client = enter(world.second)
    assert "我的</a>" not in client.get(reverse(LIST), {"tab": "all"}).content.decode()
    assert change(client, view, "delete").status_code == 404
    assert client.get(reverse("admin_portal:office_saved_filter_list")).context["views"] == []


def test_a_person_keeps_so_many_and_no_more(world, monkeypatch):
    monkeypatch.setattr(saved_filters, "MOST", 1)
    saved_filters.save("office", "甲", "tab=all", actor=world.officer)
    with pytest.raises(saved_filters.Refused, match="最多保存 1 个"):
        saved_filters.save("office", "乙", "tab=all", actor=world.officer)
