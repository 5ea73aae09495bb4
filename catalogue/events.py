"""What the catalogue writes into the audit log."""

from core import audit

audit.register("catalogue.workdays_published", "录入 {year} 年放假安排")
