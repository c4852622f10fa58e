"""Sends requests with wrk and reads what they cost the server."""

import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass

from tests.bench.server import Server

SECONDS = 3
CONNECTIONS = 4


@dataclass
class Cost:
    milliseconds: float  # CPU of the server's workers per request
    rate: float  # requests a second
    p99: float  # milliseconds
    failures: int
    requests: int


def measure(
    server: Server, path: str, headers: dict[str, str], script: str = "", seconds: int = SECONDS
) -> Cost:
    wrk(server, path, headers, script, 1)
    before = server.cpu_seconds()
    said = wrk(server, path, headers, script, seconds)
    used = server.cpu_seconds() - before
    requests = int(find(r"(\d+) requests in", said))
    return Cost(
        milliseconds=used * 1000 / max(requests, 1),
        rate=float(find(r"Requests/sec:\s+([\d.]+)", said)),
        p99=as_milliseconds(find(r"99%\s+([\d.]+\w+)", said)),
        failures=int(find(r"Non-2xx or 3xx responses: (\d+)", said)),
        requests=requests,
    )


def wrk(server: Server, path: str, headers: dict[str, str], script: str, seconds: int) -> str:
    command = [find_wrk(), "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "--timeout", "30s"]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        if script:
            file.write(script)
            file.flush()
            command += ["-s", file.name]
        done = subprocess.run([*command, server.url + path], capture_output=True, text=True, check=True)
    return done.stdout


def find_wrk() -> str:
    program = shutil.which("wrk")
    if program is None:
        sys.exit("wrk is missing. Install it (Debian: apt-get install wrk; macOS: brew install wrk).")
    return program


def find(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    return match[1] if match else "0"


def as_milliseconds(text: str) -> float:
    value, unit = re.fullmatch(r"([\d.]+)(us|ms|s|m)?", text).groups()  # type: ignore[union-attr]
    return float(value) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000, None: 1}[unit]
