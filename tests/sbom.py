"""`python -m tests.sbom`: every package that runs, with version, hashes and licence, as CycloneDX 1.6 in var/sbom.json.

Read from requirements/run.txt, which is what is installed wherever Steadyback runs. Licences come from the packages
themselves, where they are installed.
"""

import json
import re
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from django.conf import settings

from tests.test_architecture import ROOT

LOCK = ROOT / "requirements/run.txt"
PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^ \\]+)(?: ; (?P<only>[^\\]+))?")
FONT = {
    "type": "file",
    "name": "Atkinson Hyperlegible Next",
    "licenses": [{"license": {"id": "OFL-1.1"}}],
    "description": "static/fonts/atkinson-hyperlegible-next.woff2",
}


def pins(text: str) -> dict[str, tuple[str, list[str]]]:
    """Name to version and SHA-256 hashes."""
    found: dict[str, tuple[str, list[str]]] = {}
    name = ""
    for line in text.splitlines():
        if pin := PIN.match(line):
            name = pin["name"]
            found[name] = pin["version"], []
        elif name and (digest := re.search(r"--hash=sha256:([0-9a-f]{64})", line)):
            found[name][1].append(digest[1])
    return found


def component(name: str, version: str, hashes: list[str]) -> dict[str, object]:
    return {
        "type": "library",
        "bom-ref": f"pkg:pypi/{name}@{version}",
        "purl": f"pkg:pypi/{name}@{version}",
        "name": name,
        "version": version,
        "hashes": [{"alg": "SHA-256", "content": digest} for digest in hashes],
        "licenses": [{"license": {"name": licence}} for licence in licences(name)],
    }


def licences(name: str) -> list[str]:
    """As the installed package says: its expression, its classifiers, or the first line of its licence."""
    try:
        facts = metadata(name)
    except PackageNotFoundError:  # for another system
        return []
    classified = [c.rpartition(" :: ")[2] for c in facts.get_all("Classifier", []) if c.startswith("License")]
    said = facts.get("License-Expression") or facts.get("License", "").split("\n")[0]
    return [said] if facts.get("License-Expression") or not classified else classified


def htmx() -> dict[str, object]:
    from django_htmx import __file__ as place

    text = (Path(place).parent / "static/django_htmx/htmx-2.min.js").read_text()
    version = re.search(r'version:"([\d.]+)"', text)
    assert version
    return {
        "type": "library",
        "name": "htmx.org",
        "version": version[1],
        "purl": f"pkg:npm/htmx.org@{version[1]}",
        "licenses": [{"license": {"id": "0BSD"}}],
        "description": "shipped in django-htmx",
    }


def bill(lock: str) -> dict[str, object]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "name": project["name"], "version": project["version"]},
        },
        "components": [component(name, *pin) for name, pin in pins(lock).items()] + [htmx(), FONT],
    }


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    target = settings.VAR_DIR / "sbom.json"
    target.write_text(json.dumps(bill(LOCK.read_text()), indent=1) + "\n")
    print(f"{target}: {len(pins(LOCK.read_text()))} packages")  # noqa: T201 - what it is for
