"""A kill cannot show what a power cut would take: only that the disk was told to write before each answer can."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.live.product import Product
from tests.live.recording import Recorder

SESSIONS = 100


def syncs(product: Product, folder: Path, cookie: str, writers: list[int]) -> tuple[int, int]:
    """One person records; how many sessions were taken, and how often `writers` made the disk write meanwhile."""
    with (
        traced(writers, folder / "syncs") as calls,
        Recorder(product.way, [cookie], folder / "ledger") as recorder,
    ):
        recorder.wait_for(SESSIONS)
    return len(recorder.taken), sum("sync(" in line for line in calls.read_text().splitlines())


def strace() -> str | None:
    return shutil.which("strace")


@contextmanager
def traced(processes: list[int], calls: Path) -> Iterator[Path]:
    """Their calls of fsync and fdatasync, and those of what they start meanwhile."""
    attach = [f"-p{pid}" for pid in processes]
    command = [strace() or "strace", "-f", "-e", "trace=fsync,fdatasync", "-o", calls, *attach]
    tracer = subprocess.Popen(command, stderr=subprocess.PIPE)
    try:
        time.sleep(1)  # until it is attached
        yield calls
    finally:
        tracer.terminate()
        tracer.communicate()
