"""The Celery application; tasks take ids only and rows in PostgreSQL remember what is due."""

import logging.config

from celery import Celery
from celery.signals import setup_logging
from django.conf import settings

app = Celery("gxzc")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# Threads that did not import this module (gunicorn's) would otherwise publish to an application of their own.
app.set_default()


@setup_logging.connect
def use_our_log_lines(**_):
    """Keep Celery from logging in its own way, past the filter that stars personal data."""
    logging.config.dictConfig(settings.LOGGING)
