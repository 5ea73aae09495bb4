"""`manage.py run_due`: the scheduled jobs, listed or done by hand."""

from django.core.management.base import BaseCommand, CommandError

from core.scheduled import jobs


class Command(BaseCommand):
    """Does what beat starts, in the same way; doing it twice or late is doing it once."""

    help = "List the scheduled jobs; with names do these now, with --all every one."

    def add_arguments(self, parser):
        parser.add_argument("names", nargs="*", metavar="JOB", help="names as the list gives them")
        parser.add_argument("--all", action="store_true", help="every job, in the order of the schedule")

    def handle(self, *args, names, **options):
        known = jobs()
        if unknown := [name for name in names if name not in known]:
            raise CommandError(f"没有这个定时任务：{'、'.join(unknown)}。不带参数运行可以列出全部任务。")
        for name in known if options["all"] else names:
            self.stdout.write(f"{name}: {known[name].run()}")
        if not names and not options["all"]:
            for job in known.values():
                self.stdout.write(f"{job.name:24} {job.about}")
