"""Every address × role × method answers as the table says; what is refused or only read changes nothing."""

import re
from functools import cached_property

import pytest
from captcha.models import CaptchaStore
from django.db import connection, transaction
from django.test import Client, override_settings
from django.urls import get_resolver, reverse

from accounts.enums import Role
from accounts.services import live_sessions, users
from applications.enums import ApplicationState as S
from catalogue.enums import LevelGroup
from core import progress
from core.models import AuditEntry, StoredFile
from messaging.services import notify
from tests.authorisation_matrix import CHANGED_BY_READING, ROLES, TABLE
from tests.core.pictures import encoded, scene
from tests.factories.accounts import (
    actor_for,
    auditor_of,
    let_mail,
    make_employer,
    make_office,
    make_user,
    prove,
    sign_in,
)
from tests.factories.applications import ANSWERS, OPINION, PARCEL, World
from tests.factories.certificates import make_certificate
from tests.factories.employers import EmployerStage
from tests.factories.evaluation import RowsStage
from tests.factories.fees import FeesStage
from tests.factories.flags import FlagsStage
from tests.factories.notices import NoticeStage
from tests.factories.original import make_notice
from tests.factories.papers import PapersStage
from tests.factories.plans import PlansStage
from tests.factories.privacy import PrivacyStage
from tests.factories.profile import ANSWERS as ARCHIVE
from tests.factories.profile import make_row, make_scan
from tests.factories.queue_stage import QueueStage
from tests.factories.results import ResultsStage
from tests.factories.returns import ReturnsStage
from tests.factories.showing import ShowingStage
from tests.factories.unit import UnitStage

pytestmark = [pytest.mark.django_db, pytest.mark.long]

# Says nothing about what was done: sessions, what was counted, pictures to be typed off, failed sign-ins.
BESIDE = {
    "accounts_sessionrecord",
    "django_session",
    "core_limithit",
    "captcha_captchastore",
    "django_migrations",
}
DOORS = ("/accounts/sign-in/", "/office/sign-in/")


# One entry for one act, but for these: notes of one's own that say nothing about others …
UNRECORDED = {
    "accounts:aa_set",
    "accounts:second_factor_begin",
    "applications:row_autosave",
    "applications:section_autosave",
    "messaging:message_open",
    "messaging:message_read_all",
    "messaging:notice_read",
}
# … and acts made of several, each of which is recorded.
NEW_ACCOUNT = (
    "accounts.staff_account_created",
    "accounts.membership_granted",
    "accounts.one_time_secret_issued",
)
COMPOSED = {
    "accounts:consent_renew": ("accounts.consented",) * 3,
    "accounts:invitation_accept": ("accounts.transfer_moved", "accounts.invitation_accepted"),
    "accounts:profile_row_delete": ("core.file_deleted", "accounts.profile_row_deleted"),
    "applications:application_delivery": ("certificates.delivery_chosen", "payments.order_placed"),
    "applications:row_delete": ("core.file_deleted", "applications.row_deleted"),
    "admin_portal:clerk_create": (*NEW_ACCOUNT, "accounts.clerk_rights_set"),
    "admin_portal:employee_leave": ("accounts.transfer_moved", "accounts.person_left"),
    "admin_portal:employer_change": ("accounts.employer_change_asked", "core.file_stored"),
    "admin_portal:employer_merge": (
        "accounts.employer_moved",
        "accounts.employers_merged",
        "admin_portal.cases_handed_over",
    ),
    "admin_portal:evaluation_approve": (
        "applications.moved",
        "applications.moved",
        "certificates.issued",
        "certificates.pending_created",
    ),
    "admin_portal:evaluation_decree": (
        "applications.moved",
        "certificates.decree_recorded",
        "core.document_stored",
    ),
    "admin_portal:evaluation_divide": ("applications.group_created", "applications.moved"),
    "admin_portal:evaluation_import": ("applications.moved", "applications.results_imported"),
    "admin_portal:evaluation_publish": ("applications.moved", "applications.result_notice_published"),
    "admin_portal:employer_notice_begin": ("applications.employer_notice_begun", "applications.moved"),
    "admin_portal:employer_notice_take_down": (
        "applications.employer_notice_taken_down",
        "applications.moved",
    ),
    "admin_portal:notice_discard": ("core.document_deleted", "messaging.notice_discarded"),
    "admin_portal:office_create": (*NEW_ACCOUNT, "accounts.office_opened"),
    "admin_portal:office_open_account": NEW_ACCOUNT,
    "admin_portal:payment_register": ("payments.confirmed", "core.document_stored"),
    "admin_portal:payment_revoke": ("payments.taken_back", "applications.moved"),
    "admin_portal:policy_discard": ("core.document_deleted", "applications.policy_discarded"),
    "admin_portal:user_create": NEW_ACCOUNT,
}
# A number or a one-time secret that stands for itself, not inside a UUID.
SECRET = re.compile(r"(?<![\w-])(\d{15,}X?|1[3-9]\d{9}|[a-z2-9]{4}(-[a-z2-9]{4}){3})(?![\w-])")


