"""Finds Chromium for the browser tests; `python -m tests.chromium` installs it where that is possible."""

import os
import shutil
import subprocess
import sys

ARGUMENTS = [
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    *(["--no-sandbox"] if os.geteuid() == 0 else []),
]


def find() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome", "Google Chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)


if __name__ == "__main__" and not find():
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit("Chromium is missing. Install it, or name it: CHROMIUM=/path/to/chromium make test")
    subprocess.run(["apt-get", "update", "-q"], check=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "install", "-y", "-q", "chromium"], check=True, env=environment)
