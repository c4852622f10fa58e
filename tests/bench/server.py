"""A real gunicorn on the loopback address whose CPU time can be read."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BARE = ["--worker-class", "gthread", "--threads", "2"]
TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Server:
    url: str
    process: subprocess.Popen[bytes]
    environment: dict[str, str]

    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text().split()]

    def cpu_seconds(self) -> float:
        return sum(sum(map(int, stat(pid)[11:13])) for pid in self.workers()) / TICK

    def memory_mb(self) -> float:
        """Of the largest worker."""
        pages = max(int(stat(pid)[21]) for pid in self.workers())
        return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


def stat(pid: int) -> list[str]:
    """/proc/PID/stat after the name, so that [11] is utime."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


@contextlib.contextmanager
def running(environment: dict[str, str], *, workers: int = 1) -> Iterator[Server]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "config.wsgi:application"]
    # The bare one has no rooms whose readiness our own configuration could ask for at the start.
    command += BARE if "BARE" in environment else ["--config", "config/gunicorn.py"]
    command += ["--bind", f"127.0.0.1:{port}", "--workers", str(workers), "--max-requests", "0"]
    variables = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.bench.settings"} | environment
    process = subprocess.Popen(command, cwd=ROOT, env=variables, stderr=subprocess.DEVNULL)
    server = Server(f"http://127.0.0.1:{port}", process, environment)
    try:
        wait_for(f"{server.url}/floor/")
        yield server
    finally:
        process.terminate()
        process.wait(30)


def wait_for(url: str, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return
