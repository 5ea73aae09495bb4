"""The visitor's own eyes: each kind of fault is seen, so that a road without complaints means something."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FAULTS = {
    "too wide at 360px": "document.querySelector('main').insertAdjacentHTML("
    "'beforeend', '<table width=400><tr><td>x</td></tr></table>')",
    "image-alt": "document.querySelector('main').append(document.createElement('img'))",
    "something broke": "setTimeout(() => { throw new Error('something broke'); })",
    "Content Security Policy": "document.querySelector('main').setAttribute('style', 'color: red')",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_every_kind_of_fault_is_seen(visit, fault):
    visitor = visit(390)
    visitor.go("/lookup/")
    visitor.look()
    assert visitor.faults == []
    visitor.page.evaluate(FAULTS[fault])
    visitor.look()
    assert fault in " ".join(visitor.faults)
    visitor.faults.clear()
