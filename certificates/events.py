"""What the audit log may say about certificates."""

from certificates.enums import DeliveryMethod
from core import audit

audit.register("certificates.pending_created", "登记了待发行的证书")
audit.register("certificates.issued", "发行了证书")
audit.register("certificates.recorded", "导入了历年证书")
audit.register("certificates.linked", "把历年证书归入持证人名下")
audit.register("certificates.verified", "审验通过了历年证书")
audit.register("certificates.loss_noticed", "证书开始遗失公示", keys=("reference",))
audit.register("certificates.loss_restored", "证书结束遗失公示，恢复正常", keys=("reference",))
audit.register("certificates.lost_voided", "证书因遗失补办作废", keys=("reference",))
audit.register("certificates.decree_recorded", "登记了批文：{number}")
audit.register("certificates.decree_corrected", "改正了批文 {number} 的日期：{day}")
audit.register("certificates.delivery_chosen", "选择了证书领取方式：{method}")
audit.register("certificates.delivery_dropped", "取消了证书领取方式")
audit.put_in_words("certificates.delivery_chosen", "method", dict(DeliveryMethod.choices))
