"""What we know of a person, read from their answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from accounts.ids import uuid7
from accounts.intake.profile import Profile
from accounts.intake.questions import Answers, Page, Question, chosen, questionnaire
from accounts.intake.scoring import profile
from accounts.intake.walk import FIRST, Walk
from accounts.memory import remembered
from accounts.models import Answer, Intake, User
from accounts.prepared import Prepared, Row
from exercises.catalogue import Catalogue
from exercises.models import Exercise

SCALE = range(11)
Mark = tuple[str, tuple[Row, ...]]

# What passes with time, and how long it is taken as it was said.
PASSES_IN = {
    "acute-flare": timedelta(weeks=2),
    "recent-back-injury": timedelta(weeks=2),
    "recent-other-surgery": timedelta(weeks=6),
    "pregnancy-early": timedelta(weeks=12),
    "pregnancy-later": timedelta(weeks=12),
    "postpartum": timedelta(weeks=12),
    "hip-replacement": timedelta(weeks=12),
    "recent-spinal-surgery": timedelta(weeks=12),
    "recent-abdominal-surgery": timedelta(weeks=12),
}
# What asks for more care as time goes by: it is asked about again before any exercise.
GROWS_IN = {"pregnancy-early": timedelta(weeks=4)}

NEWEST = Prepared(lambda owner: User(pk=owner).intakes.newest_first()[:2], uuid7())
TOLD = Prepared(
    lambda owner, *intakes: User(pk=owner).answers.of(*intakes).values_list("intake", "question", "value"),
    uuid7(),
    uuid7(),
    uuid7(),
)
IN_FORCE = Prepared(lambda owner: Answer.objects.in_force(User(pk=owner)).marks(), uuid7())


def mark_of(user: User) -> Mark:
    """What we know of a person from their answers is the same when this is. Two queries at most."""
    return catalogue().version, IN_FORCE.rows(user.pk)


def profile_of(user: User, mark: Mark | None = None) -> Profile | None:
    """None until an intake is finished. The queries of `mark_of`, and one more when an answer has changed."""
    mark = mark or mark_of(user)
    return remembered(user.pk, ("profile", mark), lambda: (_profile_of(user),))[0]


@dataclass(frozen=True, slots=True)
class Old:
    """Something said more than `weeks` ago, so that it may be over: where it was asked, in the words of the intake."""

    page: Page
    labels: tuple[str, ...]
    weeks: int


def grown_old(mark: Mark, today: date) -> Old | None:
    """No query. The first such answer; given again, even as it was, it is new."""
    said: dict[str, date] = {}
    ticked: dict[str, dict[str, str]] = {}
    known = {question.slug: question for question in questionnaire().questions}
    for _, question, value, answered_at in IN_FORCE.read(mark[1]):
        said[question] = max(said.get(question, answered_at.date()), answered_at.date())
        if question in known:
            ticked[question] = ticked.get(question, {}) | _passing(known[question], value)
    for page in questionnaire().pages:
        for one in page.questions:
            over = {
                s: label
                for s, label in ticked.get(one.slug, {}).items()
                if _is_over(s, said[one.slug], today)
            }
            if over:
                return Old(page, tuple(over.values()), min(PASSES_IN[slug].days // 7 for slug in over))
    return None


def _passing(question: Question, value: object) -> dict[str, str]:
    """What passes with time of an answer, and the words it was given in."""
    found = {o.slug: o.label for o in question.options if o.slug in chosen(value) & PASSES_IN.keys()}
    if question.sets in PASSES_IN and isinstance(value, int) and value >= question.at_least:
        found[question.sets] = f"{question.short}: {value}"
    return found


def _is_over(slug: str, said: date, today: date) -> bool:
    return today - said > PASSES_IN[slug]


def to_ask(walk: Walk, mark: Mark, today: date) -> Page | None:
    """The page to answer before any exercise: one about safety that is open, or one that time has outgrown."""
    return walk.next_first or _outgrown(walk, mark, today)


def _outgrown(walk: Walk, mark: Mark, today: date) -> Page | None:
    for _, question, value, answered_at in IN_FORCE.read(mark[1]):
        spans = [GROWS_IN[slug] for slug in chosen(value) & GROWS_IN.keys()]
        page = next((p for p in walk.shown if any(q.slug == question for q in p.questions)), None)
        if page and any(today - answered_at.date() > span for span in spans):
            return page
    return None


def to_look_at(user: User) -> tuple[Page, ...]:
    """The safety lists not answered since a session was stopped for a new sign. A query for who ever stopped one."""
    if user.stopped_at is None:
        return ()
    answered = set(user.answers.since(user.stopped_at).values_list("question", flat=True))
    return tuple(p for p in questionnaire().safety_lists if any(q.slug not in answered for q in p.questions))


def told_so_far(user: User, today: date) -> tuple[Profile | None, Page | None]:
    """What we know, also of a first intake that is not finished, and the page to answer before any exercise."""
    mark = mark_of(user)
    if finished := profile_of(user, mark):
        (asked,) = remembered(user.pk, ("to ask", mark, today), lambda: (_to_ask(user, mark, today),))
        return finished, asked
    begun = intakes_of(user)
    if not begun:
        return None, None
    return profile(begun[0].values, catalogue()), Walk(begun[0].values, catalogue()).next_opened


def _to_ask(user: User, mark: Mark, today: date) -> Page | None:
    return to_ask(Walk(answers_of(user) or {}, catalogue()), mark, today)


def _profile_of(user: User) -> Profile | None:
    answers = answers_of(user)
    return None if answers is None else profile(answers, catalogue())


def answers_of(user: User) -> Answers | None:
    """Those of the last finished intake; None without one.

    Signs and conditions ticked in a newer, unfinished intake count already; its other answers wait.
    """
    rows = Answer.objects.in_force(user).values_list("intake_id", "question", "value")
    intakes = [
        {question: value for _, question, value in group} for _, group in groupby(rows, lambda row: row[0])
    ]
    return _together(intakes) if intakes else None


def _together(intakes: list[dict[str, object]]) -> Answers:
    finished, *newer = intakes
    if not newer:
        return finished
    pages = questionnaire().pages
    careful = [q for page in pages for q in page.questions if page.part in FIRST or page.gives or q.is_sign]
    lists = {q.slug: _union(one.get(q.slug) for one in intakes) for q in careful if q.kind == "many"}
    scales = {q.slug: _most(one.get(q.slug) for one in intakes) for q in careful if q.kind == "scale"}
    return finished | {slug: value for slug, value in (lists | scales).items() if value}


def _union(values: Iterable[object]) -> list[str]:
    return sorted(frozenset().union(*(chosen(value) for value in values)))


def _most(values: Iterable[object]) -> int:
    return max((value for value in values if isinstance(value, int) and value in SCALE), default=0)


def intakes_of(user: User) -> list[Intake]:
    """The newest, finished or not, and the one before it, each with its answers. Two queries."""
    intakes: list[Intake] = NEWEST.objects(user.pk)
    rows = TOLD.rows(user.pk, intakes[0].pk, intakes[-1].pk) if intakes else ()
    told = remembered(user.pk, ("told", rows), lambda: _by_intake(rows))
    for intake in intakes:
        intake.values, intake.mark = told.get(intake.pk, {}), hash((intake.pk, rows))
    return intakes


def _by_intake(rows: Iterable[Row]) -> dict[UUID, dict[str, object]]:
    told: dict[UUID, dict[str, object]] = {}
    for intake, question, value in TOLD.read(rows):
        told.setdefault(intake, {})[question] = value
    return told


def walk_of(intake: Intake) -> Walk:
    """An unfinished quick start keeps to its own pages. The same walk while the answers that were read are the same."""
    quick, library = intake.is_quick and intake.finished_at is None, catalogue()

    def walk() -> Walk:
        return Walk(intake.values, library, quick=quick)

    key = "walk", intake.mark, library.version, quick
    return walk() if intake.mark is None else remembered(intake.owner_id, key, walk)


def catalogue() -> Catalogue:
    return Exercise.objects.catalogue()
