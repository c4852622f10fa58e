"""Parts of pages that are the same for everybody who asks the same, rendered once for each process.

The key must hold all that the part depends on; the library's version and the language are part of every key.
"""

from collections.abc import Callable, Hashable, Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from exercises.keeping import Keep

MOST = 200  # parts of about 10 kB
_kept: Keep[SafeString] = Keep(MOST)


def kept(template: str, key: Hashable, context: Callable[[], Mapping[str, Any]]) -> SafeString:
    """`context` is asked only when this part is not held yet. The one used longest ago makes room."""
    return held((template, key), lambda: render_to_string(template, dict(context())))


def held(key: Hashable, make: Callable[[], SafeString]) -> SafeString:
    place = key, get_language()
    part = _kept.get(place)
    return _kept.put(place, make()) if part is None else part


def forget() -> None:
    """Holds nothing any more: for whoever changes templates or translations while the process runs."""
    _kept.clear()
