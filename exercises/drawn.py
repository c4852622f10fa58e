"""The committed drawings of figures, as pieces of a page. Nothing is solved or drawn here."""

import html
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from pathlib import Path

from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

DRAWN = Path(__file__).resolve().parent.parent / "static/figures"
MOST = 80  # drawings in one answer


@dataclass(frozen=True, slots=True)
class Drawing:
    """markup has two gaps, {ID} for what makes its ids unique in a page and {CSS} for more classes.

    side: the one it is drawn for. position: which of several it is drawn in, else empty.
    moves: it has keyframes in a file of its own.
    """

    slug: str
    markup: str
    desc: str
    side: str
    position: str
    moves: bool

    def in_page(self, name: str, classes: str = "") -> SafeString:
        markup = self.markup.replace("{ID}", name).replace("{CSS}", classes)
        return mark_safe(markup)  # noqa: S308 - drawn by us, committed, nobody's input

    @property
    def keyframes(self) -> SafeString:
        if not self.moves:
            return SafeString()
        return format_html('<link rel="stylesheet" href="{}">', static(f"figures/{self.slug}.css"))


@cache
def outlines() -> SafeString:
    """What all drawings use; a page that holds one holds this once."""
    return mark_safe((DRAWN / "parts.inline.svg").read_text())  # noqa: S308 - ours


@cache
def drawing(slug: str) -> Drawing | None:
    path = DRAWN / f"{slug}.inline.svg"
    if not re.fullmatch(r"[-\w]+", slug) or not path.is_file():
        return None
    markup = path.read_text()
    return Drawing(
        slug,
        markup,
        desc=html.unescape(_between(markup, '-d">', "</desc>")),
        side=_between(markup, 'data-side="', '"'),
        position=_between(markup, 'data-position="', '"'),
        moves=" fig-moves" in markup[:200],
    )


def in_position(slug: str, position: str) -> str:
    """The name of the drawing of an exercise in this position; that of its only one when there is no other."""
    other = f"{slug}--{position}"
    return other if drawing(other) else slug


@dataclass(frozen=True, slots=True)
class Together:
    """Drawings as templates for a page, and their keyframes. The name changes with what is in it."""

    name: str
    html: SafeString
    css: str


@lru_cache(maxsize=500)
def together(slugs: tuple[str, ...]) -> Together:
    """Of the first 80 of these exercises that have a drawing."""
    found = [one for one in map(drawing, dict.fromkeys(slugs[:MOST])) if one]
    templates = format_html_join(
        "\n",
        '<template data-figure="{}">{}</template>',
        ((one.slug, one.in_page(f"drawn{at}")) for at, one in enumerate(found)),
    )
    body = outlines() + templates
    css = "\n".join((DRAWN / f"{one.slug}.css").read_text() for one in found if one.moves)
    mark = blake2b((body + css).encode(), digest_size=6).hexdigest()
    return Together(".".join([*(one.slug for one in found), mark]), body, css)


def _between(text: str, start: str, end: str) -> str:
    return text.partition(start)[2].partition(end)[0]
