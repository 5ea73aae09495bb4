"""Each portal opens to its own people and sends everybody else to the right door."""

import re

import pytest
from django.urls import get_resolver, reverse

from admin_portal.portals import EMPLOYER, OFFICE, PORTALS


def pages(portal):
    """Every address of a portal, with made-up arguments."""
    resolver = get_resolver("admin_portal.urls")
    names = [name for name in resolver.reverse_dict if isinstance(name, str)]
    example = "0b8f6a3e-6f0e-4a5b-9a53-111111111111"
    found = []
    for name in names:
        route = resolver.reverse_dict[name][0][0][0]
        if not route.startswith(f"{portal.prefix}/"):
            continue
        wanted = re.findall(r"%\((\w+)\)s", route)
        kwargs = {key: example if key.endswith("_id") else "claim" for key in wanted}
        found.append(reverse(f"admin_portal:{name}", kwargs=kwargs))
    return found


@pytest.mark.parametrize("portal", PORTALS, ids=lambda portal: portal.key)
def test_visitors_are_sent_to_the_door_of_the_portal(client, db, portal):
    addresses = pages(portal)
    assert len(addresses) >= 8
    for address in addresses:
        for send in (client.get, client.post):
            response = send(address)
            assert response.status_code == 302, address
            assert response["Location"].startswith(portal.door), address


def test_the_wrong_capacity_is_told_which_account_it_uses(enter, world):
    guests = {EMPLOYER: (world.applicant, world.officer), OFFICE: (world.applicant, world.clerk)}
    for portal, actors in guests.items():
        for actor in actors:
            client = enter(actor)
            for address in pages(portal):
                response = client.get(address)
                assert response.status_code == 403, address
            assert actor.user.name in response.content.decode()
            assert "退出系统" in response.content.decode()


def test_the_office_door_itself_stays_open(client, db):
    assert client.get(reverse("accounts:office_sign_in")).status_code == 200
