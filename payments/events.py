"""What the audit log may say about orders."""

from core import audit
from payments.enums import FeeItem, PaymentChannel

audit.register("payments.order_placed", "生成了费用订单：{item} {amount} 元")
audit.register("payments.order_closed", "关闭了未支付的费用订单")
audit.register("payments.confirmed", "登记了缴费：{channel} {amount} 元")
audit.register("payments.waived", "登记了免缴 {amount} 元：{reason}")
audit.register("payments.taken_back", "撤销了缴费登记 {amount} 元：{reason}")
audit.put_in_words("payments.confirmed", "channel", dict(PaymentChannel.choices))
audit.put_in_words("payments.order_placed", "item", dict(FeeItem.choices))
