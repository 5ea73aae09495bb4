"""缴费管理 of the offices: the orders they collect, narrowed and sorted, and as a workbook."""

from dataclasses import dataclass
from itertools import chain
from typing import ClassVar

from django import forms
from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.actors import Capacity
from accounts.services.jurisdiction import decide
from admin_portal.exports import cut_off
from applications import registry
from applications.services import fees
from core import audit
from core.errors import Refused
from core.filters import FilterForm
from core.pii import looks_private
from core.spreadsheets import workbook_response
from core.tables import Column, Page, Table, page_length, paginate
from core.word_fields import WordsField
from payments import sockets
from payments.enums import FeeItem, OrderState
from payments.models import OfflineReceipt, Order, Waiver
from payments.sockets import Terms

PER_PAGE = (50, 100)
COLUMNS = (
    Column("created", "生成时间", ("created_at",)),
    Column("payer", "缴费人"),
    Column("purpose", "费用事项"),
    Column("amount", "金额（元）", ("amount",), numeric=True),
    Column("until", "缴费截止"),
    Column("state", "状态"),
)
HEADINGS = (
    "订单号",
    "缴费人",
    "用途",
    "费用事项",
    "金额(元)",
    "收费职改办",
    "状态",
    "生成时间",
    "缴费截止",
    "缴费日期",
    "付款人",
    "登记人",
    "登记时间",
    "免缴理由或备注",
)
PRIVATE = "这里不要填写证件号或手机号。"


def _number(rows, words):
    return rows.filter(Q(number=words.lower()) | Q(purpose__endswith=f" {words.upper()}"))


class PaymentFilter(FilterForm):
    """The filters stand in the address, so no number of a person may be among them."""

    narrow: ClassVar = {
        "payer": lambda rows, words: rows.filter(payer__name__icontains=words),
        "number": _number,
        "state": lambda rows, state: rows.filter(state=state),
        "item": lambda rows, item: rows.filter(item=item),
    }

    payer = WordsField(label="缴费人姓名", required=False, max_length=40)
    number = WordsField(label="订单号或申报号", required=False, max_length=24)
    state = forms.ChoiceField(label="状态", required=False, choices=[("", "全部状态"), *OrderState.choices])
    item = forms.ChoiceField(label="费用事项", required=False, choices=[("", "全部"), *FeeItem.choices])

    def clean_payer(self):
        words = "".join(self.cleaned_data["payer"].split())
        if looks_private(words):
            raise forms.ValidationError(PRIVATE)
        return words

    def clean_number(self):
        words = self.cleaned_data["number"]
        if not words.lower().startswith("dl") and looks_private(words):
            raise forms.ValidationError(PRIVATE)
        return words


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    order: Order
    terms: Terms


class PaymentList:
    """The orders as one address asks for them; `params` is `request.GET`."""

    per_page_choices = PER_PAGE

    def __init__(self, actor, params):
        self.actor, self.params = actor, params
        self.filter = PaymentFilter(params)
        self.table = Table(COLUMNS, default="-created", params=params)

    def orders(self) -> QuerySet[Order]:
        """Every order that the filters let through."""
        visible = Order.objects.visible_to(self.actor).select_related("payer", "office")
        return self.filter.apply(visible) if self.filter.is_valid() else visible.none()

    def page(self) -> Page:
        """The rows of one page, each a `Row`."""
        page = paginate(
            self.orders(),
            order=self.table.order,
            cursor=self.params.get("cursor"),
            per_page=self.per_page,
        )
        until = sockets.terms(page.rows)
        rows = [Row(order, until[order.public_id]) for order in page.rows]
        return Page(rows, page.next_cursor, page.prev_cursor, page.total_estimate)

    @property
    def per_page(self) -> int:
        """How many rows the person wants to see at once."""
        return page_length(self.params, PER_PAGE)

    @property
    def query(self) -> str:
        """What makes an address speak of this very list, from its first page."""
        params = self.params.copy()
        params.pop("cursor", None)
        return params.urlencode()


@transaction.atomic
def export(found: PaymentList, *, actor):
    """The orders of one list as a download; Refused where the table of rights says no."""
    if not decide(actor, "export_masked", item_office=actor.office):
        raise Refused("您的账户不能导出缴费清单，请联系管理员。")
    standing = [
        Prefetch(name, model.objects.filter(revoked_at=None), to_attr=f"standing_{name}")
        for name, model in (("receipts", OfflineReceipt), ("waivers", Waiver))
    ]
    listed = found.orders().order_by(*found.table.order, "pk").prefetch_related(*standing)
    orders, told = cut_off(listed)
    audit.record(
        "admin_portal.payments_exported",
        subject=actor.office,
        actor=actor,
        count=len(orders),
        filters=sorted(found.filter.filled()),
    )
    until = sockets.terms(orders)
    rows = (_cells(order, until[order.public_id]) for order in orders)
    return workbook_response(f"缴费清单-{timezone.localdate():%Y%m%d}.xlsx", HEADINGS, chain(rows, told))


def _cells(order, terms) -> tuple:
    receipt = next(iter(order.standing_receipts), None)
    waiver = next(iter(order.standing_waivers), None)
    noted = receipt or waiver
    return (
        order.number,
        order.payer.name,
        order.purpose,
        order.get_item_display(),
        str(order.amount),
        order.office.name,
        order.get_state_display(),
        _moment(order.created_at),
        f"{terms.closes_on:%Y-%m-%d}" if terms.closes_on else "",
        f"{receipt.paid_on:%Y-%m-%d}" if receipt else "",
        receipt.payer_name if receipt else "",
        noted.by_name if noted else "",
        _moment(noted.created_at) if noted else "",
        waiver.reason if waiver else receipt.note if receipt else "",
    )


def _moment(at) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


def address_of_order(application, actor) -> str:
    """The page of the newest order for an application; empty where nothing is asked or it is not theirs."""
    if actor.capacity != Capacity.TITLE_OFFICE or registry.kind(application.kind).fee is None:
        return ""
    kind, public_id = fees.payable(application)
    orders = Order.objects.visible_to(actor).filter(payable_kind=kind, payable_id=public_id)
    newest = orders.first()
    return reverse("admin_portal:payment_detail", args=[newest.public_id]) if newest else ""
