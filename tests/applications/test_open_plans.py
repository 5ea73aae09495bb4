"""申报计划 and 评审委员会 for everybody: views, filters, pages, and nothing that is not published."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applications.services.plans_shown import plans_shown
from tests.factories.accounts import make_office
from tests.factories.certificates import make_series
from tests.factories.evaluation import make_committee, make_plan

PLANS, COMMITTEES = "applications:open_plan_list", "applications:open_committee_list"


@pytest.fixture
def shown(db):
    """Plans of two offices: open, late, coming, over, ended, a draft, and one whose filing ran out."""
    here, there = make_office("070001"), make_office("080001")
    here.phone = "0777-2838125"
    here.save()
    there.short_name = "北海市职改办"
    there.save()
    series, today = make_series(), timezone.localdate()

    def plan(name, office=here, filed=180, **given):
        committee = make_committee(
            office,
            series,
            name=name,
            filed_until=today + dt.timedelta(days=filed),
            specialties=["环境保护工程"] if name == "开放评审会" else [],
            levels=["assistant"] if name == "外地评审会" else ["intermediate"],
        )
        return make_plan(committee, **given)

    late = {"late_until": today + dt.timedelta(days=3), "late_reason": "平台维护"}
    return {
        "open": plan("开放评审会", fee_amount="200"),
        "elsewhere": plan("外地评审会", there),
        "late": plan("补报评审会", opens=-9, closes=-2, **late),
        "soon": plan("将开评审会", opens=4, closes=9),
        "over": plan("已过评审会", opens=-9, closes=-2),
        "ended": plan("结束评审会", closed_at=timezone.now()),
        "draft": plan("草稿评审会", published_at=None),
        "unfiled": plan("过期评审会", filed=-1),
    }


def names(when, **moved):
    with time_machine.travel(timezone.now() + dt.timedelta(**moved), tick=False):
        return {plan.committee.name for plan in plans_shown(when)}


def test_a_plan_is_open_from_its_first_day_to_its_last_and_a_late_opening_counts(shown):
    assert names("open") == {"开放评审会", "外地评审会", "补报评审会"}
    assert names("soon") == {"将开评审会"}
    assert names("closed") == {"已过评审会", "结束评审会"}
    assert "补报评审会" in names("open", days=3)
    assert "补报评审会" in names("closed", days=4)
    assert "将开评审会" in names("open", days=4)


def test_everybody_reads_finds_and_pages(shown):
    visitor, url = Client(), reverse(PLANS)
    page = visitor.get(url).content.decode()
    for words in ("开放评审会", "200 元", "0777-2838125", "备案有效期至", "申报中", "补报中", "单位审核"):
        assert words in page
    assert not [name for name in ("草稿评审会", "过期评审会", "将开评审会") if name in page]

    def found(address=url, **asked):
        html = visitor.get(address, asked).content.decode()
        return {plan.committee.name for plan in shown.values() if f"<b>{plan}</b>" in html}

    assert found(q="环境保护") == {"开放评审会"}
    assert found(level="junior") == {"外地评审会"}
    assert found(office=shown["elsewhere"].office.short_name) == {"外地评审会"}
    assert found(series=shown["open"].committee.series.code, when="soon") == {"将开评审会"}
    assert "没有这样的申报计划" in visitor.get(url, {"q": "没有的"}).content.decode()
    private = visitor.get(url, {"q": "450103199001010018"})
    assert private.status_code == 422
    committees = visitor.get(reverse(COMMITTEES)).content.decode()
    assert "<b>草稿评审会</b>" in committees
    assert "<b>过期评审会</b>" not in committees
    assert "备案已到期" in visitor.get(reverse(COMMITTEES), {"filed": "all"}).content.decode()


def test_pages_cost_the_same_and_lead_on(shown):
    def cost(name):
        with CaptureQueriesContext(connection) as asked:
            answer = Client().get(reverse(name))
        return len(asked), answer.context["page"]

    before = {name: cost(name)[0] for name in (PLANS, COMMITTEES)}
    office, series = shown["open"].office, shown["open"].committee.series
    for number in range(25):
        make_plan(make_committee(office, series, name=f"第 {number} 评审会"))
    for name, asked in before.items():
        again, page = cost(name)
        assert again == asked
        assert len(page.rows) == 20
        assert page.next_cursor
        more = Client().get(reverse(name), {"cursor": page.next_cursor}).context["page"]
        assert more.rows
        assert not {row.pk for row in more.rows} & {row.pk for row in page.rows}
