"""`make lighthouse`: Lighthouse, as a phone sees them, on five pages of a running Steadyback with a person's data.

Needs Chromium and Lighthouse: `npm install --global lighthouse`, or LIGHTHOUSE=/path/to/lighthouse.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.__main__ import run
from tests.bench.server import running
from tests.chromium import ARGUMENTS, find

PAGES = {
    "landing": "/",
    "library": "/exercises/",
    "exercise": "/exercises/bird-dog/",
    "routine": "/routines/{routine}/",
    "progress": "/progress/",
}
BUDGET_KIB = 60
LCP_SECONDS, CLS = 1.5, 0.02


def audit(lighthouse: str, address: str, folder: Path, cookie: str) -> dict[str, float]:
    headers, report = folder / "headers.json", folder / "report.json"
    headers.write_text(json.dumps({"Cookie": cookie} if cookie else {}))
    flags = " ".join(["--headless", *ARGUMENTS])
    command = [lighthouse, address, "--quiet", "--output=json", f"--output-path={report}"]
    command += [f"--extra-headers={headers}", f"--chrome-flags={flags}"]
    subprocess.run(command, check=True, env=os.environ | {"CHROME_PATH": find() or ""})
    found = json.loads(report.read_text())
    audits = found["audits"]
    scores = {name: 100 * (kind["score"] or 0) for name, kind in found["categories"].items()}
    return scores | {
        "LCP s": audits["largest-contentful-paint"]["numericValue"] / 1000,
        "CLS": audits["cumulative-layout-shift"]["numericValue"],
        "KiB": audits["total-byte-weight"]["numericValue"] / 1024,
    }


def missed(found: dict[str, float]) -> list[str]:
    limits = {"LCP s": LCP_SECONDS, "CLS": CLS, "KiB": BUDGET_KIB}
    return [
        name for name, value in found.items() if (value > limits[name] if name in limits else value < 100)
    ]


def main() -> int:
    lighthouse = os.environ.get("LIGHTHOUSE") or shutil.which("lighthouse")
    if not lighthouse or not find():
        print("Lighthouse or Chromium is missing.", __doc__, file=sys.stderr)  # noqa: T201
        return 2
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = {"VAR_DIR": name, "SECRET_KEY": "lighthouse" * 6}
        run(environment, "manage.py", "prepare")
        person = json.loads(run(environment, "-m", "tests.bench.person"))
        faults = []
        with running(environment, workers=2) as server:
            for page, path in PAGES.items():
                cookie = person["cookie"] if page in {"routine", "progress"} else ""
                found = audit(lighthouse, server.url + path.format(**person), folder, cookie)
                print(f"{page:10}", "  ".join(f"{key} {value:.4g}" for key, value in found.items()))  # noqa: T201
                faults += [f"{page}: {fault}" for fault in missed(found)]
    if faults:
        print("Missed:", ", ".join(faults), file=sys.stderr)  # noqa: T201
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
