"""What is vendored is listed; templates carry no inline style or script, as the CSP demands."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

ROOT = Path(settings.BASE_DIR)
VENDOR = ROOT / "static" / "vendor"
ASSETS = sorted(p for p in VENDOR.rglob("*") if p.suffix in {".js", ".css", ".woff2"})
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
ROW = re.compile(r"^\| `([^`]+)` \| ([\w.-]+)[^|]*\| ([\d.]+) \| ([\w-]+) \|", re.MULTILINE)
INLINE = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "event attribute": re.compile(r"<[^>]*\s(?:on[a-z]+|hx-on[\w:-]*)\s*=", re.IGNORECASE),
    "inline script": re.compile(r"<script(?![^>]*\ssrc=)[^>]*>", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "foreign asset": re.compile(r"<(?:script|img|link)[^>]*(?:src|href)=[\"']?(?:https?:)?//", re.IGNORECASE),
}


def listed():
    return {
        name: (package, version)
        for name, package, version, _ in ROW.findall((VENDOR / "VERSIONS.md").read_text())
    }


def test_every_vendored_file_is_listed_and_every_listed_file_is_there():
    assert {str(path.relative_to(VENDOR)) for path in ASSETS} == set(listed())


def test_listed_versions_are_the_locked_ones():
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    for package, version in listed().values():
        assert packages[f"node_modules/{package}"]["version"] == version


@pytest.mark.parametrize("folder", sorted({path.relative_to(VENDOR).parts[0] for path in ASSETS}))
def test_each_library_brings_its_licence(folder):
    assert (VENDOR / folder / "LICENSE").stat().st_size > 400


@pytest.mark.parametrize("asset", ASSETS, ids=lambda path: path.name)
def test_no_asset_refers_to_a_source_map(asset):
    assert b"sourceMappingURL" not in asset.read_bytes()


def test_static_files_are_collected_with_hashed_names(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    paths = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    assert paths["js/main.js"] != "js/main.js"
    assert "vendor/bootstrap-icons/fonts/bootstrap-icons.woff2" in paths


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_templates_keep_to_the_content_security_policy(template):
    source = re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", template.read_text(), flags=re.DOTALL)
    found = [name for name, pattern in INLINE.items() if pattern.search(source)]
    assert not found


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_templates_name_only_static_files_that_are_there(template):
    names = re.findall(r"""{% static ["']([^"']+)["'] %}""", template.read_text())
    assert [name for name in names if not finders.find(name)] == []
