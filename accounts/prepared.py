"""Questions that pages ask the database again and again, with their SQL built once instead of at every request.

To build SQL costs Django several times what the database needs to answer it. The answers are rows as the database has
them: for comparing with what was seen before, or for Django to make objects of.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import connections, models, router
from django.db.models.query import RawQuerySet

Row = tuple[Any, ...]
FIELDS: dict[type, "models.Field[Any, Any]"] = {
    UUID: models.UUIDField(),
    str: models.CharField(),
    date: models.DateField(),
    datetime: models.DateTimeField(),
}


class Prepared:
    """`ask` makes the queryset for the values given; `samples` are such values, all different, to build it with."""

    def __init__(self, ask: "Callable[..., models.QuerySet[Any, Any]]", *samples: Any) -> None:
        self.ask, self.samples = ask, samples
        self._built: dict[str, tuple[str, Row, dict[int, int]]] = {}

    def rows(self, *values: Any) -> tuple[Row, ...]:
        with connections[self.database].cursor() as cursor:
            cursor.execute(*self._filled(values))
            return tuple(cursor.fetchall())

    def objects(self, *values: Any) -> "RawQuerySet[Any]":
        return self.model._default_manager.raw(*self._filled(values))

    @cached_property
    def model(self) -> type[models.Model]:
        model: type[models.Model] = self.ask(*self.samples).model
        return model

    @property
    def database(self) -> str:
        return router.db_for_read(self.model)

    def _filled(self, values: Row) -> tuple[str, list[Any]]:
        """The SQL with these values; `places` says which parameter is which value."""
        vendor = connections[self.database].vendor
        if vendor not in self._built:
            self._built[vendor] = self._build()
        sql, parameters, places = self._built[vendor]
        given = self._adapted(values)
        return sql, [given[places[at]] if at in places else known for at, known in enumerate(parameters)]

    def _build(self) -> tuple[str, Row, dict[int, int]]:
        sql, parameters = self.ask(*self.samples).query.get_compiler(self.database).as_sql()
        samples = self._adapted(self.samples)
        return sql, parameters, {at: samples.index(p) for at, p in enumerate(parameters) if p in samples}

    def _adapted(self, values: Iterable[Any]) -> list[Any]:
        connection = connections[self.database]
        return [FIELDS[type(value)].get_db_prep_value(value, connection) for value in values]
