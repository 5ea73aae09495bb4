"""Five hundred people press 同意并报送 within ten seconds, and one press timed: python -m bench.submit."""

import argparse
import http.client
import json
import os
import random
import secrets
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode

from bench.servers import ROOT, Servers

DATABASE = "bench_submit"
WARM_UP = 10
TRACES = {
    "handed in": "SELECT count(*) FROM applications_application WHERE state = 'employer_review'",
    "history rows": "SELECT count(*) FROM applications_applicationprogress WHERE move = 'submit'",
    "audit entries": "SELECT count(*) FROM core_auditentry WHERE event = 'applications.moved'"
    " AND data->>'move' = 'submit'",
    "snapshots": "SELECT count(*) FROM applications_submissionrevision",
    "messages": "SELECT count(*) FROM messaging_message WHERE template_code = 'application_submitted'",
    "SMS on their way": "SELECT count(*) FROM messaging_delivery"
    " WHERE template_code = 'application_submitted'",
    "doubled": "SELECT count(*) FROM (SELECT application_id FROM applications_applicationprogress"
    " WHERE move = 'submit' GROUP BY application_id HAVING count(*) > 1) twice",
}


def build(servers, people):
    """People with a complete 职称认定 each; returns (session, application) of every one."""
    servers.create(DATABASE)
    environment = servers.environment(DATABASE) | {"GXZC_DB_ROLE": "owner"}
    command = [sys.executable, "-m", "tests.promises.stage", str(people)]
    made = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE)
    return json.loads(made.stdout.splitlines()[-1])


def press(port, path, session):
    """One person presses the button once; returns the status, 0 for a line that was cut."""
    secret = secrets.token_hex(16)
    headers = {
        "Cookie": f"csrftoken={secret}; sessionid={session}",
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Forwarded-For": f"10.{secrets.randbelow(250)}.{secrets.randbelow(250)}.{secrets.randbelow(250)}",
    }
    form = urlencode({"csrfmiddlewaretoken": secret, "commitment": "on", "version": "1"})
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        line.request("POST", path, form, headers)
        answer = line.getresponse()
        answer.read()
        return answer.status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        line.close()


class Press(threading.Thread):
    """One person who presses once at a given instant and waits for the answer."""

    def __init__(self, port, session, application, at):
        super().__init__(daemon=True)
        self.port, self.session = port, session
        self.path = f"/applications/{application}/moves/submit/"
        self.at, self.answered, self.status = at, 0.0, 0

    def run(self):
        time.sleep(max(0.0, self.at - time.monotonic()))
        self.status = press(self.port, self.path, self.session)
        self.answered = time.monotonic()


def storm(port, people, seconds):
    """Everybody presses once, evenly spread over `seconds`; returns the presses."""
    began = time.monotonic() + 1
    presses = [
        Press(port, session, application, began + seconds * place / len(people))
        for place, (session, application) in enumerate(people)
    ]
    for one in presses:
        one.start()
    for one in presses:
        one.join(180)
    waits = sorted(one.answered - one.at for one in presses)
    print(f"{len(people)} presses within {seconds:.0f} s, the last answer after", end=" ")
    print(f"{max(one.answered for one in presses) - began:.1f} s")
    print(f"wait p50 {statistics.median(waits):.2f} s, p95 {waits[int(len(waits) * 0.95)]:.2f} s")
    print("answers:", dict(Counter(one.status for one in presses)))
    return presses


def timed(port, path, session):
    """How long one press by one person takes, in milliseconds."""
    began = time.perf_counter()
    status = press(port, path, session)
    spent = 1000 * (time.perf_counter() - began)
    if status != 302:
        raise SystemExit(f"{path}: {status}")
    return spent


def compare(port, people):
    """Real and bare presses in turn, each of somebody new; the median of each in milliseconds."""
    times = {"real": [], "bare": []}
    paths = {"real": "/applications/{}/moves/submit/", "bare": "/bare/submit/{}/"}
    for first, second in zip(people[::2], people[1::2], strict=True):
        kinds = ["real", "bare"]
        random.shuffle(kinds)
        for kind, (session, application) in zip(kinds, (first, second), strict=True):
            times[kind].append(timed(port, paths[kind].format(application), session))
    return {kind: statistics.median(found[WARM_UP:]) for kind, found in times.items()}


def traces(servers):
    """What the database holds of the submissions."""
    with servers.connect(DATABASE) as connection, connection.cursor() as cursor:
        found = {}
        for name, query in TRACES.items():
            cursor.execute(query)
            found[name] = cursor.fetchone()[0]
        return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=500, help="how many press at once")
    parser.add_argument("--seconds", type=float, default=10, help="within how many seconds")
    parser.add_argument("--samples", type=int, default=50, help="timed presses of each view")
    options = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="gxzc-bench-"))
    home.chmod(0o711)
    os.environ["GXZC_FILES"] = str(home / "files")
    servers = Servers(home)
    try:
        servers.start()
        began = time.monotonic()
        pairs = 2 * (options.samples + WARM_UP)
        people = build(servers, options.people + pairs)
        print(f"{len(people)} complete applications made in {time.monotonic() - began:.0f} s")
        port = servers.serve(DATABASE, as_production=True)
        median = compare(port, people[:pairs])
        before = traces(servers)
        storm(port, people[pairs:], options.seconds)
        after = traces(servers)
        found = {name: count - before[name] for name, count in after.items()}
        wanted = {name: 0 if name == "doubled" else options.people for name in found}
        for name, count in found.items():
            print(f"{name}: {count} of {wanted[name]}")
        print(f"p50, ms: real {median['real']:.1f}, bare {median['bare']:.1f}")
        print(f"rate against the bare view: {median['bare'] / median['real']:.2f} (aim 0.4)")
        if found != wanted:
            raise SystemExit("submissions were lost or doubled")
    finally:
        servers.stop()
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
