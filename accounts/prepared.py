"""Questions that pages ask the database again and again, with their SQL built once instead of at every request.

To build SQL costs Django several times what the database needs to answer it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connections, models, router

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.utils import CursorWrapper

Row = tuple[Any, ...]
FIELDS: dict[type, "models.Field[Any, Any]"] = {
    UUID: models.UUIDField(),
    str: models.CharField(),
    date: models.DateField(),
    datetime: models.DateTimeField(),
}

# What texts are read as, where one of ours is wanted.
READ: dict[str, Callable[[str], Any]] = {
    "UUIDField": UUID,
    "DateField": date.fromisoformat,
    "DateTimeField": lambda text: datetime.fromisoformat(text).astimezone(UTC),
}
TEXTS = ("uuid", "date", "timestamptz")


@dataclass(frozen=True, slots=True)
class Built:
    """What one kind of database is asked. plain: the same for rows whose moments and days are left as texts.

    places: a parameter, and which of the values comes there.
    readings: the column, its expression, and what makes of the database's value one of ours. fields: the model's, in
    the order of their columns, the first ones; extras: the names of annotations, whose columns come after.
    """

    sql: str
    plain: str
    parameters: Row
    places: tuple[tuple[int, int], ...]
    readings: tuple[tuple[int, Any, tuple[Callable[..., Any], ...]], ...]
    fields: tuple[str, ...]
    extras: tuple[str, ...]


class Prepared:
    """`ask` makes the queryset for the values given; `samples` are such values, all different, to build it with."""

    def __init__(self, ask: "Callable[..., models.QuerySet[Any, Any]]", *samples: Any) -> None:
        self.ask, self.samples = ask, samples
        self._built: dict[str, Built] = {}

    def rows(self, *values: Any) -> tuple[Row, ...]:
        """As the database has them, as texts where it can be: for comparing with what was seen before."""
        return self._rows(self.connection, values, as_text=True)

    def values(self, *values: Any) -> list[Row]:
        """As Django gives them."""
        connection = self.connection
        return self._read(connection, self._rows(connection, values))

    def objects(self, *values: Any) -> list[Any]:
        """Of a queryset of models, annotated or not; what it defers is deferred."""
        connection = self.connection
        return self._made_of(connection, self._rows(connection, values))

    def read(self, rows: Iterable[Row]) -> list[Row]:
        return self._read(self.connection, rows)

    def made_of(self, rows: Iterable[Row]) -> list[Any]:
        return self._made_of(self.connection, rows)

    @property
    def connection(self) -> "BaseDatabaseWrapper":
        return connections[router.db_for_read(self.model)]

    @cached_property
    def model(self) -> type[models.Model]:
        model: type[models.Model] = self.ask(*self.samples).model
        return model

    def _rows(
        self, connection: "BaseDatabaseWrapper", values: Row, *, as_text: bool = False
    ) -> tuple[Row, ...]:
        built, given = self._for(connection), _adapted(values, connection)
        parameters = list(built.parameters)
        for at, which in built.places:
            parameters[at] = given[which]
        with connection.cursor() as cursor:
            if as_text and connection.vendor == "postgresql":
                _leave_as_text(cursor)
            cursor.execute(built.plain if as_text else built.sql, parameters)
            return tuple(cursor.fetchall())

    def _read(self, connection: "BaseDatabaseWrapper", rows: Iterable[Row]) -> list[Row]:
        readings, found = self._for(connection).readings, [list(row) for row in rows]
        for row in found:
            for at, expression, readers in readings:
                for reader in readers:
                    row[at] = reader(row[at], expression, connection)
        return [tuple(row) for row in found]

    def _made_of(self, connection: "BaseDatabaseWrapper", rows: Iterable[Row]) -> list[Any]:
        built, found = self._for(connection), []
        for row in self._read(connection, rows):
            model = self.model.from_db(connection.alias, built.fields, row[: len(built.fields)])
            for name, value in zip(built.extras, row[len(built.fields) :], strict=True):
                setattr(model, name, value)
            found.append(model)
        return found

    def _for(self, connection: "BaseDatabaseWrapper") -> Built:
        built = self._built.get(connection.vendor)
        if built is None:
            built = self._built[connection.vendor] = self._build(connection)
        return built

    def _build(self, connection: "BaseDatabaseWrapper") -> Built:
        compiler = self.ask(*self.samples).query.get_compiler(connection.alias)
        sql, parameters = compiler.as_sql()
        samples = _adapted(self.samples, connection)
        places = tuple((at, samples.index(p)) for at, p in enumerate(parameters) if p in samples)
        columns = [column for column, *_ in compiler.select]
        converters = compiler.get_converters(columns)
        chosen = compiler.klass_info["select_fields"] if compiler.klass_info else []
        readings = tuple((at, column, tuple(readers)) for at, (readers, column) in converters.items())
        if connection.vendor == "postgresql":
            plain, readings = sql, (*_from_text(columns), *readings)
        else:
            plain = _undeclared(sql, compiler.select)
        fields = tuple(compiler.select[at][0].target.attname for at in chosen)
        extras = tuple(compiler.annotation_col_map or ())
        return Built(sql, plain, parameters, places, readings, fields, extras)


def _adapted(values: Row, connection: "BaseDatabaseWrapper") -> list[Any]:
    return [FIELDS[type(value)].get_db_prep_value(value, connection) for value in values]


def _undeclared(sql: str, select: Iterable[tuple[Any, Any, str | None]]) -> str:
    """For SQLite, whose client makes moments and days of columns that were declared to hold them.

    What is asked for its rows is only compared, and to read sixty moments takes half as long as the question.
    """
    names = [(column, f'"{alias or column.target.column}"') for column, _, alias in select]
    wanted = [
        f"+{name}" if column.output_field.get_internal_type() in READ else name for column, name in names
    ]
    return f"SELECT {', '.join(wanted)} FROM ({sql})"  # noqa: S608 - Django's SQL and its own names


def _leave_as_text(cursor: "CursorWrapper") -> None:
    """The same for PostgreSQL, whose client needs longer for them than for the question."""
    from psycopg.types.string import TextLoader

    for kind in TEXTS:
        cursor.adapters.register_loader(kind, TextLoader)


def _from_text(columns: Iterable[Any]) -> Iterator[tuple[int, Any, tuple[Callable[..., Any], ...]]]:
    for at, column in enumerate(columns):
        if read := READ.get(column.output_field.get_internal_type()):
            yield at, column, (lambda value, *_, read=read: read(value) if isinstance(value, str) else value,)
