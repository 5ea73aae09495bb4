"""The container files: their schema, and that they hold no secret and run nothing as root."""

import re
from pathlib import Path

import pytest
import yaml

from gxzc.local.environment import OWNER_COMMANDS

ROOT = Path(__file__).resolve().parent.parent.parent
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
OURS = ("migrate", "web", "worker", "beat")
# The keys of the compose specification that we use.
SERVICE_KEYS = set(
    "build cap_drop command depends_on env_file environment healthcheck image init ports read_only restart "
    "security_opt stop_grace_period tmpfs user volumes".split()
)
HEALTH_KEYS = {"test", "interval", "timeout", "retries", "start_period", "disable"}
CONDITIONS = {"service_healthy", "service_completed_successfully", "service_started"}


def test_the_compose_file_has_the_parts_of_the_specification():
    assert {key for key in COMPOSE if not key.startswith("x-")} == {"name", "services", "volumes"}
    assert set(SERVICES) == {*OURS, "postgres", "valkey", "nginx"}


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_well_formed(name):
    service = SERVICES[name]
    assert set(service) <= SERVICE_KEYS
    assert service["restart"] in ("unless-stopped", "no")
    health = service.get("healthcheck", {})
    assert set(health) <= HEALTH_KEYS
    if "test" in health:
        assert health["test"][0] in ("CMD", "CMD-SHELL")
    for other, needed in service.get("depends_on", {}).items():
        assert other in SERVICES
        assert needed["condition"] in CONDITIONS


@pytest.mark.parametrize("name", SERVICES)
def test_what_a_service_mounts_exists(name):
    for mount in SERVICES[name].get("volumes", ()):
        source = mount.split(":")[0]
        if source.startswith("./"):
            assert (ROOT / source).is_file()
        elif not source.startswith("$"):
            assert source in COMPOSE["volumes"]


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_reports_its_health(name):
    health = SERVICES[name].get("healthcheck", {})
    if name == "web":
        assert "HEALTHCHECK" in DOCKERFILE
    elif name == "migrate":
        assert health == {"disable": True}
    else:
        assert "test" in health


@pytest.mark.parametrize("name", OURS)
def test_our_services_share_one_image_and_run_without_rights(name):
    service = SERVICES[name]
    assert service["image"] == "gxzc:latest"
    assert service["cap_drop"] == ["ALL"]
    assert service["read_only"] is True


def test_migration_runs_as_the_owner_and_the_rest_waits_for_it():
    assert SERVICES["migrate"]["environment"] == {"GXZC_DB_ROLE": "owner"}
    for command in re.findall(r"manage\.py (\w+)", SERVICES["migrate"]["command"][-1]):
        assert command in OWNER_COMMANDS
    for name in ("web", "worker", "beat"):
        assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
        assert "GXZC_DB_ROLE" not in SERVICES[name].get("environment", {})


def test_only_nginx_is_reachable_from_outside():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["nginx"]


def test_no_secret_stands_in_the_container_files():
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            if "PASSWORD" in name or "KEY" in name:
                assert re.fullmatch(r"\$\{\w+:\?.+\}", value)
    secrets = re.findall(r"(?:ENV|ARG).*(?:PASSWORD|SECRET|KEYS?)=", DOCKERFILE)
    assert secrets == []
    assert ".env" in (ROOT / ".dockerignore").read_text().split()


def test_the_image_runs_as_an_ordinary_user():
    final = DOCKERFILE.rpartition("\nFROM ")[2]
    assert re.findall(r"^USER (\w+)", final, re.M) == ["gxzc"]
    assert "useradd --system --uid 10001" in final
    assert SERVICES["nginx"]["user"] == "10001:10001"


def test_the_example_environment_names_what_production_requires():
    required = re.findall(r'^    "(\w+)",$', (ROOT / "gxzc/settings/production.py").read_text(), re.M)
    named = set(re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(), re.M))
    given = set(re.findall(r"(\w+)=", DOCKERFILE))
    assert len(required) >= 8
    assert set(required) <= named | given


def test_nginx_hands_over_private_files_and_lets_uploads_in():
    text = (ROOT / "deploy/nginx.conf").read_text()
    assert text.count("{") == text.count("}")
    assert re.search(r"location /private-files/ \{\s+internal;\s+alias /srv/files/private/;", text)
    assert int(re.search(r"client_max_body_size (\d+)m", text)[1]) > 20
