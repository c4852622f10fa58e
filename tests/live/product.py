"""Our gunicorn with the settings we ship, in a process group of its own that can be killed whole."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.live.way import Way, send

ROOT = Path(__file__).resolve().parents[2]
OF_THE_TESTS = {"DATABASE_URL", "DJANGO_ALLOW_ASYNC_UNSAFE"}
OURS = {"DJANGO_SETTINGS_MODULE": "config.settings"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Product:
    """folder: where its database (unless DATABASE_URL is given), secret, static files and log are."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder, self.port = folder, free_port()
        self.way = Way(self.port)
        ours = {name: value for name, value in os.environ.items() if name not in OF_THE_TESTS}
        self.environment = ours | OURS | {"VAR_DIR": str(folder), "WORKERS": "2"} | environment
        self.process: subprocess.Popen[bytes] | None = None

    def run(self, *command: str) -> str:
        done = subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=self.environment, capture_output=True, text=True
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)}: {done.stdout}{done.stderr}")
        return done.stdout

    def people(self, count: int, *options: str) -> dict[str, Any]:
        made: dict[str, Any] = json.loads(self.run("-m", "tests.live.people", str(count), *options))
        return made

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "config.wsgi:application"]
        command += ["--config", "config/gunicorn.py", "--bind", f"127.0.0.1:{self.port}"]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        deadline = time.monotonic() + 60
        while self.status("/healthz") != 200:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the server did not start: {self.log()[-2000:]}")
            time.sleep(0.05)

    def status(self, path: str, cookie: str = "") -> int:
        """0 when nobody answers."""
        with closing(self.way.connect()) as connection:
            response = send(connection, self.way, "GET", path, {"Cookie": cookie} if cookie else {})
        return response.status if response else 0

    def kill(self) -> None:
        """Master and workers at once, in the middle of whatever they do."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            try:
                self.process.wait(40)
            finally:
                self.kill_leftovers()

    def kill_leftovers(self) -> None:
        if self.process and self.process.poll() is None:
            self.kill()
        self.process = None

    def workers(self) -> list[int]:
        assert self.process
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text().split()]

    def log(self) -> str:
        return (self.folder / "log").read_text(errors="replace")

    def __enter__(self) -> "Product":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
