"""One TOML table, read key by key: each method gives the value, or notes a fault and gives something harmless."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from exercises.loading.faults import Faults, unknown


@dataclass(slots=True)
class Table:
    """`within` is the place of this table in its file, such as `dose.start`; empty at the top."""

    file: str
    slug: str
    data: dict[str, Any]
    faults: Faults
    within: str = ""
    asked: set[str] = field(default_factory=set)

    def text(self, key: str, *, required: bool = False, longest: int = 1000) -> str:
        value: str = self._value(key, str, "a text in quotes", "", required=required)
        if len(value) > longest:
            self.fault(key, f"has {len(value)} characters; keep it within {longest}")
        return value

    def choice(self, key: str, among: Collection[str], noun: str) -> str:
        value = self.text(key, required=True)
        if value and value not in among:
            self.fault(key, unknown(value, among, noun))
            return ""
        return value

    def texts(self, key: str, *, required: bool = False) -> list[str]:
        values: list[str] = self._value(key, list, "a list of texts", [], required=required)
        if not all(isinstance(value, str) and value for value in values):
            self.fault(key, "must be a list of texts in quotes")
            return []
        if repeated := {value for value in values if values.count(value) > 1}:
            self.fault(key, f"names {', '.join(sorted(repeated))} twice; once is enough")
        return values

    def choices(self, key: str, among: Collection[str], noun: str, *, required: bool = False) -> list[str]:
        values = self.texts(key, required=required)
        for value in values:
            if value not in among:
                self.fault(key, unknown(value, among, noun))
        return [value for value in values if value in among]

    def whole(self, key: str, low: int, high: int, *, default: int | None = None) -> int:
        """A whole number between `low` and `high`; required unless there is a default."""
        value = self._value(
            key, int, f"a whole number from {low} to {high}", default, required=default is None
        )
        if value is not None and not low <= value <= high:
            self.fault(key, f"is {value}; must be from {low} to {high}")
            value = None
        return low if value is None else int(value)

    def flag(self, key: str, *, default: bool) -> bool:
        return bool(self._value(key, bool, "true or false", default))

    def day(self, key: str) -> date | None:
        value = self._value(key, date, "a date such as 2026-11-21", None)
        return value if isinstance(value, date) else None

    def weights(self, key: str, among: Collection[str], noun: str) -> dict[str, int]:
        """A table of slug to 1-100."""
        table = self.table(key)
        for slug in table.data:
            if slug not in among:
                table.asked.add(slug)
                table.fault(slug, unknown(slug, among, noun))
        return {slug: table.whole(slug, 1, 100) for slug in sorted(set(table.data) & set(among))}

    def table(self, key: str, *, required: bool = False) -> "Table":
        data = self._value(key, dict, "a table", {}, required=required)
        return Table(self.file, self.slug, data, self.faults, self._place(key))

    def tables(self, key: str) -> list["Table"]:
        rows = self._value(key, list, f"written as [[{key}]]", [])
        if not all(isinstance(row, dict) for row in rows):
            self.fault(key, f"must be written as [[{key}]]")
            return []
        return [
            Table(self.file, self.slug, row, self.faults, f"{self._place(key)}[{number}]")
            for number, row in enumerate(rows, start=1)
        ]

    def done(self) -> None:
        """Call when every key was asked for: what is left over is unknown."""
        for key in self.data.keys() - self.asked:
            self.fault(key, unknown(key, self.asked, "key"))

    def fault(self, key: str, fix: str) -> None:
        self.faults.add(self.file, self._place(key), fix)

    def _place(self, key: str) -> str:
        return f"{self.within}.{key}" if self.within else key

    def _value(self, key: str, kind: type, meaning: str, default: Any, *, required: bool = False) -> Any:
        self.asked.add(key)
        value = self.data.get(key)
        if value is None:
            if required:
                self.fault(key, f"is missing; must be {meaning}")
            return default
        is_kind = isinstance(value, kind) and not (kind is int and isinstance(value, bool))
        if not is_kind:
            self.fault(key, f"is {value!r}; must be {meaning}")
            return default
        if required and not value and not isinstance(value, bool | int):
            self.fault(key, f"is empty; must be {meaning}")
        return value
