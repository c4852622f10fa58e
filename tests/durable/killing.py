"""Kills while people record: the server, or the database under it, at a random moment, again and again."""

import random
import time
from collections.abc import Callable
from pathlib import Path

from tests.live.product import Product
from tests.live.recording import TAKEN, Recorder
from tests.postgres import Server

LONGEST = 0.4  # seconds from the first session taken to the kill
MAY_SAY = TAKEN | {0, 503}


def server(product: Product, recorder: Recorder, count: int) -> None:
    for _ in range(count):
        moment(recorder)
        product.kill()
        product.start()


def database(postgres: Server, recorder: Recorder, count: int) -> None:
    for _ in range(count):
        moment(recorder)
        postgres.kill()
        postgres.start()


def moment(recorder: Recorder) -> None:
    recorder.wait_for(1)
    time.sleep(random.uniform(0, LONGEST))


def proven(
    product: Product, ledger: Path, cookies: list[str], harm: Callable[[Recorder], None]
) -> tuple[Recorder, str]:
    """Does the harm while everybody records. Nobody is told anything but yes and come back."""
    product.start()
    with Recorder(product.way, cookies, ledger) as recorder:
        harm(recorder)
        recorder.wait_for(len(cookies))
    said = recorder.statuses()
    assert set(said) <= MAY_SAY, said
    rude = [answer for answer in recorder.answers if answer.status == 503 and not answer.may_return]
    assert not rude, f"{len(rude)} answers 503 do not say when to come back"
    return recorder, f"{len(recorder.taken)} acknowledged, {said[503]} told to come back, {said[0]} cut off"
