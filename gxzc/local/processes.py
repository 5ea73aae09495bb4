"""Starting, recognising and ending processes."""

import contextlib
import ctypes
import os
import signal
import socket
import sys
import time

import psutil

PR_SET_PDEATHSIG = 1
# What asks a command to end besides Ctrl-C; nohup tells it to survive the closing of its window.
ENDS = [signal.SIGTERM, *([signal.SIGHUP] if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN else [])]
ASK_AGAIN_SECONDS = 0.5
LOG_BYTES = 5 * 1024 * 1024


def listen_for_ends(*, insist=False):
    """Let whatever asks us to end raise KeyboardInterrupt, Ctrl-C also when the shell had switched it off.

    With `insist` it is raised again and again until `ignore_ends`: Python drops what a finaliser raises.
    """
    if insist:
        sys.unraisablehook = report_unless_interrupted
    signal.signal(signal.SIGALRM, interrupt)
    for number in (signal.SIGINT, *ENDS):
        signal.signal(number, interrupt if insist else signal.default_int_handler)


def interrupt(*_signal):
    """Raise KeyboardInterrupt, and once more in a moment."""
    signal.setitimer(signal.ITIMER_REAL, ASK_AGAIN_SECONDS)
    raise KeyboardInterrupt


def report_unless_interrupted(unraisable):
    """Say nothing of an interrupt that a finaliser swallowed: it comes again."""
    if not issubclass(unraisable.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(unraisable)


@contextlib.contextmanager
def undisturbed():
    """Hold back whatever asks us to end until the block is done: for what must not stop half-way."""
    held_before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT, signal.SIGALRM, *ENDS))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held_before)


def ignore_ends():
    """Let nothing disturb the clearing up from now on."""
    signal.setitimer(signal.ITIMER_REAL, 0)
    for number in (signal.SIGINT, *ENDS):
        signal.signal(number, signal.SIG_IGN)


def open_log(path):
    """Open the log of a server for appending, readable by its owner only; a long one is put aside as .1."""
    if path.exists() and path.stat().st_size > LOG_BYTES:
        path.replace(path.with_name(f"{path.name}.1"))
    path.touch(mode=0o600)
    return path.open("ab")


def free_port(wanted=0):
    """Return `wanted` when it is free on 127.0.0.1, else any free TCP port."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return probe.getsockname()[1]
    raise OSError("no free port")


def end_with_parent(number=signal.SIGTERM):
    """Return a function for preexec_fn: the kernel sends `number` to the child when its parent dies."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)
    return lambda: libc.prctl(PR_SET_PDEATHSIG, number)


def find(pid, word):
    """Return the living process `pid` whose command line holds `word`, else None. A zombie is not alive."""
    reap(pid)
    try:
        process = psutil.Process(pid)
        alive = process.status() != psutil.STATUS_ZOMBIE and word in " ".join(process.cmdline())
    except psutil.Error:
        return None
    return process if alive else None


def lives(process):
    """Return whether a process once found (or None) still lives."""
    if process is None:
        return False
    reap(process.pid)
    return process.is_running()


def reap(pid):
    """Let a dead child of ours go, so that it does not stay behind as a zombie."""
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)


def starting(child):
    """Return the process of a Popen object that runs and was not let go yet, and let it go; else None."""
    if child is None or child.poll() is not None:
        return None
    let_go(child)
    return psutil.Process(child.pid)


def let_go(child):
    """Tell a Popen object that its process outlives it and is watched by number from now on."""
    child.returncode = 0


def wait_until(question, seconds, pause=0.02):
    """Ask `question` until it answers truly or `seconds` have passed; return the last answer."""
    end = time.monotonic() + seconds
    while not (answer := question()) and time.monotonic() < end:
        time.sleep(pause)
    return answer


def stop(process, number, seconds):
    """Ask `process` to end by signal `number`; kill it when it has not ended after `seconds`."""
    try:
        process.send_signal(number)
        process.wait(seconds)
    except psutil.NoSuchProcess:
        return
    except psutil.TimeoutExpired:
        process.kill()
        process.wait(5)
