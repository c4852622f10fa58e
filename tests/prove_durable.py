"""`make prove-durable`: nothing acknowledged is ever lost, whoever is killed and however full the disk is.

Real gunicorn with our settings, people recording sessions all the time, each acknowledged id written down outside.
Killed with SIGKILL at random moments: the server on SQLite, the server on PostgreSQL, PostgreSQL itself. PostgreSQL is
restarted, and the disk under SQLite filled up. Then the database is read past the product. Any loss is an error.
"""

import argparse
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.durable import killing, outage, power, rows
from tests.live.product import Product
from tests.live.recording import Recorder
from tests.postgres import Server

PEOPLE = 6
DURABLE = "-c max_connections=50"  # as shipped: an answer waits for the disk
PAGES = ["/", "/exercises/", "/today/", "/progress/", "/routines/", "/exercises/pelvic-tilt/"]


def say(line: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {line}", flush=True)  # noqa: T201 - what it is for


def sqlite_killed(folder: Path, kills: int) -> None:
    with Product(folder) as product:
        product.run("manage.py", "prepare")
        cookies = product.people(PEOPLE)["guests"]
        harm = partial(killing.server, product, count=kills)
        _, told = killing.proven(product, folder / "ledger", cookies, harm)
    judged(folder, rows.in_sqlite(folder))
    say(f"SQLite, server killed {kills} times: {told}; none lost, none twice, integrity ok")


Harms = dict[str, Callable[[Recorder], None]]


def server_killed(folder: Path, kills: int) -> None:
    on_postgres(
        folder,
        lambda product, _: {f"server killed {kills} times": partial(killing.server, product, count=kills)},
    )


def database_killed(folder: Path, kills: int) -> None:
    def harms(product: Product, postgres: Server) -> Harms:
        times = f"PostgreSQL killed {kills} times"
        return {times: partial(killing.database, postgres, count=kills)} | {
            f"restart {how.name} {away} s": partial(
                outage.restart, product, postgres, how=how, away=away, say=say
            )
            for how in (signal.SIGINT, signal.SIGQUIT)
            for away in (0, 8)
        }

    on_postgres(folder, harms)


def on_postgres(folder: Path, harms: Callable[[Product, Server], Harms]) -> None:
    postgres = Server(DURABLE)
    with postgres as url, Product(folder, DATABASE_URL=url) as product:
        product.run("manage.py", "prepare")
        cookies = product.people(PEOPLE)["guests"]
        for name, harm in harms(product, postgres).items():
            _, told = killing.proven(product, folder / "ledger", cookies, harm)
            product.stop()
            judged(folder, rows.in_postgres(url))
            say(f"PostgreSQL, {name}: {told}; none lost, none twice")


def power_cut(folder: Path) -> None:
    """Every acknowledged session was on the disk before."""
    if power.strace() is None:
        say("power cut: skipped, strace is missing (Debian: apt-get install strace)")
        return
    with Product(folder) as product:
        product.run("manage.py", "prepare")
        cookie = product.people(1)["guests"][0]
        product.start()
        taken, syncs = power.syncs(product, folder, cookie, product.workers())
    assert syncs >= taken, f"SQLite: {taken} sessions, {syncs} syncs"
    say(f"SQLite: {taken} sessions acknowledged, the disk told to write {syncs} times")


def disk_full(folder: Path) -> None:
    if os.geteuid() != 0:
        say("full disk: skipped, only root may mount the small disk it needs")
        return
    with outage.small_disk(folder / "disk", 64) as disk:
        url = f"sqlite:///{disk}/steadyback.sqlite3"
        with Product(folder, DATABASE_URL=url) as product:
            product.run("manage.py", "prepare")
            people = product.people(PEOPLE, "--demo")
            known = rows.in_sqlite(disk)
            harm = partial(outage.fill_up, product, disk=disk, cookie=people["demo"], paths=PAGES)
            _, told = killing.proven(product, folder / "ledger", people["guests"], harm)
        judged(folder, rows.in_sqlite(disk) - known)
    say(f"SQLite, disk full: {told}; pages went on, none lost, healed without a hand")


def judged(folder: Path, found: rows.Rows) -> None:
    rows.judge((folder / "ledger").read_text().split(), found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--only", choices=["power", "disk", "sqlite", "server", "database"])
    chosen = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    proofs: dict[str, Callable[[Path], None]] = {
        "power": power_cut,
        "disk": disk_full,
        "sqlite": partial(sqlite_killed, kills=chosen.kills),
        "server": partial(server_killed, kills=chosen.kills),
        "database": partial(database_killed, kills=chosen.kills),
    }
    for name, proof in proofs.items():
        if chosen.only in {None, name}:
            with tempfile.TemporaryDirectory(prefix="steadyback-durable-") as folder:
                proof(Path(folder))


if __name__ == "__main__":
    main()
