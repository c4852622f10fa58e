"""Puts a committed figure into a page.

    {% figure exercise "still" block="stretching" %}           an image in the field of that block, decorative
    {% figure exercise "still" described=True %}               the same with its description as alternative text
    {% figure exercise "animated" side="left" controls=True %} inline, runs, with a visible pause control
    {% figure exercise "still" position="standing" %}          as it is done in this position, where that is drawn
    {% figure exercise "start" %}  {% figure exercise "end" %} single frames for paper

An exercise, or only its slug, without a figure shows a quiet placeholder.
"""

from typing import Any, Protocol, cast

from django import template
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from exercises.drawn import Drawing, drawing, in_position, outlines
from exercises.figures.style import FIELDS, NIGHT

IMAGES = {"still": "", "start": ".start", "end": ".end"}
PLACEHOLDER = mark_safe(
    '<svg class="fig fig-missing" viewBox="0 0 480 360" aria-hidden="true">'
    '<path class="line" stroke-width="26" d="M196 108h62M186 156h82M184 204h92M194 252h84"/></svg>'
)

register = template.Library()


class HasSlug(Protocol):
    slug: str


@register.simple_tag(takes_context=True)
def figure(
    context: Context,
    exercise: HasSlug | str,
    mode: str = "still",
    *,
    block: str = "",
    position: str = "",
    side: str = "",
    described: bool = False,
    controls: bool = False,
) -> SafeString:
    slug = exercise if isinstance(exercise, str) else exercise.slug
    drawn = drawing(in_position(slug, position))
    if drawn is None:
        return PLACEHOLDER
    flipped = " flipped" if side and side != drawn.side else ""
    if mode in IMAGES:
        return _image(drawn.slug, mode, block, flipped, drawn.desc if described else "")
    return _inline(_page(context), drawn, flipped, controls=controls)


def _image(slug: str, mode: str, block: str, flipped: str, alt: str) -> SafeString:
    letter = FIELDS.get(block, "")
    address = static(f"figures/{slug}{IMAGES[mode]}.svg")
    image = format_html(
        '<img class="fig{}" src="{}" alt="{}" width="480" height="360" loading="{}" decoding="async">',
        flipped,
        f"{address}#{letter}" if letter else address,
        alt,
        "lazy" if mode == "still" else "eager",  # paper does not scroll
    )
    return format_html(
        '<picture><source srcset="{}#{}" media="screen and (prefers-color-scheme:dark)">{}</picture>',
        address,
        NIGHT + letter,
        image,
    )


def _inline(page: dict[str, Any], drawn: Drawing, flipped: str, *, controls: bool) -> SafeString:
    """The outlines come once a page, the keyframes once for each figure, the ids never twice."""
    before = SafeString() if "figures" in page else outlines()
    shown: list[str] = page.setdefault("figures", [])
    if drawn.slug not in shown:
        before += drawn.keyframes
    shown.append(drawn.slug)
    markup = drawn.in_page(f"fig{len(shown)}", flipped)
    if not controls or not drawn.moves:
        return before + markup
    return format_html('{}<div class="figure">{}{}</div>', before, markup, _controls())


def _controls() -> SafeString:
    switches = (("fig-pause", gettext("Pause figure")), ("fig-slower", gettext("Slower")))
    return format_html_join(
        "", '<label class="fig-control"><input type="checkbox" class="{}"> {}</label>', switches
    )


def _page(context: Context) -> dict[str, Any]:
    """What all templates of one rendering share, included ones too."""
    return cast("dict[str, Any]", context.render_context.dicts[0])
