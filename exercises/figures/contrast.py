"""Whether the colours of a figure can be told apart, on every field and in both themes (WCAG 1.4.11: 3 to 1)."""

from collections.abc import Iterator

from exercises.figures.style import DARK, EDGE, FAR, FAR_MOVER, LIGHT, PROP, Palette

Colour = tuple[float, float, float]

# what, on what, and the least contrast between them; far limbs and things are read by their shape too
PAIRS = (
    ("ink", "field", 4.5),
    ("mover", "field", 3.0),
    ("ink", "mat", 4.5),
    ("mover", "mat", 3.0),
    ("far", "field", 3.0),
    ("far mover", "field", 2.4),
    ("edge", "field", 2.5),
    ("prop", "field", 1.4),
)


def findings() -> list[str]:
    return [
        f"{theme}, field {letter}: {one} on {other} {ratio:.2f}, less than {least}"
        for theme, palette in (("light", LIGHT), ("dark", DARK))
        for letter, field in {**palette.fields, "paper": palette.paper}.items()
        for one, other, least, ratio in _ratios(palette, field)
        if ratio < least
    ]


def _ratios(palette: Palette, field: str) -> Iterator[tuple[str, str, float, float]]:
    ink, move, ground = _linear(palette.ink), _linear(palette.move), _linear(field)
    colours = {
        "ink": ink,
        "mover": move,
        "field": ground,
        "mat": _over(palette.mat, field),
        "far": _mixed(ink, ground, FAR),
        "far mover": _mixed(move, ground, FAR_MOVER),
        "edge": _mixed(ink, ground, EDGE),
        "prop": _mixed(ink, ground, PROP),
    }
    for one, other, least in PAIRS:
        yield one, other, least, _contrast(colours[one], colours[other])


def _contrast(a: Colour, b: Colour) -> float:
    dark, light = sorted((_luminance(a), _luminance(b)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


def _linear(code: str) -> Colour:
    """'#rgb' or '#rrggbb' as linear light."""
    digits = code[1:] if len(code) == 7 else "".join(c * 2 for c in code[1:4])
    r, g, b = (_light(int(digits[i : i + 2], 16) / 255) for i in (0, 2, 4))
    return r, g, b


def _light(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _over(white: str, field: str) -> Colour:
    """'#fff8': white with that opacity over the field; browsers blend before they linearise."""
    share = int(white[4] * 2, 16) / 255
    digits = field[1:] if len(field) == 7 else "".join(c * 2 for c in field[1:])
    r, g, b = (_light(int(digits[i : i + 2], 16) / 255 * (1 - share) + share) for i in (0, 2, 4))
    return r, g, b


def _mixed(a: Colour, b: Colour, per_cent: int) -> Colour:
    """color-mix(in oklab, a per_cent%, b)."""
    share = per_cent / 100
    one, two = _oklab(a), _oklab(b)
    lightness, green, blue = (x * share + y * (1 - share) for x, y in zip(one, two, strict=True))
    long = (lightness + 0.3963377774 * green + 0.2158037573 * blue) ** 3
    middle = (lightness - 0.1055613458 * green - 0.0638541728 * blue) ** 3
    short = (lightness - 0.0894841775 * green - 1.2914855480 * blue) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _oklab(colour: Colour) -> Colour:
    """Bjorn Ottosson's Oklab, as CSS Color 4 has it."""
    r, g, b = colour
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    middle = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )
