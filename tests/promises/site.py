"""The real processes of the platform, web, worker and beat, on servers that a test can stop."""

import http.client
import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import connection

from gxzc.local import processes, services


def this_database():
    """The address of the database of this test, for the role the platform runs under."""
    return urlunsplit(
        urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    )


class Site:
    """Web, worker and beat with the given environment; what they write is in `logs`."""

    def __init__(self, folder: Path, **environment):
        self.logs, self.port = folder / "logs", processes.free_port()
        self.logs.mkdir()
        inherited = {name: value for name, value in os.environ.items() if name != "GXZC_DB_ROLE"}
        self.environment = {
            **inherited,
            "DJANGO_SETTINGS_MODULE": "tests.promises.site_settings",
            "GXZC_DEMO": "1",
            "GXZC_FILES": str(settings.MEDIA_ROOT),
            "GXZC_AUDIT_HEADS": str(settings.AUDIT_HEAD_DIR),
            **environment,
        }
        self.commands = services.commands(folder, self.port)
        self.running = {name: self._launch(name, command) for name, command in self.commands.items()}

    def _launch(self, name, command):
        with (self.logs / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                command,
                cwd=settings.BASE_DIR,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=processes.end_with_parent(),  # noqa: PLW1509 - started before the threads
            )

    def replace(self, name):
        """Start another process of this name and let the one before finish what it does."""
        before, self.running[name] = self.running[name], self._launch(name, self.commands[name])
        before.terminate()
        before.wait(30)

    def is_ready(self):
        """Whether migrations, database and Valkey are there for the web process."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            line.request("GET", "/readyz")
            return line.getresponse().status == http.client.OK
        except OSError:
            return False
        finally:
            line.close()

    def wait_until_ready(self, seconds=60):
        """Wait for `is_ready`; fails with what the web process wrote."""
        assert processes.wait_until(self.is_ready, seconds, pause=0.05), (self.logs / "web.log").read_text()

    def stop(self):
        """End all three; what does not end within ten seconds is killed."""
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait(5)
