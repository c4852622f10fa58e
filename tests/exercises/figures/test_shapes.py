import re

import pytest

from exercises.figures.shapes import OUTLINES, number, numbers, path


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0.04, 1, "0"),
        (-0.04, 1, "0"),
        (0.5, 1, ".5"),
        (-0.85, 2, "-.85"),
        (10, 1, "10"),
        (100, 0, "100"),
        (-3.0, 1, "-3"),
    ],
)
def test_number_is_as_short_as_can_be(value, digits, text):
    assert number(value, digits) == text


def test_numbers_need_no_space_before_a_minus():
    assert numbers([1, -2, 3, -4.4]) == "1-2 3-4"


@pytest.mark.parametrize("name", OUTLINES)
def test_path_is_closed_and_passes_near_every_point(name):
    text = path(OUTLINES[name])
    values = [int(value) for value in re.findall(r"-?\d+", text)]
    x, y, turn_x, turn_y, *ends = values
    handle = (x + turn_x, y + turn_y)
    start, curve = (x, y), []
    for dx, dy in zip(ends[::2], ends[1::2], strict=True):
        end = (start[0] + dx, start[1] + dy)
        curve += [
            tuple(
                (1 - t) ** 2 * a + 2 * t * (1 - t) * h + t * t * b
                for a, h, b in zip(start, handle, end, strict=True)
            )
            for t in (0, 0.25, 0.5, 0.75)
        ]
        start, handle = end, (2 * end[0] - handle[0], 2 * end[1] - handle[1])

    assert text.endswith("z")
    assert start == (x, y)
    assert all(min((px - a) ** 2 + (py - b) ** 2 for a, b in curve) < 9 for px, py in OUTLINES[name])
