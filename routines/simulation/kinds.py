"""The kinds of people there are: what they answered, the routine they got for it, and how a session of theirs went."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import product

from accounts.intake.profile import Profile
from accounts.intake.questions import Question, questionnaire
from accounts.intake.scoring import profile
from exercises.catalogue import Catalogue
from routines.builder import build
from routines.builder.plan import Plan
from routines.records import Done, Record

AREAS, PAINS = ("lower-back", "neck", "hips"), (2, 5)
MINUTES = ("5", "5", "12")
AT_HOME = ["chair", "wall", "worktop", "doorway", "bed", "step"]
LATEST_HOUR = 22  # of a session, in UTC; the earliest is 6


@dataclass(frozen=True, slots=True)
class Kind:
    answers: dict[str, object]
    profile: Profile
    plan: Plan


def kinds(catalogue: Catalogue, minutes: Iterable[str]) -> list[Kind]:
    return [_kind(catalogue, *way) for way in product(AREAS, minutes, PAINS)]


def session(kind: Kind, turn: int, left: int, day: date) -> Record:
    """The pain goes down slowly; one session in five ends early, one in eleven is quick relief.

    left: how many sessions come after it.
    """
    doses = kind.plan.items
    if turn % 11 == 7:
        doses = doses[:2]
    elif turn % 5 == 3:
        doses = doses[: len(doses) * 2 // 3]
    pain = min(10, max(0, (kind.profile.pain or 0) + left // 20 + turn % 3 - 1))
    return Record(
        started_at=datetime.combine(day, time(6 + turn * 5 % (LATEST_HOUR - 6), turn * 7 % 60), UTC),
        time_zone="Europe/London",
        items=tuple(Done.as_asked(item) for item in doses),
        kind="relief" if turn % 11 == 7 else "routine",
        revision=1,
        pain_before=pain,
        pain_after=max(0, pain - turn % 2),
        effort=("right", "easy", "right", "hard")[turn % 4],
    )


def days(sessions: int, today: date) -> Iterator[date]:
    """Three a week, oldest first; the last one is of today."""
    for left in reversed(range(sessions)):
        yield today - timedelta(days=left * 7 // 3)


def _kind(catalogue: Catalogue, area: str, minutes: str, pain: int) -> Kind:
    """What somebody answers in the quick start."""
    given = {"areas": [area], "minutes": minutes, "pain_now": pain, "equipment": AT_HOME}
    asked = [question for page in questionnaire().pages if page.quick for question in page.questions]
    answers = {question.slug: _first(question) for question in asked} | given
    shown = {question.slug for page in questionnaire().shown(answers) for question in page.questions}
    answers = {slug: value for slug, value in answers.items() if slug in shown}
    told = profile(answers, catalogue)
    return Kind(answers, told, build(told, catalogue))


def _first(question: Question) -> object:
    by_kind: dict[str, object] = {"many": [], "scale": 3, "number": 70.0, "clearance": []}
    return by_kind[question.kind] if question.kind in by_kind else question.options[0].slug
