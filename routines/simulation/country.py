"""The rows of each table as PostgreSQL's COPY reads them, so cheap to make that the database is what is waited for.

People of a kind differ by their ids alone: the lines of one are a template, with two marks where an id's own parts go.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from accounts.intake.recording import CONSENT
from exercises.catalogue import Catalogue
from routines import documents
from routines.simulation.kinds import MINUTES, Kind, days, kinds, session

HEAD, TAIL = "\x01", "\x02"
USER, CONSENTED, INTAKE, ROUTINE, ACTIVITY, RATING, CHOICE, PROPOSAL = (
    f"{HEAD}{code:03x}{TAIL}" for code in range(1, 9)
)
TURNS = 60  # ways that the sessions of one day go
MOST_SESSIONS = 3000  # three a week for twenty years
EPOCH = 1_735_689_600_000  # milliseconds; ids count on from here
MIX = 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFF  # odd, so that it makes another number of each

Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """rounds: in each, every person has one of the templates in turn. is_leaf: nothing refers to its rows."""

    name: str
    columns: str
    rounds: Iterable[list[str]]
    is_leaf: bool = False
    count: int = 1


@dataclass(frozen=True, slots=True)
class Country:
    """people: how many, numbered from `first`. sessions: of each, three a week, the last one today.

    minutes: of their routines, in turn.
    """

    people: int
    sessions: int
    today: date
    first: int = 0
    minutes: tuple[str, ...] = MINUTES

    def lines(self, table: Table) -> Iterator[str]:
        for templates in table.rounds:
            for number in range(self.first, self.first + self.people):
                at = EPOCH + number * 977
                head = f"{at >> 16:08x}-{at & 0xFFFF:04x}-7"
                tail = f"-8000-{number * MIX & 0xFFFFFFFFFFFF:012x}"
                yield templates[number % len(templates)].replace(HEAD, head).replace(TAIL, tail)

    def tables(self, catalogue: Catalogue) -> list[Table]:
        """Those that others refer to come first."""
        known, on = kinds(catalogue, self.minutes), list(days(self.sessions, self.today)) or [self.today]
        tables = []
        for name, (columns, *_) in _rows(known[0], on, "").items():
            templates = ["".join(map(_line, _rows(kind, on, catalogue.version)[name][1])) for kind in known]
            tables.append(
                Table(name, columns, [templates], is_leaf=name in {"accounts_answer", "routines_revision"})
            )
        done = (
            _sessions(known, turn, self.sessions - turn - 1, day)
            for turn, day in enumerate(on[: self.sessions])
        )
        return [*tables, Table("routines_session", SESSION, done, is_leaf=True, count=self.sessions)]


def _rows(kind: Kind, on: list[date], version: str) -> dict[str, tuple[str, list[Row]]]:
    """Of one person, but for the sessions: table to columns and rows."""
    return _told(kind, on) | _kept(kind, on, version) | _followed(on)


def _told(kind: Kind, on: list[date]) -> dict[str, tuple[str, list[Row]]]:
    joined, email = _joined(on), f"{USER}@example.invalid"
    person: Row = (USER, "!", False, email, False, True, joined, on[-1], "Europe/London", 0, {})
    return {
        "accounts_user": (
            "id,password,is_superuser,email,is_staff,is_active,joined_at,seen_on,time_zone,idle_warnings,settings",
            [person],
        ),
        "accounts_consent": ("id,owner_id,version,given_at", [(CONSENTED, USER, CONSENT, joined)]),
        "accounts_intake": (
            "id,owner_id,consent_id,is_quick,started_at,finished_at",
            [(INTAKE, USER, CONSENTED, True, joined, joined)],
        ),
        "accounts_answer": (
            "owner_id,intake_id,question,value,answered_at",
            [(USER, INTAKE, question, _Json(value), joined) for question, value in kind.answers.items()],
        ),
    }


def _kept(kind: Kind, on: list[date], version: str) -> dict[str, tuple[str, list[Row]]]:
    joined, first, change = _joined(on), kind.plan.items[0].exercise, "Made from your answers."
    plan, profile = documents.write(kind.plan), documents.write(kind.profile)
    return {
        "routines_routine": (
            "id,owner_id,name,revision,created_at,chosen_at",
            [(ROUTINE, USER, "Mornings", 1, joined, joined)],
        ),
        "routines_revision": (
            "owner_id,routine_id,number,plan_document,profile_document,change,library_version,made_at",
            [(USER, ROUTINE, 1, plan, profile, change, version, joined)],
        ),
        "routines_proposal": (
            "id,owner_id,routine_id,key,reason,answer,before,answered_at",
            [(PROPOSAL, USER, ROUTINE, f"more:{first}", "More of it.", "refused", 1, joined)],
        ),
    }


def _followed(on: list[date]) -> dict[str, tuple[str, list[Row]]]:
    joined, checks, ticks = _joined(on), on[-24::3], on[-8:]
    return {
        "routines_activity": (
            "id,owner_id,name,created_at",
            [(ACTIVITY, USER, "Carry my shopping home", joined)],
        ),
        "routines_rating": ('id,owner_id,activity_id,value,"on"', [(RATING, USER, ACTIVITY, 4, on[0])]),
        "routines_weeklycheck": (
            'id,owner_id,"on",pain,enjoyment,activity',
            [(f"{HEAD}{0x100 + at:03x}{TAIL}", USER, day, 4, 3, None) for at, day in enumerate(checks)],
        ),
        "routines_habitchoice": (
            "id,owner_id,habit,moment,chosen_at",
            [(CHOICE, USER, "walk-daily", "after lunch", joined)],
        ),
        "routines_habittick": (
            'id,owner_id,choice_id,"on"',
            [(f"{HEAD}{0x200 + at:03x}{TAIL}", USER, CHOICE, day) for at, day in enumerate(ticks)],
        ),
    }


SESSION = (
    "owner_id,client_id,routine_id,revision,kind,started_at,local_date,time_zone,seconds,seconds_by_block,items,"
    "pain_before,pain_after,effort,note,edit,received_at"
)


def _sessions(known: list[Kind], turn: int, left: int, day: date) -> list[str]:
    """One session of each person, as the product would keep it."""
    templates = []
    for way in range(TURNS - TURNS % len(known) or len(known)):
        record = session(known[way % len(known)], turn + way, left, day)
        fields = record.fields() | {
            "owner_id": USER,
            "client_id": f"{HEAD}{turn:03x}{TAIL}",
            "routine_id": ROUTINE,
            "received_at": record.started_at + timedelta(minutes=20),
        }
        templates.append(_line(tuple(fields[name] for name in SESSION.split(","))))
    return templates


@dataclass(frozen=True, slots=True)
class _Json:
    """A value that is JSON even if it is a word or a number."""

    value: object


def _line(row: Row) -> str:
    return "\t".join(map(_cell, row)) + "\n"


def _cell(value: object) -> str:
    if value is None:
        return r"\N"
    if isinstance(value, _Json | dict | list):
        value = json.dumps(value.value if isinstance(value, _Json) else value, default=str)
    return str(value).replace("\\", r"\\").replace("\t", r"\t").replace("\n", r"\n")


def _joined(on: list[date]) -> datetime:
    return datetime.combine(on[0] - timedelta(days=1), time(8), UTC)
