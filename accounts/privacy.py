"""Everything we hold about a person: out as one file, in again elsewhere, and gone.

The document: {"format", "version", "made_at", "person": {...}, "sign_in": {...}, "rows": {model label: [row, ...]}}.
A row holds every column but its owner and, where it is only a counter, its primary key.
"""

import csv
import io
import json
import zipfile
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DataError, IntegrityError, connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import ledger, sessions
from accounts.memory import forget
from accounts.models import User
from accounts.ownership import also_of, private_models, rows

FORMAT = "steadyback-export"
VERSION = 1
FIRST_DAY = date(2000, 1, 1)
MAX_BYTES = 20 * 1024 * 1024
PERSON = ("email", "joined_at", "seen_on", "time_zone", "stopped_at", "settings")
SIGN_IN = {
    "account.emailaddress": ("email", "verified", "primary"),
    "mfa.authenticator": ("type", "created_at", "last_used_at"),
    "usersessions.usersession": ("created_at", "last_seen_at", "ip", "user_agent"),
}


class Unreadable(Exception):
    """An import file that we will not take; the message says why, in words for the person."""


def columns(model: type[models.Model]) -> list["models.Field[Any, Any]"]:
    """What of a row is exported: all but the owner, and but a primary key that only counts."""
    fields = model._meta.concrete_fields
    return [
        f
        for f in fields
        if f.name != "owner" and not isinstance(f, models.AutoField | models.CompositePrimaryKey)
    ]


def export(user: User, *, now: datetime) -> dict[str, Any]:
    def dump(model: type[models.Model], names: list[str]) -> list[dict[str, Any]]:
        return list(rows(model, user).values(*names))

    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": now,
        "person": {name: getattr(user, name) for name in PERSON},
        "sign_in": {label: dump(apps.get_model(label), list(names)) for label, names in SIGN_IN.items()},
        "rows": {m._meta.label_lower: dump(m, [f.attname for f in columns(m)]) for m in private_models()},
    }


def export_json(user: User, *, now: datetime) -> bytes:
    return json.dumps(export(user, now=now), cls=DjangoJSONEncoder, indent=1, ensure_ascii=False).encode()


def export_csv(user: User, *, now: datetime) -> bytes:
    """A zip with one CSV file per kind of row; no cell can be taken for a formula."""
    document = export(user, now=now)
    tables = {"person": [document["person"]]} | document["sign_in"] | document["rows"]
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for name, table in tables.items():
            file.writestr(f"{name}.csv", as_csv(table))
    return archive.getvalue()


