"""A Country into PostgreSQL, each table by COPY; the indexes of a large empty one are made afterwards."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice

from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from exercises.catalogue import Catalogue
from routines.simulation.country import Country, Table

AT_ONCE = 2000  # templates in one write

INDEXES = """
    SELECT c.relname, coalesce(k.conname, ''), coalesce(pg_get_constraintdef(k.oid), pg_get_indexdef(c.oid))
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid LEFT JOIN pg_constraint k ON k.conindid = c.oid
        AND k.conrelid = i.indrelid
    WHERE i.indrelid = %s::regclass ORDER BY c.relname
"""


def fill(alias: str, country: Country, catalogue: Catalogue, say: Callable[[int, int], None]) -> None:
    """Calls `say` with how much is done and how much there is. Statistics and visibility are up to date at the end."""
    tables = country.tables(catalogue)
    total, done = country.people * sum(table.count for table in tables), 0
    for table in tables:
        with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
            _trust(cursor)
            with _bare(cursor, table) as is_new:
                for written in _copy(cursor, table, country.lines(table), frozen=is_new):
                    say(done + written, total)
        done += country.people * table.count
    with connections[alias].cursor() as cursor:
        for table in tables:
            cursor.execute(f"VACUUM (ANALYZE) {table.name}")


def _copy(cursor: CursorWrapper, table: Table, lines: Iterator[str], *, frozen: bool) -> Iterator[int]:
    written = 0
    options = " WITH (FREEZE)" if frozen else ""
    with cursor.copy(f"COPY {table.name} ({table.columns}) FROM STDIN{options}") as copy:
        while part := list(islice(lines, AT_ONCE)):
            copy.write("".join(part))
            written += len(part)
            yield written


def _trust(cursor: CursorWrapper) -> None:
    """Our own rows refer to what is there: a superuser need not look each reference up again."""
    cursor.execute("SET LOCAL maintenance_work_mem = '1GB'")
    cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    if cursor.fetchone() == (True,):
        cursor.execute("SET LOCAL session_replication_role = replica")


@contextmanager
def _bare(cursor: CursorWrapper, table: Table) -> Iterator[bool]:
    """Without its indexes and keys, if nothing is in it and nothing refers to it; they are made again at the end."""
    cursor.execute(f"SELECT EXISTS (SELECT FROM {table.name})")  # noqa: S608 - a name of ours
    if not table.is_leaf or cursor.fetchone() == (True,):
        yield False
        return
    cursor.execute(INDEXES, [table.name])
    indexes = cursor.fetchall()
    cursor.execute(f"TRUNCATE {table.name}")
    for index, constraint, _ in indexes:
        cursor.execute(
            f"ALTER TABLE {table.name} DROP CONSTRAINT {constraint}" if constraint else f"DROP INDEX {index}"
        )
    yield True
    for _, constraint, definition in indexes:
        cursor.execute(
            f"ALTER TABLE {table.name} ADD CONSTRAINT {constraint} {definition}" if constraint else definition
        )
