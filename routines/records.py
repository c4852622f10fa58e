"""What a device says about a session, checked before anything of it is kept.

The device's clock may be wrong: it says what time it has when it sends, and the difference to ours is taken off.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from exercises.catalogue import Block
from routines.builder.plan import Item
from routines.progression import signature

OLDEST, NEWEST = timedelta(days=400), timedelta(days=1)
DRIFT = timedelta(minutes=5)  # between two clocks; more is a clock that was set wrong
LONGEST_ITEM = 6 * 60 * 60  # seconds
MOST_ITEMS, MOST_OF_ANYTHING, LARGEST = 80, 1000, 2**31 - 1
KINDS = ("routine", "light", "relief")
EFFORTS = ("", "easy", "right", "hard")
FELT = ("", "working", "hard", "usual", "sharp", "stop")


class Unacceptable(ValueError):
    """Says which part cannot be right, in words for a log and a developer."""


@dataclass(frozen=True, slots=True)
class Done:
    """One exercise of a session. seconds: time moved. completed: all that was asked was done.

    asked: the dose the routine asked for, as {sets, reps, hold, minutes}. instead_of: what it stood in for.
    felt: working, hard (the person said too hard), usual, sharp or stop (what hurt), or nothing.
    """

    exercise: str
    block: str
    seconds: int = 0
    sets: int = 0
    reps: int = 0
    hold: int = 0
    felt: str = ""
    completed: bool = False
    instead_of: str = ""
    asked: tuple[float, ...] = ()

    @classmethod
    def as_asked(cls, item: Item) -> "Done":
        """All of the item was done, in the time it is planned for."""
        dose = item.dose
        return cls(
            item.exercise,
            item.block,
            item.seconds,
            dose.sets,
            dose.reps,
            dose.hold,
            completed=True,
            asked=signature(dose),
        )

    def kept(self) -> dict[str, object]:
        """Without what says nothing: most of a person's years is these."""
        return {name: value for name, value in asdict(self).items() if value}


@dataclass(frozen=True, slots=True)
class Record:
    started_at: datetime
    time_zone: str
    items: tuple[Done, ...]
    kind: str = "routine"
    routine: UUID | None = None
    revision: int | None = None
    pain_before: int | None = None
    pain_after: int | None = None
    effort: str = ""
    note: str = ""
    edit: int = 1

    @property
    def local_date(self) -> date:
        return self.started_at.astimezone(ZoneInfo(self.time_zone)).date()

    @property
    def stopped_at(self) -> datetime | None:
        """At the earliest, where something new ended it."""
        moved = timedelta(seconds=sum(item.seconds for item in self.items))
        return self.started_at + moved if any(item.felt == "stop" for item in self.items) else None

    @property
    def seconds_by_block(self) -> dict[str, int]:
        blocks = dict.fromkeys(item.block for item in self.items)
        return {block: sum(item.seconds for item in self.items if item.block == block) for block in blocks}

    def fields(self) -> dict[str, Any]:
        """The columns of `models.Session` but for its owner, its id and its routine."""
        return {
            "revision": self.revision,
            "kind": self.kind,
            "started_at": self.started_at,
            "local_date": self.local_date,
            "time_zone": self.time_zone,
            "seconds": sum(item.seconds for item in self.items),
            "seconds_by_block": self.seconds_by_block,
            "items": [item.kept() for item in self.items],
            "pain_before": self.pain_before,
            "pain_after": self.pain_after,
            "effort": self.effort,
            "note": self.note,
            "edit": self.edit,
        }


def read(body: bytes, *, now: datetime) -> Record:
    """Raises Unacceptable for anything that is not a session of the last 400 days."""
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unacceptable("no JSON, or cut off") from error
    if not isinstance(fields, dict):
        raise Unacceptable("no object")
    zone = fields.get("time_zone")
    return Record(
        started_at=_started(fields, now),
        time_zone=zone if isinstance(zone, str) and zone in zones() else "UTC",
        items=done(fields.get("items")),
        kind=_word(fields, "kind", KINDS, "routine"),
        routine=_uuid(fields.get("routine")),
        revision=_number(fields, "revision", LARGEST, least=1),
        pain_before=_number(fields, "pain_before", 10),
        pain_after=_number(fields, "pain_after", 10),
        effort=_word(fields, "effort", EFFORTS, ""),
        note=_text(fields, "note", 500),
        edit=_number(fields, "edit", LARGEST, least=1) or 1,
    )


def done(items: object) -> tuple[Done, ...]:
    """Raises Unacceptable."""
    if not isinstance(items, list) or len(items) > MOST_ITEMS:
        raise Unacceptable("items")
    return tuple(_done(item) for item in items)


@cache
def zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _started(fields: Mapping[str, Any], now: datetime) -> datetime:
    started = _moment(fields.get("started_at"))
    if started is None:
        raise Unacceptable("started_at")
    sent = _moment(fields.get("sent_at"))
    try:
        wrong = now - sent if sent else timedelta()
        if abs(wrong) > DRIFT:
            started += wrong
    except OverflowError as error:
        raise Unacceptable("sent_at") from error
    if not now - OLDEST <= started <= now + NEWEST:
        raise Unacceptable("started_at is too far from today")
    return started


def _moment(value: Any) -> datetime | None:
    if not isinstance(value, str) or len(value) > 40:
        return None
    try:
        moment = datetime.fromisoformat(value)
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _done(item: Any) -> Done:
    if not isinstance(item, dict):
        raise Unacceptable("item")
    exercise = _text(item, "exercise", 80)
    if not exercise:
        raise Unacceptable("exercise")
    return Done(
        exercise=exercise,
        block=_word(item, "block", tuple(Block), None),
        seconds=_number(item, "seconds", LONGEST_ITEM) or 0,
        sets=_number(item, "sets", MOST_OF_ANYTHING) or 0,
        reps=_number(item, "reps", MOST_OF_ANYTHING) or 0,
        hold=_number(item, "hold", LONGEST_ITEM) or 0,
        felt=_word(item, "felt", FELT, ""),
        completed=item.get("completed") is True,
        instead_of=_text(item, "instead_of", 80),
        asked=_asked(item.get("asked")),
    )


def _asked(value: Any) -> tuple[float, ...]:
    """[sets, reps, hold, minutes], as the player was given it; anything else is left out."""
    if not isinstance(value, list) or len(value) != 4:
        return ()
    numbers = [part for part in value if type(part) in {int, float} and 0 <= part <= LONGEST_ITEM]
    return tuple(numbers) if len(numbers) == 4 else ()


def _number(fields: Mapping[str, Any], name: str, most: int, *, least: int = 0) -> int | None:
    value = fields.get(name)
    if value is None:
        return None
    if type(value) is not int or not least <= value <= most:
        raise Unacceptable(name)
    return value


def _word(fields: Mapping[str, Any], name: str, words: tuple[str, ...], default: str | None) -> str:
    value = fields.get(name, default)
    if value not in words:
        raise Unacceptable(name)
    return str(value)


def _text(fields: Mapping[str, Any], name: str, longest: int) -> str:
    """Half of a sign outside the basic plane, as a device leaves it that counts in sixteens, becomes "?"."""
    value = fields.get(name, "")
    if not isinstance(value, str) or "\x00" in value:
        raise Unacceptable(name)
    return value.strip()[:longest].encode(errors="replace").decode()


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError as error:
        raise Unacceptable("routine") from error
