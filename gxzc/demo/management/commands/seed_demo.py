"""`manage.py seed_demo`: fill an empty database with the demo, or with --rebuild begin it anew."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from accounts.models import User
from applications.models import Application
from core import sealing
from core.sealing import HEAD_FILE
from gxzc.demo import (
    archive,
    bulletins,
    bureau,
    committee,
    deliveries,
    evaluations,
    history,
    journeys,
    losses,
    people,
    plans,
    prints,
    reconfirmations,
    staffing,
    story,
    units,
    waiting,
)


class Command(BaseCommand):
    """Does nothing when there are people already; in demo mode only."""

    help = "Create the demo's people, employers and applications."

    def add_arguments(self, parser):
        parser.add_argument("--rebuild", action="store_true", help="empty the database first")

    def handle(self, *, rebuild, **options):
        if not settings.DEMO:
            raise CommandError("演示数据只能在演示模式（GXZC_DEMO=1）下生成。")
        if rebuild:
            empty()
            call_command("load_reference", verbosity=0)
        if User.objects.exists():
            self.stdout.write("已有用户，演示数据保持不变。")
            return
        with transaction.atomic():
            count = tell()
        while sealing.seal():
            pass
        sealing.write_head()
        sealing.check()
        self.stdout.write(f"演示数据：{User.objects.count()} 人，{count} 份申报。")


def tell() -> int:
    """Make everything; returns the number of applications."""
    cast = people.gather()
    history.play(cast)
    story.tell(cast)
    for scene in (
        units,
        staffing,
        plans,
        evaluations,
        committee,
        bureau,
        reconfirmations,
        losses,
        deliveries,
        journeys,
        bulletins,
        prints,
        waiting,
    ):
        scene.play(cast)
    archive.fill(cast.actors["applicant"])
    return Application.objects.count()


def empty():
    """Remove every row, those of the append-only log too, and the head of its chain kept outside.

    Only the owner of the tables may; the pictures of the old demo are swept away once they are an hour old.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET gxzc.maintenance = on")
        call_command("flush", interactive=False)
        cursor.execute("RESET gxzc.maintenance")
    (Path(settings.AUDIT_HEAD_DIR) / HEAD_FILE).unlink(missing_ok=True)
