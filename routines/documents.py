"""Plans and profiles as JSON documents: written once, read back strictly, the same value either way.

A document names its kind and version. Reading refuses what it does not know; a field that a later release added
takes its default, so old documents stay readable without a migration.
"""

import dataclasses
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from math import isfinite
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from accounts.intake.profile import Profile
from routines.builder.plan import Plan

VERSION = 1
KINDS: dict[str, type] = {"plan": Plan, "profile": Profile}

T = TypeVar("T")


class DocumentError(ValueError):
    """Says where in the document the fault is: `items.0.dose.sets: expected a whole number`."""


def write(value: Plan | Profile) -> dict[str, Any]:
    kind = next(name for name, cls in KINDS.items() if isinstance(value, cls))
    return {"kind": kind, "version": VERSION, **_plain(value)}


def read(cls: type[T], document: object) -> T:
    """Raises DocumentError unless `document` is a `cls` as written here."""
    fields = _mapping(document, "document")
    head = (fields.get("kind"), fields.get("version"))
    if head != (next(name for name, known in KINDS.items() if known is cls), VERSION):
        raise DocumentError(f"document: cannot read kind and version {head}")
    body = {key: value for key, value in fields.items() if key not in {"kind", "version"}}
    value: T = _dataclass(cls, body, "document")
    return value


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    return value.value if isinstance(value, StrEnum) else value


def _value(hint: Any, value: object, path: str) -> Any:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is UnionType:
        inner = next(argument for argument in arguments if argument is not NoneType)
        return None if value is None else _value(inner, value, path)
    if origin in {tuple, frozenset}:
        if not isinstance(value, list):
            raise DocumentError(f"{path}: expected a list")
        return origin(_value(arguments[0], entry, f"{path}.{at}") for at, entry in enumerate(value))
    if origin is Mapping:
        pairs = _mapping(value, path).items()
        return {_key(arguments[0], key, path): _value(arguments[1], v, f"{path}.{key}") for key, v in pairs}
    if dataclasses.is_dataclass(hint):
        return _dataclass(hint, _mapping(value, path), path)
    return _scalar(hint, value, path)


def _dataclass(cls: Any, fields: Mapping[str, object], path: str) -> Any:
    hints = _hints(cls)
    if unknown := fields.keys() - hints.keys():
        raise DocumentError(f"{path}: unknown {', '.join(sorted(unknown))}")
    values = {name: _value(hints[name], value, f"{path}.{name}") for name, value in fields.items()}
    try:
        return cls(**values)
    except TypeError as error:
        raise DocumentError(f"{path}: {error}") from None


def _scalar(hint: type, value: object, path: str) -> Any:
    if issubclass(hint, StrEnum):
        if value not in list(hint):
            raise DocumentError(f"{path}: expected one of {', '.join(hint)}")
        return hint(str(value))
    # bool is an int to Python and an int may stand for a float; here only the latter is meant
    fits = type(value) is hint or (hint is float and type(value) is int)
    if not fits or (hint is float and not isfinite(value)):  # type: ignore[arg-type]
        raise DocumentError(f"{path}: expected {hint.__name__}, not {type(value).__name__}")
    return value


def _key(hint: type, key: str, path: str) -> Any:
    return _scalar(hint, int(key) if hint is int and key.isdecimal() else key, path)


def _mapping(value: object, path: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise DocumentError(f"{path}: expected an object")
    return value


@cache
def _hints(cls: type) -> dict[str, Any]:
    hints = get_type_hints(cls)
    return {field.name: hints[field.name] for field in dataclasses.fields(cls)}
