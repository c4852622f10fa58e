"""What the environment says wrongly stops the start with one line: which variable, and what it should look like."""

import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from config import environment

ROOT = Path(__file__).resolve().parents[2]
WRONG = [
    ("SITE_URL", "back.example.org", environment.site_url, "SITE_URL looks like https://back.example.org"),
    ("SITE_URL", "ftp://back.example.org", environment.site_url, "SITE_URL looks like"),
    ("SITE_URL", "https://back.example.org/app", environment.site_url, "SITE_URL looks like"),
    ("SITE_URL", "https://[bad", environment.site_url, "SITE_URL looks like"),
    ("SITE_URL", "", environment.site_url, "SITE_URL looks like"),
    ("LOG_LEVEL", "loud", lambda: environment.env_level("LOG_LEVEL"), "LOG_LEVEL is one of CRITICAL, "),
    ("LOG_JSON", "maybe", lambda: environment.env_bool("LOG_JSON"), "LOG_JSON is 1 or 0, not 'maybe'"),
    ("EMAIL_PORT", "x", lambda: environment.env_number("EMAIL_PORT", 587), "EMAIL_PORT is a whole number"),
    ("EMAIL_PORT", "-1", lambda: environment.env_number("EMAIL_PORT", 587), "EMAIL_PORT is a whole number"),
    ("METRICS_TOKEN_FILE", "/no/such", lambda: environment.env_secret("METRICS_TOKEN"), "METRICS_TOKEN_FILE"),
    (
        "METRICS_TOKEN_FILE",
        "/",
        lambda: environment.env_secret("METRICS_TOKEN"),
        "METRICS_TOKEN_FILE names a",
    ),
    (
        "SECRET_KEY",
        "changeme",
        lambda: environment.env_secret("SECRET_KEY"),
        "SECRET_KEY is one that everybody",
    ),
    ("VAR_DIR", __file__, lambda: environment.var_folder(Path("var")), "VAR_DIR cannot be made"),
]


@pytest.mark.parametrize(("name", "value", "read", "begins"), WRONG)
def test_a_wrong_value_stops_the_start_with_one_line(monkeypatch, capsys, name, value, read, begins):
    monkeypatch.setenv(name, value)

    with pytest.raises(SystemExit) as stopped:
        read()

    said = capsys.readouterr().err
    assert (stopped.value.code, said.count("\n"), said.startswith(begins)) == (3, 1, True)


def test_a_folder_that_we_may_not_write_to_stops_the_start(monkeypatch, capsys, tmp_path):
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # root may write anywhere

    with pytest.raises(SystemExit):
        environment.var_folder(tmp_path)

    assert capsys.readouterr().err.startswith("VAR_DIR may not be written to")


def test_a_key_that_cannot_be_read_stops_the_start(monkeypatch, capsys, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    (tmp_path / "secret_key").mkdir()

    with pytest.raises(SystemExit):
        environment.secret_key(tmp_path)

    assert "Give it to our user, or set SECRET_KEY." in capsys.readouterr().err


def test_a_slash_at_the_end_of_the_address_is_dropped(monkeypatch):
    monkeypatch.setenv("SITE_URL", "https://back.example.org/")

    assert environment.site_url() == "https://back.example.org"


@pytest.mark.parametrize(
    ("said", "meant"), [("1", True), ("On", True), ("0", False), ("no", False), ("", False)]
)
def test_yes_and_no_are_understood(monkeypatch, said, meant):
    monkeypatch.setenv("DATABASE_POOL", said)

    assert environment.env_bool("DATABASE_POOL", default=True) is meant


@pytest.mark.parametrize("workers", ["0", "x", "-2", ""])
def test_gunicorn_does_not_start_without_workers(monkeypatch, workers):
    monkeypatch.setenv("WORKERS", workers)

    with pytest.raises(SystemExit, match="WORKERS is the number of processes, 1 or more"):
        runpy.run_path(str(ROOT / "config/gunicorn.py"))


def test_the_settings_read_the_environment_so(tmp_path):
    wrong = os.environ | {"VAR_DIR": str(tmp_path), "TRUSTED_PROXIES": "nginx"}
    command = [sys.executable, "manage.py", "check"]

    done = subprocess.run(command, cwd=ROOT, env=wrong, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (3, "TRUSTED_PROXIES is a whole number, not 'nginx'.\n")


def documented():
    page = (ROOT / "docs/deployment.md").read_text()
    table = page[page.index("| Variable | Default") : page.index("Secrets and lists may stand in a file")]
    return {
        name for cell in re.findall(r"^\|(.*?)\|", table, re.M) for name in re.findall(r"`([A-Z_]+)`", cell)
    }


def test_every_variable_that_we_read_is_documented_and_no_other():
    code = "\n".join(path.read_text() for path in (ROOT / "config").glob("*.py"))
    read = set(re.findall(r"""(?:env_\w+\(|environ\.get\()\s*["']([A-Z_]+)["']""", code))

    assert read - {"PROMETHEUS_MULTIPROC_DIR"} == documented()


@pytest.mark.parametrize("name", ["compose.yaml", "Dockerfile", "deploy/steadyback.env.example"])
def test_what_we_ship_sets_only_variables_that_there_are(name):
    others = {"POSTGRES_PASSWORD", "STEADYBACK_PASSWORD", "PATH", "PYTHONUNBUFFERED"}

    said = set(re.findall(r"^(?:ENV)?\s*([A-Z_]{4,})[:=]| ([A-Z_]{4,})=", (ROOT / name).read_text(), re.M))
    names = {each for pair in said for each in pair if each}

    assert names
    assert names <= documented() | others
