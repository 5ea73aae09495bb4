"""Static files: hashed names all the way down, so that a page never runs scripts of two versions."""

import json
import re
from contextlib import closing

import pytest
from django.core.management import call_command
from django.test import Client

STORAGE = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "gxzc.static_storage.HashedFiles"},
}
IMPORT = re.compile(r"""(?:from |(?<![.\w])import\()["'](\./[^"']+)["']""")


@pytest.fixture
def collected(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = STORAGE
    settings.WHITENOISE_AUTOREFRESH = False
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_every_import_of_a_script_names_the_content(collected):
    paths = json.loads((collected / "staticfiles.json").read_text())["paths"]
    hashed = {name: (collected / path).read_text() for name, path in paths.items() if name.startswith("js/")}
    imported = {url for text in hashed.values() for url in IMPORT.findall(text)}
    assert len(imported) >= 8
    assert {f"js/{url[2:]}" for url in imported} <= set(paths.values())
    assert 'Quill.import("attributors/class/font")' in hashed["js/editor.js"]


@pytest.mark.django_db  # closing an answer looks after the connection another test may have left open
def test_hashed_names_are_kept_for_years_and_plain_ones_for_a_minute(collected):
    paths = json.loads((collected / "staticfiles.json").read_text())["paths"]
    wanted = {paths["js/page.js"]: "max-age=315360000, public, immutable", "js/page.js": "max-age=60, public"}
    for name, kept in wanted.items():
        with closing(Client().get(f"/static/{name}")) as answer:
            assert answer.headers["Cache-Control"] == kept


def test_only_our_own_files_are_served(collected):
    assert {part.name for part in collected.iterdir()} == {"css", "img", "js", "vendor", "staticfiles.json"}
