"""How the platform logs: one JSON object per line on standard error, personal data starred."""

import json
import logging
from datetime import UTC, datetime

UNKNOWN = "(no such address)"
# Answered before any route is looked for.
PROBES = {"/healthz": "/healthz", "/readyz": "/readyz"}


class NameRoute(logging.Filter):
    """Names the route instead of the address asked for, because an address can hold a look-up code."""

    def filter(self, record):
        request = getattr(record, "request", None)
        if hasattr(request, "path"):
            match = getattr(request, "resolver_match", None)
            route = f"/{match.route}" if match else PROBES.get(request.path, UNKNOWN)
            # Django escapes what it reports.
            asked = (request.path, request.path.encode("unicode_escape").decode())
            record.args = tuple(route if part in asked else part for part in record.args or ())
        return True


class JsonLine(logging.Formatter):
    """Writes a record as one line of JSON; never the arguments, only the masked message."""

    def format(self, record):
        request = getattr(record, "request", None)
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            # Django reports a refused request after our middleware has let go of it.
            "request_id": getattr(record, "request_id", "") or getattr(request, "request_id", ""),
        }
        if record.exc_text or record.exc_info:
            line["traceback"] = record.exc_text or self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


CONFIGURATION = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "route": {"()": "gxzc.log_lines.NameRoute"},
        "mask": {"()": "core.logging.MaskPersonalData"},
    },
    "formatters": {"line": {"()": "gxzc.log_lines.JsonLine"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["route", "mask"]}
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "django.server": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        # A refused statement may quote what a person typed.
        "django.db.backends": {"level": "INFO"},
        "gunicorn.error": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        # It remarks on every HEAD that Django gave a body; it drops the body all the same.
        "gunicorn.http.wsgi": {"level": "ERROR"},
        "celery": {"level": "WARNING"},
        # Names of tasks and ids only, but one line for each run.
        "celery.app.trace": {"level": "WARNING"},
    },
}
