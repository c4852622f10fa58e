"""Sends requests with wrk and reads what they cost the server."""

import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from statistics import median

from tests.bench.server import Server

ROUNDS = 5
CONNECTIONS = 4


@dataclass(frozen=True)
class Visit:
    server: Server
    path: str
    headers: dict[str, str]
    script: str = ""


@dataclass(frozen=True)
class Cost:
    """Of one round. milliseconds: CPU of the server's workers for a request. rate: requests a second."""

    milliseconds: float
    rate: float
    p99: float  # milliseconds
    failures: int


@dataclass(frozen=True)
class Costs:
    """Of all rounds; the middle one counts, so that what slows the machine for a second does not."""

    rounds: list[Cost]

    @property
    def milliseconds(self) -> float:
        return median([one.milliseconds for one in self.rounds])

    @property
    def rate(self) -> float:
        return median([one.rate for one in self.rounds])

    @property
    def p99(self) -> float:
        return max([one.p99 for one in self.rounds])

    @property
    def failures(self) -> int:
        return sum([one.failures for one in self.rounds])

    def times(self, other: "Costs") -> float:
        """How many times the other's, round by round."""
        pairs = zip(self.rounds, other.rounds, strict=True)
        return median([one.milliseconds / than.milliseconds for one, than in pairs])


def by_turns(*visits: Visit) -> list[Costs]:
    """A second of each in turn, so that a machine that is slower for a while is slower for all of them."""
    for visit in visits:
        wrk(visit)
    rounds = [[measure(visit) for visit in visits] for _ in range(ROUNDS)]
    return [Costs(list(one)) for one in zip(*rounds, strict=True)]


def measure(visit: Visit) -> Cost:
    before = visit.server.cpu_seconds()
    said = wrk(visit)
    seconds, requests = visit.server.cpu_seconds() - before, int(find(r"(\d+) requests in", said))
    return Cost(
        milliseconds=seconds * 1000 / max(requests, 1),
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
