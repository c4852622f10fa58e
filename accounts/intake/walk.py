"""Where a person is in the intake: which pages are theirs, which comes next, and which must wait."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from accounts.intake.questions import Answers, Page, Part, chosen, questionnaire
from accounts.intake.scoring import counted, needing_clearance, precautions_of, red_flags_of, urgency_of
from exercises.catalogue import Catalogue, Urgency

FIRST = ("safety", "health")  # the parts that nobody passes unanswered
STOPPING = frozenset({Urgency.EMERGENCY, Urgency.URGENT})


@dataclass(frozen=True)
class Walk:
    """quick: only the pages of the quick start, until they are done."""

    answers: Answers
    catalogue: Catalogue
    quick: bool = False

    @cached_property
    def valid(self) -> dict[str, object]:
        return questionnaire().valid(self.answers)

    @cached_property
    def counted(self) -> dict[str, object]:
        return counted(self.answers)

    @cached_property
    def uncleared(self) -> frozenset[str]:
        """The precautions a clinician has to say yes to, whether or not one has."""
        return needing_clearance(precautions_of(self.counted), self.catalogue)

    @cached_property
    def shown(self) -> tuple[Page, ...]:
        return questionnaire().shown(self.valid, needs_clearance=bool(self.uncleared))

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        return tuple(page for page in self.shown if page.quick or not self.quick)

    @cached_property
    def red_flags(self) -> tuple[str, ...]:
        return tuple(red_flags_of(self.counted))

    @property
    def urgency(self) -> Urgency | None:
        return urgency_of(self.red_flags, self.catalogue)

    @property
    def is_stopped(self) -> bool:
        return self.urgency in STOPPING

    def is_answered(self, page: Page) -> bool:
        """Answers that contradict each other were brought in, or are old: they are asked again."""
        is_whole = all(q.slug in self.valid and not q.clashes(self.valid) for q in page.questions)
        return is_whole and not self._is_stale(page) and not self._has_lost(page)

    def _has_lost(self, page: Page) -> bool:
        return any(q.has_lost(self.valid.get(q.slug)) for q in page.questions)

    def _is_stale(self, page: Page) -> bool:
        """A clinician's yes covers what was ticked then; something ticked since asks again, and so does one it ended
        with."""
        confirmed = self.valid.get("clearance")
        is_short = bool(confirmed) and bool(self.uncleared - chosen(confirmed))
        return page.slug == "clearance" and (is_short or confirmed is None)

    def page(self, slug: str) -> Page | None:
        return next((page for page in self.shown if page.slug == slug), None)

    @property
    def next_open(self) -> Page | None:
        return next((page for page in self.pages if not self.is_answered(page)), None)

    @property
    def next_required(self) -> Page | None:
        return next((p for p in self.pages if not p.can_skip and not self.is_answered(p)), None)

    @property
    def next_opened(self) -> Page | None:
        """The first page about safety or health that another answer has opened and that is unanswered, or on which a
        tick is not understood any more: what it would say is not heeded yet."""
        waiting = (p for p in self._first if (p.shown_if and not self.is_answered(p)) or self._has_lost(p))
        return next(waiting, None)

    @property
    def next_first(self) -> Page | None:
        """And those that everybody is asked: a list that a later release added, or that a file came without."""
        asked = (p for p in self._first if p.quick or p.shown_if)
        return next((p for p in asked if not self.is_answered(p)), None)

    @property
    def _first(self) -> Iterator[Page]:
        return (p for p in self.shown if not p.can_skip and (p.part in FIRST or p.gives))

    def confirmed_on(self, page: Page) -> frozenset[str]:
        """What is ticked on it and has a clinician's yes: one more operation, or break, needs a yes of its own."""
        ticked = [chosen(self.counted.get(question.slug)) for question in page.questions if question.gives]
        return self.uncleared & chosen(self.valid.get("clearance")) & frozenset().union(*ticked)

    def spent(self, values: Answers, anew: frozenset[str] = frozenset()) -> dict[str, object]:
        """With these answers a clinician's yes ends for what is no longer ticked: ticked again, it needs a new one.

        anew: what happened again since.
        """
        confirmed, after = self.valid.get("clearance"), Walk({**self.answers, **values}, self.catalogue)
        if "clearance" in values or not isinstance(confirmed, list):
            return {}
        left = [slug for slug in confirmed if slug in after.uncleared - anew]
        return {} if left == confirmed else {"clearance": left or None}

    def reopened(self, before: "Walk") -> list[str]:
        """Questions about safety or health that are open again: what was answered when they were last is too old."""
        pages = [p for p in self.shown if p not in before.shown and (p.part in FIRST or p.gives)]
        return [
            q.slug for p in pages for q in p.questions if q.kind != "clearance" and q.slug in self.answers
        ]

    def missing_before(self, page: Page) -> Page | None:
        """The first page that `page` has to wait for: safety and health come before everything else."""
        before = self.shown[: self.shown.index(page)]
        return next(
            (p for p in before if p.part in FIRST and not p.can_skip and p.quick and not self.is_answered(p)),
            None,
        )

    def after(self, page: Page) -> Page | None:
        index = self.shown.index(page)
        return next((later for later in self.shown[index + 1 :] if later in self.pages), None)

    def before(self, page: Page) -> Page | None:
        index = self.shown.index(page)
        return next((earlier for earlier in reversed(self.shown[:index]) if earlier in self.pages), None)

    def parts(self, page: Page) -> tuple[int, tuple[Part, ...], float]:
        """The page's part counted from 1, all parts of this walk, and the share of the part already behind."""
        slugs = {p.part for p in self.pages} | {page.part}
        parts = tuple(part for part in questionnaire().parts if part.slug in slugs)
        mine = [p for p in self.shown if p.part == page.part and (p in self.pages or p == page)]
        number = next(i for i, part in enumerate(parts, 1) if part.slug == page.part)
        return number, parts, mine.index(page) / len(mine)
