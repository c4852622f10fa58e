"""A file brought back through the page: ours is taken whole, anything else is refused in words and changes nothing."""

import gzip
import io
import json
import re
import zipfile
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts import privacy
from accounts.models import User
from tests.accounts.test_privacy import create_person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.fixture
def document():
    """What somebody took along before they deleted everything."""
    person = create_person()
    file = privacy.export_json(person, now=NOW)
    privacy.erase(person)
    return file


@pytest.fixture
def bring(client):
    """Uploads as a guest; gives the status, what the page says is wrong, and how many rows the guest has then."""
    guest = User.objects.create_guest()
    client.force_login(guest)

    def upload(content, name="steadyback-2026-11-21.json"):
        response = client.post(reverse("accounts:bring"), {"file": SimpleUploadedFile(name, content)})
        words = re.search(r'class="error-msg"[^>]*>(.*?)</p>', response.text, re.S)
        said = re.sub(r"<[^>]*>|\s+", " ", words[1]).strip() if words else ""
        return response.status_code, said.removeprefix("Error:").strip(), sum(privacy.counts(guest).values())

    return upload


def zipped(content):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("steadyback.json", content)
    return file.getvalue()


def test_a_file_of_ours_is_brought_back(bring, document):
    assert bring(document) == (302, "", 6)


def uploaded(content):
    return {"file": SimpleUploadedFile("steadyback.json", content)}


def test_who_is_new_brings_a_file_back_and_is_a_guest_from_then_on(client, document):
    offered = client.get(reverse("accounts:you")).text

    response = client.post(reverse("accounts:bring"), uploaded(document))

    guest = User.objects.get()
    assert f'action="{reverse("accounts:bring")}"' in offered
    assert (response.url, guest.is_guest, sum(privacy.counts(guest).values())) == ("/you/", True, 6)
    assert "Brought back 6 entries." in client.get(reverse("accounts:you")).text


def test_a_file_that_does_not_fit_makes_nobody(client, document):
    broken = json.loads(document)
    broken["rows"]["routines.routine"] = [7]

    for content in (json.dumps(broken).encode(), b"", b"{}"):
        assert client.post(reverse("accounts:bring"), uploaded(content)).status_code == 422

    assert not User.objects.exists()
    assert "session" not in " ".join(client.cookies)


@pytest.mark.asvs("V5.2.2")
def test_a_file_that_was_cut_off_changes_nothing(bring, document):
    for length in (0, 1, len(document) // 2, len(document) - 1):
        status, said, rows = bring(document[:length])

        assert (status, rows) == (422, 0)
        assert said in {
            "The submitted file is empty.",
            "This file cannot be read. It may have been cut off; download it again.",
        }


@pytest.mark.asvs("V5.2.1")
def test_a_file_that_is_too_large_is_refused(bring, document, monkeypatch):
    monkeypatch.setattr(privacy, "MAX_BYTES", len(document) - 1)

    assert bring(document) == (422, "This file is larger than any download of ours.", 0)


@pytest.mark.asvs("V5.2.1", "V15.2.2")
def test_a_file_as_large_as_may_be_is_answered(bring, monkeypatch):
    many = (
        b'{"format": "steadyback-export", "version": 1, "rows": {"routines.routine": ['
        + b"7," * 100_000
        + b"7]}}"
    )

    assert bring(many)[::2] == (422, 0)


def test_a_file_of_a_later_version_is_refused(bring, document):
    later = json.dumps(json.loads(document) | {"version": 2}).encode()

    assert bring(later) == (422, "This file comes from a newer Steadyback. Ask your host to update first.", 0)


def test_a_file_of_somebody_who_is_here_is_refused(bring):
    theirs = create_person()

    status, said, rows = bring(privacy.export_json(theirs, now=NOW))

    assert (status, rows, said.startswith("The file does not fit at")) == (422, 0, True)
    assert sum(privacy.counts(theirs).values()) == 6


@pytest.mark.asvs("V5.2.3")
@pytest.mark.parametrize("pack", [zipped, gzip.compress])
def test_a_packed_file_is_never_unpacked(bring, document, pack):
    bomb = pack(b" " * 10_000_000)

    assert bring(bomb) == (422, "This file cannot be read. It may have been cut off; download it again.", 0)
    assert bring(pack(document))[::2] == (422, 0)


@pytest.mark.asvs("V5.2.2")
@pytest.mark.parametrize(
    "name", ["steadyback.zip", "steadyback.html", "steadyback.json.php", "steadyback", "x.svg"]
)
def test_only_a_json_file_is_taken(bring, document, name):
    assert bring(document, name) == (422, "Choose the .json file that Steadyback gave you.", 0)


@pytest.mark.asvs("V5.3.2", "V5.4.1")
def test_the_name_of_the_file_means_nothing(bring, document):
    assert bring(document, "../../../etc/passwd.json") == (302, "", 6)


@pytest.mark.asvs("V3.2.1", "V5.4.1", "V5.4.2")
@pytest.mark.parametrize(
    ("kind", "ending"), [("json", "json"), ("csv", "zip"), ("x%22%0d%0aSet-Cookie:a=b", "json")]
)
def test_a_download_is_a_file_with_a_name_of_ours(client, kind, ending):
    client.force_login(create_person())

    response = client.get(f"/you/steadyback.{kind}")

    name = re.fullmatch(r'attachment; filename="(.*)"', response["Content-Disposition"])[1]
    assert re.fullmatch(rf"steadyback-\d{{4}}-\d\d-\d\d\.{ending}", name)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("default-src 'none'")
    assert "Set-Cookie" not in response.headers
