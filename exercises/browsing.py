"""What the library page shows: the filters with their counts, the cards, and the ways out when nothing is left."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exercises.catalogue import Block, Exercise, Limits
from exercises.finding import FILTERS, Criteria, Found, Kind, Shelf
from exercises.fitting import Fit
from exercises.forms import MOST_SHOWN, STEP, FilterForm
from exercises.vocabulary import POSITIONS

LEGENDS: Mapping[Kind, Promise] = {
    "region": gettext_lazy("Pick your area of pain"),
    "block": gettext_lazy("Part of a session"),
    "position": gettext_lazy("Position"),
    "level": gettext_lazy("Effort"),
    "needs": gettext_lazy("What it needs"),
}
ALWAYS_IN_VIEW = 7  # values of one filter; further ones fold away
QUICK: tuple[tuple[Kind, str], ...] = (
    ("region", "lower-back"),
    ("position", "seated"),
    ("position", "standing"),
    ("needs", "nothing"),
    ("level", "1"),
)


@dataclass(frozen=True, slots=True)
class Option:
    """query: the address that turns this one on or off and leaves all else as it is."""

    kind: Kind
    value: str
    label: str
    count: int
    is_on: bool
    query: str


@dataclass(frozen=True, slots=True)
class Filter:
    legend: Promise
    options: tuple[Option, ...]
    folded: tuple[Option, ...]

    @property
    def is_unfolded(self) -> bool:
        return any(option.is_on for option in self.folded)


@dataclass(frozen=True, slots=True)
class Card:
    exercise: Exercise
    block: Block
    positions: str
    effort: str
    fit: Fit | None


@dataclass(frozen=True, slots=True)
class WayOut:
    label: str
    count: int
    query: str


@dataclass(frozen=True, slots=True)
class Pages:
    """Where in a long list this page stands; the addresses are empty at its ends."""

    number: int
    last: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Listing:
    found: int
    total: int
    filters: tuple[Filter, ...]
    quick: tuple[Option, ...]
    cards: tuple[Card, ...]
    more: str  # the address that shows one step more, empty when the whole page is shown
    more_count: int
    pages: Pages
    text: str
    read_as: str
    is_narrowed: bool
    clash: str  # the filters that together leave nothing, in words
    ways_out: tuple[WayOut, ...]


def listing(shelf: Shelf, form: FilterForm, criteria: Criteria, limits: Limits | None) -> Listing:
    found = shelf.find(criteria)
    fits = shelf.fits(limits) if limits else {}
    options = {kind: _options(kind, form, criteria, found) for kind in FILTERS}
    pages = _pages(form, criteria, len(found.exercises))
    start = (pages.number - 1) * MOST_SHOWN
    on_page = found.exercises[start : start + MOST_SHOWN]
    left = len(on_page) - form.shown
    return Listing(
        found=len(found.exercises),
        total=found.total,
        filters=tuple(_filter(legend, options[kind]) for kind, legend in LEGENDS.items()),
        quick=tuple(o for kind, value in QUICK for o in options[kind] if o.value == value),
        cards=tuple(_card(e, criteria, fits.get(e.slug)) for e in on_page[: form.shown]),
        more=_query(form, criteria, show=form.shown + STEP, page=pages.number) if left > 0 else "",
        more_count=min(left, STEP),
        pages=pages,
        text=form.text,
        read_as=criteria.hits.read_as if criteria.hits else "",
        is_narrowed=any(kind != "fits" for kind, _value in criteria.parts()),
        clash="" if found.exercises else _clash(form, criteria),
        ways_out=tuple(_way_out(form, criteria, *way) for way in found.ways_out),
    )


def _pages(form: FilterForm, criteria: Criteria, found: int) -> Pages:
    """A page after the last one is the last one."""
    last = max(1, -(-found // MOST_SHOWN))
    number = min(form.page_number, last)
    before = _query(form, criteria, page=number - 1) if number > 1 else ""
    after = _query(form, criteria, page=number + 1) if number < last else ""
    return Pages(number, last, before, after)


def _options(kind: Kind, form: FilterForm, criteria: Criteria, found: Found) -> tuple[Option, ...]:
    """Those that the library holds at all, and those that are on."""
    chosen = list(criteria.chosen.get(kind, ()))
    return tuple(
        Option(kind, value, label, count, value in chosen, _toggled(form, criteria, kind, value))
        for value, label in FILTERS[kind].items()
        if (count := found.counts[kind][value]) or value in chosen
    )


def _filter(legend: Promise, options: tuple[Option, ...]) -> Filter:
    split = ALWAYS_IN_VIEW if len(options) > ALWAYS_IN_VIEW + 1 else len(options)
    return Filter(legend, options[:split], options[split:])


def _card(exercise: Exercise, criteria: Criteria, fit: Fit | None) -> Card:
    """In the colour of the block that was asked for, if it has several."""
    wanted = [block for block in exercise.blocks if block.value in criteria.chosen.get("block", ())]
    positions = ", ".join(POSITIONS[position] for position in exercise.positions).capitalize()
    effort = FILTERS["level"][str(exercise.level)]
    return Card(exercise, (wanted or list(exercise.blocks))[0], positions, effort, fit)


def _way_out(form: FilterForm, criteria: Criteria, kind: str, value: str, count: int) -> WayOut:
    query = _query(form, criteria.without(kind, value), fits=form.wants_fitting and kind != "fits")
    return WayOut(_named(form, kind, value), count, query)


def _clash(form: FilterForm, criteria: Criteria) -> str:
    names = [
        f"\N{LEFT DOUBLE QUOTATION MARK}{_named(form, *part)}\N{RIGHT DOUBLE QUOTATION MARK}"
        for part in criteria.parts()
    ]
    return _(" and ").join(names)


def _named(form: FilterForm, kind: str, value: str) -> str:
    if kind == "fits":
        return _("Fits my answers")
    if kind == "text":
        return form.text
    return next(names[value] for name, names in FILTERS.items() if name == kind)


def _toggled(form: FilterForm, criteria: Criteria, kind: Kind, value: str) -> str:
    chosen = list(criteria.chosen.get(kind, ()))
    values = [v for v in chosen if v != value] if value in chosen else [*chosen, value]
    changed = Criteria(criteria.hits, {**criteria.chosen, kind: values}, criteria.limits)
    return _query(form, changed)


def _query(
    form: FilterForm, criteria: Criteria, *, fits: bool | None = None, show: int = 0, page: int = 1
) -> str:
    pairs = [("q", form.text)] if criteria.hits else []
    pairs += [(kind, value) for kind, values in criteria.chosen.items() for value in values]
    pairs += [] if (form.wants_fitting if fits is None else fits) else [("fits", "no")]
    pairs += [("show", str(show))] if show else []
    pairs += [("page", str(page))] if page > 1 else []
    return f"?{urlencode(pairs)}"
