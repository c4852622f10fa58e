"""Posts that no page of ours sends: good ones, broken in the ways that browsers, scripts and people break them.

The tests run a short form of it; `make fuzz` runs 20,000.
"""

import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

POSTS = int(os.environ.get("FUZZ_POSTS", "300"))
SEED = int(os.environ.get("FUZZ_SEED", "20261121"))

# One field can be any of these.
VALUES = [
    "",
    " ",
    "none",
    "null",
    "-1",
    "0",
    "3",
    "12",
    "1e9",
    "NaN",
    "Infinity",
    "9" * 400,
    "0x10",
    "\x00",
    "12\x00",
    "\ud7ff\U0001f9b4",
    "\u202e12",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "{{ 7*7 }}",
    "../../etc/passwd",
    "0001-01-01",
    "9999-99-99",
    "00000000-0000-0000-0000-000000000000",
    "[]",
    '{"a": 1}',
    "x" * 20_000,
]

Post = dict[str, Any]


def broken(good: Post, chance: random.Random) -> Post:
    """`good` with one to three breaks; some of them leave it good, so that what lies behind validation is hit too."""
    post = {name: list(value) if isinstance(value, list) else [value] for name, value in good.items()}
    for _ in range(chance.randint(1, 3)):
        chance.choice(BREAKS)(post, chance)
    return post


def _pick(post: Post, chance: random.Random) -> str:
    return chance.choice(sorted(post) or ["x"])


def drop(post: Post, chance: random.Random) -> None:
    post.pop(_pick(post, chance), None)


def repeat(post: Post, chance: random.Random) -> None:
    name = _pick(post, chance)
    post[name] = post.get(name, []) * chance.choice([2, 2, 50])


def replace(post: Post, chance: random.Random) -> None:
    post[_pick(post, chance)] = [chance.choice(VALUES)]


def add_value(post: Post, chance: random.Random) -> None:
    post.setdefault(_pick(post, chance), []).append(chance.choice(VALUES))


def add_field(post: Post, chance: random.Random) -> None:
    name = chance.choice(
        ["skip", "from", "way", "id", "owner", "pk", "csrfmiddlewaretoken", "x\x00", "a" * 300]
    )
    post[name] = [chance.choice([*VALUES, "answers", "profile", "quick"])]


def swap(post: Post, chance: random.Random) -> None:
    one, other = _pick(post, chance), _pick(post, chance)
    if one in post and other in post:
        post[one], post[other] = post[other], post[one]


def nothing(post: Post, chance: random.Random) -> None:
    """As good as it was."""


BREAKS: list[Callable[[Post, random.Random], None]] = [
    drop,
    repeat,
    replace,
    add_value,
    add_field,
    swap,
    nothing,
]


def fuzz(
    goods: Callable[[random.Random], tuple[str, Post]], count: int = POSTS
) -> Iterator[tuple[str, Post]]:
    """`count` posts: where to, and what. `goods` gives a good one each time it is asked."""
    chance = random.Random(SEED)
    for _ in range(count):
        url, good = goods(chance)
        yield url, broken(good, chance)


def judge(statuses: "Counter[int]") -> None:
    """No post breaks the server, and enough of them reach what lies behind the forms."""
    past = sum(count for status, count in statuses.items() if status < 400)
    assert {status for status in statuses if status >= 500} == set(), statuses
    assert past >= 0.2 * statuses.total(), statuses
