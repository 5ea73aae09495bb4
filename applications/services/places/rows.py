"""What the lists of 职称评审 must hold: scans, the one row that counts, hours, certificates."""

from collections.abc import Iterator
from decimal import Decimal

from applications.services.case import Case, Entry, Place
from applications.services.checks.completeness import TOP_EDUCATION
from applications.services.places.time import present_jobs

SCANNED = ("education", "credentials", "awards", "patents", "publications")
# Codes of the entries 无 (学位), 最高学历, 无 (资格类型) and 否 (破格).
NO_DEGREE, TOP, NOTHING_HELD, REGULAR = "0", "1", "none", "no"
# 职称证书, and 数据获取: taken from the register.
TITLE_CERTIFICATE, FETCHED = "1", "fetch"
HOURS = ("public_required_hours", "public_elective_hours", "industry_hours", "professional_hours")
TOTAL = "total_hours"


def degrees(case: Case) -> Iterator[Place]:
    """JX-15: each degree with its number and its body."""
    for entry in case.of("education"):
        facts = {
            "degree": "" if entry.get("degree") == NO_DEGREE else entry.get("degree"),
            "degree_no": entry.get("degree_number"),
            "degree_org": entry.get("degree_body"),
        }
        yield entry.at(facts, "degree_number", entry.get("school"))


def top_education(case: Case) -> Iterator[Place]:
    """JX-16: the ranks of all educations."""
    if case.entries.get("education"):
        items = [TOP_EDUCATION if entry.get("rank") == TOP else "" for entry in case.of("education")]
        yield Place({"items": items}, "education", "rows-education")


def scans(case: Case) -> Iterator[Place]:
    """JX-17: each row that has a paper to show."""
    for entry in case.of(*SCANNED):
        if entry.get("kind") != NOTHING_HELD:
            yield entry.at({"scans": case.scans_of(entry)})


def basis(case: Case) -> Iterator[Place]:
    """JX-18: the rows of 3-1, one of which says 无 when nothing is held."""
    rows = list(case.of("credentials"))
    if rows:
        none = any(row.get("kind") == NOTHING_HELD for row in rows)
        flags = [bool(row.get("is_basis")) for row in rows]
        yield Place({"flags": flags, "none": none}, "credentials", "rows-credentials")


def exception(case: Case) -> Iterator[Place]:
    """JX-19: the road chosen, and the pictures that prove it."""
    for entry in case.of("exceptional"):
        files = sum(file.spec_code == "exceptional_proof" for file in case.pictures)
        facts = {"exception": entry.get("exceptional_road") not in ("", REGULAR), "files": files}
        yield Place(facts, "exceptional", "files-exceptional_proof")


def hours(case: Case) -> Iterator[Place]:
    """JX-20: the hours of each year."""
    for entry in case.of("continuing_education"):
        total = sum((Decimal(entry.get(name) or 0) for name in HOURS), Decimal(0))
        year = entry.get("year")
        yield entry.at({"year": year, "total": total}, "year", f"{year} 年共 {total:g} 学时")


def asked_years(case: Case) -> Iterator[Place]:
    """JX-22: every year from the first that is filled in to the one before the evaluation."""
    years = (entry.get("year") for entry in case.of("continuing_education"))
    have = sorted({int(year) for year in years if year})
    if have:
        required = range(have[0], max(have[0] + 1, case.application.application_year))
        missing = "、".join(str(year) for year in required if year not in have)
        facts = {"required": list(required), "have": have}
        yield Place(facts, "continuing_education", "rows-continuing_education", detail=f"缺 {missing} 年")


def totals(case: Case) -> Iterator[Place]:
    """JX-21: the total that was kept, against its parts."""
    for entry in case.of("continuing_education"):
        words = str(entry.get(TOTAL)).split()
        if words:
            facts = {"parts": [entry.get(name) or 0 for name in HOURS], "total": words[-1]}
            yield entry.at(facts, "year", f"{entry.get('year')} 年")


def numbers(case: Case) -> Iterator[Place]:
    """JX-34: the numbers of title certificates; other papers and the register have numbers of their own."""
    for entry in case.of("credentials"):
        typed = entry.get("kind") == TITLE_CERTIFICATE and entry.get("data_origin") != FETCHED
        if entry.get("number") and typed:
            yield entry.at({"no": entry.get("number")}, "number", entry.get("title"))


def control_numbers(case: Case) -> Iterator[Place]:
    """JX-36: the control numbers of certificates."""
    for entry in case.of("credentials", "application_info"):
        if entry.get("control_number"):
            yield entry.at({"mgmt_no": entry.get("control_number")}, "control_number", entry.get("title"))


def relied_on(case: Case) -> Iterator[Place]:
    """JX-37: the certificates of the register that rows were taken from."""
    for entry in case.of("credentials", "application_info"):
        status = case.certificates.get(str(entry.get("certificate")))
        if status:
            yield entry.at({"status": status}, "certificate", f"{entry.get('title')}，{status}")


def payers(case: Case) -> Iterator[Place]:
    """JX-47: who pays now, against who employs now."""
    for job in present_jobs(case):
        for entry in _paying(case, job):
            facts = {"social": entry.get("payer"), "resume": job.get("employer")}
            yield entry.at(facts, "payer", f"{facts['social']}，简历里是 {facts['resume']}")


def _paying(case: Case, job: Entry) -> list[Entry]:
    """The insurance that still runs; where none does, the last that was paid during the job."""
    rows = list(case.of("social_insurance"))
    ended = [entry for entry in rows if entry.get("ended_on") >= job.get("started_on")]
    last = sorted(ended, key=lambda entry: entry.get("ended_on"))[-1:]
    return [entry for entry in rows if not entry.get("ended_on")] or last


def representative(case: Case) -> Iterator[Place]:
    """JX-49: the publications that are marked."""
    rows = list(case.of("publications"))
    if rows:
        marked = sum(bool(row.get("is_representative")) for row in rows)
        yield Place({"rep": marked}, "publications", "rows-publications")


def years(case: Case) -> Iterator[Place]:
    """JX-51: the years of professional work, against the beginning of work."""
    for entry in case.of("basic_information"):
        if entry.get("professional_years") and entry.get("work_started_on"):
            facts = {
                "years": int(entry.get("professional_years")),
                "work_start": entry.get("work_started_on"),
                "today": case.today_words,
            }
            detail = f"填了 {facts['years']} 年，参加工作时间 {facts['work_start']}"
            yield entry.at(facts, "professional_years", detail)
