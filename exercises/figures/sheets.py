"""One page with many figures to look at: still, start and end, and the animation at six phases, light and dark."""

import html
from collections.abc import Mapping

from exercises.figures import lint, style
from exercises.figures.drawing import Drawing, draw, parts
from exercises.figures.figure import Figure
from exercises.figures.motion import move
from exercises.figures.style import DARK, LIGHT, Palette

PHASES = 6


def sheet(figures: Mapping[str, Figure]) -> str:
    rows, keyframes = [], []
    for number, (slug, figure) in enumerate(figures.items()):
        motion = move(figure)
        drawing = draw(motion)
        findings = lint.unsolved(motion) + lint.lint(motion, drawing)
        field = "waslc"[number % 5]
        rows.append(_row(slug, figure, drawing, findings, field))
        keyframes.append(drawing.keyframes)
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Figures</title>'
        f"<style>{_css()}{style.sheet()}{''.join(keyframes)}</style>{parts()}{''.join(rows)}</html>\n"
    )


def _row(slug: str, figure: Figure, drawing: Drawing, findings: list[str], field: str) -> str:
    still = _tile("still", drawing, f"{slug}-s", field)
    phases = "".join(_tile(f"at at-{i}", drawing, f"{slug}-{i}", field) for i in range(PHASES))
    night = _tile("still dark", drawing, f"{slug}-d", field) + _tile(
        "at at-2 dark", drawing, f"{slug}-r", field
    )
    notes = "".join(f"<li>{html.escape(finding)}</li>" for finding in findings)
    sizes = f"{len(drawing.fragment)} + {len(drawing.keyframes)} / {len(drawing.still)} bytes"
    return (
        f"<section><h2>{html.escape(figure.title)} <small>{slug}, {sizes}. {html.escape(figure.desc)}</small></h2>"
        f'<ul>{notes}</ul><div style="--fig-length:{figure.seconds}s">{still}{phases}{night}</div></section>'
    )


def _tile(css: str, drawing: Drawing, name: str, field: str) -> str:
    svg = drawing.fragment.replace("{ID}", name).replace("{CSS}", "")
    return f'<span class="figure {css} field-{field}">{svg}</span>'


def _css() -> str:
    fields = "".join(f".field-{name}{{--field:{colour}}}" for name, colour in LIGHT.fields.items())
    dark = "".join(f".dark.field-{name}{{--field:{colour}}}" for name, colour in DARK.fields.items())
    phases = "".join(
        f".at-{i} svg *{{animation-delay:calc({-i / (PHASES - 1)}*var(--fig-length)) !important}}"
        for i in range(PHASES)
    )
    return (
        f":root{{color-scheme:light;{_tokens(LIGHT)}}}.dark{{color-scheme:dark;{_tokens(DARK)}}}{fields}{dark}{phases}"
        "body{font:14px/1.4 sans-serif;margin:1rem;background:#fff;color:#111}section{break-inside:avoid}"
        "h2{font-size:1rem;margin:1rem 0 .25rem}small{font-weight:400}ul{color:#b3261e;margin:0}ul:empty{display:none}"
        "section>div{display:grid;grid-template-columns:repeat(9,1fr);gap:6px}"
        "span{background:var(--field);border-radius:12px}"
        ".at{--fig-play:paused}.still svg *{animation:none !important}"
        ".still :is(.ghost,.arrow){display:inline !important}"
    )


def _tokens(palette: Palette) -> str:
    return f"--ink:{palette.ink};--move:{palette.move};--paper:{palette.paper};--mat:{palette.mat}"
