"""Sends requests with wrk and reads what they cost the server."""

import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass

from tests.bench.server import Server

ROUNDS = 3
CONNECTIONS = 4


@dataclass(frozen=True)
class Visit:
    server: Server
    path: str
    headers: dict[str, str]
    script: str = ""


@dataclass
class Cost:
    seconds: float = 0.0  # CPU of the server's workers
    requests: int = 0
    rate: float = 0.0  # requests a second
    p99: float = 0.0  # milliseconds
    failures: int = 0

    @property
    def milliseconds(self) -> float:
        """Per request."""
        return self.seconds * 1000 / max(self.requests, 1)

    def add(self, other: "Cost") -> None:
        self.seconds += other.seconds
        self.requests += other.requests
        self.rate += other.rate / ROUNDS
        self.p99 = max(self.p99, other.p99)
        self.failures += other.failures


def by_turns(*visits: Visit) -> list[Cost]:
    """A second of each in turn, so that a machine that is slower for a while is slower for all of them."""
    costs = [Cost() for _ in visits]
    for visit in visits:
        wrk(visit)
    for _ in range(ROUNDS):
        for visit, cost in zip(visits, costs, strict=True):
            cost.add(measure(visit))
    return costs


def measure(visit: Visit) -> Cost:
    before = visit.server.cpu_seconds()
    said = wrk(visit)
    return Cost(
        seconds=visit.server.cpu_seconds() - before,
        requests=int(find(r"(\d+) requests in", said)),
        rate=float(find(r"Requests/sec:\s+([\d.]+)", said)),
        p99=as_milliseconds(find(r"99%\s+([\d.]+\w+)", said)),
        failures=int(find(r"Non-2xx or 3xx responses: (\d+)", said)),
    )


def wrk(visit: Visit, seconds: int = 1) -> str:
    command = [find_wrk(), "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "--timeout", "30s"]
    for name, value in visit.headers.items():
        command += ["-H", f"{name}: {value}"]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        if visit.script:
            file.write(visit.script)
            file.flush()
            command += ["-s", file.name]
        done = subprocess.run(
            [*command, visit.server.url + visit.path], capture_output=True, text=True, check=True
        )
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
