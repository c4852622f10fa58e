"""Which exercises a person means by what they typed: names and other names first, and forgiving of spelling.

Every word must be found. A word counts most in a name, then in another name, then in what the exercise is for. What is
found nowhere is read as the nearest known word, if one is near enough.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from exercises.catalogue import Catalogue, Exercise
from exercises.vocabulary import EQUIPMENT, POSITIONS, REGIONS, TARGETS

NAME, ALIAS, PURPOSE = 100, 60, 20
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


class Index:
    def __init__(self, catalogue: Catalogue) -> None:
        self.known: dict[str, dict[str, int]] = defaultdict(dict)  # word to exercise to weight
        for exercise in catalogue.exercises.values():
            self._learn(exercise.slug, PURPOSE, *_purposes(exercise, catalogue))
            self._learn(exercise.slug, ALIAS, *exercise.aliases)
            self._learn(exercise.slug, NAME, exercise.name)

    def search(self, text: str) -> Hits | None:
        """None when there is no word to look for."""
        typed = [word for word in _words(text) if word not in EMPTY][:MOST_WORDS]
        if not typed:
            return None
        begun = [word if self._begins(word) else self._nearest(word) for word in typed]
        found = self._rank(begun)
        if not found:
            begun = [word if word in self.known else self._nearest(word) for word in begun]
            found = self._rank(begun)
        return Hits(found, " ".join(begun) if begun != typed else "")

    def _rank(self, words: list[str]) -> tuple[str, ...]:
        scores = [self._scores(word) for word in words]
        shared = set.intersection(*(set(found) for found in scores))
        return tuple(sorted(shared, key=lambda slug: (-sum(found[slug] for found in scores), slug)))

    def _learn(self, slug: str, weight: int, *texts: str) -> None:
        for text in texts:
            words = list(_words(text))
            for word in (*words, *(first + second for first, second in pairwise(words))):
                self.known[word][slug] = weight

    def _begins(self, word: str) -> bool:
        return any(known.startswith(word) for known in self.known)

    def _nearest(self, word: str) -> str:
        """The word itself when none is near."""
        slack = 0 if len(word) < 4 else 1 if len(word) < 7 else 2
        near = [
            (distance, known)
            for known in self.known
            if abs(len(known) - len(word)) <= slack and (distance := _distance(word, known, slack)) <= slack
        ]
        return min(near)[1] if near else word

    def _scores(self, word: str) -> dict[str, int]:
        best: dict[str, int] = {}
        for known, found in self.known.items():
            if known.startswith(word):
                for slug, weight in found.items():
                    score = weight * (EXACT if known == word else BEGINNING)
                    best[slug] = max(score, best.get(slug, 0))
        return best


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
