"""Questions that pages ask the database again and again, with their SQL built once instead of at every request.

To build SQL costs Django several times what the database needs to answer it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import connections, models, router

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

Row = tuple[Any, ...]
FIELDS: dict[type, "models.Field[Any, Any]"] = {
    UUID: models.UUIDField(),
    str: models.CharField(),
    date: models.DateField(),
    datetime: models.DateTimeField(),
}


@dataclass(frozen=True, slots=True)
class Built:
    """What one kind of database is asked. places: a parameter, and which of the values comes there.

    readings: the column, its expression, and what makes of the database's value one of ours. fields: the model's, in
    the order of their columns, the first ones; extras: the names of annotations, whose columns come after.
    """

    sql: str
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
        """As the database has them: for comparing with what was seen before."""
        return self._rows(self.connection, values)

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

    def _rows(self, connection: "BaseDatabaseWrapper", values: Row) -> tuple[Row, ...]:
        built, given = self._for(connection), _adapted(values, connection)
        parameters = list(built.parameters)
        for at, which in built.places:
            parameters[at] = given[which]
        with connection.cursor() as cursor:
            cursor.execute(built.sql, parameters)
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
        converters = compiler.get_converters([column for column, *_ in compiler.select])
        chosen = compiler.klass_info["select_fields"] if compiler.klass_info else []
        readings = tuple((at, column, tuple(readers)) for at, (readers, column) in converters.items())
        fields = tuple(compiler.select[at][0].target.attname for at in chosen)
        return Built(sql, parameters, places, readings, fields, tuple(compiler.annotation_col_map or ()))


def _adapted(values: Row, connection: "BaseDatabaseWrapper") -> list[Any]:
    return [FIELDS[type(value)].get_db_prep_value(value, connection) for value in values]
