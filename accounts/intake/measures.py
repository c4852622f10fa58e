"""Heights and weights as people write them, metric or imperial: 170, 1.70 m, 5 ft 7, 11 st 4, 154 lb."""

import re

IN_CM = {"cm": 1.0, "m": 100.0, "ft": 30.48, "in": 2.54}
IN_KG = {"kg": 1.0, "st": 6.35029318, "lb": 0.45359237}
SCALES = {"cm": IN_CM, "kg": IN_KG}
AFTER = {"ft": "in", "st": "lb", "m": "cm"}  # what a bare number after it counts: 5 ft 7
SPELT = {
    "'": "ft",
    "’": "ft",
    "\u2032": "ft",
    "foot": "ft",
    "feet": "ft",
    '"': "in",
    "”": "in",
    "\u2033": "in",
    "inch": "in",
    "inches": "in",
    "stone": "st",
    "stones": "st",
    "lbs": "lb",
    "pound": "lb",
    "pounds": "lb",
    "kilos": "kg",
}
PART = re.compile(
    r"\s*(?P<number>[0-9]{1,3}(?:[.,][0-9]{1,2})?)\s*(?P<unit>[a-z]{1,6}|['’\u2032\"”\u2033])?\s*"
)
LONGEST = 30  # characters


def measured(text: str, unit: str) -> float | None:
    """In `unit`, cm or kg, to a tenth; a bare number is in `unit` already. None when it cannot be read."""
    scale, words = SCALES[unit], text.lower()
    if not words.strip() or len(words) > LONGEST:
        return None
    total, at, before = 0.0, 0, ""
    while at < len(words):
        part = PART.match(words, at)
        follows = AFTER.get(before, "") if before else ""
        said = (part["unit"] or follows or unit) if part else ""
        name = SPELT.get(said, said)
        if part is None or name not in scale or (before and name != follows):
            return None
        total += float(part["number"].replace(",", ".")) * scale[name]
        before, at = name, part.end()
    return round(total, 1)
