"""The database's full-text index against a plain reading of the same rules, and how it follows the library."""

import random
from dataclasses import replace

from exercises import searching
from exercises.models import Exercise
from exercises.searching import BEGINNING, EXACT, WEIGHTS, Hits
from tests.factories import make_catalogue, make_exercise


class Plain:
    """What `search` must answer, worked out word by word."""

    def __init__(self, catalogue):
        self.terms = {slug: searching.terms(e, catalogue) for slug, e in catalogue.exercises.items()}
        self.known = {word for parts in self.terms.values() for words in parts.values() for word in words}

    def search(self, text):
        words = searching.typed(text)
        for read in searching.readings(words, lambda _: self.known):
            if found := self.ranked(read):
                break
        return Hits(found, " ".join(read) if read != words else "")

    def ranked(self, words):
        scores = {slug: [self.score(parts, word) for word in words] for slug, parts in self.terms.items()}
        met = [slug for slug, found in scores.items() if all(found)]
        return tuple(sorted(met, key=lambda slug: (-sum(scores[slug]), slug)))

    def score(self, parts, word):
        return max(
            (
                WEIGHTS[part] * (EXACT if known == word else BEGINNING)
                for part, terms in parts.items()
                for known in terms
                if known.startswith(word)
            ),
            default=0,
        )


def misspelt(word, chance):
    """With a letter dropped, doubled, changed, or swapped with its neighbour."""
    place = chance.randrange(len(word) - 1)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    ways = [after, letter * 2 + after, chance.choice("aeiourstlnz") + after, after[0] + letter + after[1:]]
    return before + chance.choice(ways)


def test_database_finds_and_ranks_as_the_rules_say(loaded_library):
    plain, chance = Plain(loaded_library), random.Random(7)
    known = sorted(plain.known)
    typed = [e.name for e in loaded_library.exercises.values()][::4]
    typed += [word[: chance.randint(1, len(word))] for word in chance.sample(known, 40)]
    typed = [text for text in typed if searching.typed(text)]
    typed += [misspelt(word, chance) for word in chance.sample([w for w in known if len(w) > 3], 60)]
    typed += [f"{misspelt('hamstring', chance)} {misspelt('stretch', chance)}" for _ in range(10)]

    wrong = [text for text in typed if Exercise.objects.search(text, loaded_library) != plain.search(text)]

    assert wrong == []


def test_search_costs_one_query_and_four_when_misspelt(loaded_library, django_assert_num_queries):
    with django_assert_num_queries(1):
        Exercise.objects.search("seated hamstring stretch", loaded_library)
    with django_assert_num_queries(3):
        Exercise.objects.search("hamstirng strech", loaded_library)


def test_search_takes_signs_of_query_languages_as_words(loaded_library):
    for text in (
        '"',
        "*",
        "bridge*",
        "name : bridge",
        "a OR b",
        "' | 'x",
        "NOT bridge",
        "NEAR(a b)",
        "90 -1 :*",
    ):
        Exercise.objects.search(text, loaded_library)

    assert Exercise.objects.search('"bridge" & !', loaded_library).slugs[0] == "bridge"


def test_search_finds_only_what_the_library_at_hand_holds(loaded_library):
    smaller = replace(loaded_library, exercises={"plank": loaded_library.exercises["plank"]})

    assert Exercise.objects.search("hamstring", smaller).slugs == ()


def test_index_forgets_what_was_taken_away(loaded_library):
    only = make_catalogue(make_exercise("wall-clock", aliases=("Pendulum",)))
    Exercise.objects.index(only)

    assert Exercise.objects.search("pendulm", only) == Hits(("wall-clock",), "pendulum")
    assert Exercise.objects.search("bridge", only) == Hits(())
