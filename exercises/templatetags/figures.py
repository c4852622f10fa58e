"""Puts a committed figure into a page.

    {% figure exercise "still" block="stretching" %}           an <img> in the field of that block, decorative
    {% figure exercise "still" described=True %}               the same with its description as alternative text
    {% figure exercise "animated" side="left" controls=True %} inline, runs, with a visible pause control
    {% figure exercise "start" %}  {% figure exercise "end" %} single frames for paper

Nothing is solved or drawn here. An exercise, or only its slug, without a figure shows a quiet placeholder.
"""

import html
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol, cast

from django import template
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from exercises.figures.style import FIELDS

OUTPUT = Path(__file__).resolve().parent.parent / "figures" / "output"
IMAGES = {"still": "", "start": ".start", "end": ".end"}
PLACEHOLDER = mark_safe(
    '<svg class="fig fig-missing" viewBox="0 0 480 360" aria-hidden="true">'
    '<path class="line" stroke-width="26" d="M196 108h62M186 156h82M184 204h92M194 252h84"/></svg>'
)

register = template.Library()


class HasSlug(Protocol):
    slug: str


@dataclass(frozen=True)
class Fragment:
    markup: str
    desc: str
    side: str
    moves: bool


@register.simple_tag(takes_context=True)
def figure(
    context: Context,
    exercise: HasSlug | str,
    mode: str = "still",
    *,
    block: str = "",
    side: str = "",
    described: bool = False,
    controls: bool = False,
) -> SafeString:
    slug = exercise if isinstance(exercise, str) else exercise.slug
    fragment = _fragment(slug)
    if fragment is None:
        return PLACEHOLDER
    flipped = " flipped" if side and side != fragment.side else ""
    if mode in IMAGES:
        return _image(slug, mode, block, flipped, fragment.desc if described else "")
    return _inline(_page(context), slug, fragment, flipped, controls=controls)


def _image(slug: str, mode: str, block: str, flipped: str, alt: str) -> SafeString:
    letter = FIELDS.get(block, "")
    address = static(f"figures/{slug}{IMAGES[mode]}.svg") + (f"#{letter}" if letter else "")
    return format_html(
        '<img class="fig{}" src="{}" alt="{}" width="480" height="360" loading="lazy" decoding="async">',
        flipped,
        address,
        alt,
    )


def _inline(
    page: dict[str, Any], slug: str, fragment: Fragment, flipped: str, *, controls: bool
) -> SafeString:
    """The outlines come once a page, the keyframes once for each figure, the ids never twice."""
    before = "" if "figures" in page else _parts()
    shown: list[str] = page.setdefault("figures", [])
    if fragment.moves and slug not in shown:
        before += format_html('<link rel="stylesheet" href="{}">', static(f"figures/{slug}.css"))
    shown.append(slug)
    markup = fragment.markup.replace("{ID}", f"fig{len(shown)}").replace("{CSS}", flipped)
    if not controls or not fragment.moves:
        return mark_safe(before + markup)  # noqa: S308 - drawn by us, committed, nobody's input
    return mark_safe(f'{before}<div class="figure">{markup}{_controls()}</div>')  # noqa: S308


def _controls() -> str:
    return "".join(
        format_html('<label class="fig-control"><input type="checkbox" class="{}"> {}</label>', css, words)
        for css, words in (("fig-pause", gettext("Pause figure")), ("fig-slower", gettext("Slower")))
    )


def _page(context: Context) -> dict[str, Any]:
    """What all templates of one rendering share, included ones too."""
    return cast("dict[str, Any]", context.render_context.dicts[0])


@cache
def _parts() -> str:
    return (OUTPUT / "parts.html").read_text()


@cache
def _fragment(slug: str) -> Fragment | None:
    path = OUTPUT / f"{slug}.html"
    if not re.fullmatch(r"[-\w]+", slug) or not path.is_file():
        return None
    markup = path.read_text()
    return Fragment(
        markup=markup,
        desc=html.unescape(_between(markup, '-d">', "</desc>")),
        side=_between(markup, 'data-side="', '"'),
        moves=" fig-moves" in markup[:200],
    )


def _between(text: str, start: str, end: str) -> str:
    return text.partition(start)[2].partition(end)[0]
