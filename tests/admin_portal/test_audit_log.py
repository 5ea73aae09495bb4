"""操作日志: who reads which entries, how they are found, and what reading leaves behind."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.actors import actor_of
from accounts.enums import Role
from core import audit, sealing
from core.models import AuditCheck, AuditEntry
from tests.factories.accounts import (
    PASSWORD,
    actor_for,
    make_employer,
    make_office,
    make_user,
    sign_in,
)

pytestmark = pytest.mark.django_db
LIST = "/office/audit/"


@pytest.fixture
def root():
    return make_office("450000", level="regional")


@pytest.fixture
def office(root):
    return make_office("450700", parent=root)


@pytest.fixture
def admin(office):
    return actor_for(make_user("宁海燕"), office, Role.ADMIN)


def browser(actor):
    return sign_in(Client(), actor)


def did(actor, event="accounts.signed_in", subject=None, **data):
    with transaction.atomic():
        return audit.record(event, subject=subject or actor.user, actor=actor, **data)


def clerk_of(house, name):
    return actor_for(make_user(name), house, Role.CLERK)


def test_an_administrator_reads_what_own_staff_and_employers_of_the_branch_did(admin, office):
    below = make_office("450721", parent=office, level="county")
    readers = [
        clerk_of(office, "本办甲"),
        clerk_of(below, "下级乙"),
        clerk_of(make_employer(office=below), "单位丙"),
    ]
    stranger = clerk_of(make_office("450100", parent=office.parent), "外办丁")
    applicant = actor_of(make_user("申报人戊"))
    for actor in (*readers, stranger, applicant):
        did(actor, method="password")
    page = browser(admin).get(LIST).content.decode()
    assert all(name in page for name in ("本办甲", "下级乙", "单位丙"))
    assert "外办丁" not in page
    assert "申报人戊" not in page


def test_the_root_office_reads_everything_and_a_clerk_nothing(root, office):
    did(actor_of(make_user("申报人戊")), method="sms")
    assert "申报人戊" in browser(actor_for(None, root, Role.ADMIN)).get(LIST).content.decode()
    for actor in (actor_for(None, root, Role.CLERK), actor_for(None, office, Role.CLERK)):
        assert browser(actor).get(LIST).status_code == 403
    assert browser(actor_for(None, office, Role.BOOTSTRAP)).get(LIST).status_code == 403


def search(actor, **fields):
    return browser(actor).post("/office/audit/search/", fields)


def test_a_document_number_becomes_the_person_and_stands_in_no_address(admin, office):
    clerk, other = clerk_of(office, "本办甲"), clerk_of(office, "本办乙")
    did(clerk, method="password")
    did(other, method="password")
    answer = search(admin, who=clerk.user.id_number)
    assert clerk.user.id_number not in answer.url
    page = browser(admin).get(answer.url).content.decode()
    assert "本办甲" in page
    assert "本办乙" not in page
    assert clerk.user.id_number not in page
    nobody = browser(admin).get(search(admin, who="450103199001019999").url)
    assert "没有符合条件的记录" in nobody.content.decode()


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"who": "本办甲"}, 2),
        ({"action": "accounts.signed_out"}, 1),
        ({"action": "disclosures"}, 1),
        ({"who": "本办甲", "action": "accounts.signed_in"}, 1),
        ({"since": "2020-01-01", "until": "2020-01-02"}, 0),
    ],
)
def test_it_is_found_by_person_action_and_time(admin, office, fields, found):
    clerk, other = clerk_of(office, "本办甲"), clerk_of(office, "本办乙")
    did(clerk, method="password")
    did(clerk, "accounts.signed_out")
    did(other, "core.file_opened", spec="portrait")
    page = browser(admin).get(LIST, fields)
    assert len(page.context["page"].rows) == found


def test_days_are_those_of_the_wall_clock_here_and_both_ends_count(admin, office):
    did(clerk_of(office, "本办甲"), method="password")
    today = timezone.localdate()
    assert len(browser(admin).get(LIST, {"since": today, "until": today}).context["page"].rows) == 1
    yesterday = today - timedelta(days=1)
    assert browser(admin).get(LIST, {"until": yesterday}).context["page"].rows == []
    wrong = search(admin, since=str(today), until=str(yesterday))
    assert wrong.status_code == 422
    assert "结束日期早于开始日期" in wrong.content.decode()


def test_everything_done_to_an_own_employer_is_found_by_its_code(admin, office):
    employer = make_employer("钦州市第二中学", office=office, usci="124507004999403035")
    applicant = actor_of(make_user("申报人戊"))
    did(applicant, "accounts.employer_chosen", subject=employer)
    page = browser(admin).get(search(admin, what="124507004999403035").url).content.decode()
    assert "申报人戊" in page
    assert "单位 钦州市第二中学" in page
    elsewhere = make_employer("外地中学", office=make_office("450100", parent=office.parent))
    did(applicant, "accounts.employer_chosen", subject=elsewhere)
    assert browser(admin).get(search(admin, what="外地中学").url).context["page"].rows == []


def test_searching_and_exporting_are_recorded_and_the_export_is_text(admin, office):
    did(clerk_of(office, "=1+1"), method="password")
    search(admin, who="=1+1")
    assert AuditEntry.objects.get(event="admin_portal.audit_searched").data == {"filters": ["who"]}
    export = "/office/audit/export/?who=%3D1%2B1"
    assert "再次核对身份" in browser(admin).post(export).content.decode()
    answer = browser(admin).post(export, {"step_up_secret": PASSWORD})
    sheet = load_workbook(BytesIO(answer.getvalue())).active
    assert sheet["B2"].value == "=1+1"
    assert sheet["B2"].data_type == "s"
    assert AuditEntry.objects.get(event="admin_portal.audit_exported").data["count"] == 1


def test_it_takes_the_same_statements_for_one_entry_and_for_many(admin, office):
    client = browser(admin)
    did(clerk_of(office, "本办甲"), method="password")
    first = count_of(client)
    for serial in range(24):
        did(clerk_of(office, f"本办{serial}"), method="password")
    assert count_of(client) == first


def count_of(client):
    with CaptureQueriesContext(connection) as caught:
        client.get(LIST)
    return len(caught)


def test_the_nightly_check_is_published_and_a_broken_chain_is_said(client, root):
    did(actor_for(None, root, Role.ADMIN), method="password")
    sealing.seal()
    told = []
    sealing.on_broken(told.append)
    try:
        assert sealing.check().findings_count == 0
        AuditEntry.objects.update(data={"method": "sms"})
        broken = sealing.check()
    finally:
        sealing._told_when_broken.remove(told.append)
    assert (broken.findings_count, told) == (1, [broken])
    page = client.get(reverse("core:audit_head_list")).content.decode()
    assert broken.hash in page
    assert "发现 1 处不符" in page
    assert "完整" in page
    assert AuditCheck.objects.count() == 2


def test_codes_are_read_as_words(admin, office):
    clerk = clerk_of(office, "本办甲")
    did(clerk, method="password")
    did(clerk, "applications.created", kind="recognition", level_group="junior")
    did(clerk, "applications.section_saved", section="work_summary")
    did(
        clerk,
        "applications.moved",
        move="return_to_applicant",
        from_state="office_review",
        to_state="returned",
    )
    page = browser(admin).get(LIST).content.decode()
    for words in ("（密码）", "职称认定", "工作小结", "退回个人修改", "待完善（已退回）"):
        assert words in page
    assert "return_to_applicant" not in page
