"""Five minutes before a session ends the page says so; 点此继续 keeps an idle one, not beyond its time."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.enums import Role
from accounts.models import SessionRecord
from tests.factories.accounts import actor_for, make_office

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MINUTE = 60_000


def wait(visitor, minutes):
    """Let the time pass on the page and on the server."""
    SessionRecord.objects.live().update(last_seen_at=timezone.now() - timedelta(minutes=minutes))
    visitor.page.clock.fast_forward(minutes * MINUTE)


def test_the_warning_keeps_the_session_and_silence_ends_it(visit, transactional_db):
    visitor = visit(390).enter(actor_for(house=make_office(), role=Role.CLERK))
    page, toast = visitor.page, visitor.page.locator(".gx-toast")
    page.clock.install()
    visitor.go("/office/")
    page.locator(".gx-toast").wait_for(state="attached")
    expect(toast).to_have_attribute("role", "status")
    wait(visitor, 24)
    expect(toast).to_be_hidden()
    page.clock.fast_forward(MINUTE + 2000)
    visitor.read("5 分钟后将自动退出，没有保存的内容会丢失。")
    toast.get_by_role("button", name="点此继续").click()
    toast.wait_for(state="hidden")
    assert SessionRecord.objects.live().get().last_seen_at > timezone.now() - timedelta(minutes=1)

    other = visitor.context.new_page()
    page.clock.fast_forward(29 * MINUTE)
    visitor.read("1 分钟后将自动退出")
    other.clock.install(time=page.evaluate("Date.now()") / 1000)
    other.goto(f"{visitor.site}/accounts/settings/")
    toast.wait_for(state="hidden")
    other.close()

    record = SessionRecord.objects.live().get()
    began = timezone.now() - timedelta(hours=7, minutes=50)
    SessionRecord.objects.filter(pk=record.pk).update(created_at=began)
    visitor.go("/office/")
    page.clock.fast_forward(5 * MINUTE + 2000)
    visitor.read("5 分钟后这次登录满 8 小时，将自动退出。请先保存，再重新登录。")
    expect(toast.get_by_role("button")).to_have_count(0)
    SessionRecord.objects.filter(pk=record.pk).update(created_at=record.created_at)
    visitor.go("/office/")
    toast.wait_for(state="hidden")

    wait(visitor, 31)
    visitor.read("登录已经结束，请重新登录。")
    toast.get_by_role("link", name="重新登录").click()
    visitor.arrive("/office/sign-in/**")


def test_a_visitor_is_told_nothing(visit, transactional_db):
    visitor = visit()
    visitor.go("/accounts/sign-in/")
    expect(visitor.page.locator("[data-idle-seconds]")).to_have_count(0)
