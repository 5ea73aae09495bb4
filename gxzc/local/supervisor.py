"""Runs web, worker and beat until Ctrl-C, or until one of them or a server under them ends by itself."""

import http.client
import shutil
import socket
import time

from gxzc.local import environment, processes
from gxzc.local.errors import DISK_FULL, CannotStart, HasStopped
from gxzc.local.services import Service, commands

READY_SECONDS = 90
NO_ROOM_BYTES = 8 * 1024 * 1024


def port_number(text):
    """Return the port `text` names; CannotStart when it is no TCP port."""
    if not (text.isascii() and text.isdecimal() and 0 < int(text) < 65536):
        raise CannotStart(f"PORT={text} 不是可用的端口，请写 1 到 65535 之间的整数，例如 make run PORT=8001")
    return int(text)


def require_port(port):
    """Raise CannotStart when another program listens on `port` of this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise CannotStart(
                f"没有使用端口 {port} 的权限，请换一个 1024 以上的端口：make run PORT=8001"
            ) from None
        except OSError:
            raise CannotStart(
                f"端口 {port} 已被别的程序占用。请先停止它，或换一个端口：make run PORT={other_port(port)}"
            ) from None


def other_port(port):
    """Return the port to propose instead of a taken one."""
    return port + 1 if port < 65535 else 8001


class Supervisor:
    """Starts the services in order, watches them, and stops them in the opposite order."""

    def __init__(self, state, port, *, verbose):
        self.state, self.port, self.verbose = state, port, verbose
        self.services = []

    def start(self):
        """Start every service and wait until the platform says it is ready."""
        for name, command in commands(self.state, self.port).items():
            self.services.append(Service(name, command, self.state, verbose=self.verbose))
        for service in self.services:
            service.reader.start()
        if not processes.wait_until(lambda: self.ready() or self.fallen(), READY_SECONDS, pause=0.1):
            raise CannotStart(f"等待 {READY_SECONDS} 秒后仍未就绪，请查看日志目录 {self.state / 'logs'}。")
        self.require_all()

    def ready(self):
        """Return whether /readyz answers 200."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            line.request("GET", "/readyz")
            return line.getresponse().status == http.client.OK
        except OSError:
            return False
        finally:
            line.close()

    def fallen(self):
        """Return the names of the services that have ended."""
        return [service.name for service in self.services if service.ended()]

    def require_all(self):
        """Raise CannotStart when a service, or a server under them, has ended by itself."""
        ended = self.fallen(), environment.servers_fallen()
        if any(ended) and shutil.disk_usage(self.state).free < NO_ROOM_BYTES:
            raise CannotStart(DISK_FULL)
        if names := ended[1]:
            raise CannotStart(f"{'、'.join(names)} 意外停止，原因见日志目录 {self.state}。重新运行即可恢复。")
        if names := ended[0]:
            logs = "、".join(str(self.state / "logs" / f"{name}.log") for name in names)
            raise CannotStart(f"{'、'.join(names)} 意外停止，原因见日志：{logs}")

    def watch(self):
        """Wait until a signal arrives; raise HasStopped when a service or server ends by itself."""
        while True:
            time.sleep(0.5)
            try:
                self.require_all()
            except CannotStart as problem:
                raise HasStopped(str(problem)) from None

    def stop(self):
        """Stop beat, worker and web in this order; a second Ctrl-C does not disturb it."""
        processes.ignore_ends()
        while self.services:
            self.services.pop().stop()
