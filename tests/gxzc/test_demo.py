"""The demo: made by the services, and made anew whatever has been recorded since."""

import io

import pytest
from django.core.management import call_command
from django.db import connection

from accounts.models import User
from applications.models import Application
from certificates.models import Certificate
from core import sealing
from core.models import AuditEntry
from gxzc.local.demo_accounts import DEMO_ACCOUNTS


def seed(*options):
    told = io.StringIO()
    call_command("seed_demo", *options, stdout=told)
    return told.getvalue()


@pytest.mark.django_db(transaction=True)
def test_the_demo_is_made_once_and_made_anew_on_request(settings, tmp_path):
    settings.AUDIT_HEAD_DIR = tmp_path
    call_command("load_reference", verbosity=0)
    first = seed()
    counts = [model.objects.count() for model in (User, Application, Certificate)]
    assert min(counts) > 0
    assert "保持不变" in seed()
    while sealing.seal():
        pass
    sealing.write_head()
    with connection.cursor() as cursor:
        cursor.execute("SET gxzc.maintenance = off")
    assert seed("--rebuild") == first
    assert [model.objects.count() for model in (User, Application, Certificate)] == counts
    assert AuditEntry.objects.exists()
    assert sealing.verify() == []
    crowd = User.objects.exclude(name__in=[a.who.rpartition(" · ")[2] for a in DEMO_ACCOUNTS]).first()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    light = crowd.password
    assert crowd.check_password("Zhuangxiang-8-jin")
    assert crowd.password != light, "a sign-in makes the light hash a full one"
