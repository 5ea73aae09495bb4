"""What the audit log may say about certificates."""

from core import audit

audit.register("certificates.pending_created", "登记了待发行的证书")
audit.register("certificates.issued", "发行了证书")
