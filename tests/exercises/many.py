"""A library as large as a community might write: the real exercises in many variations, as files for the loader."""

import re
import shutil
from itertools import islice, product
from pathlib import Path

from exercises.loading import LIBRARY

MANNERS = (
    "slow",
    "paused",
    "half",
    "assisted",
    "supported",
    "wide",
    "narrow",
    "pulsing",
    "staggered",
    "eased",
)
PLACES = ("wall", "doorway", "stairs", "sofa", "kitchen", "bedside", "garden", "office", "train", "poolside")


def write(folder: Path, count: int) -> Path:
    """A copy of the real library, filled up with variations until it holds `count` exercises."""
    shutil.copytree(LIBRARY, folder)
    texts = {path.stem: path.read_text() for path in sorted((LIBRARY / "exercises").glob("*.toml"))}
    ways = islice(product(MANNERS, PLACES, texts), count - len(texts))
    made = {f"{slug}-{manner}-{place}": (slug, f"{manner}-{place}") for manner, place, slug in ways}
    for name, (slug, way) in made.items():
        (folder / "exercises" / f"{name}.toml").write_text(_varied(texts[slug], way, made.keys()))
    return folder


def _varied(text, way, made):
    """Its easier ones are those of the same variation; it has no drawing."""
    sections = re.split(r"^(?=\[)", text, flags=re.MULTILINE)
    text = "".join(part for part in sections if not part.startswith(("[figure", "[[figure")))
    text = re.sub(r'^name = "(.*)"', rf'name = "\1, {way.replace("-", ", ")}"', text, flags=re.MULTILINE)
    text = re.sub(r'^family = "(.*)"', rf'family = "\1-{way}"', text, flags=re.MULTILINE)

    def easier(found):
        slugs = [f"{slug}-{way}" for slug in re.findall(r'"([^"]+)"', found[1])]
        return f"easier = {[slug for slug in slugs if slug in made]}"

    return re.sub(r"^easier = \[([^\]]*)\]", easier, text, flags=re.MULTILINE)
