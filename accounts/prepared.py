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

    readings: the column, its expression, and what makes of the database's value one of ours. extras: the names of
    annotations, in the order of their columns, which come after the model's.
    """

    sql: str
    parameters: Row
    places: tuple[tuple[int, int], ...]
    readings: tuple[tuple[int, Any, tuple[Callable[..., Any], ...]], ...]
    extras: tuple[str, ...]


class Prepared:
    """`ask` makes the queryset for the values given; `samples` are such values, all different, to build it with."""

    def __init__(self, ask: "Callable[..., models.QuerySet[Any, Any]]", *samples: Any) -> None:
        self.ask, self.samples = ask, samples
        self._built: dict[str, Built] = {}

    def rows(self, *values: Any) -> tuple[Row, ...]:
        """As the database has them: for comparing with what was seen before."""
        connection = connections[self.database]
        built, given = self._for(connection), _adapted(values, connection)
        parameters = list(built.parameters)
        for at, which in built.places:
            parameters[at] = given[which]
        with connection.cursor() as cursor:
            cursor.execute(built.sql, parameters)
            return tuple(cursor.fetchall())

    def values(self, *values: Any) -> list[Row]:
        """As Django gives them."""
        return self.read(self.rows(*values))

    def objects(self, *values: Any) -> list[Any]:
        """Of a queryset of whole models, annotated or not."""
        return self.made_of(self.rows(*values))

    def read(self, rows: Iterable[Row]) -> list[Row]:
        connection = connections[self.database]
        readings, found = self._for(connection).readings, [list(row) for row in rows]
        for row in found:
            for at, expression, readers in readings:
                for reader in readers:
                    row[at] = reader(row[at], expression, connection)
        return [tuple(row) for row in found]

    def made_of(self, rows: Iterable[Row]) -> list[Any]:
        database, names = self.database, self.names
        extras = self._for(connections[database]).extras
        found = []
        for row in self.read(rows):
            found.append(model := self.model.from_db(database, names, row[: len(names)]))
            for name, value in zip(extras, row[len(names) :], strict=True):
                setattr(model, name, value)
        return found

    @cached_property
    def model(self) -> type[models.Model]:
        model: type[models.Model] = self.ask(*self.samples).model
        return model

    @cached_property
    def names(self) -> list[str]:
        return [field.attname for field in self.model._meta.concrete_fields]

    @property
    def database(self) -> str:
        return router.db_for_read(self.model)

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
        readings = tuple((at, column, tuple(readers)) for at, (readers, column) in converters.items())
        return Built(sql, parameters, places, readings, tuple(compiler.annotation_col_map or ()))


def _adapted(values: Row, connection: "BaseDatabaseWrapper") -> list[Any]:
    return [FIELDS[type(value)].get_db_prep_value(value, connection) for value in values]