class Stage:
    """One object of every kind, all belonging to one applicant, one employer and one office."""

    def __init__(self):
        self.world = world = World()
        regional = make_office("000001", level="regional", path="000001")
        world.office.parent, world.office.path = regional, f"000001/{world.office.code}"
        let_mail(world.office)
        other_office, other_employer = make_office("080001"), make_employer(office=make_office("080001"))
        self.actors = {
            "anonymous": None,
            "applicant": world.applicant,
            "applicant 2": actor_for(make_user(name="陆小凤")),
            "owner": world.owner,
            "clerk": world.clerk,
            "owner 2": actor_for(house=other_employer, role=Role.OWNER),
            "clerk 2": actor_for(house=other_employer),
            "office clerk": world.officer,
            "office admin": world.admin,
            "office 2 clerk": actor_for(house=other_office),
            "office 2 admin": actor_for(house=other_office, role=Role.ADMIN),
            "regional": auditor_of(regional),
        }
        # Sent back to the applicant: open to the applicant's pen, and known to employer and office.
        self.case = world.stored(S.RETURNED, world.applicant)
        self.waiting = world.stored(S.OFFICE_REVIEW)
        self.handed_in = world.stored(S.EMPLOYER_REVIEW)
        world.upload(self.case, "attachments", "diploma")
        self.file = StoredFile.objects.get()
        self.rows = [make_row(world.applicant, "work_history", post=post) for post in ("教师", "教研组长")]
        self.scan = make_scan(world.applicant, "work_history", "work_proof", self.rows[0])
        self.certificate = make_certificate(world.applicant.user)
        self.below = make_office("070301", parent=world.office, level="county", region=world.office.region)
        self.closed = make_office("070302", parent=world.office, level="county", is_active=False)
        admin = {"actor": world.admin}
        self.colleague, _ = users.create(
            world.office, name="蒙永强", staff_name="qz-meng", role="clerk", **admin
        )
        self.left, _ = users.create(world.office, name="农丽萍", staff_name="qz-nong", role="clerk", **admin)
        users.disable(self.left, note="调离", actor=world.admin)
        neighbour = {"actor": self.actors["office 2 admin"]}
        users.create(other_office, name="覃海燕", staff_name="gg-qin", role="clerk", **neighbour)
        self.elsewhere = live_sessions.opened(
            world.applicant.user,
            session_key="elsewhere",
            capacity="applicant",
            device="微信 · 安卓",
            place="*",
        )
        self.message = notify(world.applicant.user, "registered", context={"name": world.applicant.user.name})
        self.job = progress.start("导出", user=world.applicant.user)
        self.notices = NoticeStage(world)
        self.rows_of_case = RowsStage(world)
        self.employers = EmployerStage(world, other_employer)
        self.unit = UnitStage(world)
        self.privacy = PrivacyStage(world)
        self.returns = ReturnsStage(world, self.case)
        self.notice = make_notice(world)
        self.plans = PlansStage(world)
        self.fees = FeesStage(world)
        self.flags = FlagsStage(world)
        self.results = ResultsStage(world)
        self.showing = ShowingStage(world, self.results.plan)
        self.papers = PapersStage(world, self.case, self.handed_in, self.waiting)
        self.queue = QueueStage(world, self.handed_in, self.waiting)
        self.entries = AuditEntry.objects.latest("pk").pk

    @cached_property
    def addresses(self):
        """The arguments of every address that has some."""
        case, file = self.case.public_id, self.file.public_id
        one = {"public_id": case}
        row = {"key": "work_history", "row_id": self.rows[0].public_id}
        section = {"public_id": case, "key": "work_summary"}
        found = {
            "core:file_open": {"public_id": file},
            "core:progress_detail": {"public_id": self.job.public_id},
            "messaging:message_open": {"public_id": self.message.public_id},
            "messaging:message_detail": {"public_id": self.message.public_id},
            **self.notices.addresses,
            **self.rows_of_case.addresses,
            **self.employers.addresses,
            **self.unit.addresses,
            **self.privacy.addresses,
            **self.returns.addresses,
            **self.plans.addresses,
            **self.fees.addresses,
            **self.flags.addresses,
            **self.results.addresses,
            **self.showing.addresses,
            **self.papers.addresses,
            **self.queue.addresses,
            "applications:notice_detail": {"public_id": self.notice.public_id},
            "admin_portal:loss_notice_detail": {"public_id": self.notice.application.public_id},
            "admin_portal:loss_notice_transition": {
                "public_id": self.notice.application.public_id,
                "move": "record_objection",
            },
            "admin_portal:delivery_retry": {"public_id": self.case.public_id},
            "accounts:session_end": {"public_id": self.elsewhere.public_id},
            "captcha-audio": {"key": CaptchaStore.generate_key()},
            "accounts:profile_section": {"key": "contact"},
            "accounts:profile_file_add": {"key": "photos", "spec_code": "avatar"},
            "accounts:profile_file_adjust": {"file_id": self.scan.public_id},
            "accounts:profile_file_delete": {"file_id": self.scan.public_id},
            "accounts:profile_file_move": {"file_id": self.scan.public_id},
            "accounts:profile_row_create": {"key": "work_history"},
            "accounts:profile_row_edit": row,
            "accounts:profile_row_delete": row,
            "accounts:profile_row_move": row,
            "accounts:profile_row_file_add": {**row, "spec_code": "work_proof"},
            "captcha-image": {"key": CaptchaStore.generate_key()},
            "certificates:certificate_detail": {"public_id": self.certificate.public_id},
            "verification:scan": {"code": self.certificate.lookup_code},
            "verification:scan_qr": {"code": self.certificate.lookup_code},
            "applications:section_edit": section,
            "applications:section_autosave": section,
            "applications:file_add": {"public_id": case, "key": "attachments", "spec_code": "diploma"},
            "applications:file_adjust": {"public_id": case, "file_id": file},
            "applications:file_delete": {"public_id": case, "file_id": file},
            "applications:file_move": {"public_id": case, "file_id": file},
            "applications:application_confirm": {**one, "move": "withdraw"},
            "applications:application_transition": {**one, "move": "submit"},
        }
        pages = ("detail", "edit", "progress", "check", "done", "delivery")
        found |= {f"applications:application_{page}": one for page in pages} | {
            "applications:office_change": one
        }
        for page, row in (("detail", self.below), ("edit", self.below), ("open_account", self.below)):
            found[f"admin_portal:office_{page}"] = {"public_id": row.public_id}
        for page in ("close", "rights"):
            found[f"admin_portal:office_{page}"] = {"public_id": self.below.public_id}
        found["admin_portal:office_reopen"] = {"public_id": self.closed.public_id}
        for page in ("detail", "edit", "disable", "reset_password", "reset_factor"):
            found[f"admin_portal:user_{page}"] = {"public_id": self.colleague.public_id}
        found["admin_portal:user_enable"] = {"public_id": self.left.public_id}
        for portal, row, move in (("employer", self.handed_in, "endorse"), ("office", self.waiting, "claim")):
            desk = {"public_id": row.public_id}
            found |= {f"admin_portal:{portal}_application_{page}": desk for page in ("detail", "reveal")}
            found[f"admin_portal:{portal}_application_transition"] = {**desk, "move": move}
            found[f"admin_portal:{portal}_section_judge"] = {**desk, "key": "work_summary"}
        return found

    @cached_property
    def forms(self):
        """What is posted where an empty form would be refused for being empty."""
        world, version = self.world, {"version": 1}
        account = {"office": str(world.office.public_id)}
        target = {"level_group": LevelGroup.JUNIOR, "office_name": world.office.name, **version}
        return {
            **self.notices.forms,
            **self.rows_of_case.forms,
            **self.employers.forms,
            **self.privacy.forms,
            **self.returns.forms,
            **self.plans.forms,
            **self.fees.forms,
            **self.flags.forms,
            **self.unit.forms,
            **self.results.forms,
            **self.showing.forms,
            **self.queue.forms,
            "accounts:sign_in": {"account": "x"},
            "accounts:sign_in_sms": {"mobile": "x"},
            "accounts:office_sign_in": {"account": "x"},
            "accounts:membership_switch": {"membership": str(world.clerk.membership.public_id)},
            "accounts:aa_set": {"aa": "large"},
            "accounts:employer_choose": {"employer": str(world.employer.public_id)},
            "accounts:profile_section": ARCHIVE["contact"] | {"version": 0},
            "accounts:profile_row_create": ARCHIVE["work_history"],
            "accounts:profile_row_edit": ARCHIVE["work_history"] | {"version": 1},
            "accounts:profile_row_move": {"position": "1"},
            "accounts:profile_file_adjust": {"turn": "90"},
            "accounts:profile_file_move": {"position": "0"},
            "applications:office_change": target,
            "applications:section_edit": ANSWERS["work_summary"] | {"version": 0},
            "applications:section_autosave": ANSWERS["work_summary"] | {"version": 0},
            "applications:file_adjust": {"turn": "90"},
            "applications:file_move": {"position": "0"},
            "applications:application_transition": {"commitment": "on", **version},
            "applications:application_delivery": PARCEL | {"method": "mailing", "version": 0},
            "admin_portal:office_rights": {"can_review_levels": ["assistant"], **version},
            "admin_portal:office_edit": {"phone": "0777-2817537", **version},
            "admin_portal:office_create": {
                "level": "county",
                "name": "灵山县职称改革工作领导小组办公室",
                "short_name": "灵山县职改办",
                "code": "072101",
                "region": world.office.region.code,
            },
            "admin_portal:user_create": account | {"name": "韦春兰", "staff_name": "qz-wei"},
            "admin_portal:user_attach": account | {"name": "覃海燕", "staff_name": "gg-qin"},
            "admin_portal:user_edit": {"extra_acts": ["restore"], **version},
            "admin_portal:user_disable": {"note": "调离"},
            "admin_portal:loss_notice_transition": OPINION | {"objector_name": "覃海燕", **version},
            "admin_portal:employer_application_transition": OPINION | version,
            "admin_portal:office_application_transition": version,
            "admin_portal:employer_section_judge": {"verdict": "passed", "revision": 1, "version": 0},
            "admin_portal:office_section_judge": {"verdict": "unseen", "revision": 1, **version},
            "admin_portal:employer_application_reveal": {"reason": "核对"},
            "admin_portal:office_application_reveal": {"reason": "核对"},
        }

    def form(self, name):
        """A fresh form for one address."""
        if name in ("admin_portal:evaluation_upload", "admin_portal:evaluation_decree"):
            return self.results.forms[name]
        if name == "admin_portal:invitation_upload":
            return self.unit.forms[name]
        if name == "admin_portal:employer_change":
            return self.forms[name] | {"licence": encoded(scene(600, 450), "JPEG")}
        if name == "admin_portal:payment_register":
            return self.fees.forms[name]
        if name.endswith("file_add"):
            return {"file": encoded(scene(420, 540), "JPEG")}
        return self.forms.get(name, {})


