"""What strangers read of an old paper certificate: nothing, valid, on notice, valid again, void."""

import pytest

from certificates.models import Certificate
from certificates.services.loss import mark_lost, restore, void_lost
from certificates.services.verified import mark_verified
from tests.factories.accounts import actor_for
from tests.factories.history import make_recorded
from tests.verification.test_lookup import text_of

pytestmark = pytest.mark.django_db
REFERENCE = "application:1"


def test_what_is_not_verified_is_not_found(ask):
    make_recorded()
    answer = ask("0833001", "覃月娥")
    assert answer.status_code == 200
    assert "没有查到" in text_of(answer)


def test_a_lost_certificate_from_notice_to_void(ask, scan):
    certificate = make_recorded()
    clerk = actor_for(house=certificate.office)
    mark_verified([certificate], actor=clerk)
    certificate.refresh_from_db()

    def read():
        by_number, by_code = ask("0833001", "覃月娥"), scan(certificate.lookup_code)
        for answer in (by_number, by_code):
            assert Certificate.objects.get().id_number not in text_of(answer)
        return text_of(by_number), text_of(by_code)

    assert all("证书有效" in page for page in read())
    mark_lost(certificate, actor=None, reference=REFERENCE)
    for page in read():
        assert "持证人已声明这本证书遗失，公示结束并补办后这本证书将作废，请谨慎采用" in page
        assert "v-public" in page
    restore(certificate, actor=None, reference=REFERENCE)
    for page in read():
        assert "证书有效" in page
        assert "恢复正常" in page
        assert "v-public" not in page
    mark_lost(certificate, actor=None, reference=REFERENCE)
    void_lost(certificate, actor=clerk, reference=REFERENCE)
    for page in read():
        assert "证书已作废" in page
        assert "这本证书不能再作为职称凭据使用" in page
        assert "导入历年数据" not in page
