"""Which signs need help how fast, as cards: on the stop page, on the help page, and kept in view for `soon`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from accounts.intake.profile import Profile
from accounts.intake.questions import Option, questionnaire
from exercises.catalogue import Catalogue, Clearance, Precaution, RedFlag, Urgency

MOOD = "safety-mood"  # looked after in its own words: it is about a person in despair, not about a back


@dataclass(frozen=True, slots=True)
class Sign:
    """A red flag in the words of the intake; `page` is where it was asked."""

    flag: RedFlag
    option: Option
    page: str


@dataclass(frozen=True, slots=True)
class Card:
    """level: emergency, urgent, soon, or mood. is_less: less pressing than what the person has, so it may be folded."""

    level: str
    signs: tuple[Sign, ...] = ()
    is_less: bool = False


def signs(flags: Iterable[str], catalogue: Catalogue) -> tuple[Sign, ...]:
    """In the order they are asked."""
    wanted = set(flags)
    asked: dict[str, Sign] = {}
    for page, option in _asked():
        if option.slug in wanted:
            flag = catalogue.red_flags.get(option.slug) or _lost_sign(option)
            asked.setdefault(option.slug, Sign(flag, option, page))
    return tuple(asked.values())


def _lost_sign(option: Option) -> RedFlag:
    """What the library no longer knows counts as urgent (`scoring.urgency_of`), and the person has to be told so."""
    advice = _("Speak to a doctor today before you exercise.")
    return RedFlag(option.slug, option.label, Urgency.URGENT, advice, suspects="")


def _asked() -> Iterator[tuple[str, Option]]:
    for page in questionnaire().pages:
        for question in page.questions:
            if question.gives == "red-flags":
                yield from ((page.slug, option) for option in question.options)


def waiting(profile: Profile, catalogue: Catalogue) -> tuple[Precaution, ...]:
    """What stands between the person and a routine: a clinician's yes, or rules that the library has lost."""
    return tuple(catalogue.precautions.get(slug) or _lost_rules(slug) for slug in sorted(profile.unconfirmed))


def _lost_rules(slug: str) -> Precaution:
    note = _("We have no rules for it at the moment. Until we do, we cannot make a routine that heeds it.")
    name = slug.replace("-", " ").capitalize()
    return Precaution(slug, name, "", "", Clearance.REQUIRE, rules=(), note=note)


def told(flags: Iterable[str], catalogue: Catalogue) -> tuple[Sign, ...]:
    """What the person ticked, most urgent first."""
    order = list(Urgency)
    return tuple(sorted(signs(flags, catalogue), key=lambda sign: order.index(sign.flag.urgency)))


def cards(catalogue: Catalogue) -> list[Card]:
    """One for each level, the fastest first."""
    physical = signs(set(catalogue.red_flags) - {MOOD}, catalogue)
    return [Card(level.value, tuple(s for s in physical if s.flag.urgency is level)) for level in Urgency]


def stop_cards(flags: Iterable[str], catalogue: Catalogue) -> list[Card]:
    """The person's own level first, the others below. Despair comes before everything but an emergency of the body."""
    ticked = told(flags, catalogue)
    body = [sign.flag.urgency for sign in ticked if sign.flag.slug != MOOD]
    if not any(sign.flag.slug == MOOD for sign in ticked):
        return _from(body[0] if body else Urgency.URGENT, catalogue)
    if not body:
        return [Card("mood")]
    first, *rest = _from(body[0], catalogue)
    mood = Card("mood")
    return [first, mood, *rest] if body[0] is Urgency.EMERGENCY else [mood, first, *rest]


def _from(level: Urgency, catalogue: Catalogue) -> list[Card]:
    everything, own = cards(catalogue), list(Urgency).index(level)
    after = [replace(card, is_less=True) for card in everything[own + 1 :]]
    return [everything[own], *everything[:own], *after]
