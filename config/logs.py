"""Logs as one JSON object a line, with the request's id. Nothing a person answered is ever in them."""

import json
import logging
from datetime import UTC, datetime
from traceback import format_tb
from typing import Any

from config.http import request_id


def without_path(record: logging.LogRecord) -> bool:
    """Django names the address of a request that failed; the request's id leads to its route."""
    if record.name == "django.request":
        record.msg, record.args = record.getMessage().partition(":")[0], ()
    return True


class Discreet(logging.Formatter):
    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging's
        """Where it happened and what; not what a database says of a row, for that may hold answers."""
        error: BaseException | None = ei[1]
        parts: list[str] = []
        while error:
            parts.insert(0, "".join(format_tb(error.__traceback__)) + said(error))
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n\n".join(parts)


def said(error: BaseException) -> str:
    is_of_database = any(kind.__name__ == "DatabaseError" for kind in type(error).__mro__)
    return type(error).__name__ if is_of_database else f"{type(error).__name__}: {error}"


class JsonFormatter(Discreet):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if name := request_id.get():
            line["request"] = name
        line |= getattr(record, "facts", {})
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def logging_settings(level: str, *, as_json: bool) -> dict[str, Any]:
    plain = {"()": "config.logs.Discreet", "fmt": "%(levelname)s %(name)s %(message)s"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"without_path": {"()": lambda: without_path}},
        "formatters": {"line": {"()": "config.logs.JsonFormatter"} if as_json else plain},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_path"]}
        },
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "steadyback.security": {"level": "INFO"},
            "django.request": {"level": "ERROR"},
            "django.security": {"level": "CRITICAL"},  # names addresses; accounts.middleware notes the same
        },
    }
