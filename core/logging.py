"""Keeps personal data out of the log files, whoever wrote the line."""

import logging

from core.context import current
from core.pii import star_out


class MaskPersonalData(logging.Filter):
    """Stars ID numbers, mobiles and e-mail addresses in message, arguments and traceback.

    Also puts `request_id` on the record. Line ends inside a message are escaped: one record, one line.
    """

    def filter(self, record):
        record.request_id = current.get().request_id
        record.msg = _one_line(star_out(_formatted(record)))
        record.args = ()
        if record.exc_info and record.exc_info[0]:
            record.exc_text = star_out(logging.Formatter().formatException(record.exc_info))
        return True


def _formatted(record) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):
        return f"{record.msg} {record.args}"


def _one_line(text: str) -> str:
    return text.replace("\r", "\\r").replace("\n", "\\n")
