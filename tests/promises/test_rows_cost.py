"""The pages of one 职称评审 ask the database as often for twenty-five rows in each section as for one."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from applications import registry
from applications.enums import ApplicationState
from applications.models import SectionRow
from applications.services.submission import take_snapshot
from core.models import StoredFile
from tests.factories.accounts import sign_in
from tests.factories.evaluation import EvaluationWorld

MORE = 24
# The complaint, its day and window, the lists of values, and what the committee asks for once more; the
# notice, whether its days are over, and its defects, for the ticks and for what is open.
OF_A_RETURN = 10
KIND = registry.kind("evaluation")
LISTS = [section.key for section in KIND.sections if section.many]


@pytest.fixture
def evaluation(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return EvaluationWorld()


def multiply(application):
    """24 rows more in every section, each with the scans of the first, and the snapshot of all of them."""
    files, rows = list(StoredFile.objects.filter(owner_id=application.public_id)), []
    for row in application.rows.all():
        scans = [file for file in files if file.row_id == row.public_id]
        answers = row.opened("data", KIND.section(row.section_key).form.pii)
        for place in range(1, MORE + 1):
            copy = SectionRow(application=application, section_key=row.section_key, position=place)
            copy.seal("data", answers, KIND.section(row.section_key).form.pii)
            rows.append(copy)
            StoredFile.objects.bulk_create(twin(scan, copy) for scan in scans)
    SectionRow.objects.bulk_create(rows)
    if application.submitted_at:
        application.revisions.all().delete()
        take_snapshot(application)


def twin(scan, row):
    """The same picture as one of another row; the bytes are not looked at."""
    columns = {field.attname: getattr(scan, field.attname) for field in scan._meta.concrete_fields}
    name = f"{row.public_id}-{scan.spec_code}"
    for changed in ("id", "public_id"):
        columns.pop(changed)
    return StoredFile(**columns | {"row_id": row.public_id, "path": name, "thumb_path": f"{name}-t"})


def pages_of(draft, submitted):
    """(who, address) of every page that shows rows."""
    own = {name: ("applicant", reverse(f"applications:{name}", args=[draft.public_id])) for name in OWN}
    for key in LISTS:
        first = draft.rows.filter(section_key=key).earliest("position")
        own[key] = ("applicant", reverse("applications:section_edit", args=[draft.public_id, key]))
        own[f"{key} row"] = (
            "applicant",
            reverse("applications:row_edit", args=[draft.public_id, key, first.public_id]),
        )
    desks = {"clerk": "employer", "officer": "office"}
    return own | {
        desk: (who, reverse(f"admin_portal:{desk}_application_detail", args=[submitted.public_id]))
        for who, desk in desks.items()
    }


OWN = ("application_detail", "application_check", "application_revision")


def costs(browsers, pages):
    """(statements, length) of each page the second time it is opened."""
    found = {}
    for name, (who, address) in pages.items():
        for _ in range(2):
            with CaptureQueriesContext(connection) as captured:
                answer = browsers[who].get(address)
        assert answer.status_code == 200, name
        found[name] = len(captured), len(answer.content)
    return found


def test_a_page_of_rows_costs_the_same_at_1_and_at_25(evaluation):
    draft, submitted = evaluation.complete(), evaluation.at_office(evaluation.another_applicant())
    roles = ("applicant", "clerk", "officer")
    browsers = {role: sign_in(Client(), getattr(evaluation, role)) for role in roles}
    pages = pages_of(draft, submitted)
    first = costs(browsers, pages)
    for application in (draft, submitted):
        multiply(application)
    # What the desk said went with the submission that was replaced.
    evaluation.looked_through(submitted)
    then = costs(browsers, pages)
    assert {n: (first[n][0], then[n][0]) for n in first if first[n][0] != then[n][0]} == {}
    # Of 修改记录 the numbers alone change: the rows stand in the same submission.
    assert {name for name in first if then[name][1] <= first[name][1]} <= {"application_revision"}
    type(draft).objects.filter(pk=draft.pk).update(
        state=ApplicationState.RETURNED, flagged_sections=["work_report"]
    )
    returned = costs(browsers, {key: pages[key] for key in LISTS})
    assert {key: cost[0] for key, cost in returned.items() if cost[0] > then[key][0] + OF_A_RETURN} == {}
