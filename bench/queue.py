"""The office queue over many applications against few, every page and every filter: python -m bench.queue."""

import argparse
import http.client
import json
import random
import re
import secrets
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

from bench.servers import ROOT, Servers

# The document number of the one person of `bench.fill_queue` whose name nobody else has.
NUMBER = "450703195001010061"
FEW = 10_000
WARM_UP = 3
NEXTS = 99
FULL = 50
ROW = " data-row"
AIM = 1.2
LIST, SEARCH = "/office/applications/", "/office/applications/search/"
NEXT = re.compile(r'rel="next"\s+href="([^"]+)"')
FILTERS = {
    "kind": "evaluation",
    "state": "office_review",
    "group": "intermediate",
    "level": "associate_senior",
    "assignee": "none",
    "sla": "late",
    "series": "05",
    "office": "070001",
    "employer": "广西第4水利勘测设计院",
}
# What is common enough to fill a page of one office's work in the small database, too.
IN_TODO = ("kind", "state", "group", "level", "assignee", "sla", "series")
DESKS = {"own": "one office, a fourth of all", "branch": "the office above all others"}
# A name part of one, two characters, pinyin, and a name only one person has.
NAMES = ("黄", "建华", "huang", "漓湉")


class Desk:
    """The queue of one person on one server, asked over one kept connection."""

    def __init__(self, port: int, session: str, values: dict[str, str]):
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.secret = secrets.token_hex(16)
        self.cookie = f"csrftoken={self.secret}; sessionid={session}"
        self.values, self.times, self.rows = values, {}, {}

    def ask(self, path: str, form: dict | None = None):
        """One request; returns its seconds, status, place it leads to, and page."""
        headers = {"Cookie": self.cookie}
        body = None
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(form | {"csrfmiddlewaretoken": self.secret})
        began = time.perf_counter()
        self.line.request("POST" if form is not None else "GET", path, body, headers)
        answer = self.line.getresponse()
        page = answer.read().decode()
        return time.perf_counter() - began, answer.status, answer.getheader("Location", ""), page

    def page(self, query: str):
        """One page of the queue, which must hold rows."""
        seconds, status, _, page = self.ask(f"{LIST}?{query}")
        if status != 200 or ROW not in page:
            raise SystemExit(f"{query}: {status}, rows: {page.count(ROW)}")
        return seconds, page

    def further(self, query: str) -> str:
        """The address after 99 nexts, or of the last full page if there are not as many."""
        _, page = self.page(query)
        for _ in range(NEXTS):
            found = NEXT.search(page)
            if not found:
                break
            further = unescape(found[1]).lstrip("?")
            _, page = self.page(further)
            if page.count(ROW) < FULL:
                break
            query = further
        return query

    def measure(self, name: str, query: str) -> None:
        """Note how long one page takes, and how many rows it has."""
        seconds, page = self.page(query)
        self.times.setdefault(name, []).append(seconds)
        self.rows[name] = page.count(ROW)

    def search(self, name: str) -> None:
        """Note how long it takes to find one person by the document number."""
        posted = {"q": self.values["number"], "tab": "all", "sort": "-arrived"}
        first, status, place, _ = self.ask(SEARCH, posted)
        second, page = self.page(place.partition("?")[2])
        if status != 302 or self.values["number"] in place:
            raise SystemExit(f"search: {status}")
        self.times.setdefault(name, []).append(first + second)
        self.rows[name] = page.count(ROW)

    def p50(self, name: str) -> float:
        """Median in milliseconds, the warm-up left out."""
        return 1000 * statistics.median(self.times[name][WARM_UP:])


def build(servers, rows) -> dict[str, str]:
    """Two databases of one cluster: the small one is filled, copied, and the copy filled up."""
    servers.create("bench_few")
    servers.python("bench_few", "manage.py", "migrate")
    servers.python("bench_few", "manage.py", "load_reference")
    environment = servers.environment("bench_few") | {"GXZC_DB_ROLE": "owner"}
    command = [sys.executable, "-m", "bench.fill_queue", "1", str(FEW)]
    made = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE)
    servers.create("bench_many", template="bench_few")
    servers.python("bench_many", "-m", "bench.fill_queue", str(FEW + 1), str(rows))
    return json.loads(made.stdout.splitlines()[-1])


