"""The few marks that all things are drawn with."""

from exercises.figures.shapes import number as n


def stroke(css: str, d: str, width: float = 0) -> str:
    return f'<path class="{css}"' + (f' stroke-width="{n(width)}"' if width else "") + f' d="{d}"/>'


def disc(css: str, x: float, y: float, r: float) -> str:
    return f'<circle class="{css}" cx="{n(x)}" cy="{n(y)}" r="{n(r)}"/>'


def ring(x: float, y: float, r: float, width: float) -> str:
    return f'<circle class="line" cx="{n(x)}" cy="{n(y)}" r="{n(r)}" stroke-width="{n(width)}"/>'


def slab(css: str, x: float, y: float, width: float, height: float, round_: float = 0) -> str:
    corner = f' rx="{n(round_)}"' if round_ else ""
    return f'<rect class="{css}" x="{n(x)}" y="{n(y)}" width="{n(width)}" height="{n(height)}"{corner}/>'
