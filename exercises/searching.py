"""Which exercises a person means by what they typed: names and other names first, and forgiving of spelling.

Every word must be found. A word counts most in a name, then in another name, then in what the exercise is for. What is
found nowhere is read as the nearest known word, if one is near enough. `exercises.models.fulltext` asks the database.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from exercises.catalogue import Catalogue, Exercise
from exercises.vocabulary import EQUIPMENT, POSITIONS, REGIONS, TARGETS

WEIGHTS = {"name": 100, "alias": 60, "purpose": 20}
EXACT, BEGINNING = 3, 2  # how well a typed word meets a known one
MOST_WORDS = 8
EMPTY = frozenset(
    ["a", "an", "and", "at", "exercise", "exercises", "for", "in", "my", "of", "on", "the", "to", "with"]
)


@dataclass(frozen=True, slots=True)
class Hits:
    """slugs: best first. read_as: the words as they were understood, empty when nothing had to be guessed."""

    slugs: tuple[str, ...]
    read_as: str = ""


@dataclass(frozen=True, slots=True)
class Tier:
    """What a word is worth that is met in this part of an exercise, as a whole or as its beginning."""

    part: str
    is_whole: bool
    score: int


TIERS = sorted(
    (
        Tier(part, is_whole, weight * (EXACT if is_whole else BEGINNING))
        for part, weight in WEIGHTS.items()
        for is_whole in (True, False)
    ),
    key=lambda tier: -tier.score,
)


def typed(text: str) -> list[str]:
    """The words to look for."""
    return [word for word in _words(text) if word not in EMPTY][:MOST_WORDS]


def readings(words: list[str], near: Callable[[Iterable[str]], Collection[str]]) -> Iterator[list[str]]:
    """What may have been meant, likeliest first. `near` gives the known words that share three letters with these."""
    yield words
    known = near(words)
    begun = [word if _begins(word, known) else _nearest(word, known) for word in words]
    if begun != words:
        yield begun
    whole = [word if word in known else _nearest(word, known) for word in begun]
    if whole != begun:
        yield whole


def terms(exercise: Exercise, catalogue: Catalogue) -> Mapping[str, Collection[str]]:
    """The words that an exercise is found by, for each part of it; two neighbours also as one, such as "catcow"."""
    texts = {"name": [exercise.name], "alias": exercise.aliases, "purpose": _purposes(exercise, catalogue)}
    return {part: sorted({term for text in texts[part] for term in _joined(text)}) for part in texts}


def trigrams(word: str) -> list[str]:
    """Every three letters in a row; the beginning and the end count as letters."""
    padded = f"__{word}_"
    return [padded[start : start + 3] for start in range(len(padded) - 2)]


def _joined(text: str) -> list[str]:
    words = list(_words(text))
    return [*words, *(first + second for first, second in pairwise(words))]


def _begins(word: str, known: Collection[str]) -> bool:
    return any(other.startswith(word) for other in known)


def _nearest(word: str, known: Collection[str]) -> str:
    """The word itself when none is near."""
    slack = 0 if len(word) < 4 else 1 if len(word) < 7 else 2
    near = [
        (distance, other)
        for other in known
        if abs(len(other) - len(word)) <= slack and (distance := _distance(word, other, slack)) <= slack
    ]
    return min(near)[1] if near else word


def _purposes(exercise: Exercise, catalogue: Catalogue) -> Iterable[str]:
    yield from (block.label for block in exercise.blocks)
    for names, slugs in (
        (REGIONS, exercise.regions),
        (POSITIONS, exercise.positions),
        (EQUIPMENT, exercise.equipment),
        (TARGETS, exercise.targets),
    ):
        yield from (names[slug] for slug in slugs if slug in names)
    yield from (catalogue.risk_factors[slug].name for slug in exercise.serves)


def _words(text: str) -> Iterable[str]:
    """Lower case, without accents; "cat-cow" is two words."""
    plain = unicodedata.normalize(
        "NFKD", text.casefold().replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")
    )
    return re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))


def _distance(one: str, other: str, most: int) -> int:
    """Letters added, dropped, changed or swapped with their neighbour; `most + 1` when it is more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        before, last, row = row, before, [i]
        for j, wanted in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
