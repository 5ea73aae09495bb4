"""What is kept of a person who pays: orders are accounts and stay, without the name."""

from accounts.services import deregistration, own_data
from accounts.services.own_data_sheets import Sheet, moment
from payments.models import OfflineReceipt, Order
from payments.services.orders import close_all_of

HEADINGS = (
    "订单号",
    "支付流水号",
    "支付状态",
    "费用事项",
    "用途",
    "支付渠道",
    "总额(元)",
    "开票状态",
    "生成时间",
    "登记缴费时间",
    "关闭时间",
)

deregistration.on_erase(close_all_of)


@deregistration.on_erase
def forget_payer_names(user) -> None:
    """Receipts stay with their vouchers, as accounts do; the name of who paid goes."""
    OfflineReceipt.objects.filter(order__payer=user).update(payer_name="")


@deregistration.keeps
def orders(user) -> list[str]:
    """Accounts are kept."""
    count = Order.objects.filter(payer=user).count()
    return [f"费用记录 {count} 条：订单号、费用事项和金额，按财务档案管理"] if count else []


@own_data.contribute
def sheets(user) -> list[Sheet]:
    """The orders of a person."""
    rows = [
        (
            row.number,
            row.transaction_number,
            row.get_state_display(),
            row.get_item_display(),
            row.purpose,
            row.get_channel_display(),
            str(row.amount),
            row.get_invoice_state_display(),
            moment(row.created_at),
            moment(row.paid_at),
            moment(row.closed_at),
        )
        for row in Order.objects.filter(payer=user)
    ]
    return [Sheet("费用记录", HEADINGS, rows)]
