import re
from xml.etree import ElementTree

import pytest

from exercises.figures import lint, style
from exercises.figures.drawing import draw
from exercises.figures.motion import move
from exercises.figures.scene import outline_of
from exercises.figures.writers import placing, strung
from tests.exercises.figures.bodies import BRIDGE, STANDING, figure

SVG = "{http://www.w3.org/2000/svg}"


def drawing(table, **changes):
    return draw(move(figure(table, **changes)))


def shown(root):
    """Where each outline lies, a limb that is another one again resolved."""
    groups = {f"#{group.get('id')}": group for group in root.iter(f"{SVG}g")}
    uses = [use for use in root.iter(f"{SVG}use") if use.get("class") != "halo"]
    return [
        one.get("transform")
        for use in uses
        for one in (groups[use.get("href")].iter(f"{SVG}use") if use.get("href") in groups else [use])
    ]


@pytest.mark.parametrize("file", ["start", "end"])
def test_still_holds_every_part_of_the_body_where_its_bone_is(file):
    motion = move(figure(BRIDGE))
    pose = motion.keys[0] if file == "start" else motion.shown
    root = ElementTree.fromstring(getattr(draw(motion), file))

    places = shown(root)
    frames = motion.body.frames(pose)
    expected = [
        placing(frame.x, frame.y, (frame.angle + 180) % 360 - 180, 0)
        for frame in (frames[part.bone] for part in outline_of(motion.figure))
    ]
    assert places == expected


def test_every_outline_used_in_a_file_stands_in_it():
    still = drawing(BRIDGE).still

    assert set(re.findall(r'href="#(\w+)"', still)) <= set(re.findall(r' id="(\w+)"', still))


def test_every_colour_is_chosen_by_an_address_that_stands_in_the_file():
    still = drawing(BRIDGE).still

    places = re.findall(r'<g id="(\w+)">', still)[: len(style.places())]
    assert places == style.places()
    assert set(re.findall(r"#(\w+):target", still)) | {style.NIGHT} == set(places)
    assert "prefers-color-scheme" not in still


def test_fragment_has_no_style_of_its_own_and_a_place_for_its_ids():
    fragment = drawing(BRIDGE).fragment

    assert lint.markup(fragment) == []
    assert 'aria-labelledby="{ID}-t {ID}-d"' in fragment
    assert "<title" in fragment


def test_words_of_a_figure_are_escaped():
    fragment = drawing(BRIDGE, desc="Lying <b>on</b> the back & lifting.").fragment

    assert "Lying &lt;b&gt;on&lt;/b&gt; the back &amp; lifting." in fragment


def test_still_shows_the_start_as_a_ghost_of_what_moves():
    still = drawing(BRIDGE).still
    ghost = still[still.index('class="ghost"') :].partition("</g>")[0]

    assert 0 < ghost.count("<use") < len(outline_of(figure(BRIDGE)))
    assert "ghost" not in drawing(STANDING).still


def test_single_frames_have_neither_ghost_nor_arrow():
    files = drawing(BRIDGE)

    assert 'class="arrow"' in files.still
    assert not re.search('class="(ghost|arrow)"', files.start + files.end)


def test_beads_in_a_row_become_one_path_and_swallow_nothing_else():
    one, two = '<path class="beads" d="M1 1h.1"/>', '<path class="beads" d="M2 2h.1"/>'

    assert strung(f'<use href="#a"/>{one}{two}<use href="#b"/>{one}') == (
        f'<use href="#a"/><path class="beads" d="M1 1h.1M2 2h.1"/><use href="#b"/>{one}'
    )


PROPS = [
    "mat",
    "pillow",
    "wall",
    "doorway",
    "chair",
    "bed",
    "worktop",
    "step",
    "bar",
    "roller",
    "wheel",
    "ball",
    "towel",
    "band",
    "dowel",
    "weight",
    "pack",
    "warm-pack",
    "water",
    "inversion",
    "bike",
    "bicycle",
    "recumbent",
    "elliptical",
]


@pytest.mark.parametrize("prop", PROPS)
def test_every_thing_can_be_drawn(prop):
    with_it, without = (drawing(STANDING, props=props).still for props in ([prop], []))

    assert lint.markup(with_it) == []
    assert len(with_it) > len(without)


def test_band_follows_the_hands():
    keys = [{"base": "standing"}, {"arm": [90, 0, 0]}]
    files = drawing(STANDING, key=keys, props=[{"kind": "band", "ends": ["handmid.n", "ball.n"]}])

    assert re.search(r'<g class="t\d+"><path class="band" d="M0 0H\d+"/>', files.fragment)
    assert re.search(r"translate:[^;]+;rotate:[^;]+;scale:", files.keyframes)