@pytest.fixture(scope="module")
def one_stage(module_db, tmp_path_factory):
    """Set once for all roles: every request is taken back."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        stage = Stage()
        # Made here, before a test begins the transaction it takes back.
        _ = stage.addresses, stage.forms
        yield stage


@pytest.fixture
def stage(one_stage, db):
    return one_stage


def names(patterns, space=""):
    """The name of every address of the project."""
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from names(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name}"


def rows():
    """One hash over every row of every table that says what was done."""
    with connection.cursor() as cursor:
        tables = sorted(set(connection.introspection.table_names(cursor)) - BESIDE)
        parts = " UNION ALL ".join(
            f"""SELECT '{table}' AS name, md5(string_agg(t::text, '|' ORDER BY t::text)) FROM "{table}" t"""
            for table in tables
        )
        cursor.execute(parts)
        return dict(cursor.fetchall())


def writes():
    """How many rows this transaction has written so far, also in what it took back: cheaper than a hash."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_xact_user_tables"
            " WHERE NOT relname = ANY(%s)",
            [sorted(BESIDE)],
        )
        return cursor.fetchone()[0]


def word(answer, changed):
    """An answer in the signs of the table."""
    if answer.status_code != 302:
        said = str(answer.status_code)
    else:
        said = "in" if answer.url.startswith(DOORS) and "next=" in answer.url else "go"
    return said + "+" * bool(changed)


