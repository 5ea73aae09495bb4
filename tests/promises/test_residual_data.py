"""隐私注销: nothing of a person is left but what the page said is kept (个人信息保护法, 第四十七条)."""

from datetime import timedelta

import pytest
from django.db.models import CASCADE
from django.urls import reverse
from django.utils import timezone

from accounts.actors import actor_of
from accounts.enums import CodePurpose, Role
from accounts.models import LoginIdentifier, OneTimeCode, SignInRecord, User
from accounts.services import (
    codes,
    consents,
    correction_files,
    corrections,
    deregistration,
    identifiers,
    own_data,
    registration,
    transfers,
)
from accounts.step_up import mark_fresh
from applications.models import Application
from applications.services.privacy import in_hands_of_others
from applications.services.transitions import perform
from core import file_disk
from core.errors import Refused
from core.models import AuditEntry, StoredFile
from messaging.models import Delivery
from messaging.services import notify
from tests.core.pictures import encoded, scene
from tests.factories.accounts import actor_for, make_employer, make_id_number, sign_in
from tests.factories.applications import World
from tests.promises.plants import Plant, database, found

DIGITS = "246810"


@pytest.fixture
def world(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return World()


def register(plant, employer):
    user = registration.register(
        {
            "email": plant.email,
            "document_kind": "resident_id",
            "nationality": "CHN",
            "id_number": plant.id_number,
            "name": plant.name,
            "mobile": plant.mobile,
            "password": plant.password,
            "security_question": "birthplace",
            "security_answer": plant.answer,
        }
    )
    User.objects.filter(pk=user.pk).update(employer=employer)
    user.refresh_from_db()
    return actor_of(user)


def live(world, plant):
    """Leave something in every place: a draft, one sent back, papers, a transfer, messages, own data."""
    actor = register(plant, world.employer)
    draft = world.complete(actor)
    submitted = perform(draft, "submit", actor=actor, data={"commitment": "on"})
    perform(submitted, "return_to_applicant", actor=world.clerk, data={"opinion": "请补材料", "sections": []})
    transfers.request(make_employer(office=world.office), actor=actor, reason=f"住{plant.address}")
    asked = {"name": plant.name, "document_kind": "resident_id", "nationality": "CHN"}
    asked |= {"id_number": make_id_number(77), "reason": plant.address}
    correction = corrections.open_request(asked, actor=actor)
    for spec in correction_files.SPECS:
        picture = encoded(scene(350, 450), "JPEG")
        correction_files.add_file(correction, spec, picture, name="a.jpg", actor=actor)
    corrections.perform(correction, "submit", actor=actor)
    copy = own_data.ask(actor=actor)
    own_data.make(copy.public_id)
    SignInRecord.objects.create(user=actor.user, capacity="applicant", method="password", address_digest="x")
    notify(
        actor.user,
        "application_withdrawn",
        context={"kind": plant.name, "application_number": plant.address},
        sms=True,
        mobile=plant.mobile,
    )
    return actor


def give_code(actor):
    digest = identifiers.of_mobile(actor.user.mobile)
    codes._ask(CodePurpose.STEP_UP, actor.user.mobile, digest)
    known = codes._hash(CodePurpose.STEP_UP, digest, DIGITS)
    OneTimeCode.objects.filter(address_digest=digest, used_at=None).update(code_hash=known)


def dump():
    """Every text of the database."""
    return database()


def test_nothing_of_the_person_is_left(world, client, django_capture_on_commit_callbacks):
    plant = Plant(3)
    actor = live(world, plant)
    sign_in(client, actor)
    before, public_id = dump(), str(actor.user.public_id)
    assert plant.name in before
    assert StoredFile.objects.exists()
    assert any(file_disk.root().rglob("*.jpg"))
    give_code(actor)
    with django_capture_on_commit_callbacks(execute=True):
        deregistration.deregister(actor=actor, code=DIGITS)
    after = dump()
    assert found([plant], after) == []
    assert plant.name not in after
    assert not StoredFile.objects.exists()
    assert not any(file_disk.root().rglob("*.jpg"))
    sealed = [
        d for d in Delivery.objects.all() if plant.mobile in (d.address, d.body) or plant.name in d.values
    ]
    assert sealed == []
    digests = (identifiers.of_email(plant.email), identifiers.of_mobile(plant.mobile))
    document = identifiers.of_document("resident_id", plant.id_number)
    assert not [digest for digest in (*digests, document) if digest in after]
    user = User.objects.get(pk=actor.user.pk)
    assert (user.name, user.id_number, user.mobile, user.is_active) == ("已注销用户", "", "", False)
    assert user.deregistered_at
    assert not user.check_password(plant.password)
    assert not Application.objects.filter(applicant=user).exists()
    assert public_id in after
    assert AuditEntry.objects.filter(event="accounts.deregistered").count() == 1
    assert client.get("/my/").status_code == 302
    assert actor_of(registered_again(plant)).user.pk != user.pk


def registered_again(plant):
    return register(plant, None).user


def test_what_was_decided_stays_whole(world):
    case = world.issued()
    holder = world.applicant
    number = holder.user.id_number
    words = deregistration.kept(holder.user)
    assert any("申报 1 件" in line for line in words)
    assert any("证书 1 本" in line for line in words)
    give_code(holder)
    deregistration.deregister(actor=holder, code=DIGITS)
    case.refresh_from_db()
    assert case.applicant_name == case.certificate.holder_name != "已注销用户"
    assert case.certificate.id_number == number
    assert case.revisions.count() == 1
    assert StoredFile.objects.filter(owner_id=case.public_id).exists()
    assert Application.objects.visible_to(world.officer).filter(pk=case.pk).exists()


def test_everything_that_hangs_on_a_person_is_named_theirs(world):
    """Rows by CASCADE go; whoever adds a table must choose, and a proof of consent stays."""
    actor = live(world, Plant(4))
    consents.agree(actor.user, actor=actor)
    give_code(actor)
    deregistration.deregister(actor=actor, code=DIGITS)
    own = [r for r in User._meta.related_objects if r.on_delete is CASCADE]
    left = {
        r.related_model.__name__
        for r in own
        if r.related_model._base_manager.filter(**{r.field.name: actor.user})
    }
    assert left == set()
    assert len(own) >= 8
    assert not LoginIdentifier.objects.filter(user=actor.user).exists()


@pytest.mark.parametrize("state", ["employer_review", "office_review", "preliminary_passed", "approved"])
def test_a_case_in_the_hands_of_others_stands_in_the_way(world, state):
    case = world.stored(state, world.applicant)
    give_code(world.applicant)
    with pytest.raises(Refused, match=case.number):
        deregistration.deregister(actor=world.applicant, code=DIGITS)
    assert in_hands_of_others(world.applicant.user)
    assert User.objects.get(pk=world.applicant.user.pk).is_active
    assert OneTimeCode.objects.filter(used_at=None).count() == 1


def test_who_serves_a_house_stays(world):
    with pytest.raises(Refused, match="工作人员"):
        deregistration.deregister(actor=actor_of(world.clerk.user), code=DIGITS)
    former = actor_for(house=world.office, role=Role.CLERK)
    former.membership.to_on = former.membership.from_on = timezone.localdate() - timedelta(days=1)
    former.membership.save()
    assert deregistration.obstacles(former.user) == []


def test_a_wrong_code_closes_nothing_and_a_code_serves_once(world):
    give_code(world.applicant)
    with pytest.raises(Refused, match="不正确"):
        deregistration.deregister(actor=world.applicant, code="000000")
    assert User.objects.get(pk=world.applicant.user.pk).is_active
    deregistration.deregister(actor=world.applicant, code=DIGITS)
    assert not User.objects.get(pk=world.applicant.user.pk).is_active


def test_the_page_asks_for_a_proof_and_says_what_goes_and_what_stays(world, client):
    sign_in(client, world.applicant)
    page = reverse("accounts:deregistration")
    assert client.get(page).status_code == 302
    session = client.session
    mark_fresh(session)
    session.save()
    shown = client.get(page).content.decode()
    assert "注销后删除的" in shown
    assert "依照法律保留的" in shown
    assert world.applicant.user.mobile not in shown
    assert "短信验证码已发出" in client.post(page, {"send_code": "1"}).content.decode()
    give_code(world.applicant)
    assert client.post(page, {"sms_code": DIGITS}).status_code == 422
    assert client.post(page, {"sms_code": "111111", "understood": "on"}).status_code == 409
    answer = client.post(page, {"sms_code": DIGITS, "understood": "on"})
    assert answer.url == reverse("accounts:deregistered")
    assert client.get(answer.url).status_code == 200
    assert client.get("/my/").status_code == 302
