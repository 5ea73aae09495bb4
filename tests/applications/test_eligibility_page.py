"""我能报什么 as a page: for everybody, nothing typed in its address, offices that may decide."""

import datetime
from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.enums import Role
from accounts.loaders import load_offices
from accounts.models import TitleOffice
from accounts.services.jurisdiction import decide
from applications.services.eligibility import Facts, judge, months_after
from applications.services.eligibility_offices import offices_for
from applications.services.eligibility_rules import NEAREST
from catalogue import reference
from catalogue.models import Region
from tests.factories.accounts import actor_for, make_user

URL = "/eligibility/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def guangxi(db):
    """The catalogue and all offices, as they are loaded for real."""
    reference.titles()
    reference.regions()
    load_offices()


def asked(**changes):
    graduated = months_after(timezone.localdate(), -20)
    return {
        "education": "本科",
        "degree": "学士",
        "skill": "",
        "graduated_on": graduated.isoformat(),
        "worked_since": graduated.isoformat(),
        "held_level": "",
        "held_series": "",
        "series": "05",
        "region": "450702",
        **changes,
    }


def test_the_page_is_for_everybody_and_linked_from_the_public_home(client):
    page = client.get(URL)
    assert page.status_code == 200
    assert "看看我能报什么" in page.content.decode()
    assert URL in client.get("/").content.decode()


def test_who_may_apply_reads_the_rule_the_days_the_title_and_the_office(client, guangxi):
    page = client.post(URL, asked())
    html = page.content.decode()
    today = timezone.localdate()
    graduated = months_after(today, -20)
    assert page.status_code == 200
    assert page.request["QUERY_STRING"] == ""
    assert "现在可以申报：<b>认定助理级</b>" in html
    assert (
        "您符合认定助理级职称的时间要求（工作满1年、毕业不超过3年）。请在期限内申报，最后以职改办审核为准。"
        in html
    )
    assert months_after(graduated, 12).isoformat() in html
    assert months_after(graduated, 36).isoformat() in html
    assert "资格名称：助理工程师" in html
    assert html.index("钦南区职称改革工作领导小组办公室") < html.index("钦州市职称改革工作领导小组办公室")
    assert "0777-2817537" in html
    assert "EL-331" in html
    assert f"{reverse('applications:application_create')}?kind=recognition" in html
    assert "以评审条件为准" in html


def test_who_is_too_early_reads_from_when_and_how_long(client, guangxi):
    worked = months_after(timezone.localdate(), -4)
    html = client.post(URL, asked(worked_since=worked.isoformat())).content.decode()
    assert months_after(worked, 12).isoformat() in html
    assert '还差 <span class="num">8</span> 个月' in html
    assert "认定助理级</b>最早 " in html
    assert "kind=recognition" not in html
    assert "没有填“开始从事专业技术工作的时间”" not in html
    untold = client.post(URL, asked(worked_since="")).content.decode()
    assert "您没有填“开始从事专业技术工作的时间”，要看工作年限的部分没有测算。" in untold
    assert "认定或评审" not in untold


def test_an_examined_series_is_answered_once_for_both_roads(client, guangxi):
    html = client.post(URL, asked(series="17")).content.decode()
    assert html.count("会计系列的这一级职称实行以考代评") == 2
    assert "助理会计师" in html
    assert '<b class="fs-5">员级</b>' not in html
    assert html.index('<b class="fs-5">助理级</b>') < html.index('<b class="fs-5">副高级</b>')


def test_a_level_that_the_series_has_not_is_not_offered(client, guangxi):
    """哲学社会科学研究系列 has no 员级, whatever the years say."""
    long_ago = months_after(timezone.localdate(), -15).isoformat()
    told = asked(education="中专", degree="", graduated_on=long_ago, worked_since=long_ago)
    assert "现在可以申报：<b>认定员级</b>" in client.post(URL, told).content.decode()
    assert "认定员级" not in client.post(URL, told | {"series": "02"}).content.decode()


def test_a_series_of_former_times_is_no_wish(client, guangxi):
    page = client.post(URL, asked(series="90"))
    assert page.status_code == 422
    assert "律师系列" not in str(page.context["form"]["series"])
    assert "律师系列" in str(page.context["form"]["held_series"])


def test_without_a_series_the_examined_ones_are_named(client, guangxi):
    html = client.post(URL, asked(series="")).content.decode()
    assert "以下系列的助理级实行全国考试，不办理认定：卫生系列" in html


