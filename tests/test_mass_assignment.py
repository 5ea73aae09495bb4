"""What a form does not show is not taken: every model field name is posted to every address that acts."""

import re

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.forms import BaseForm
from django.test import Client
from django.urls import reverse

from tests.authorisation_matrix import TABLE
from tests.factories.accounts import prove, sign_in
from tests.test_authorisation import BESIDE, Stage

pytestmark = [pytest.mark.django_db, pytest.mark.long]

OURS = {"core", "catalogue", "messaging", "accounts", "payments", "certificates", "applications"}
MODELS = [model for model in apps.get_models() if model._meta.app_label in OURS and model._meta.managed]
PLANTED = "planted-4711"
# These read a file or write one and have no other field; the employer's desk is the view of the office's.
WITHOUT_FIELDS = re.compile(
    r"file_add|_upload|_export|_report|_download|employer_(application|section|defect)_"
)
# Not a column: how a form is sent, which of several acts is meant, and which state of a row was seen.
CONTROLS = {"next", "after", "confirmed", "edit", "send_code", "csrfmiddlewaretoken", "version", "revision"}


def hostile_value(field, stage):
    """Something the column would take, and that no plain request leaves there."""
    if field.is_relation:
        return str(stage.actors["owner 2"].user.public_id)
    if field.choices:
        return str(field.choices[-1][0])
    if isinstance(field, models.BooleanField):
        return "on"
    if isinstance(field, models.SmallIntegerField):
        return "31471"
    # No key that is counted up ever holds these digits.
    if isinstance(field, models.IntegerField | models.DecimalField):
        return "1471147114"
    if isinstance(field, models.DateTimeField | models.DateField):
        return "2001-01-01"
    return PLANTED


def hostile_fields(stage, owners):
    """Every column name of these models with such a value."""
    return {
        name: hostile_value(field, stage)
        for model in owners
        for field in model._meta.concrete_fields
        for name in {field.name, field.attname}
    }


def content(model):
    """Every row of a table as it is read, unsealed, by primary key."""
    columns = [field.attname for field in model._meta.concrete_fields]
    return {row.pk: {name: readable(getattr(row, name)) for name in columns} for row in rows_of(model)}


def rows_of(model):
    return model._base_manager.order_by("pk")


def readable(value):
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def written():
    """How often each table was written to in this transaction, also in what was taken back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
            " WHERE NOT relname = ANY(%s)",
            [sorted(BESIDE)],
        )
        return dict(cursor.fetchall())


def post(stage, cookies, name, extra, before):
    """Post once and take it back: (status, {model: (changed columns, new rows)}, the fields of its forms)."""
    browser, seen = Client(), set()
    browser.cookies = cookies.copy()
    plain = BaseForm.full_clean
    with pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(BaseForm, "full_clean", lambda form: seen.update(form.fields) or plain(form))
        counted = written()
        answer = browser.post(reverse(name, kwargs=stage.addresses.get(name)), {**extra, **stage.form(name)})
        if answer.streaming:
            list(answer.streaming_content)
        touched = {table for table, count in written().items() if count != counted.get(table, 0)}
        found = {
            model: difference(before[model], content(model))
            for model in MODELS
            if model._meta.db_table in touched
        }
        transaction.set_rollback(True)
    return answer.status_code, found, seen


def difference(before, after):
    """Columns that changed, by row, and the rows that are new."""
    changed = {
        pk: {column: value for column, value in row.items() if value != before[pk][column]}
        for pk, row in after.items()
        if pk in before and row != before[pk]
    }
    return changed, [row for pk, row in after.items() if pk not in before]


def taken_over(model, plain, hostile, posted):
    """Columns in which the hostile request left something else than the plain one, and not by chance."""
    (changed, new), (changed_too, new_too) = plain, hostile
    pairs = [(changed.get(pk, {}), changed_too.get(pk, {})) for pk in changed | changed_too]
    pairs += list(zip(new, new_too, strict=True)) if len(new) == len(new_too) else [({}, {"rows": PLANTED})]
    for mine, theirs in pairs:
        yield from (name for name in mine.keys() ^ theirs.keys())
        for name in mine.keys() & theirs.keys():
            if mine[name] != theirs[name] and not by_chance(model._meta, name, theirs[name], posted):
                yield name


def by_chance(meta, name, value, posted):
    """Times, keys, codes and hashes differ from request to request; what was posted, and choices, do not."""
    field = next(field for field in meta.concrete_fields if field.attname == name)
    if isinstance(field, models.BooleanField) or field.choices:
        return False
    return str(posted.get(name, PLANTED)) not in str(value)


def acting():
    """Each address that changes something, with the first role that may."""
    for (name, method), row in TABLE.items():
        roles = [role for role, said in row.items() if said.endswith("+") and role != "anonymous"]
        if method == "POST" and roles and not WITHOUT_FIELDS.search(name):
            yield name, roles[0]


def test_no_address_takes_what_its_form_does_not_show(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    stage, wrong = Stage(), {}
    everything = hostile_fields(stage, MODELS)
    cookies = {role: prove(sign_in(Client(), actor)).cookies for role, actor in stage.actors.items() if actor}
    before = {model: content(model) for model in MODELS}
    for name, role in acting():
        status, plain, shown = post(stage, cookies[role], name, {}, before)
        extra = everything | hostile_fields(stage, plain)
        extra = {key: value for key, value in extra.items() if key not in shown | CONTROLS}
        answer, hostile, _ = post(stage, cookies[role], name, extra, before)
        taken = (
            {"another answer"}
            if answer != status
            else {
                f"{model.__name__}.{column}"
                for model in plain.keys() | hostile.keys()
                for column in taken_over(
                    model, plain.get(model, ({}, [])), hostile.get(model, ({}, [])), extra
                )
            }
        )
        if taken:
            wrong[name] = taken
    assert wrong == {}