def as_csv(table: list[dict[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    if table:
        writer.writerow(table[0])
        writer.writerows([cell(value) for value in row.values()] for row in table)
    return text.getvalue()


def cell(value: Any) -> str | int | float:
    """Text that a spreadsheet would run as a formula gets an apostrophe in front."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return value
    text = value if isinstance(value, str) else json.dumps(value, cls=DjangoJSONEncoder).strip('"')
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def read(file: bytes) -> dict[str, Any]:
    """Raises `Unreadable` for what is not an export of this version or an older one."""
    if len(file) > MAX_BYTES:
        raise Unreadable(_("This file is larger than any download of ours."))
    try:
        document = json.loads(file)
    except (ValueError, RecursionError) as error:
        raise Unreadable(
            _("This file cannot be read. It may have been cut off; download it again.")
        ) from error
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise Unreadable(_("This is not a download from Steadyback."))
    if not isinstance(document.get("version"), int) or document["version"] > VERSION:
        raise Unreadable(_("This file comes from a newer Steadyback. Ask your host to update first."))
    return document


@transaction.atomic
def import_rows(user: User, document: dict[str, Any]) -> int:
    """Gives the exported rows to `user`, all of them or none; returns how many.

    Raises `Unreadable` when a row does not fit, or is already here, whoever it belongs to.
    """
    tables = document.get("rows")
    if not isinstance(tables, dict):
        raise Unreadable(_("The file has nothing in it."))
    count = 0
    for model in private_models():
        table = tables.get(model._meta.label_lower, [])
        if not isinstance(table, list):
            raise Unreadable(_("The file does not fit at %(part)s.") % {"part": model._meta.label_lower})
        for row in table:
            restore(model, user, row)
            count += 1
    _heed(user, "heed_stops", "heed_hurts")
    return count


def _heed(user: User, *names: str) -> None:
    """What came together from elsewhere counts like what a device sends: rows of some models know how."""
    for model in private_models():
        for name in names:
            if heed := getattr(rows(model, user), name, None):
                heed(user)


def restore(model: type[models.Model], user: User, row: Any) -> None:
    fault = Unreadable(_("The file does not fit at %(part)s.") % {"part": model._meta.label_lower})
    known = {f.attname: f for f in columns(model)}
    if not isinstance(row, dict) or not row.keys() <= known.keys():
        raise fault
    try:
        instance = model(owner=user, **{name: known[name].to_python(value) for name, value in row.items()})
        if not belongs(instance, user):
            raise fault
        for field in known.values():
            check(field, getattr(instance, field.attname))
        empty = {f.name for f in known.values() if getattr(instance, f.attname) in f.empty_values}
        instance.full_clean(exclude={"owner"} | empty)
        instance.save(force_insert=True)
    except (ValidationError, ValueError, TypeError, OverflowError, IntegrityError, DataError) as error:
        raise fault from error


def check(field: "models.Field[Any, Any]", value: Any) -> None:
    """What Django passes over: emptiness of the wrong kind, and days that no clock of ours has shown."""
    if isinstance(field, models.JSONField) and value in field.empty_values and not field.null:
        for validate in field.validators:
            validate(value)
    if isinstance(value, date):  # a moment is one too
        day = value.date() if isinstance(value, datetime) else value
        if not FIRST_DAY <= day <= timezone.now().date() + timedelta(days=2):
            raise ValidationError(f"{field.name}: {day}")


def belongs(instance: models.Model, user: User) -> bool:
    """Whether each row that `instance` refers to is the person's own too."""
    for field in instance._meta.concrete_fields:
        target = getattr(instance, field.attname)
        if isinstance(field, models.ForeignKey) and field.name != "owner" and target is not None:
            model: type[models.Model] = field.related_model
            if model in private_models() and not rows(model, user).filter(pk=target).exists():
                return False
    return True


def erase(user: User) -> None:
    """Deletes the person and all that is theirs, at once; on SQLite also from the write-ahead log.

    The ledger remembers it, for the day a backup is restored.
    """
    sessions.end(user)
    owner = user.pk
    user.delete()
    transaction.on_commit(partial(ledger.write, owner, timezone.now().date()), robust=True)
    forget(owner)
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@transaction.atomic
def withdraw_consent(user: User, *, now: datetime) -> None:
    """Deletes all answers at once; other rows forget what they took from them (their `forget_answers`)."""
    user.consents.given().update(withdrawn_at=now)
    user.intakes.all().delete()
    user.carry_on()
    for model in private_models():
        forget_answers = getattr(rows(model, user), "forget_answers", None)
        if forget_answers:
            forget_answers()
    forget(user.pk)


@transaction.atomic
def merge(source: User, target: User) -> None:
    """Gives everything of `source` to `target` and deletes `source`: a guest who signed in keeps what they did.

    What still arrives for `source` waits for the end of it, and is refused rather than deleted with them. Where both
    said something that a person says once, such as how a week was, `target` keeps their own.
    """
    User.objects.select_for_update().get(pk=source.pk)
    for model in private_models():
        for double in also_of(model, source, target):
            double.delete()
        rows(model, source).order_by().update(owner=target)
    if source.stopped_at:
        target.stop(source.stopped_at)
    _heed(target, "heed_hurts")
    gone = source.pk
    source.delete()
    forget(gone)


def has_rows(user: User) -> bool:
    return any(rows(model, user).exists() for model in private_models())


def counts(user: User) -> dict[str, int]:
    return {m._meta.label_lower: n for m in private_models() if (n := rows(m, user).count())}
