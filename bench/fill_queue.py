"""Fills the database named by the environment with applications: python -m bench.fill_queue FIRST LAST.

The first call makes committees, plans and staff, and prints a session for each desk of the benchmark.
"""

import functools
import json
import os
import random
import sys
import uuid
from datetime import date, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
django.setup()

from django.db import connection, transaction
from django.utils import timezone

from accounts.enums import EmployerState, IdentifierKind, Role
from accounts.models import Employer, LoginIdentifier, TitleOffice, User
from accounts.services import consents, identifiers
from applications.models import EvaluationCommittee, EvaluationPlan
from bench.bulk import copy, without_indexes
from bench.queue_rows import FIRST_USER, PEOPLE, make_applications
from catalogue import pinyin
from catalogue.enums import TitleLevel
from catalogue.models import TitleSeries
from catalogue.working_days import publish_year
from core import pii
from core.validators import DocumentKind
from tests.factories.accounts import actor_for, make_id_number, make_user
from tests.promises.visitor import session_of

CHUNK = 50_000
BIG_OFFICE, ROOT = "070001", "000001"
OTHERS, COLLEAGUES, COMMITTEES = 40, 5, 4
YEARS = 3
USERS, IDENTIFIERS = User._meta.db_table, LoginIdentifier._meta.db_table
TABLES = (USERS, IDENTIFIERS, "applications_application")
FIRST_BORN, BORN_A_DAY = date(1950, 1, 1), 900
FEWEST_EMPLOYERS, CASES_PER_EMPLOYER = 1000, 50
HOUSES = ("人民医院", "中学", "建设工程有限公司", "农业技术推广中心", "水利勘测设计院", "图书馆")
SURNAMES = (
    "韦" * 10
    + "黄" * 10
    + "李" * 8
    + "陈" * 7
    + "梁" * 6
    + "覃" * 6
    + "陆" * 4
    + "莫" * 3
    + "农" * 3
    + "蒙" * 2
    + "罗" * 3
    + "蓝" * 2
    + "王刘张杨林吴何周谢廖唐邓卢蒋甘苏潘唐龙石秦欧岑玉凌闭磨阮容谭甘柳文"
)
CHARACTERS = (
    "伟芳秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰玉梅红华建国志春燕永福海文小金凤德荣宁慧琳晓东雪"
    "佳俊峰宇欣思雨浩然子涵梓轩嘉怡诗雅婷倩莹颖斌鹏飞龙振兴家宝立新光辉朝阳江河松柏青山天恩世昌"
)
# More frequent than in life, so that a search for two characters fills a page of the smaller queue as well.
POPULAR = ("建华", "秀英", "志强", "桂英", "丽萍", "海燕", "小红", "国强", "春兰", "文静")
POPULAR_SHARE = 0.5
# One person of the big office whose name nobody else has, and whose document number is searched for.
RARE, RARE_NAME = 5, "磨漓湉"
PERSON_COLUMNS = (
    "id",
    "public_id",
    "created_at",
    "password",
    "name",
    "name_pinyin",
    "document_kind",
    "nationality",
    "id_number",
    "mobile",
    "email",
    "sex",
    "security_question",
    "security_answer",
    "aa",
    "is_active",
    "disabled_note",
    "must_change_password",
)


def number_of(person: int) -> str:
    """The document number of one person, as the rules want it."""
    day, serial = divmod(person, BORN_A_DAY)
    return make_id_number(serial + 1, born=FIRST_BORN + timedelta(days=day), region="450703")


def name_of(person: int) -> str:
    """The name of one person, the same each time."""
    if person == RARE:
        return RARE_NAME
    dice = random.Random(person)  # noqa: S311 - the same names each time
    surname = dice.choice(SURNAMES)
    if dice.random() < POPULAR_SHARE:
        return surname + dice.choice(POPULAR)
    return surname + "".join(dice.choice(CHARACTERS) for _ in range(dice.choice((1, 2, 2, 2))))


@functools.lru_cache(maxsize=200_000)
def sounds_of(name: str) -> tuple[str, str]:
    """Pinyin of a name, and the first letters of it."""
    return pinyin.full(name), pinyin.first_letters(name)


