"""The public look-up over many certificates against few, and against a bare view: python -m bench.lookup."""

import argparse
import http.client
import random
import re
import shutil
import statistics
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from bench.servers import Servers

FEW = 10_000
WARM_UP = 60
COOKIE = re.compile(r"csrftoken=([^;]+)")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
CAPTCHA = re.compile(r'name="captcha_0"[^>]*value="([0-9a-f]+)"|value="([0-9a-f]+)"[^>]*name="captcha_0"')


@dataclass
class Site:
    """One web server over one database, asked over one kept connection."""

    name: str
    port: int
    database: object
    certificates: list
    shown: int = 0
    times: dict = field(default_factory=dict)

    def __post_init__(self):
        self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)

    def ask(self, method, path, body=None, headers=()):
        """One request from a random address; returns seconds, headers and page."""
        address = ".".join(str(random.randrange(1, 255)) for _ in range(4))  # noqa: S311 - only a spread
        began = time.perf_counter()
        self.line.request(method, path, body, {"X-Forwarded-For": address, **dict(headers)})
        answer = self.line.getresponse()
        page = answer.read().decode()
        seconds = time.perf_counter() - began
        if answer.status != 200:
            raise SystemExit(f"{method} {path}: {answer.status}")
        return seconds, answer.headers, page

    def measure(self, kind):
        """One request of a kind, of a certificate not asked before; its time is noted."""
        code, number, name = self.certificates.pop()
        seconds, page = getattr(self, kind)(code, number, name)
        if "证书有效" not in page:
            raise SystemExit(f"{kind} did not show the certificate")
        self.times.setdefault(kind, []).append(seconds)

    def scan(self, code, number, name):
        """The real page by look-up code."""
        self.shown += 1
        seconds, _, page = self.ask("GET", f"/v/{code}/")
        return seconds, page

    def bare(self, code, number, name):
        """The yardstick."""
        seconds, _, page = self.ask("GET", f"/bare/{code}/")
        return seconds, page

    def form(self, code, number, name):
        """The real form: only the posting is timed; the captcha is solved by reading its row."""
        _, headers, page = self.ask("GET", "/lookup/")
        key = next(filter(None, CAPTCHA.search(page).groups()))
        with self.database.cursor() as cursor:
            cursor.execute("SELECT response FROM captcha_captchastore WHERE hashkey = %s", [key])
            response = cursor.fetchone()[0]
        data = {
            "csrfmiddlewaretoken": TOKEN.search(page)[1],
            "certificate_number": number,
            "holder_name": name,
            "captcha_0": key,
            "captcha_1": response,
        }
        headers = {
            "Cookie": f"csrftoken={COOKIE.search(headers['Set-Cookie'])[1]}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self.shown += 1
        seconds, _, page = self.ask("POST", "/lookup/", urlencode(data), headers.items())
        return seconds, page

    def p50(self, kind):
        """Median in milliseconds, the warm-up left out."""
        return 1000 * statistics.median(self.times[kind][WARM_UP:])

    def counted(self):
        """Views in the counter: waiting and folded."""
        with self.database.cursor() as cursor:
            cursor.execute(
                "SELECT (SELECT count(*) FROM certificates_certificateview)"
                " + (SELECT coalesce(sum(count), 0) FROM certificates_certificateviewtotal)"
            )
            return cursor.fetchone()[0]


def build(servers, rows):
    """Two databases of one cluster: the small one is filled, copied, and the copy filled up."""
    servers.create("bench_few")
    servers.python("bench_few", "manage.py", "migrate")
    servers.python("bench_few", "manage.py", "load_reference")
    servers.python("bench_few", "-m", "bench.fill", "1", str(FEW))
    servers.create("bench_many", template="bench_few")
    servers.python("bench_many", "-m", "bench.fill", str(FEW + 1), str(rows))


def site(servers, name, database, connection, wanted):
    """A web server and a random choice of certificates to ask it for."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT lookup_code, certificate_number, holder_name FROM certificates_certificate"
            " ORDER BY random() LIMIT %s",
            [wanted],
        )
        return Site(name, servers.serve(database), connection, cursor.fetchall())


def run(sites, samples):
    """Ask all sites for all kinds in turn, the order shuffled in every round."""
    turns = [(one, kind) for one in sites for kind in ("scan", "bare", "form")]
    for _ in range(samples + WARM_UP):
        random.shuffle(turns)
        for one, kind in turns:
            one.measure(kind)


def report(few, many, rows):
    """The table and the ratios."""
    print(f"{'p50, ms':34}{few.name:>14}{many.name:>14}{'growth':>10}")
    for kind, title in (("scan", "GET /v/<code>/"), ("form", "POST /lookup/"), ("bare", "bare view")):
        growth = many.p50(kind) / few.p50(kind)
        print(f"{title:34}{few.p50(kind):14.2f}{many.p50(kind):14.2f}{growth:10.2f}")
    print(f"GET as share of the bare view, {many.name}: {many.p50('bare') / many.p50('scan'):.2f} (aim 0.7)")
    print(f"GET as share of the bare view, {few.name}: {few.p50('bare') / few.p50('scan'):.2f}")
    for one in (few, many):
        print(f"counter of {one.name}: {one.counted()} of {one.shown} shown")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="certificates in the large database")
    parser.add_argument("--samples", type=int, default=400, help="timed requests per page and database")
    options = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="gxzc-bench-"))
    home.chmod(0o711)
    servers = Servers(home)
    try:
        servers.start()
        began = time.monotonic()
        build(servers, options.rows)
        print(f"{options.rows:,} certificates built in {time.monotonic() - began:.0f} s")
        wanted = 3 * (options.samples + WARM_UP)
        with servers.connect("bench_few") as one, servers.connect("bench_many") as other:
            few = site(servers, f"{FEW:,}", "bench_few", one, wanted)
            many = site(servers, f"{options.rows:,}", "bench_many", other, wanted)
            run([few, many], options.samples)
            report(few, many, options.rows)
    finally:
        servers.stop()
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
