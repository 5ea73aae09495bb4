"""The register cannot be harvested: limits per address, network and number, whoever asks."""

import pytest

from certificates.models import CertificateView
from core.errors import TooMany
from core.models import LimitHit
from tests.certificates.threads import in_threads
from tests.factories.certificates import make_certificate
from verification.services import brakes
from verification.services.lookup import look_up

pytestmark = pytest.mark.django_db


def test_thirty_questions_of_one_address_and_no_more(ask, settings):
    settings.LOOKUP_PER_ADDRESS = 5
    certificate = make_certificate()
    for _ in range(5):
        assert ask(certificate.certificate_number, "韦春兰").status_code == 200
    answer = ask(certificate.certificate_number, "韦春兰")
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 600
    page = answer.content.decode()
    assert "分钟后再试" in page
    assert 'value="韦春兰"' in page
    assert CertificateView.objects.count() == 5


def test_the_default_limits_are_those_of_the_operations_guide(settings):
    assert (settings.LOOKUP_PER_ADDRESS, settings.LOOKUP_PER_NETWORK) == (30, 100)


def test_neighbours_share_the_limit_of_their_network(ask, settings):
    settings.LOOKUP_PER_NETWORK = 3
    certificate = make_certificate()
    answers = [ask(certificate.certificate_number, "韦春兰", address=f"198.51.100.{n}") for n in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert ask(certificate.certificate_number, "韦春兰", address="203.0.113.1").status_code == 200


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("198.51.100.7", "198.51.100.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        (None, "unknown"),
    ],
)
def test_a_network_is_the_neighbourhood_of_an_address(address, network):
    assert brakes.network_of(address) == network


def guess(number, name, n):
    """One guess from an address and network of its own."""
    try:
        return look_up(number, name, address=f"10.{n // 250}.{n % 250}.1")
    except TooMany:
        return "stopped"


@pytest.mark.parametrize("exists", [True, False])
def test_twenty_misses_stop_a_number_whoever_asks_and_whether_it_exists(exists):
    number = make_certificate().certificate_number if exists else "260700305000016"
    answers = [guess(number, f"韦{n}", n) for n in range(23)]
    assert answers == [None] * 20 + ["stopped"] * 3


def test_right_answers_do_not_use_up_the_misses():
    number = make_certificate().certificate_number
    for n in range(30):
        assert guess(number, "韦春兰", n).result.certificate_number == number
    assert [guess(number, "陆建国", 100 + n) for n in range(21)] == [None] * 20 + ["stopped"]


def test_the_stop_names_a_way_out(ask):
    make_certificate()
    for n in range(20):
        ask("260700305000016", "韦春兰", address=f"10.1.{n}.1")
    answer = ask("260700305000016", "韦春兰", address="10.2.1.1")
    assert answer.status_code == 429
    assert "扫描证书上的二维码" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_guesses_at_the_same_instant_are_stopped_too():
    number = make_certificate().certificate_number
    for n in range(10):
        guess(number, "陆建国", n)
    counter = iter(range(100, 140))
    answers = in_threads(lambda: guess(number, "陆建国", next(counter)))
    assert answers.count(None) == 10
    assert answers.count("stopped") == 10


def test_walking_over_numbers_is_stopped_by_the_address(ask, settings):
    settings.LOOKUP_PER_ADDRESS = 10
    answers = [ask(f"2607003050{n:05}", "韦春兰").status_code for n in range(12)]
    assert answers == [200] * 10 + [429] * 2


def test_scans_have_a_wide_limit_of_their_own(scan, settings):
    settings.LOOKUP_SCANS_PER_ADDRESS = 3
    code = make_certificate().lookup_code
    assert [scan(code).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert scan(code, address="203.0.113.1").status_code == 200


def test_neither_address_nor_number_is_stored_in_clear(ask):
    certificate = make_certificate()
    ask(certificate.certificate_number, "韦春兰", address="198.51.100.77")
    stored = str(list(LimitHit.objects.values()))
    assert certificate.certificate_number not in stored
    assert "198.51.100" not in stored
