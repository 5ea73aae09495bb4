"""Wires the apps together; holds no rule."""

from gxzc.celery import app as celery_app

__all__ = ["celery_app"]
