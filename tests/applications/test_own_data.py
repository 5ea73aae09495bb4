"""下载我的数据: one file with everything of one person and nothing of others, for a day, for its owner."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import OwnDataCopy
from accounts.services import correction_files, own_data
from accounts.step_up import mark_fresh
from core import file_disk
from core.models import AuditEntry, OutboxRow, StoredFile
from core.outbox import run
from messaging.models import Message
from tests.factories.accounts import sign_in
from tests.factories.applications import ANSWERS, World
from tests.factories.papers import make_paper
from tests.factories.privacy import make_correction


@pytest.fixture
def world(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return World()


@pytest.fixture
def visitor(world, client):
    sign_in(client, world.applicant)
    session = client.session
    mark_fresh(session)
    session.save()
    return client


def made(visitor):
    answer = visitor.post(reverse("accounts:own_data_create"))
    assert answer.url.startswith("/progress/")
    assert run(OutboxRow.objects.get(kind=own_data.MAKE, state="waiting").pk)
    return OwnDataCopy.objects.get()


def test_the_file_holds_what_is_theirs(world, visitor):
    case, other = world.complete(), world.another_applicant()
    printed = make_paper(case, world.applicant, "materials")
    copy = made(visitor)
    assert Message.objects.get(template_code="own_data_ready").recipient == world.applicant.user
    assert "下载" in visitor.get(reverse("accounts:privacy")).content.decode()
    answer = visitor.post(reverse("accounts:own_data_download", args=[copy.public_id]))
    packed = zipfile.ZipFile(io.BytesIO(answer.getvalue()))
    told = json.loads(packed.read("我的数据.json"))
    user = world.applicant.user
    assert {"项目": "证件号码", "内容": user.id_number} in told["账户"]
    assert told["申报"][0]["申报号"] == case.number
    assert ANSWERS["basic_profile"]["address"] in str(told["申报内容"])
    assert told["生成的报表"][0]["校验码"] == printed.shown_code
    assert other.user.id_number not in str(told)
    book = load_workbook(io.BytesIO(packed.read("我的数据.xlsx")))
    assert book.sheetnames == list(told)
    assert (
        AuditEntry.objects.filter(event="accounts.own_data_downloaded", actor_id=user.public_id).count() == 1
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(t::text, '') FROM accounts_owndatacopy t")
        assert user.id_number not in cursor.fetchone()[0]


def test_the_file_holds_their_pictures_under_names_that_tell_nothing(world, visitor):
    case = world.complete()
    make_correction(world.applicant)
    spec = correction_files.SPECS[0]
    theirs = StoredFile.objects.get(spec_code=spec.code)
    copy = made(visitor)
    answer = visitor.post(reverse("accounts:own_data_download", args=[copy.public_id]))
    packed = zipfile.ZipFile(io.BytesIO(answer.getvalue()))
    assert packed.testzip() is None
    name = f"图片/更正申请 1/{spec.label}-1.jpg"
    assert packed.read(name) == (file_disk.root() / theirs.path).read_bytes()
    shown = [entry for entry in packed.namelist() if entry.startswith(f"图片/申报 {case.number}/")]
    assert len(shown) == StoredFile.objects.filter(owner_id=case.public_id).count() > 0
    user = world.applicant.user
    assert not any(user.name in entry or user.id_number in entry for entry in packed.namelist())
    assert "没有放进来的，和原因" in packed.read("说明.txt").decode()
    assert copy.size > theirs.size


def test_nobody_else_gets_it_and_it_lasts_a_day(world, visitor, client):
    copy = made(visitor)
    url = reverse("accounts:own_data_download", args=[copy.public_id])
    with time_machine.travel(timezone.now() + own_data.LIFETIME + timedelta(minutes=1), tick=False):
        assert own_data.latest(world.applicant.user) is None
        with pytest.raises(own_data.Refused, match="过期"):
            own_data.download(copy.public_id, actor=world.applicant)
        assert own_data.clean() == 1
    with pytest.raises(OwnDataCopy.DoesNotExist):
        own_data.download(copy.public_id, actor=world.applicant)
    again = made(visitor)
    sign_in(client, world.another_applicant())
    session = client.session
    mark_fresh(session)
    session.save()
    assert client.post(reverse("accounts:own_data_download", args=[again.public_id])).status_code == 404
    assert client.post(url).status_code == 404


def test_without_a_fresh_proof_the_file_stays_closed(world, client):
    sign_in(client, world.applicant)
    copy = made(client)
    answer = client.post(reverse("accounts:own_data_download", args=[copy.public_id]))
    assert answer["Content-Type"].startswith("text/html")
    assert not AuditEntry.objects.filter(event="accounts.own_data_downloaded").exists()


def test_one_at_a_time_and_a_new_one_replaces_the_old(world):
    own_data.ask(actor=world.applicant)
    with pytest.raises(own_data.Refused, match="还在整理"):
        own_data.ask(actor=world.applicant)
    first = OwnDataCopy.objects.get()
    own_data.make(first.public_id)
    own_data.make(first.public_id)
    own_data.ask(actor=world.applicant)
    assert OwnDataCopy.objects.get().pk != first.pk
    own_data.make(first.public_id)
