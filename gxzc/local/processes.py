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


def reap(pid):
    """Let a dead child of ours go, so that it does not stay behind as a zombie."""
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)


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
