"""The tests of static/js, by node where there is one; tests/browser/test_scripts.py runs the same in Chromium."""

import shutil
import subprocess
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "js"


@pytest.mark.skipif(not shutil.which("node"), reason="no node: the browser runs the same tests")
def test_scripts_pass_in_node():
    files = sorted(map(str, FOLDER.glob("*.test.js")))
    command = ["node", "--test", "--require", str(FOLDER / "harness.cjs"), *files]

    run = subprocess.run(command, capture_output=True, text=True)

    assert run.returncode == 0, run.stdout
