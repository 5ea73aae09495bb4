"""The platform's own processes on one machine: web, worker and beat, with their log files."""

import logging
import os
import signal
import subprocess
import sys
import threading
from logging.handlers import RotatingFileHandler

from gxzc.local import processes
from gxzc.local.paths import PROJECT

ALARMS = ('"level": "ERROR"', '"level": "CRITICAL"', "Traceback", "Error:")
# The console shows how an alarm begins; its traceback is in the log.
ALARM_WIDTH = 240


def commands(state, port):
    """Return the command of each process by name, in the order of starting; they are stopped in reverse."""
    module = [sys.executable, "-m"]
    celery = [*module, "celery", "-A", "gxzc", "--quiet"]
    return {
        "web": [*module, "gunicorn", "-c", "deploy/gunicorn.conf.py", "-b", f"127.0.0.1:{port}", "gxzc.wsgi"],
        "worker": [
            *celery,
            "worker",
            "--concurrency=2",
            "--without-gossip",
            "--without-mingle",
            "-l",
            "warning",
        ],
        "beat": [*celery, "beat", "-s", str(state / "beat-schedule"), "--pidfile=", "-l", "warning"],
    }


class Service:
    """One running process. It gets SIGTERM from the kernel when this one dies, however it dies."""

    def __init__(self, name, command, state, *, verbose):
        self.name, self.verbose = name, verbose
        self.log = RotatingFileHandler(
            state / "logs" / f"{name}.log", maxBytes=processes.LOG_BYTES, backupCount=2
        )
        # Must be started from the main thread: the kernel watches the thread that forked.
        self.process = subprocess.Popen(
            command,
            cwd=PROJECT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
            env={name: value for name, value in os.environ.items() if name != "GXZC_DB_ROLE"},
            preexec_fn=processes.end_with_parent(),  # noqa: PLW1509 - no thread runs yet
        )
        self.reader = threading.Thread(target=self.copy_lines, daemon=True)

    def copy_lines(self):
        """Write each line to the log file; show it on the console when it is an alarm or all is asked for."""
        for line in self.process.stdout:
            self.log.emit(logging.makeLogRecord({"msg": line.rstrip("\n")}))
            if self.verbose:
                sys.stderr.write(f"[{self.name}] {line}")
            elif any(word in line for word in ALARMS):
                sys.stderr.write(f"[{self.name}] {line.rstrip()[:ALARM_WIDTH]} …\n")

    def ended(self):
        """Return whether the process is gone."""
        return self.process.poll() is not None

    def stop(self):
        """Let the process finish what it is doing; after 25 seconds end it and its children."""
        if not self.ended():
            self.process.terminate()
        try:
            self.process.wait(25)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(5)
        if self.reader.ident:  # Ctrl-C may have come before it was started
            self.reader.join(5)
        self.process.stdout.close()
        self.log.close()
