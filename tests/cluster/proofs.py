"""What a cluster owes people: their pages, their own writes, and every session that was acknowledged."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from config.replicas import COOKIE
from tests.cluster.machines import Cluster, ask, until_answers
from tests.durable import killing, rows
from tests.durable.outage import Reading, until
from tests.live.people import SECRET
from tests.live.product import Product
from tests.live.recording import Recorder, body
from tests.live.way import send

PAGES = ["/", "/exercises/", "/today/", "/progress/", "/routines/", "/you/", "/exercises/pelvic-tilt/"]
BACK = 5  # seconds after the primary was killed
SEEN = "SELECT count(seen_on) FROM accounts_user WHERE email IS NOT NULL"
NOTICED = 2  # seconds until somebody promotes the standby


def pages_through_bouncer(cluster: Cluster, product: Product, people: dict[str, Any]) -> str:
    paths = [*PAGES, f"/routines/{people['routine']}/", f"/routines/{people['routine']}/session/"] * 25
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda path: (path, product.status(path, people["demo"])), paths))
    assert {status for _, status in found} == {200}, found
    used = ask(cluster.primary.url, "SELECT count(*) FROM pg_stat_activity WHERE usename = 'steadyback'")[0][
        0
    ]
    return f"{len(paths)} pages through PgBouncer: all 200, {used} connections of the primary in use"


def own_writes(cluster: Cluster, product: Product, people: dict[str, Any]) -> str:
    """The replica stands still: who wrote sees it, another device of theirs does not yet. Then it goes on."""
    device, other = Device(product, people["guests"][0]), Device(product, people["guests"][0])
    first = device.record()  # the first visit of a day writes, and what writes reads from the primary
    until(lambda: other.status(f"/sessions/{first}/checkin/") == 200)
    other.cookies.pop(COOKIE, None)
    ask(cluster.replica.url, "SELECT pg_wal_replay_pause()")
    names = [device.record() for _ in range(50)]
    mine = [device.status(f"/sessions/{name}/checkin/") for name in names]
    theirs = other.status(f"/sessions/{names[0]}/checkin/")
    ask(cluster.replica.url, "SELECT pg_wal_replay_resume()")
    assert set(mine) == {200}, mine
    assert theirs == 404, f"the other device got {theirs}: it did not read from the replica"
    until(lambda: other.status(f"/sessions/{names[-1]}/checkin/") == 200)
    return (
        f"{len(names)} own writes read at once while the replica stood still; elsewhere when it had caught up"
    )


def replica_dies(cluster: Cluster, product: Product, people: dict[str, Any]) -> str:
    with Reading(product.way, people["demo"], PAGES) as reading:
        time.sleep(1)
        cluster.replica.kill()
        time.sleep(6)
    assert reading.statuses == {200}, reading.seen
    slowest = max(reading.seconds)
    cluster.replica.start()
    until_answers(cluster.bouncer.url("steadyback_replica"))
    return f"replica killed: {sum(reading.seen.values())} pages, all 200, the slowest after {slowest:.1f} s"


def failover(cluster: Cluster, product: Product, people: dict[str, Any], folder: Path) -> str:
    """The primary is killed under load; the standby has every session that was acknowledged."""
    assert cluster.is_synchronous
    before = rows.in_postgres(cluster.primary.url)
    told: dict[str, float] = {}

    def harm(recorder: Recorder) -> None:
        recorder.wait_for(100)
        # The reader's first visit of the day, which a page would note.
        ask(cluster.primary.url, "UPDATE accounts_user SET seen_on = NULL WHERE email IS NOT NULL")
        until(lambda: ask(cluster.replica.url, SEEN) == [(0,)])
        cluster.primary.kill()
        killed = time.monotonic()
        with Reading(product.way, people["demo"], PAGES) as reading:
            time.sleep(NOTICED)
        assert reading.statuses == {200}, reading.seen
        told["pages"] = sum(reading.seen.values())
        told["promoted"] = cluster.fail_over()
        until(lambda: any(answer.status == 201 and answer.at > killed + 0.1 for answer in recorder.answers))
        told["back"] = min(a.at for a in recorder.answers if a.status == 201 and a.at > killed + 0.1) - killed
        time.sleep(2)
        late = [a.at - killed for a in recorder.answers if a.status not in {200, 201}]
        told["last"] = max(late, default=0)

    recorder, said = killing.proven(product, folder / "ledger", people["guests"], partial(harm))
    rows.judge(recorder.taken, rows.in_postgres(cluster.standby.url) - before)
    assert told["last"] <= BACK, told
    return (
        f"primary killed: {said}; {told['pages']:.0f} pages read from the replica until it was noticed, "
        f"{NOTICED} s; standby promoted in {told['promoted']:.1f} s, first session taken {told['back']:.1f} s "
        f"after the kill, last one turned away after {told['last']:.1f} s; none lost, none twice"
    )


class Device:
    """A browser: it keeps the cookies it is given."""

    def __init__(self, product: Product, cookie: str) -> None:
        self.product = product
        self.cookies = dict(pair.split("=", 1) for pair in cookie.split("; "))

    def ask(self, method: str, path: str, content: str = "") -> int:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        headers |= {"X-CSRFToken": SECRET, "Content-Type": "application/json"}
        with closing(self.product.way.connect()) as connection:
            response = send(connection, self.product.way, method, path, headers, content)
        assert response, f"{path} was not answered"
        for given in response.headers.get_all("Set-Cookie", []):
            name, _, value = given.partition(";")[0].partition("=")
            self.cookies[name] = value
        return response.status

    def status(self, path: str) -> int:
        return self.ask("GET", path)

    def record(self) -> str:
        name = str(uuid4())
        status = self.ask("PUT", f"/sessions/{name}/", body())
        assert status == 201, status
        return name
