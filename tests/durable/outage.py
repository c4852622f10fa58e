"""The database away for a while, or its disk full: pages go on where they can, and writes say when to come back."""

import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from tests.live.product import Product
from tests.live.recording import TAKEN, Recorder
from tests.live.way import Way, send
from tests.postgres import Server

FOR_STRANGERS = ["/", "/exercises/", "/learn/"]
HEALED = 2  # seconds after the database accepts connections, or has space again
BLOCK = bytes(4096)


class Reading:
    """Somebody who looks at pages all the time, and what they got of each."""

    def __init__(self, way: Way, cookie: str, paths: list[str]) -> None:
        self.way, self.cookie, self.paths = way, cookie, paths
        self.seen: Counter[tuple[str, int]] = Counter()
        self.seconds: list[float] = []
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._read)

    def __enter__(self) -> "Reading":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        self._thread.join()

    def _read(self) -> None:
        with closing(self.way.connect()) as connection:
            while not self._ending.is_set():
                for path in self.paths:
                    begun = time.monotonic()
                    response = send(connection, self.way, "GET", path, {"Cookie": self.cookie})
                    self.seen[path, response.status if response else 0] += 1
                    self.seconds.append(time.monotonic() - begun)
                time.sleep(0.05)

    @property
    def statuses(self) -> set[int]:
        return {status for _, status in self.seen}


def restart(
    product: Product,
    postgres: Server,
    recorder: Recorder,
    how: signal.Signals,
    *,
    away: float,
    say: Callable[[str], None],
) -> None:
    recorder.wait_for(20)
    with Reading(product.way, "", FOR_STRANGERS) as strangers:
        time.sleep(1)
        postgres.stop(how)
        time.sleep(away)
        postgres.start()
        accepts = time.monotonic()
        time.sleep(HEALED + 1)
    recorder.wait_for(1)
    late = max((answer.at - accepts for answer in recorder.answers if answer.status not in TAKEN), default=0)
    slowest = max(strangers.seconds)
    pages = f"{len(strangers.seconds)} pages for strangers, the slowest after {slowest:.2f} s"
    say(f"{how.name}, {away} s away: normal after {max(late, 0):.2f} s; {pages}")
    assert late <= HEALED, f"still failing {late:.1f} s after the database was back"
    assert strangers.statuses == {200}, strangers.seen


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A tmpfs of its own; only root may."""
    folder.mkdir()
    options = f"size={megabytes}m,mode=700"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "steadyback", folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def fill_up(product: Product, recorder: Recorder, disk: Path, cookie: str, paths: list[str]) -> Counter[int]:
    """Records until nothing more fits, looks at the pages then, and makes room again; says what recording met."""
    recorder.wait_for(20)
    filler = disk / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while file.write(BLOCK):
            pass
    until(lambda: recorder.statuses()[503] > 20)
    full = time.monotonic()
    with Reading(product.way, cookie, paths) as reading:
        time.sleep(3)
    assert reading.statuses == {200}, reading.seen
    met = recorder.statuses(since=full)
    assert set(met) == {503}, f"the disk was full, and recording met {met}"
    filler.unlink()
    room = time.monotonic()
    until(lambda: recorder.statuses(since=room + HEALED)[201] > 20)
    late = recorder.statuses(since=room + HEALED)
    assert set(late) <= TAKEN, f"{HEALED} s after there was room again: {late}"
    return met


def until(happened: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)
