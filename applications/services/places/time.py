"""Dates and periods: single ones, and one row against another."""

from collections.abc import Iterator

from applications.services.case import Case, Entry, Place
from applications.services.checks.months import following

PAST = {
    "basic_profile": ("work_started_on", "graduated_on", "probation_started_on"),
    "education": ("graduated_on",),
    "credentials": ("granted_on", "obtained_on"),
    "work_history": ("started_on", "ended_on"),
    "awards": ("awarded_on",),
    "patents": ("granted_on",),
    "publications": ("published_on",),
}
PERIOD = ("started_on", "ended_on")
PERIODS = {
    "basic_profile": ("probation_started_on", "probation_ended_on"),
    "work_history": PERIOD,
    "social_insurance": PERIOD,
    "practice": PERIOD,
    "society_posts": PERIOD,
    "achievements": PERIOD,
}
BASICS = ("basic_profile", "basic_information")
WORK_BEGAN = (
    ("work_started_on", "参加工作时间", BASICS),
    ("started_on", "开始时间", ("work_history",)),
)
WITH_EDUCATION = ("basic_profile", "education")
# The entries of the list of educations by the first sign of their code, as the rule calls them.
EDUCATIONS = {"11": "博士", "14": "硕士", "21": "本科", "31": "大专", "41": "中专"}
SINCE_TITLE = {
    "achievements": "ended_on",
    "awards": "awarded_on",
    "patents": "granted_on",
    "publications": "published_on",
}


def order(case: Case) -> Iterator[Place]:
    """JX-09: periods that have both ends."""
    for key, (first, last) in PERIODS.items():
        for entry in case.of(key):
            if entry.get(first) and entry.get(last):
                facts = {"start": entry.get(first), "end": entry.get(last)}
                yield entry.at(facts, last, f"{facts['start']} 至 {facts['end']}")


def past(case: Case) -> Iterator[Place]:
    """JX-10: days and months of what has happened."""
    for key, names in PAST.items():
        for entry in case.of(key):
            for name in names:
                if entry.get(name):
                    facts = {"date": entry.get(name), "today": case.today_words}
                    yield entry.at(facts, name, facts["date"])


def _careers(case: Case) -> Iterator[tuple[Entry, str, Entry]]:
    """(the row that reaches furthest so far, its end, the next row) of the work history in order of time."""
    rows = sorted(case.of("work_history"), key=lambda entry: entry.get("started_on"))
    if not rows:
        return
    furthest, end = rows[0], rows[0].get("ended_on") or case.today_words[:7]
    for row in rows[1:]:
        yield furthest, end, row
        reaches = row.get("ended_on") or case.today_words[:7]
        if reaches > end:
            furthest, end = row, reaches


def careers(case: Case) -> Iterator[Place]:
    """JX-11 and JX-12: each row of the work history against those before it."""
    for before, end, row in _careers(case):
        start = row.get("started_on")
        facts = {
            "rows": [
                [before.get("started_on"), end],
                [start, row.get("ended_on") or case.today_words[:7]],
            ]
        }
        yield row.at(facts, detail=f"上一段到 {end}，这一段从 {start} 开始")


def work_began(case: Case) -> Iterator[Place]:
    """JX-13: the age at the beginning of work, as it is said and as each row of the work history has it."""
    for name, label, keys in WORK_BEGAN:
        for entry in case.of(*keys):
            facts = {"birth": case.identity["birth_on"], "work_start": entry.get(name)}
            if all(facts.values()):
                yield entry.at(facts, name, f"{label} {facts['work_start']}")


def graduation(case: Case) -> Iterator[Place]:
    """JX-14: the age at each graduation."""
    for entry in case.of(*WITH_EDUCATION):
        facts = {
            "birth": case.identity["birth_on"],
            "edu": EDUCATIONS.get(entry.get("education"), ""),
            "grad": entry.get("graduated_on"),
        }
        if all(facts.values()):
            yield entry.at(facts, "graduated_on", f"{facts['edu']}，毕业时间 {facts['grad']}")


def insurance(case: Case) -> Iterator[Place]:
    """JX-48: every month of the present job up to now, against the periods that were paid for."""
    now = case.today_words[:7]
    paid = sorted((one.get("started_on"), one.get("ended_on") or now) for one in case.of("social_insurance"))
    for job in present_jobs(case) if paid else ():
        unpaid = job.get("started_on")
        for first, last in (*paid, (now, now)):
            if last >= unpaid:
                facts = {"job_start": unpaid, "social_start": max(first, unpaid)}
                detail = f"现单位的工作，{unpaid} 到 {facts['social_start']} 之间没有社保记录"
                yield Place(facts, "social_insurance", "rows-social_insurance", detail=detail)
                unpaid = following(last)


def present_jobs(case: Case) -> list[Entry]:
    """The row of the work history that still runs, the latest begun of several; none when all have ended."""
    running = [entry for entry in case.of("work_history") if not entry.get("ended_on")]
    return sorted(running, key=lambda entry: entry.get("started_on"))[-1:]


def since_title(case: Case) -> Iterator[Place]:
    """JX-52: what was achieved, against the title applied with."""
    bases = [entry.get("granted_on") for entry in case.of("credentials") if entry.get("is_basis")]
    for key, name in SINCE_TITLE.items():
        for entry in case.of(key):
            if bases and entry.get(name):
                facts = {"date": entry.get(name), "title_date": bases[0]}
                yield entry.at(facts, detail=f"{facts['date']}，现任资格取得于 {facts['title_date']}")