def test_before_graduation_one_sentence_answers_everything(client, guangxi):
    later = (timezone.localdate() + datetime.timedelta(days=200)).isoformat()
    html = client.post(URL, asked(graduated_on=later, worked_since="")).content.decode()
    assert html.count("您还没有毕业，毕业前不能申报。") == 1
    assert "最早" not in html


def test_who_holds_a_title_is_not_told_of_lower_ones(client, guangxi):
    html = client.post(URL, asked(held_level="assistant", held_series="06")).content.decode()
    assert '<b class="fs-5">员级</b>' not in html
    assert "同一系列同一级别不能再认定一次" in html
    assert "您想报的系列和现有职称的系列不同" in html
    # What comes next is what such a person asks for; the level held already is shown last and folded.
    assert html.index('<b class="fs-5">中级</b>') < html.index('<b class="fs-5">助理级</b>')
    highest = client.post(URL, asked(held_level="full_senior", held_series="05")).content.decode()
    assert "或咨询职改办。" in highest
    assert "0777-2817537" in highest


def test_who_is_too_late_is_given_no_day_from_which_to_apply(client, guangxi):
    today = timezone.localdate()
    graduated, worked = months_after(today, -40), months_after(today, -8)
    late = asked(graduated_on=graduated.isoformat(), worked_since=worked.isoformat())
    html = client.post(URL, late).content.decode()
    assert "您已过认定助理级的期限" in html
    assert months_after(worked, 12).isoformat() in html
    assert "最早可以申报" not in html


BAD = (
    ("education", "", "请选择学历。"),
    ("graduated_on", "", "请填写毕业时间。"),
    ("graduated_on", "去年", "请按“年-月-日”填写"),
    ("worked_since", "2099-12-01", "超过十年"),
    ("worked_since", "9999-12-01", "这个日期太晚了"),
    ("series", "99", "请从列表里选择。"),
    ("region", "110101", "请从列表里选择。"),
    ("held_level", "", "请选择现有职称的级别"),
)


def test_what_cannot_be_judged_is_asked_again_and_kept(client, guangxi):
    for field, value, sentence in BAD:
        page = client.post(URL, asked(held_level="assistant", held_series="05") | {field: value})
        html = page.content.decode()
        assert page.status_code == 422, field
        assert sentence in html
        assert 'id="result"' not in html
        assert '<option value="学士" selected>' in html


@pytest.mark.parametrize("place", ["450702", "450700", None], ids=str)
def test_every_office_named_may_do_what_it_is_named_for(guangxi, place):
    """Each office is asked through the table of jurisdiction itself, by a clerk who serves there."""
    region = Region.objects.select_related("parent").get(code=place) if place else None
    today = timezone.localdate()
    since = months_after(today, -40)
    facts = Facts(as_of=today, education="硕士", graduated_on=since, worked_since=since)
    clerk, clerks = make_user(name="韦国强"), {}
    named = 0
    for series, found in [
        (code, one) for code in ("05", "01", "") for one in judge(replace(facts, series=code))
    ]:
        offices = offices_for(found, series=series, region=region)
        assert len(offices) == len({office.pk for office in offices})
        if found.office_hint == NEAREST:
            assert all(office.level in ("city", "county") for office in offices)
            continue
        act = "approve_recognition" if "认定权" in found.office_hint else "review"
        for office in offices:
            if office.pk not in clerks:
                clerks[office.pk] = actor_for(clerk, office, Role.CLERK)
            actor = clerks[office.pk]
            level = {"title_level": found.target_level, "series": series or None}
            assert decide(actor, act, item_office=office, **level), (office, found)
            assert series or not office.series_codes
            named += 1
    assert named > 10


def test_a_county_is_not_named_for_intermediate_and_a_closed_office_for_nothing(guangxi):
    today = timezone.localdate()
    facts = Facts(as_of=today, education="博士", graduated_on=today, worked_since=today, series="05")
    county = Region.objects.select_related("parent").get(code="450702")
    found = next(one for one in judge(facts) if one.is_eligible)
    assert found.target_level == "intermediate"
    nearest, *_ = offices_for(found, series="05", region=county)
    assert nearest.code == "070001"
    TitleOffice.objects.filter(code="070001").update(is_active=False)
    assert "070001" not in [office.code for office in offices_for(found, series="05", region=county)]
