"""Old certificates find their people: at registration, when a name is put right, and once a night."""

import pytest

from accounts.services import corrections
from accounts.services.registration import register
from certificates.models import Certificate
from certificates.services.holdings import choices_for
from certificates.services.verified import mark_verified
from certificates.tasks import link_holders
from core.models import AuditEntry
from messaging import reference
from messaging.models import Message
from tests.factories.accounts import actor_for, make_employer, make_user
from tests.factories.certificates import make_certificate, make_issuing_office
from tests.factories.history import make_recorded, row_of
from tests.factories.privacy import make_correction

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def texts():
    reference.texts()


def form_of(row, **changes):
    return {
        "email": "qin@example.cn",
        "document_kind": "resident_id",
        "nationality": "",
        "id_number": row.id_number,
        "name": row.name,
        "mobile": "13912345678",
        "password": "Lijiang-2026-shan",
        "security_question": "primary_school",
        "security_answer": "班老师",
        **changes,
    }


def test_who_registers_finds_the_certificates_of_years_ago():
    one, two = (
        make_recorded(1),
        make_recorded(1, granted_on=row_of().granted_on.replace(year=2011), certificate_number="7"),
    )
    make_recorded(2)
    user = register(form_of(row_of(1)))
    assert set(Certificate.objects.held_by(user)) == {one, two}
    assert AuditEntry.objects.filter(event="certificates.linked").count() == 2
    message = Message.objects.get(recipient=user, template_code="certificates_linked")
    assert "历年证书 2 本" in message.body


def test_another_name_is_another_person():
    make_recorded(1)
    user = register(form_of(row_of(1), name="覃月"))
    assert not Certificate.objects.held_by(user).exists()
    assert not Message.objects.filter(recipient=user, template_code="certificates_linked").exists()


def test_a_name_put_right_brings_them_too():
    certificate = make_recorded(1)
    office = make_issuing_office()
    person = make_user(name="覃月", id_number=row_of(1).id_number, employer=make_employer(office=office))
    applicant = actor_for(person)
    request = make_correction(applicant, name="覃月娥", id_number=person.id_number)
    request = corrections.perform(request, "submit", actor=applicant)
    corrections.perform(
        request, "approve", actor=actor_for(make_user(name="宁海燕"), office), data={"opinion": "同意更正。"}
    )
    certificate.refresh_from_db()
    assert certificate.holder == person


def test_the_nightly_look_finds_what_came_at_the_same_instant():
    certificate = make_recorded(1)
    person = make_user(name="覃月娥", id_number=row_of(1).id_number)
    make_user(name="陆建国", id_number=row_of(2).id_number)
    make_recorded(2)
    assert certificate.holder is None
    assert link_holders() == 1
    assert Certificate.objects.get(holder=person) == certificate
    assert link_holders() == 0


def test_the_choices_of_a_form_say_what_can_be_told_of_each():
    person = make_user(name="覃月娥", id_number=row_of(1).id_number)
    paper = make_recorded(1)
    bare = make_recorded(1, granted_on=row_of().granted_on.replace(year=2008), certificate_number="无")
    make_recorded(1, granted_on=row_of().granted_on.replace(year=2007), certificate_number="6", state="作废")
    mark_verified([paper], actor=None)
    ours = make_certificate(person)
    assert choices_for(person) == [
        (str(ours.public_id), f"工程系列/中级/工程师 · 2026-09-28 授予 · 编号 {ours.certificate_number}"),
        (str(paper.public_id), "工程系列/助理级/助理工程师 · 2010-12-20 授予 · 编号 0833001"),
        (str(bare.public_id), "工程系列/助理级/助理工程师 · 2008-12-20 授予 · 无编号 · 未审验"),
    ]
    assert choices_for(make_user(name="陆建国")) == []
