"""What the audit log may say about orders."""

from core import audit
from payments.enums import FeeItem

audit.register("payments.order_placed", "生成了费用订单：{item} {amount} 元")
audit.register("payments.order_closed", "关闭了未支付的费用订单")
audit.put_in_words("payments.order_placed", "item", dict(FeeItem.choices))
