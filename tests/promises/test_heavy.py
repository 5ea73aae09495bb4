"""What is far too much: twenty-megabyte pictures by the dozen, and 100,000 characters pasted into a field."""

import ctypes
import gc
import io
import re
from pathlib import Path

import pytest
from django import forms
from django.test import Client
from django.urls import reverse

from applications import registry
from applications.models import SectionAnswer
from core.models import StoredFile
from tests.browser.album import noise
from tests.core.pictures import encoded
from tests.factories.accounts import sign_in
from tests.factories.evaluation import ANSWERS, EvaluationWorld

MB = 1024 * 1024
ROW, SCAN, PER_ROW = "practice", "practice_proof", 10
PASTED = "长" * 100_000
# What a worker may take for one picture of this size; and what may stay behind after any number of them.
PEAK, LEFT = 400, 20


def memory(word):
    """Megabytes of this process by a word of /proc: VmRSS now, VmHWM at the highest."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(rf"{word}:\s+(\d+)", status)[1]) / 1024


def held():
    """Megabytes in use; how much freed memory the allocator keeps for later differs from run to run."""
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    return memory("VmRSS")


def forget_the_highest():
    """Let VmHWM begin anew."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


@pytest.fixture(scope="module")
def large():
    """A picture of almost 20 MB, as a good camera makes them."""
    content = encoded(noise(4800, 3600), "JPEG", quality=97).getvalue()
    assert 17 * MB < len(content) < 20 * MB
    return content


@pytest.fixture
def evaluation(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return EvaluationWorld()


@pytest.mark.parametrize("count", [12, pytest.param(300, marks=pytest.mark.soak)])
def test_large_pictures_are_all_kept_and_memory_stays_flat(count, large, evaluation):
    application, me = evaluation.draft(), sign_in(Client(), evaluation.applicant)
    after = []
    for number in range(count):
        if number % PER_ROW == 0:
            row = evaluation.add_row(application, ROW, ANSWERS[ROW] | {"post": f"岗位{number}"})
            args = [application.public_id, ROW, row.public_id, SCAN]
        forget_the_highest()
        picture = io.BytesIO(large)
        picture.name = f"{number}.jpg"
        assert me.post(reverse("applications:row_file_add", args=args), {"file": picture}).status_code == 302
        after.append((memory("VmHWM"), held()))
    assert StoredFile.objects.filter(owner_id=application.public_id).count() == count
    begun = after[2][1]
    grown, highest = after[-1][1] - begun, max(peak for peak, _ in after[2:]) - begun
    told = f"{len(large) / MB:.0f} MB each: {grown:+.0f} MB since the third, {highest:.0f} MB at work"
    print(f"{count} pictures of {told}")  # noqa: T201 - figures to be read
    assert grown < LEFT
    assert highest < PEAK


def typed_fields(form):
    """The names of the fields a person may paste anything into."""
    return [
        name
        for name, field in form.fields.items()
        if type(field) is not forms.UUIDField
        and not (field.widget.is_hidden or field.disabled or "readonly" in field.widget.attrs)
        and isinstance(field.widget, forms.TextInput | forms.Textarea)
    ]


def test_a_paste_of_100000_characters_gets_a_sentence_and_is_kept(each_world_in_a_test):
    world = each_world_in_a_test
    application, me = world.draft(), sign_in(Client(), world.applicant)
    for section in registry.kind(world.kind).sections:
        names = typed_fields(section.form(subject=application, actor=world.applicant))
        for name in names:
            form = section.form({name: PASTED}, subject=application, actor=world.applicant)
            sentences = " ".join(form.errors.get(name, []))
            assert sentences, (section.key, name)
            assert re.search("[最不请]", sentences), sentences
        if names:
            assert_kept(me, application, section, names[-1])


def assert_kept(me, application, section, name):
    """The page that says so still holds every character, and so does the draft."""
    args = [application.public_id, section.key]
    page = reverse(f"applications:{'row_create' if section.many else 'section_edit'}", args=args)
    answer = me.post(page, {name: PASTED, "version": "0"})
    assert answer.status_code == 422
    assert PASTED in answer.content.decode()
    if not section.many:
        autosave = reverse("applications:section_autosave", args=args)
        assert me.post(autosave, {name: PASTED, "version": "0"}).status_code == 200
        draft = SectionAnswer.objects.get(application=application, section_key=section.key)
        assert draft.opened("draft", section.form.pii)[name] == PASTED
