"""The words of the library in the database's own full-text index: FTS5 on SQLite, tsvector on PostgreSQL.

`exercises_words` has a row for each exercise; `exercises_spellings` one for each word, found by the trigrams it shares
with a misspelt one. Both databases hold the same words and rank them by the same tiers, so both find the same, and
neither needs an extension or a right of its own. The tables come with migration 0004 and belong to no model.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Protocol

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from exercises.searching import TIERS, WEIGHTS, Hits, Tier, readings, trigrams

Terms = Mapping[str, Mapping[str, Collection[str]]]  # exercise to part to words
EMPTIED = ("DELETE FROM exercises_words", "DELETE FROM exercises_spellings")


def search(database: BaseDatabaseWrapper, words: list[str]) -> Hits:
    """One query when the words are known as they are typed, at most four when not."""
    dialect = DIALECTS[database.vendor]
    with database.cursor() as cursor:
        for read in readings(words, lambda words: _near(cursor, dialect, words)):
            if found := _ranked(cursor, dialect, read):
                break
    return Hits(found, " ".join(read) if read != words else "")


def rewrite(database: BaseDatabaseWrapper, terms: Terms) -> None:
    words = {word for parts in terms.values() for found in parts.values() for word in found}
    dialect = DIALECTS[database.vendor]
    with database.cursor() as cursor:
        for statement in EMPTIED:
            cursor.execute(statement)
        dialect.write(cursor, terms, sorted(words))


def _ranked(cursor: CursorWrapper, dialect: "Dialect", words: list[str]) -> tuple[str, ...]:
    """All words must be met; each counts as much as the best tier that meets it."""
    cases = "".join(f" WHEN {dialect.meets} THEN {tier.score}" for tier in TIERS)
    score = " + ".join([f"(CASE{cases} ELSE 0 END)"] * len(words))
    tiers = [dialect.within(tier, word) for word in words for tier in TIERS]
    cursor.execute(dialect.find.replace("SCORE", score), [dialect.anywhere(words), *tiers])
    return tuple(slug for (slug,) in cursor.fetchall())


def _near(cursor: CursorWrapper, dialect: "Dialect", words: Iterable[str]) -> set[str]:
    cursor.execute(dialect.near, [dialect.sharing(sorted({three for w in words for three in trigrams(w)}))])
    return {word.strip("_") for (word,) in cursor.fetchall()}


class Dialect(Protocol):
    """find and near: the questions; meets: whether a row meets what `within` makes of a word."""

    find: str
    meets: str
    near: str

    def anywhere(self, words: list[str]) -> str: ...
    def within(self, tier: Tier, word: str) -> str: ...
    def sharing(self, trigrams: list[str]) -> str | list[str]: ...
    def write(self, cursor: CursorWrapper, terms: Terms, words: list[str]) -> None: ...


class SQLite:
    find = "SELECT slug FROM exercises_words WHERE exercises_words MATCH %s ORDER BY SCORE DESC, slug"
    meets = "rowid IN (SELECT rowid FROM exercises_words WHERE exercises_words MATCH %s)"
    near = "SELECT word FROM exercises_spellings WHERE exercises_spellings MATCH %s"

    def anywhere(self, words: list[str]) -> str:
        return " AND ".join(f'"{word}"*' for word in words)

    def within(self, tier: Tier, word: str) -> str:
        return f'{tier.part} : "{word}"{"" if tier.is_whole else "*"}'

    def sharing(self, trigrams: list[str]) -> str:
        return " OR ".join(f'"{three}"' for three in trigrams)

    def write(self, cursor: CursorWrapper, terms: Terms, words: list[str]) -> None:
        cursor.executemany(
            "INSERT INTO exercises_words (slug, name, alias, purpose) VALUES (%s, %s, %s, %s)",
            [(slug, *(" ".join(parts[part]) for part in WEIGHTS)) for slug, parts in terms.items()],
        )
        cursor.executemany(
            "INSERT INTO exercises_spellings (word) VALUES (%s)", [(f"__{word}_",) for word in words]
        )


class PostgreSQL:
    letters = dict(zip(WEIGHTS, "ABC", strict=True))
    find = 'SELECT slug FROM exercises_words WHERE terms @@ %s::tsquery ORDER BY SCORE DESC, slug COLLATE "C"'
    meets = "terms @@ %s::tsquery"
    near = "SELECT word FROM exercises_spellings WHERE trigrams && %s::text[]"

    def anywhere(self, words: list[str]) -> str:
        return " & ".join(f"'{word}':*" for word in words)

    def within(self, tier: Tier, word: str) -> str:
        return f"'{word}':{'' if tier.is_whole else '*'}{self.letters[tier.part]}"

    def sharing(self, trigrams: list[str]) -> list[str]:
        return trigrams

    def write(self, cursor: CursorWrapper, terms: Terms, words: list[str]) -> None:
        cursor.execute(
            "INSERT INTO exercises_words SELECT * FROM unnest(%s::text[], %s::tsvector[])",
            [list(terms), [self._vector(parts) for parts in terms.values()]],
        )
        cursor.execute(
            "INSERT INTO exercises_spellings SELECT word, string_to_array(threes, ' ')"
            " FROM unnest(%s::text[], %s::text[]) AS given (word, threes)",
            [words, [" ".join(trigrams(word)) for word in words]],
        )

    def _vector(self, parts: Mapping[str, Collection[str]]) -> str:
        return " ".join(f"{word}:1{self.letters[part]}" for part, words in parts.items() for word in words)


DIALECTS: Mapping[str, Dialect] = {"sqlite": SQLite(), "postgresql": PostgreSQL()}