def knock(stage, browser, before, name, method):
    """Ask once and take everything back; the answer in a word, and the tables that were changed."""
    client = Client()
    client.cookies = browser.cookies.copy()
    address = reverse(name, kwargs=stage.addresses.get(name)) + stage.rows_of_case.queries.get(name, "")
    written = writes()
    with transaction.atomic():
        ask = {"GET": client.get, "POST": client.post}[method]
        answer = ask(address, stage.form(name)) if method == "POST" else ask(address)
        if answer.streaming:
            list(answer.streaming_content)
        after = rows() if writes() != written else before
        changed = {table for table, digest in after.items() if digest != before[table]}
        entries = list(AuditEntry.objects.filter(pk__gt=stage.entries)) if changed else []
        transaction.set_rollback(True)
    return word(answer, changed), changed, entries


def what_is_wrong_with(entries, name, method, changed):
    """Whatever changes rows is recorded once, with who did it, and no entry holds a number or a secret."""
    events = sorted(entry.event for entry in entries)
    if method == "POST" and changed and name not in UNRECORDED:
        if len(events) != 1 and events != sorted(COMPOSED.get(name, ())):
            return events
    elif len(events) > 1:
        return events
    if entries and not any(entry.actor_id for entry in entries):
        return ["nobody"]
    return [entry.event for entry in entries if SECRET.search(str(entry.data))]


