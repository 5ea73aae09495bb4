"""Every section of 个人资料: it renders, saves, refuses what is empty or cannot be, and displays."""

import pytest
from django.db import connection
from django.urls import reverse

from accounts.models import ProfileAnswer, ProfileRow
from accounts.profile import archive
from catalogue import reference
from tests.factories.accounts import actor_for, make_user, sign_in
from tests.factories.profile import ANSWERS, make_archive, valid

pytestmark = pytest.mark.django_db
FORMS = [section for section in archive.SECTIONS if section.form.base_fields]
LISTS = [section for section in FORMS if section.many]


@pytest.fixture
def me(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    reference.enumerations()
    return actor_for(make_user())


@pytest.fixture
def site(client, me):
    return sign_in(client, me)


def form_url(section):
    return reverse(f"accounts:profile_{'row_create' if section.many else 'section'}", args=[section.key])


def page_url(section):
    return reverse("accounts:profile_section", args=[section.key])


def of(section):
    return pytest.param(section, id=section.key)


@pytest.mark.parametrize("section", map(of, archive.SECTIONS))
def test_an_empty_section_renders(section, site):
    page = site.get(page_url(section))
    assert page.status_code == 200
    assert section.title in page.text
    assert ("暂无数据" in page.text) == section.many


@pytest.mark.parametrize("section", map(of, FORMS))
def test_a_section_saves_and_displays(section, site):
    assert "所有带" in site.get(form_url(section)).text
    answer = site.post(form_url(section), ANSWERS[section.key] | {"version": "0", "token": "t"})
    assert answer.status_code == 302, answer.context["form"].errors
    stored = (ProfileRow if section.many else ProfileAnswer).objects.get(section_key=section.key)
    kept = stored.opened("data", section.form.pii)
    assert {name: kept[name] for name in ANSWERS[section.key]} == ANSWERS[section.key]
    page = site.get(page_url(section)).text
    for name in section.form.row_title if section.many else ANSWERS[section.key]:
        assert kept[name] in page or name in ("result",)


@pytest.mark.parametrize("section", map(of, FORMS))
def test_what_is_empty_is_refused_with_a_sentence_at_each_field(section, site):
    refused = site.post(form_url(section), {"version": "0", "token": "t"})
    form = refused.context["form"]
    wanted = {name for name, field in form.fields.items() if field.required}
    assert refused.status_code == 422
    assert wanted <= set(form.errors)
    for name in wanted:
        assert str(form.errors[name][0]).endswith("。")
        assert str(form.errors[name][0]) in refused.text
    assert not ProfileRow.objects.exists()
    assert not ProfileAnswer.objects.exists()


@pytest.mark.parametrize("section", map(of, LISTS))
def test_a_row_is_read_in_words_without_codes(section, me, site):
    make_archive(me)
    row = site.get(page_url(section)).context["rows"][0]
    assert row.title
    assert row.when
    assert row.pictures == 1
    form = section.form(subject=me.user)
    words = {name: text for name, _, text in form.readable(ANSWERS[section.key])}
    shown = row.title + row.sub
    for name in section.form.row_facts:
        assert words[name] in shown


WRONG = [
    ("work_history", {"ended_on": "2019-08"}, "ended_on", "截止时间不能早于开始时间"),
    ("work_history", {"started_on": "2099-01"}, "started_on", "这个月份还没有到"),
    ("work_history", {"started_on": "去年"}, "started_on", "请按“年-月”填写"),
    ("work_history", {"employer": "院" * 101}, "employer", "最多填 100 个字"),
    ("continuing_education", {"year": "25"}, "year", "四位数的年份"),
    ("continuing_education", {"year": "2999"}, "year", "还没有到"),
    ("continuing_education", {"professional_hours": "很多"}, "professional_hours", "请填写数字"),
    ("continuing_education", {"professional_hours": "-1"}, "professional_hours", "不能小于 0"),
    ("continuing_education", {"professional_hours": "12.55"}, "professional_hours", "最多一位小数"),
    (
        "continuing_education",
        {"professional_hours": "", "public_required_hours": ""},
        "professional_hours",
        "至少填写一项",
    ),
    ("annual_appraisals", {"result": "none"}, "notes", "请说明原因"),
    ("present_titles", {"obtained_on": "2012-11"}, "obtained_on", "不能早于资格取得时间"),
    ("patents", {"granted_on": "1890-01-01"}, "granted_on", "太早"),
    ("patents", {"granted_on": "2099-01-01"}, "granted_on", "还没有到"),
    ("awards", {"place": "0"}, "place", "从 1 开始"),
    ("awards", {"level": "x"}, "level", "从列表里选"),
    ("achievements", {"content": "字" * 71}, "content", "最多填 70 个字"),
    ("achievements", {"effect": "字" * 251}, "effect", "最多填 250 个字"),
    ("basic", {"post_since": "2020-01"}, "post", "请同时填写行政职务"),
    ("contact", {"phone": "打我电话"}, "phone", "带区号的座机"),
    ("contact", {"phone": "11111111111"}, "phone", "手机"),
    ("contact", {"postcode": "53000"}, "postcode", "6 位数字"),
    ("contact", {"email": "me"}, "email", "格式不对"),
]


@pytest.mark.parametrize(("key", "changes", "field", "sentence"), WRONG)
def test_what_cannot_be_is_refused_at_its_field(key, changes, field, sentence, me):
    form = archive.section(key).form(ANSWERS[key] | changes, subject=me.user, actor=me)
    assert sentence in "".join(form.errors.get(field, ["（没有拒绝）"]))


def test_a_period_without_end_still_runs_and_typed_dates_are_put_right(me, site):
    section = archive.section("work_history")
    typed = ANSWERS["work_history"] | {"started_on": "２０１９年９月", "ended_on": "", "version": "0"}
    site.post(form_url(section), typed)
    row = site.get(page_url(section)).context["rows"][0]
    assert row.when == "2019-09 至今"


@pytest.mark.parametrize(
    ("hours", "total", "verdict"),
    [
        ("66.5", "总学时 96.5", ""),
        ("60", "总学时 90", ""),
        ("50", "总学时 80", "离每年 90 学时还差 10"),
        ("0", "总学时 30", "离每年 90 学时还差 60"),
    ],
)
def test_the_hours_of_a_year_are_added_up(hours, total, verdict, me):
    form = valid(archive.section("continuing_education"), me, professional_hours=hours)
    assert (form.cleaned_data["headline"], form.cleaned_data["verdict"]) == (total, verdict)
    assert form.cleaned_data["total_hours"] == total.removeprefix("总学时 ")


def test_a_line_break_counts_as_one_sign(me):
    content = "字" * 34 + "\r\n" + "字" * 35
    form = valid(archive.section("achievements"), me, content=content)
    assert len(form.cleaned_data["content"]) == 70


def test_personal_leaves_are_sealed_in_the_database(me):
    make_archive(me)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT data::text FROM accounts_profileanswer"
            " UNION ALL SELECT data::text FROM accounts_profilerow"
        )
        stored = "".join(text for (text,) in cursor.fetchall())
    plain = (
        ANSWERS["contact"]["address"],
        ANSWERS["contact"]["phone"],
        ANSWERS["contact"]["email"],
        ANSWERS["education"]["certificate_number"],
    )
    assert [
        text for text in plain if text.encode("unicode_escape").decode() in stored or text in stored
    ] == []
    assert "南宁师范大学" in stored or "\\u5357\\u5b81" in stored


def test_the_identity_page_shows_the_last_four_only(me, site):
    page = site.get(reverse("accounts:profile"))
    assert me.user.name in page.text
    assert me.user.id_number not in page.text
    assert me.user.id_number[-4:] in page.text
    assert me.user.mobile not in page.text
    assert me.user.email not in page.text


def test_ticks_say_what_is_filled(me, site):
    before = site.get(reverse("accounts:profile")).context
    assert before["done_count"] == 1
    make_archive(me)
    after = site.get(reverse("accounts:profile")).context
    assert after["done_count"] == len(after["entries"]) == len(archive.SECTIONS) + 1


def test_the_account_card_of_the_home_page_shows_the_avatar(me, site):
    home = reverse("applications:home")
    assert "上传头像" in site.get(home).text
    make_archive(me)
    page = site.get(home).text
    assert "更换头像" in page
    assert f"{me.user.name}的头像" in page


def test_an_unknown_section_is_not_found(site):
    assert site.get(reverse("accounts:profile_section", args=["salary"])).status_code == 404
    assert site.get(reverse("accounts:profile_row_create", args=["contact"])).status_code == 404