def make_people(first: int, last: int) -> None:
    """Store the persons `first` to `last` with their document numbers, and list them in PEOPLE."""
    now = timezone.now()
    people, digests, listed = [], [], []
    for person in range(first, last + 1):
        name, public_id, number = name_of(person), uuid.uuid4(), number_of(person)
        sounds, sealed = sounds_of(name), pii.encrypt_text(number, f"{USERS}.id_number.{public_id}")
        key = FIRST_USER + person
        shown = (key, public_id, now, "!", name, sounds[0], DocumentKind.RESIDENT_ID.value, "CHN", sealed)
        people.append((*shown, "", "", "", "", "", "standard", True, "", False))
        digests.append(
            (IdentifierKind.ID_NUMBER.value, identifiers.of_document(DocumentKind.RESIDENT_ID, number), key)
        )
        listed.append((key, name, *sounds))
    copy(USERS, PERSON_COLUMNS, people)
    copy(IDENTIFIERS, ("kind", "digest", "user_id"), digests)
    copy(PEOPLE, ("id", "name", "pinyin", "letters"), listed)


def make_employers(number: int) -> None:
    """Employers up to this number, every fourth of them under the big office."""
    offices = list(TitleOffice.objects.order_by("code")[: OTHERS + 1])
    big = TitleOffice.objects.get(code=BIG_OFFICE)
    others = [office for office in offices if office != big][:OTHERS]
    known = Employer.objects.count()
    Employer.objects.bulk_create(
        Employer(
            name=f"广西第{place}{HOUSES[place % len(HOUSES)]}",
            office=big if place % 4 == 0 else others[place * 7 % OTHERS],
            state=EmployerState.ACTIVE,
            region_id=big.region_id,
        )
        for place in range(known + 1, number + 1)
    )


def make_plans() -> None:
    """Committees of each office, and their plans of some years."""
    today = timezone.localdate()
    series = list(TitleSeries.objects.order_by("code"))
    offices = TitleOffice.objects.order_by("code")
    some = [*offices[: OTHERS + 1], offices.get(code=BIG_OFFICE)]
    for place, office in enumerate(dict.fromkeys(some)):
        for number in range(COMMITTEES):
            committee = EvaluationCommittee.objects.create(
                code=f"B{place:03}{number}",
                name=f"第{number + 1}评审会",
                office=office,
                series=series[(place + number) % len(series)],
                levels=[TitleLevel.INTERMEDIATE],
                filed_on=today,
                filed_until=today + timedelta(days=700),
            )
            EvaluationPlan.objects.bulk_create(
                EvaluationPlan(committee=committee, year=today.year - back, published_at=timezone.now())
                for back in range(YEARS)
            )


def stage() -> dict[str, str]:
    """Calendar, plans, staff; a session for the clerk of the big office and for one above all offices."""
    this_year = timezone.localdate().year
    for year in range(this_year - YEARS - 1, this_year + 1):
        publish_year(year, [], actor=None)
    make_plans()
    offices = {one.code: one for one in TitleOffice.objects.filter(code__in=(BIG_OFFICE, ROOT))}
    for _ in range(COLLEAGUES - 1):
        actor_for(make_user(), offices[BIG_OFFICE])
    desks = {"own": BIG_OFFICE, "branch": ROOT}
    return {desk: _session(offices[code]) for desk, code in desks.items()}


def _session(office) -> str:
    actor = actor_for(make_user(), office, Role.CLERK)
    consents.agree(actor.user, actor=actor)
    return session_of(actor)


def fill(first: int, last: int) -> None:
    """Add applications `first` to `last` and settle the tables; both are ends of a four."""
    make_employers(max(FEWEST_EMPLOYERS, last // CASES_PER_EMPLOYER))
    big = TitleOffice.objects.get(code=BIG_OFFICE)
    staff = list(User.objects.filter(memberships__office=big).order_by("pk").values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0; SET maintenance_work_mem = '256MB'; SET work_mem = '64MB'")
    with transaction.atomic(), without_indexes(*TABLES), connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE {PEOPLE} (id bigint, name text, pinyin text, letters text)")
        for start in range((first - 1) // 4, (last - 1) // 4 + 1, CHUNK):
            make_people(start, min(start + CHUNK - 1, (last - 1) // 4))
        make_applications(first, last, big=big.pk, staff=staff)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


if __name__ == "__main__":
    if sys.argv[1] == "1":
        print(json.dumps(stage()))
    fill(int(sys.argv[1]), int(sys.argv[2]))