def values_of(connection) -> dict[str, str]:
    """What is searched for: a month, and the plan and the colleague that have most cases."""
    with connection.cursor() as cursor:
        newest = "max(arrived_at)::date"
        cursor.execute(f"SELECT {newest} - 90, {newest} - 60 FROM applications_application")
        since, until = cursor.fetchone()
        cursor.execute(
            "SELECT p.public_id, c.public_id FROM applications_application a"
            " JOIN applications_evaluationplan p ON p.id = a.plan_id"
            " JOIN applications_evaluationcommittee c ON c.id = p.committee_id"
            " JOIN accounts_titleoffice o ON o.id = c.office_id WHERE o.code = '070001'"
            " GROUP BY p.id, c.id ORDER BY count(*) DESC LIMIT 1"
        )
        plan, committee = cursor.fetchone()
        cursor.execute(
            "SELECT u.public_id FROM accounts_user u JOIN applications_application a ON a.assignee_id = u.id"
            " WHERE a.state = 'office_review' GROUP BY u.id ORDER BY count(*) DESC LIMIT 1"
        )
        (colleague,) = cursor.fetchone()
    found = {"plan": plan, "committee": committee, "colleague": colleague, "since": since, "until": until}
    return {"number": NUMBER} | {name: str(value) for name, value in found.items()}


def pages_of(desk: Desk, name: str) -> dict[str, str]:
    """The pages that are measured: name and query."""
    pages = {}
    for tab in ("todo", "mine", "closed", "all") if name == "own" else ("closed", "all"):
        pages[f"{tab}, first"] = f"tab={tab}"
        pages[f"{tab}, after {NEXTS}"] = desk.further(f"tab={tab}")
        pages[f"{tab}, last"] = f"tab={tab}&back=1"
    filters = FILTERS | {key: desk.values[key] for key in ("plan", "committee")}
    if name == "own":
        filters["assignee"] = desk.values["colleague"]
    asked = {f"{key}={value[:9]}": {key: value} for key, value in filters.items()}
    asked |= {f"q={words}": {"q": words} for words in NAMES}
    asked["one month"] = {"since": desk.values["since"], "until": desk.values["until"]}
    for title, query in asked.items():
        pages[f"all, {title}"] = urlencode({"tab": "all"} | query)
        pages[f"all, {title}, last"] = urlencode({"tab": "all", "back": 1} | query)
    if name == "own":
        in_todo = [title for title in asked if title.split("=")[0] in IN_TODO]
        pages |= {f"todo, {title}": urlencode({"tab": "todo"} | asked[title]) for title in in_todo}
    pages["all, by name"] = "tab=all&sort=applicant"
    pages["all, by clock"] = "tab=all&sort=due"
    return pages


def report(few, many, rows):
    """The table, the growth of each page, and the last page against the first."""
    print(f"{'p50, ms':34}{FEW:>10,}{rows:>12,}{'rows':>9}{'growth':>8}")
    worst = 0.0
    for page in few.times:
        growth = many.p50(page) / few.p50(page)
        alike = few.rows[page] == many.rows[page]
        worst = max(worst, growth if alike else 0)
        shown = f"{few.rows[page]}/{many.rows[page]}"
        mark = "" if growth <= AIM else "  over" if alike else "  more rows to show"
        print(f"{page:34}{few.p50(page):10.1f}{many.p50(page):12.1f}{shown:>9}{growth:8.2f}{mark}")
    print(f"largest growth {worst:.2f} (aim {AIM})")
    firsts = {page: page.removesuffix(", last") for page in many.times if page.endswith(", last")}
    shares = {}
    for page, bare in firsts.items():
        first = bare if bare in many.times else f"{bare}, first"
        shares[bare] = many.p50(page) / many.p50(first)
    dearest = max(shares, key=shares.__getitem__)
    print(f"last page against the first: at most {shares[dearest]:.2f} ({dearest}; aim {AIM})")


def measure(name, desks, samples):
    """Ask both servers for every page, one right after the other, the order shuffled in each round."""
    pages = [pages_of(desk, name) for desk in desks]
    turns = list(pages[0])
    sides = list(zip(desks, pages, strict=True))
    for desk in desks:
        # The server has hung up while the other was asked; the line opens again by itself.
        desk.line.close()
    for _ in range(samples + WARM_UP):
        random.shuffle(turns)
        for title in turns:
            random.shuffle(sides)
            for desk, queries in sides:
                desk.measure(title, queries[title])
        for desk, _ in sides:
            desk.search("a document number")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="applications in the large database")
    parser.add_argument("--samples", type=int, default=25, help="timed requests per page and database")
    options = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="gxzc-bench-"))
    home.chmod(0o711)
    servers = Servers(home)
    try:
        servers.start()
        began = time.monotonic()
        sessions = build(servers, options.rows)
        print(f"{options.rows:,} applications built in {time.monotonic() - began:.0f} s", flush=True)
        ports = [servers.serve(database) for database in ("bench_few", "bench_many")]
        with servers.connect("bench_few") as connection:
            for name, session in sessions.items():
                values = values_of(connection)
                few, many = (Desk(port, session, values) for port in ports)
                measure(name, (few, many), options.samples)
                print(f"\n{DESKS[name]}")
                report(few, many, options.rows)
    finally:
        servers.stop()
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
