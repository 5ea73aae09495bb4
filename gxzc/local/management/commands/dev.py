"""`manage.py dev`: the whole platform on this machine, until Ctrl-C."""

import fcntl
import os
import unicodedata

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from gxzc.health import redis_faults
from gxzc.local import processes, static_files
from gxzc.local.demo_accounts import DEMO_ACCOUNTS
from gxzc.local.environment import say
from gxzc.local.errors import CannotStart, explain
from gxzc.local.paths import prepare_state_dir
from gxzc.local.servers import lock
from gxzc.local.supervisor import Supervisor, port_number, require_port


class Command(BaseCommand):
    """Prepares the database, serves, and stops everything in order."""

    help = "启动整个平台（数据库、队列、网站、后台任务），按 Ctrl-C 停止"
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--port", default=os.environ.get("PORT", "8000"), help="网站端口")

    def handle(self, *, port, verbosity, **options):
        processes.listen_for_ends(insist=True)
        try:
            number, state = port_number(port), prepare_state_dir()
            name_site(number)
            with lock(state / "dev.lock", fcntl.LOCK_EX | fcntl.LOCK_NB):
                run(state, number, verbose=verbosity > 1)
        except BlockingIOError:
            raise SystemExit("无法启动：平台已经在这个目录下运行，请先在那个窗口按 Ctrl-C 停止。") from None
        except Exception as problem:
            if sentence := explain(problem):
                prefix = getattr(problem, "prefix", CannotStart.prefix)
                raise SystemExit(f"{prefix}：{sentence}") from None
            raise


def name_site(port):
    """Let links in messages lead to this port, unless the environment names the site; children inherit it."""
    os.environ.setdefault("GXZC_SITE_URL", local_address(port))
    settings.SITE_URL = os.environ["GXZC_SITE_URL"].rstrip("/")


def local_address(port):
    """Return the address the platform has on this machine."""
    return f"http://127.0.0.1:{port}"


def run(state, port, *, verbose):
    """Prepare and serve until a signal arrives; nothing is left running, whatever happens."""
    supervisor = Supervisor(state, port, verbose=verbose)
    try:
        require_port(port)
        prepare()
        say("5/5 启动网站、后台任务与定时任务 …")
        supervisor.start()
        announce(port, state)
        supervisor.watch()
    except KeyboardInterrupt:
        say("\n正在停止：定时任务、后台任务、网站、队列、数据库 …")
    finally:
        supervisor.stop()


def prepare():
    """Bring the database, the reference data, the demo and the static files up to date."""
    if redis_faults():
        raise CannotStart("消息队列连接不上，请检查 REDIS_URL 指定的服务器是否运行。")
    say("1/5 更新数据库结构 …")
    # Django notes a migration after committing it: stopped in between, it could never be run again.
    with processes.undisturbed():
        call_command("migrate", interactive=False, verbosity=0)
    say("2/5 载入基础数据（职称目录、地区、工作日、职改办）…")
    call_command("load_reference", verbosity=0)
    say("3/5 准备演示数据 …" if settings.DEMO else "3/5 不是演示模式，不写入演示数据")
    if settings.DEMO:
        call_command("seed_demo", verbosity=0)
    say("4/5 整理页面文件 …")
    static_files.collect()


def announce(port, state):
    """Show the address and, in demo mode, the accounts that can sign in."""
    address = local_address(port)
    say(f"\n平台已就绪：{address}/        日志：{state / 'logs'}        按 Ctrl-C 停止\n")
    if settings.DEMO:
        say(f"演示模式：短信和邮件不会真的发出，内容见 {address}/dev/outbox/\n")
        for line in account_table(address):
            say(line)


def account_table(address):
    """Return the lines of the table of demo accounts."""
    head = ("身份", "姓名", "账号", "密码", "登录页面")
    rows = [(a.role, a.who, a.account, a.password, address + a.sign_in_path) for a in DEMO_ACCOUNTS]
    widths = [max(map(width, column)) for column in zip(head, *rows, strict=True)]
    return [
        "  ".join(text + " " * (w - width(text)) for text, w in zip(row, widths, strict=True))
        for row in (head, *rows)
    ]


def width(text):
    """Return how many columns of a terminal the text takes; Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