@pytest.mark.parametrize("role", ROLES)
def test_every_address_answers_as_the_table_says(role, stage):
    actor = stage.actors[role]
    # The rights alone decide: the proof dangerous pages ask for was given.
    browser = prove(sign_in(Client(), actor)) if actor else Client()
    # Each request is taken back, so that every one finds the rows of the first.
    before, wrong = rows(), {}
    for (name, method), expected in TABLE.items():
        said, changed, entries = knock(stage, browser, before, name, method)
        recorded = CHANGED_BY_READING.get(name, set()) if method == "GET" else changed
        if said != expected[role] or changed - recorded:
            wrong[name, method] = (said, changed)
        if complaint := what_is_wrong_with(entries, name, method, changed):
            wrong[name, method, "audit"] = complaint
    assert wrong == {}


def test_only_what_is_done_changes_rows():
    """By the table: no refusal and no reading, but for the counter and the log of readings."""
    changing = {(name, method, word) for (name, method), row in TABLE.items() for word in row.values()}
    changing = {(name, method, word) for name, method, word in changing if word.endswith("+")}
    assert {word for _, _, word in changing} <= {"go+", "200+"}
    assert {name for name, method, _ in changing if method == "GET"} == set(CHANGED_BY_READING)


def test_every_address_stands_in_the_table():
    found = set(names(get_resolver().url_patterns))
    assert {name for name, _ in TABLE} == found
    assert set(TABLE) == {(name, method) for name in found for method in ("GET", "POST")}
