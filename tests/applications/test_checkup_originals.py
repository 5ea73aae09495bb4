"""体检 of 重新确认 and 遗失补办: the rules about the original certificate fire on what is saved."""

import pytest

from applications.models import SectionAnswer
from applications.notice_enums import NoticeState
from applications.services.check_rules import APPLICANT
from applications.services.checkup import checkup
from applications.services.files import files_of
from certificates.models import Certificate
from tests.factories.accounts import make_office
from tests.factories.original import ReconfirmationWorld, ReplacementWorld

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def rules(application):
    """Ids of the rules that speak, and of those that looked and found nothing."""
    fresh = type(application).objects.with_names().get(pk=application.pk)
    found = checkup(fresh, APPLICANT)
    return {one.rule_id for one in found.findings}, {one.id for one in found.passed}


def answer(application, key, **changes):
    """Answers as an older form may have let them pass."""
    stored = SectionAnswer.objects.get(application=application, section_key=key)
    stored.data |= changes
    stored.save()


def test_a_reconfirmation_rests_on_a_certificate_that_was_verified_or_is_shown(house):
    application = ReconfirmationWorld().complete()
    assert {"JX-35", "JX-38"} <= rules(application)[1]
    Certificate.objects.filter(pk=application.original_id).update(verified_at=None)
    files_of(application).filter(spec_code="certificate_number_page").delete()
    answer(application, "application_info", certificate="", certificate_number="", no_number=False)
    assert {"JX-35", "JX-38"} <= rules(application)[0]


def test_a_replacement_is_of_paper_at_its_office_and_after_its_notice(house):
    application = ReplacementWorld().complete()
    assert {"JX-35", "JX-39", "JX-40", "JX-41"} <= rules(application)[1]
    application.notice.state, application.notice.closed_at = NoticeState.OPEN, None
    application.notice.save()
    changed = {"medium": "electronic", "office": make_office("080001")}
    Certificate.objects.filter(pk=application.original_id).update(**changed)
    assert {"JX-39", "JX-40", "JX-41"} <= rules(application)[0]
