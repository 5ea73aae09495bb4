"""A bad picture is kept and framed, with its ways out; adjusting it by a plain form mends it."""

import pytest
from django.urls import reverse

from core.models import StoredFile
from tests.core.pictures import encoded, scene
from tests.factories.accounts import sign_in
from tests.factories.applications import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return World()


@pytest.fixture
def me(client, world):
    return sign_in(client, world.applicant)


def page(name, application, *args):
    return reverse(f"applications:{name}", args=[application.public_id, *args])


def send(client, application, picture, **more):
    add = page("file_add", application, "basic_profile", "portrait")
    return client.post(add, {"file": encoded(picture, "JPEG", quality=90), **more})


def test_a_bad_picture_is_framed_with_reasons_and_mended_by_the_plain_form(me, world):
    application = world.draft()
    assert send(me, application, scene(1600, 1200)).status_code == 302
    form = page("section_edit", application, "basic_profile")
    text = me.get(form).text
    file = StoredFile.objects.get()
    adjust = page("file_adjust", application, file.public_id)
    assert 'class="gx-tile bad"' in text
    assert "宽高比不是 35:45" in text
    assert "去调整" in text
    assert f'action="{adjust}"' in text
    assert "重拍：删除第 1 张" in text
    sent = {
        "crop_x": "0",
        "crop_y": "0",
        "crop_width": "1",
        "crop_height": "1",
        "turn": "0",
        "brightness": "0",
    }
    assert me.post(adjust, sent).status_code == 302
    file.refresh_from_db()
    assert abs(file.width / file.height - 35 / 45) < 0.01
    assert 'class="gx-tile bad"' not in me.get(form).text


def test_an_upload_may_bring_its_frame(me, world):
    application = world.draft()
    frame = {"crop_x": "0.25", "crop_y": "0", "crop_width": "0.4", "crop_height": "0.8", "turn": "90"}
    assert send(me, application, scene(1600, 1200), **frame).status_code == 302
    file = StoredFile.objects.get()
    assert abs(file.width / file.height - 35 / 45) < 0.01


def test_what_is_too_small_to_be_printed_or_read_is_refused_and_the_box_says_so_before(me, world):
    application = world.draft()
    for key, code, least in (("basic_profile", "portrait", 413), ("attachments", "diploma", 300)):
        before = me.get(page("section_edit", application, key)).text
        assert f"短边至少 {least} 像素；" in before
        small = {"file": encoded(scene(least - 1, 700), "PNG")}
        refused = me.post(page("file_add", application, key, code), small)
        assert refused.status_code == 422
        assert f"这张图太小，只有 {least - 1}×700 像素，短边至少要 {least} 像素" in refused.text
    assert not StoredFile.objects.exists()


def test_a_frame_that_makes_no_sense_is_refused_at_the_box(me, world):
    application = world.draft()
    refused = send(me, application, scene(1600, 1200), crop_x="7")
    assert (refused.status_code, StoredFile.objects.count()) == (422, 0)
    assert "请重新" in refused.text
    send(me, application, scene(1600, 1200))
    adjust = page("file_adjust", application, StoredFile.objects.get().public_id)
    for wrong in ({}, {"turn": "45"}, {"brightness": "900"}):
        assert me.post(adjust, wrong).status_code == 422


def test_what_is_handed_in_is_not_adjusted_any_more(me, world):
    application = world.submitted()
    file = StoredFile.objects.filter(spec_code="portrait").get()
    refused = me.post(page("file_adjust", application, file.public_id), {"turn": "90"})
    assert refused.status_code == 409
    assert StoredFile.objects.get(pk=file.pk).path == file.path
