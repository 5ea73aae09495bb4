"""列设置: each person chooses the columns of a list, portal by portal; the name always stays."""

import re

from django.urls import reverse

from applications.enums import ApplicationState as S
from applications.models import ColumnChoice
from core.models import AuditEntry

EVERY = ["due", "decided", "kind", "title", "employer", "arrived", "state", "handler"]


def choose(client, key, *columns, query=""):
    return client.post(reverse(f"admin_portal:{key}_application_columns") + query, {"columns": columns})


def heads(client, key, **params):
    """The labels of the heads, and the number of cells of the first row beside the box to tick."""
    response = client.get(reverse(f"admin_portal:{key}_application_list"), params)
    page = response.content.decode()
    cells = page[page.index("<tbody") :].partition("</tr>")[0].count("<td")
    labels = [head.label for head in response.context["queue"].heads]
    assert cells == len(labels) + 1
    return labels


def test_columns_are_chosen_kept_and_one_persons_own(world, enter):
    world.stored(S.OFFICE_REVIEW)
    world.stored(S.EMPLOYER_REVIEW)
    world.stored(S.REJECTED_BY_OFFICE)
    client = enter(world.officer)
    whole = heads(client, "office")
    assert whole == ["办理时限", "申请人", "类型", "拟申报资格名称", "单位", "到达", "状态", "经办人"]
    told = choose(client, "office", "decided", "state", query="?tab=all&sort=-arrived&state=office_review")
    assert told["Location"].endswith("?tab=all&sort=-arrived&state=office_review")
    page = client.get(told["Location"]).content.decode()
    assert re.findall(r'name="columns"[^>]*value="(\w+)"[^>]*checked', page) == ["decided", "state"]
    assert heads(client, "office") == heads(client, "office", sort="-due") == ["申请人", "状态"]
    assert heads(client, "office", tab="closed") == ["办结时间", "申请人", "状态"]
    assert heads(enter(world.second), "office") == whole
    assert "报送职改办" in heads(enter(world.clerk), "employer")
    choose(client, "office", "decided", "state")
    assert AuditEntry.objects.filter(event="applications.columns_chosen").count() == 1
    choose(client, "office")
    assert heads(client, "office") == ["申请人"]
    choose(client, "office", *EVERY)
    assert heads(client, "office") == whole


def test_what_is_no_column_is_refused_and_what_was_kept_holds(world, enter):
    world.stored(S.OFFICE_REVIEW)
    client = enter(world.officer)
    choose(client, "office", "title")
    for column in ("id_number", "applicant", "'"):
        response = choose(client, "office", "state", column)
        assert response.status_code == 422
        assert "请从列出的列里选择。" in response.content.decode()
    ColumnChoice.objects.update(hidden=["applicant", "gone", "kind"])
    assert heads(client, "office")[:2] == ["办理时限", "申请人"]
    assert "类型" not in heads(client, "office")
