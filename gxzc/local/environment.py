"""What a command on one's own machine finds in its environment: servers, keys, role, demo mode."""

import atexit
import os
import sys
from urllib.parse import urlsplit

from gxzc.local import processes
from gxzc.local.errors import CannotStart
from gxzc.local.servers import Servers

DEV_SETTINGS = "gxzc.settings.dev"
OWNER_COMMANDS = {"dev", "migrate", "load_reference", "seed_demo", "flush"}
# What this process opened: once, or never.
opened = []
ADDRESSES = {
    "DATABASE_URL": ("postgresql", "postgres"),
    "DATABASE_OWNER_URL": ("postgresql", "postgres"),
    "REDIS_URL": ("redis", "rediss", "unix"),
}
OFFLINE_COMMANDS = {"help", "version", "check", "collectstatic", "findstatic"}


def prepare(command):
    """Make the environment of one management command ready.

    `command` is its name. Commands that change the schema act as the owner role. With the development
    settings, servers that DATABASE_URL and REDIS_URL do not name are started, and stopped at the end.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", DEV_SETTINGS)
    if command in OWNER_COMMANDS:
        os.environ.setdefault("GXZC_DB_ROLE", "owner")
    if os.environ["DJANGO_SETTINGS_MODULE"] == DEV_SETTINGS and command not in OFFLINE_COMMANDS:
        start_servers(command)


def start_servers(command):
    """Start the missing servers and name them in the environment; a sentence and exit 1 if impossible."""
    processes.listen_for_ends(insist=command == "dev")
    require_addresses()
    servers = Servers(database="DATABASE_URL" not in os.environ, redis="REDIS_URL" not in os.environ)
    atexit.register(close, servers)
    opened.append(servers)
    if command == "dev" and (servers.wants_database or servers.wants_redis):
        say("启动数据库与队列 …")
    try:
        servers.open()
    except CannotStart as problem:
        sys.exit(f"无法启动：{problem}")
    except KeyboardInterrupt:
        sys.exit(130)
    for name, value in {**servers.environment, "GXZC_DEMO": "1"}.items():
        os.environ.setdefault(name, value)


def require_addresses():
    """Exit with a sentence when the address of a server of one's own cannot be read."""
    for name, schemes in ADDRESSES.items():
        if os.environ.get(name) and not is_address(os.environ[name], schemes):
            form = f"{schemes[0]}://用户:密码@主机:端口/名称"
            sys.exit(f"无法启动：{name} 不是可用的地址，请写成 {form} 的形式。")


def is_address(text, schemes):
    """Return whether `text` is a URL of one of these schemes whose port, if any, is a number in range."""
    try:
        parts = urlsplit(text)
        return parts.scheme in schemes and parts.port != 0
    except ValueError:
        return False


def servers_fallen():
    """Return the names of the servers opened here that have ended by themselves."""
    return [name for servers in opened for name in servers.fallen()]


def close(servers):
    """Let go of the servers at exit; a second Ctrl-C does not disturb it."""
    processes.ignore_ends()
    servers.close()


def say(sentence):
    """Show one line at once."""
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()
