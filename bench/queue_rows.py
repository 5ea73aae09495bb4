"""The applications of the benchmark of the queue, made by PostgreSQL itself: how they are spread.

All follows from the number of the row, so that each run makes the same. Four applications belong to a person,
one of each kind, and go through the person's employer to its office. A fourth of the people work under one
office; of each office few employers have most people. A quarter is under way, the rest was decided within
three years. Rows lie in no order of time, which is harder than life, where the cases of a week lie together.
"""

from django.db import connection

from applications.enums import ApplicationState as S
from applications.enums import KindCode
from catalogue.enums import LevelGroup, TitleLevel
from catalogue.models import TitleSeries

# Users of the benchmark are numbered from here on, so that a row knows its person without looking.
FIRST_USER = 1_000_000
PEOPLE = "bench_people"
BIG_SHARE, OPEN_SHARE, CLAIMED_SHARE = 0.25, 0.25, 0.75
UNDER_WAY = (S.OFFICE_REVIEW,) * 6 + (S.PRELIMINARY_PASSED, S.RETURNED, S.AWAITING_PAYMENT, S.GROUPED)
OVER = (S.APPROVED,) * 8 + (S.REJECTED_BY_OFFICE, S.FAILED)
LEVELS = (
    (TitleLevel.ASSISTANT,) * 7
    + (TitleLevel.INTERMEDIATE,) * 7
    + (TitleLevel.ASSOCIATE_SENIOR,) * 4
    + (TitleLevel.FULL_SENIOR,) * 2
)
# Teachers, engineers and doctors are most of them.
OFTEN = {"05": 6, "22": 6, "04": 5}

TOOLS = """
CREATE FUNCTION pg_temp.share(number bigint, salt bigint) RETURNS double precision
LANGUAGE sql IMMUTABLE AS 'SELECT (hashint8extended(number, salt) & 1048575) / 1048576.0::double precision';
CREATE FUNCTION pg_temp.one_of(choices anyarray, share double precision) RETURNS anyelement
LANGUAGE sql IMMUTABLE AS 'SELECT choices[1 + floor(share * cardinality(choices))::int]';
"""
# Every fourth employer is of the big office; the first of each house are the largest.
PLACES = """
CREATE TEMP TABLE bench_places AS
SELECT row_number() OVER (ORDER BY e.id) AS place, e.id AS employer, e.office_id AS office,
    (SELECT array_agg(p.id ORDER BY p.id) FROM applications_evaluationplan p
     JOIN applications_evaluationcommittee c ON c.id = p.committee_id
     WHERE c.office_id = e.office_id) AS plans
FROM accounts_employer e;
CREATE TEMP TABLE bench_work AS
SELECT id, name, pinyin, letters,
    4 * house - CASE WHEN pg_temp.share(id, 1) < %(big_share)s THEN 0
                ELSE 1 + floor(3 * pg_temp.share(id, 3))::int END AS place
FROM (SELECT *, floor(power((SELECT count(*) / 4 FROM bench_places), pg_temp.share(id, 2)))::int AS house
      FROM bench_people) AS drawn;
ANALYZE bench_places, bench_work;
"""
ROWS = """
FROM (
    SELECT n, n %% 4 AS turn, pg_temp.share(n, 4) < %(open_share)s AS is_open,
        pg_temp.one_of(%(levels)s::text[], pg_temp.share(n, 5)) AS level,
        pg_temp.share(n, 6) AS age, pg_temp.share(n, 7) AS draw, pg_temp.share(n, 8) AS other
    FROM generate_series(%(first)s, %(last)s) AS n
) AS drawn
CROSS JOIN LATERAL (
    SELECT date_trunc('second', now()) - interval '1 day'
        * CASE WHEN is_open THEN 60 * age ELSE 30 + 1065 * age END AS arrived
) AS moment
JOIN bench_work w ON w.id = %(first_user)s + (n - 1) / 4
JOIN bench_places b ON b.place = w.place
"""
COLUMNS = {
    "public_id": "md5('case' || n)::uuid",
    "created_at": "arrived - interval '9 days'",
    "kind": "(%(kinds)s::text[])[1 + turn]",
    "number": "'B' || lpad(n::text, 9, '0')",
    "form_version": "1",
    "state": "CASE WHEN is_open THEN pg_temp.one_of(%(under_way)s::text[], draw)"
    " ELSE pg_temp.one_of(%(over)s::text[], draw) END",
    "version": "3",
    "applicant_id": "w.id",
    "applicant_name": "w.name",
    "applicant_pinyin": "w.pinyin",
    "applicant_letters": "w.letters",
    "employer_id": "b.employer",
    "office_id": "b.office",
    "application_year": "extract(year FROM arrived)",
    "level_group": "CASE level WHEN %(assistant)s THEN %(junior)s ELSE level END",
    "plan_id": "CASE turn WHEN 0 THEN pg_temp.one_of(b.plans, other) END",
    "series_id": "pg_temp.one_of(%(series)s::bigint[], pg_temp.share(n, 9))",
    "level": "level",
    "title_name": "'工程师'",
    "specialty": "'建筑施工'",
    "eligibility": "'eligible'",
    "eligibility_rule": "''",
    "eligibility_sentence": "''",
    "review_reason": "''",
    "first_submitted_at": "arrived - interval '5 days'",
    "submitted_at": "arrived - interval '5 days'",
    "arrived_at": "arrived",
    "turn_began_at": "CASE WHEN is_open THEN arrived ELSE arrived + interval '25 days' END",
    "assignee_id": "CASE WHEN b.office = %(big)s AND pg_temp.share(n, 10) < %(claimed_share)s"
    " THEN pg_temp.one_of(%(staff)s::bigint[], pg_temp.share(n, 11)) END",
    "decided_at": "CASE WHEN NOT is_open THEN arrived + interval '25 days' END",
    "flagged_sections": "'{}'",
    "decree_number": "''",
}


def make_applications(first: int, last: int, *, big: int, staff: list[int]) -> None:
    """Add the applications `first` to `last` of the people who lie in the table PEOPLE.

    Args:
        big: key of the office that has a fourth of all.
        staff: keys of its clerks, who have taken up three fourths of what came to it.
    """
    series = TitleSeries.objects.order_by("code").values_list("code", "pk")
    values = {
        "first": first,
        "last": last,
        "first_user": FIRST_USER,
        "big": big,
        "staff": staff,
        "big_share": BIG_SHARE,
        "open_share": OPEN_SHARE,
        "claimed_share": CLAIMED_SHARE,
        "kinds": KindCode.values,
        "levels": [level.value for level in LEVELS],
        "assistant": TitleLevel.ASSISTANT.value,
        "junior": LevelGroup.JUNIOR.value,
        "under_way": [state.value for state in UNDER_WAY],
        "over": [state.value for state in OVER],
        "series": [pk for code, pk in series for _ in range(OFTEN.get(code, 1))],
    }
    target = f"INSERT INTO applications_application ({','.join(COLUMNS)})"
    with connection.cursor() as cursor:
        cursor.execute(TOOLS)
        cursor.execute(PLACES, values)
        cursor.execute(f"{target} SELECT {','.join(COLUMNS.values())} {ROWS}", values)
