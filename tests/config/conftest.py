import runpy
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

SETTINGS = str(Path(__file__).resolve().parents[2] / "config/settings.py")


class SecureClient(Client):
    """Asks for https://back.example.org."""

    def __init__(self, **defaults):
        super().__init__(SERVER_NAME="back.example.org", **defaults)

    def generic(self, *arguments, secure=True, **options):
        return super().generic(*arguments, secure=True, **options)


@pytest.fixture
def over_tls(settings, monkeypatch):
    """All settings as they are in a deployment over TLS; gives what makes a client for it."""
    plain = runpy.run_path(SETTINGS)
    monkeypatch.setenv("SITE_URL", "https://back.example.org")
    for name, value in runpy.run_path(SETTINGS).items():
        if name.isupper() and value != plain[name]:
            setattr(settings, name, value)
    return SecureClient


@pytest.fixture
def collected(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "config.static.BundledManifestStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path
