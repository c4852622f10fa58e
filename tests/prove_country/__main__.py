"""`python -m tests.prove_country --people N --sessions M`: a country in a PostgreSQL of its own, and what it costs.

M is the sessions of each person. Fails when a private page reads a table from end to end, touches more rows than one
person has, or when the 99th of a hundred runs of a query takes 20 ms or more with eight clients.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.postgres import Server

# For loading: nothing here outlives the run. The memory is that of a machine with 8 GB.
OPTIONS = (
    "-c fsync=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0"
    " -c shared_buffers=2GB -c effective_cache_size=6GB -c max_wal_size=2GB -c checkpoint_timeout=30min"
    " -c autovacuum=off -c max_connections=50 -c random_page_cost=1.1"
)
GOAL, SECONDS = 20, 60  # milliseconds; of measuring
PER_SESSION, PER_PERSON, SPARE = 1260, 11_000, 8e9  # bytes


def say(text):
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main():
    given = argparse.ArgumentParser()
    given.add_argument("--people", type=int, default=1000)
    given.add_argument("--sessions", type=int, default=50)
    given.add_argument("--minutes", nargs="+", default=["5", "5", "12"], help="of the routines, in turn")
    given.add_argument("--partitions", action="store_true", help="also compare partitions of the sessions")
    given.add_argument("--seconds", type=int, default=SECONDS)
    size = given.parse_args()
    needed = size.people * (PER_PERSON + size.sessions * PER_SESSION) + SPARE
    free = shutil.disk_usage(tempfile.gettempdir()).free
    if free < needed:
        sys.exit(
            f"This needs {needed / 1e9:.0f} GB free in {tempfile.gettempdir()}; there are {free / 1e9:.0f}."
        )
    server = Server(OPTIONS)
    with server as url:
        os.environ |= {"DATABASE_URL": url, "DATABASE_POOL": "0", "DJANGO_SETTINGS_MODULE": "config.settings"}
        fill(size)
        is_faulty = prove(size, server, url)
        if size.partitions:
            compare(size, server, url)
        sys.exit(is_faulty)


def fill(size):
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "migrate", "-v0"], check=True)
    subprocess.run([*manage, "load_library"], check=True)
    begun = time.monotonic()
    people = ["--people", str(size.people), "--sessions-each", str(size.sessions), "--minutes", *size.minutes]
    subprocess.run([*manage, "simulate", *people], check=True)
    seconds = time.monotonic() - begun
    say(f"{size.people * size.sessions / seconds:,.0f} sessions a second, {seconds / 60:.1f} minutes")


def prove(size, server, url):
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection

    from accounts.models import User
    from tests.prove_country.asking import asked
    from tests.prove_country.judging import judge
    from tests.prove_country.measuring import centiles, prepare, run, script

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES |= {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    person = User.objects.order_by("pk")[size.people // 2]
    questions = asked(person)
    with connection.cursor() as cursor:
        judged = [judge(cursor, question.sql, size.sessions + 100) for question in questions]
        cursor.execute("SELECT pg_size_pretty(pg_database_size(current_database()))")
        say(f"{cursor.fetchone()[0]} on disk, {len(questions)} different queries")
        people = prepare(cursor)
    revision = person.revisions.get().pk
    with tempfile.TemporaryDirectory() as folder:
        scripts = [script(question.sql, person, revision, people) for question in questions]
        times = run(server.binaries, url, scripts, Path(folder), size.seconds)
    say("| query of | tables | read by | rows | heap fetches | blocks | p50 ms | p99 ms |")
    say("| --- | --- | --- | --- | --- | --- | --- | --- |")
    faults = []
    for question, found, took in zip(questions, judged, times, strict=True):
        half, most = centiles(took)
        faults += [f"{fault}: {question.sql}" for fault in found.faults]
        faults += [f"p99 {most:.1f} ms: {question.sql}"] if most >= GOAL else []
        ways = ", ".join(sorted({way.split(" on ")[0] for way in found.ways}))
        say(
            f"| {', '.join(question.pages)} | {', '.join(question.tables)} | {ways} | {found.rows} |"
            f" {found.fetched} | {found.blocks} | {half:.2f} | {most:.2f} |"
        )
    together = [one for took in times for one in took]
    say(f"all: {len(together) / size.seconds:,.0f} a second, p50 %.2f ms, p99 %.2f ms" % centiles(together))
    for what, seconds in leaving(person):
        say(f"{what}: {1000 * seconds:.0f} ms")
        faults += [f"{what} took {seconds:.1f} s"] if seconds >= 1 else []
    for fault in faults:
        say(fault)
    return bool(faults)


def compare(size, server, url):
    from django.db import connection

    from tests.prove_country import partitions
    from tests.prove_country.measuring import centiles, run

    with connection.cursor() as cursor:
        partitions.make(cursor)
        cursor.execute("SELECT count(*) FROM proof")
        (people,) = cursor.fetchone()
    made = partitions.scripts(people)
    with tempfile.TemporaryDirectory() as folder:
        times = run(server.binaries, url, list(made.values()), Path(folder), size.seconds)
    say("| question | sessions in | p50 ms | p99 ms |")
    say("| --- | --- | --- | --- |")
    for (table, what), took in sorted(zip(made, times, strict=True), key=lambda pair: pair[0][::-1]):
        say(f"| {what} | {table} | %.2f | %.2f |" % centiles(took))


def leaving(person):
    """What deleting costs, where every row that refers to what goes must be found."""
    from django.utils import timezone

    from accounts import privacy
    from accounts.models import User
    from routines.models import KEPT_AFTER_DELETION, Routine

    now, other = timezone.now(), User.objects.order_by("-pk")[0]
    other.routines.get().delete_softly(now=now - 2 * KEPT_AFTER_DELETION)
    begun = time.monotonic()
    Routine.objects.sweep(now=now)
    yield "a deleted routine swept", time.monotonic() - begun
    begun = time.monotonic()
    privacy.erase(person)
    yield "a person erased", time.monotonic() - begun


if __name__ == "__main__":
    main()
