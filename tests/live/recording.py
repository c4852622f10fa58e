"""Many people at once record sessions as the player's outbox does: each under its own id, again until it is taken."""

import json
import threading
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from uuid import uuid4

from tests.live.people import SECRET
from tests.live.way import Way, send

TAKEN = {200, 201}
PAUSE = 0.05  # seconds before the same session is sent again
PATIENCE = 60  # seconds for the last session of each person


@dataclass(frozen=True, slots=True)
class Answer:
    """status 0: none came. may_return: it said when to come back."""

    at: float
    status: int
    may_return: bool = False
    seconds: float = 0


class Recorder:
    """One thread a cookie. `taken` are the ids that were acknowledged; `ledger` has them on disk as they come."""

    def __init__(self, way: Way, cookies: list[str], ledger: Path) -> None:
        self.way, self.cookies, self.ledger = way, cookies, ledger
        self.taken: list[str] = []
        self.answers: list[Answer] = []
        self._ending = threading.Event()
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> "Recorder":
        self._file = self.ledger.open("a", buffering=1)
        self._threads = [threading.Thread(target=self._record, args=[one]) for one in self.cookies]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """The server must run: everybody brings home the session they are at."""
        self._patience = 0 if kind else PATIENCE
        self._ending.set()
        for thread in self._threads:
            thread.join()
        self._file.close()

    def statuses(self, since: float = 0) -> Counter[int]:
        return Counter(answer.status for answer in self.answers if answer.at >= since)

    def wait_for(self, more: int, seconds: float = 30) -> None:
        """Until so many more sessions were taken."""
        goal, deadline = len(self.taken) + more, time.monotonic() + seconds
        while len(self.taken) < goal:
            if time.monotonic() > deadline:
                raise RuntimeError(f"nothing is taken any more: {self.statuses(deadline - seconds)}")
            time.sleep(0.005)

    def _record(self, cookie: str) -> None:
        with closing(self.way.connect()) as connection:
            while not self._ending.is_set():
                self._bring(connection, cookie, str(uuid4()))

    def _bring(self, connection: HTTPConnection, cookie: str, client_id: str) -> None:
        """Sends until it is taken; after the end, for as long as patience lasts."""
        given_up = float("inf")
        while True:
            answer = offer(connection, self.way, cookie, client_id)
            self.answers.append(answer)
            if answer.status in TAKEN:
                self._file.write(client_id + "\n")
                self.taken.append(client_id)
                return
            if self._ending.is_set():
                given_up = min(given_up, answer.at + self._patience)
            if answer.at >= given_up:
                return
            time.sleep(PAUSE)


def offer(connection: HTTPConnection, way: Way, cookie: str, client_id: str) -> Answer:
    headers = {"Cookie": cookie, "X-CSRFToken": SECRET, "Content-Type": "application/json"}
    begun = time.monotonic()
    response = send(connection, way, "PUT", f"/sessions/{client_id}/", headers, body())
    now = time.monotonic()
    if response is None:
        return Answer(now, 0)
    return Answer(now, response.status, "Retry-After" in response.headers, now - begun)


def body() -> str:
    item = {"exercise": "pelvic-tilt", "block": "strengthening", "seconds": 60, "completed": True}
    return json.dumps(
        {
            "started_at": datetime.now(UTC).isoformat(),
            "time_zone": "Europe/London",
            "items": [item] * 4,
            "pain_before": 3,
            "pain_after": 2,
            "edit": 1,
        }
    )
