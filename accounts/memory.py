"""What was worked out for a person, held in this process for as long as they are here, so that it is not done again.

A key names all that the value was made from; the person, the language and the time zone are part of every key. Held in
memory alone, for few people and a few things each, and let go when they were away a while, withdraw or are deleted.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language

from exercises.keeping import Keep

PEOPLE, EACH = 100, 24  # things of at most some 70 kB
AWAY = 10 * 60  # seconds

T = TypeVar("T")
_people: OrderedDict[UUID, tuple[float, Keep[Any]]] = OrderedDict()  # who was here last comes last
_lock = Lock()


def remembered(owner: UUID, key: Hashable, make: Callable[[], T]) -> T:
    """`make` is called only when nothing is held for this key; it never makes None.

    Of the key its hash is held: it may name thousands of sessions.
    """
    held, place = _held_for(owner), hash((key, get_language(), timezone.get_current_timezone_name()))
    value: T | None = held.get(place)
    return held.put(place, make()) if value is None else value


def forget(owner: UUID) -> None:
    with _lock:
        _people.pop(owner, None)


def _held_for(owner: UUID) -> Keep[Any]:
    now = time.monotonic()
    with _lock:
        _, held = _people.pop(owner, (now, Keep(EACH)))
        while _people and (len(_people) >= PEOPLE or _longest_away() < now - AWAY):
            _people.popitem(last=False)
        _people[owner] = now, held
    return held


def _longest_away() -> float:
    seen, _ = next(iter(_people.values()))
    return seen
