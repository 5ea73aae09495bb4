"""费用管理: the person's own orders, narrowed, and nothing to press that does nothing."""

import pytest
from django.urls import reverse

from accounts.models import User
from payments.services import orders
from payments.services.orders import close_all_of
from tests.factories.accounts import actor_for, make_office, make_user, sign_in
from tests.payments.test_orders import placed

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed(client):
    """Two orders, one of them closed; the page as its payer sees it."""
    actor = actor_for()
    gone = ("delivery", User.objects.get(pk=actor.user.pk).public_id)
    placed(actor, gone)
    orders.close(gone, actor=actor)
    waiting = placed(actor, amount="18.50")
    sign_in(client, actor)
    return waiting, lambda **filters: client.get(reverse("payments:order_list"), filters)


def test_the_page_has_the_words_and_columns_of_the_manual(listed):
    order, get = listed
    page = get().content.decode()
    assert "此功能仅适用评审会能够通过本系统收取费用的情况。如不能通过系统交费，则具体交费方式" in page
    heads = (
        "订单号",
        "支付流水号",
        "支付状态",
        "费用事项",
        "支付渠道",
        "总额(元)",
        "开票状态",
        "支付时间",
        "操作",
    )
    assert [page.index(f'columnheader">{head}') if head != "总额(元)" else page.index(head) for head in heads]
    for text in (order.number, "18.50", "20.00", "待支付", "已关闭", "未开票", "邮费", "共 2 条"):
        assert text in page
    assert "立即支付" not in page


def test_the_filters_narrow_and_refuse_numbers_of_persons(listed):
    order, get = listed
    assert [row.pk for row in get(state="unpaid").context["page"].rows] == [order.pk]
    assert [row.pk for row in get(number=order.number[:14].upper(), state="unpaid").context["page"].rows] == [
        order.pk
    ]
    assert len(get(item="ems").context["page"].rows) == 2
    assert "没有符合条件的费用记录" in get(channel="alipay").content.decode()
    for name, typed in (("number", "450103199001010011"), ("transaction_number", "13900000001")):
        answer = get(**{name: typed})
        assert answer.status_code == 422
        assert "不要填证件号或手机号" in answer.content.decode()


def test_nobody_sees_orders_of_others(client, listed):
    order, _ = listed
    sign_in(client, actor_for(make_user(name="陆小凤")))
    page = client.get(reverse("payments:order_list")).content.decode()
    assert order.number not in page
    assert "还没有费用记录" in page
    sign_in(client, actor_for(order.payer, make_office()))
    assert client.get(reverse("payments:order_list")).status_code == 403


def test_who_leaves_has_nothing_to_pay_and_the_accounts_stay(listed):
    order, _ = listed
    close_all_of(order.payer)
    order.refresh_from_db()
    assert not order.is_unpaid
