"""Ways of writing code that we do not use, and the few places that may."""

import re

import pytest

from tests.rules import (
    code_made_of_text,
    files_by_name,
    formats_made_elsewhere,
    found,
    imports,
    patterns_made_of_text,
    raw_queries,
    scripts,
    shells,
    templates_made_of_text,
    trees,
    weak_hashes,
)
from tests.test_architecture import ROOT, product

OUTGOING = "urllib.request http.client httpx requests aiohttp socket ftplib telnetlib poplib imaplib smtplib"
READERS = "pickle marshal shelve yaml lxml jsonpickle dill xmlrpc xml"
CHANCE = "random"
CRYPTOGRAPHY = "hashlib hmac cryptography ssl Crypto nacl"


@pytest.mark.asvs("V1.2.4")
def test_queries_are_written_by_hand_in_few_places_with_parameters():
    assert found(raw_queries) == {
        "accounts/prepared.py",  # what Django built, with its parameters
        "exercises/models/fulltext.py",  # statements of ours; words are parameters
        "config/sweeping.py",  # VACUUM of tables of ours
        "routines/simulation/filling.py",  # COPY; the names of tables are ours, and nobody sends anything
    }


@pytest.mark.asvs("V1.2.5")
def test_no_command_is_a_line_and_only_backups_run_one():
    assert found(shells) == set()
    assert found(imports("subprocess pty")) == {"config/backups.py"}


@pytest.mark.asvs("V1.2.9")
def test_no_pattern_is_made_of_what_somebody_typed():
    made = {path.name for path in scripts() if "new RegExp(" in path.read_text()}

    assert (found(patterns_made_of_text), made) == (set(), {"sw.js"})  # of addresses of ours


@pytest.mark.asvs("V1.3.2")
def test_no_code_is_made_of_text():
    assert found(code_made_of_text) == set()


@pytest.mark.asvs("V1.3.7")
def test_no_template_is_made_of_text():
    assert found(templates_made_of_text) == set()


@pytest.mark.asvs("V1.3.10")
def test_formats_are_ours():
    assert found(formats_made_elsewhere) == {
        "accounts/intake/scoring.py",  # sentences of questions.toml
        "routines/builder/explain.py",  # sentences in the module
    }


@pytest.mark.asvs("V1.3.6", "V13.2.4", "V13.2.5")
def test_the_server_calls_nobody():
    """Django itself talks to the database and to the mail server that the environment names."""
    assert found(imports(OUTGOING)) == set()


@pytest.mark.asvs("V1.5.1", "V1.5.2")
def test_data_is_read_back_as_json_toml_and_csv_alone(settings):
    readers = found(imports(READERS))

    assert readers == {"exercises/figures/lint.py"}  # our own drawings, before they are committed
    assert settings.SESSION_SERIALIZER == "django.contrib.sessions.serializers.JSONSerializer"


@pytest.mark.asvs("V1.3.4", "V5.3.1")
def test_one_file_is_taken_and_none_is_kept(settings):
    """The file that brings a person's data back; so no picture either."""
    fields = {name for name in trees() if re.search(r"\b(?:File|Image)Field\(", (ROOT / name).read_text())}

    assert fields == {"accounts/forms.py"}
    assert settings.STORAGES["default"]["BACKEND"] == "django.core.files.storage.InMemoryStorage"
    assert not settings.MEDIA_ROOT


@pytest.mark.asvs("V5.3.2")
def test_no_view_opens_a_file():
    views = {name for name in trees() if name.endswith(("views.py", "pages.py")) or "/views/" in name}

    assert found(files_by_name) & views == set()


@pytest.mark.asvs("V11.2.1", "V11.4.1")
def test_cryptography_comes_from_libraries_and_hashes_are_strong():
    users = found(imports(CRYPTOGRAPHY))

    assert found(weak_hashes) == set()
    assert users == CRYPTOGRAPHIC


CRYPTOGRAPHIC = {
    "accounts/factors.py",  # secrets of second factors
    "accounts/parts.py",  # names of pages, keyed
    "config/public.py",  # names of pages
    "config/templatetags/shell.py",  # digests of scripts
    "exercises/drawn.py",  # names of drawings
    "exercises/loading/reading.py",  # whether the library changed
}


@pytest.mark.asvs("V11.5.1")
def test_what_must_not_be_guessed_is_not_drawn_by_random():
    assert found(imports(CHANCE)) == {"config/replicas.py"}  # spreads load


@pytest.mark.asvs("V15.3.6")
def test_scripts_set_no_key_that_comes_from_outside():
    """`thing[key] = value` with a key of a stranger reaches prototypes; so does merging by hand."""
    risky = re.compile(r"__proto__|\.prototype\b|\bconstructor\[|\w\[[a-z]\w*(?:\.\w+)*\]\s*=[^=]")
    lines = {
        f"{path.name}: {line.strip()}"
        for path in scripts()
        for line in path.read_text().splitlines()
        if risky.search(line)
    }

    assert risky.search("target[key] = value")
    assert lines == {"player-sheets.js: settings[target.name] = read(target);"}  # fields of a form of ours


@pytest.mark.asvs("V3.5.5")
def test_only_the_worker_hears_messages_and_reads_their_shape():
    """A worker hears pages of its own origin alone."""
    hear = [
        path for path in scripts() if re.search(r'addEventListener\("message"|onmessage', path.read_text())
    ]

    assert [path.name for path in hear] == ["sw.js"]
    assert "if (Array.isArray(event.data?.keep))" in hear[0].read_text()


@pytest.mark.asvs("V14.2.1")
def test_only_words_about_exercises_go_into_addresses():
    asking = {
        str(path.relative_to(ROOT))
        for path in product(".html")
        if re.search(r'method="get"|<form(?![^>]*method=)(?![^>]*data-)[^>]*action', path.read_text())
    }

    assert asking == {"templates/exercises/_library.html"}


@pytest.mark.asvs("V11.3.1", "V11.3.2", "V11.3.3", "V14.3.3")
def test_the_device_seals_what_it_keeps_with_a_key_it_does_not_give_out():
    """Beside it the web storage holds the sounds and the pace of the player."""
    vault = (ROOT / "static/js/vault.js").read_text()
    keepers = {
        path.name
        for path in scripts()
        if re.search(r"localStorage|sessionStorage|indexedDB\.open", path.read_text())
    }

    assert 'generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"])' in vault
    assert "const iv = crypto.getRandomValues(new Uint8Array(12));" in vault
    assert keepers == {"vault.js", "player-sheets.js", "sign-out.js"}


@pytest.mark.asvs("V11.6.1")
def test_the_only_signatures_are_those_of_passkeys():
    """Made by the device and checked by fido2, which offers ECDSA, EdDSA and RSA with SHA-256."""
    signing = re.compile(r"\b(?:rsa|ec|ed25519|dsa)\.|generate_private_key|\.sign\(")

    assert {name for name in trees() if signing.search((ROOT / name).read_text())} == set()
