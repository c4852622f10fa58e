from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from exercises.figures import drafts, source
from exercises.figures.faults import FigureError

ROOT = Path(source.__file__).resolve().parents[2]

SOUND = """name = "Standing"
[figure]
desc = "Standing upright with the arms hanging."
[[figure.key]]
base = "standing"
"""


@pytest.fixture
def library(tmp_path):
    """A library with one sound figure and one exercise that has none."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "standing.toml").write_text(SOUND)
    (folder / "breathing.toml").write_text('name = "Breathing"\n')
    return folder


@pytest.fixture
def draw_figures(library, tmp_path):
    def run(*slugs, **options):
        out = StringIO()
        where = {"library": library, "root": tmp_path / "project"}
        call_command("draw_figures", *slugs, stdout=out, stderr=StringIO(), **where, **options)
        return out.getvalue()

    return run


def written(tmp_path):
    root = tmp_path / "project"
    return sorted(str(path.relative_to(root)) for path in root.rglob("*.*"))


def test_draw_figures_writes_a_fragment_and_three_pictures(draw_figures, tmp_path):
    assert draw_figures() == "1 figure drawn, 6 files changed\n"
    assert written(tmp_path) == [
        "static/css/figures.css",
        "static/figures/parts.inline.svg",
        "static/figures/standing.end.svg",
        "static/figures/standing.inline.svg",
        "static/figures/standing.start.svg",
        "static/figures/standing.svg",
    ]


def test_draw_figures_gives_the_same_bytes_again(draw_figures):
    draw_figures()

    assert draw_figures(check=True) == "1 figure drawn, no file differs\n"


def test_draw_figures_check_names_what_was_changed_by_hand(draw_figures, tmp_path):
    draw_figures()
    (tmp_path / "project" / "static/figures/standing.svg").write_text("<svg/>")

    with pytest.raises(CommandError, match=r"^Not as drawn: static/figures/standing\.svg$"):
        draw_figures(check=True)


@pytest.mark.parametrize(
    ("figure", "fault"),
    [
        ('desc = "x"\nkees = 3', r"^bad\.toml: figure: unknown key 'kees'; did you mean 'key'\?$"),
        ('desc = "x"\n[[figure.key]]\nbase = "sitting"', r"^bad\.toml: key 1: unknown surface .* 'chair'"),
        (
            '[[figure.key]]\nbase = "standing"\nadd = ["hips @headtop"]',
            r"^bad\.toml: key 1: sacrum is .* off headtop$",
        ),
        ("desc = ", r"^bad\.toml: Invalid value"),
    ],
)
def test_draw_figures_names_the_faulty_file_and_writes_nothing(
    draw_figures, library, tmp_path, figure, fault
):
    (library / "bad.toml").write_text(f'name = "Bad"\n[figure]\n{figure}\n')

    with pytest.raises(CommandError, match=fault):
        draw_figures()
    assert written(tmp_path) == []


def test_draw_figures_names_the_nearest_exercise(draw_figures):
    with pytest.raises(CommandError, match=r"^unknown exercise 'standin'; did you mean 'standing'\?$"):
        draw_figures("standin")


def test_contact_sheet_shows_each_figure_light_dark_and_at_six_phases(library, tmp_path):
    call_command("contact_sheet", library=library, stdout=StringIO(), output=tmp_path / "sheet.html")
    page = (tmp_path / "sheet.html").read_text()

    assert page.count('<svg class="fig ') == 9
    assert [page.count(f'class="figure at at-{i} field') for i in range(6)] == [1] * 6
    assert page.count("still dark") == 1


def drawn():
    drawings = (ROOT / source.PICTURES).glob("*.inline.svg")
    return sorted({path.name.removesuffix(".inline.svg") for path in drawings} - {"parts"})


def test_every_drawn_figure_belongs_to_an_exercise_that_asks_for_it():
    asked = [slug for slug in source.slugs() if source.load(slug) is not None]

    assert drawn() == asked


def test_shared_drawings_are_committed_as_drawn():
    assert drafts.make({}, lambda number, slug: None).differing(ROOT) == []


@pytest.mark.parametrize("slug", drawn())
def test_figure_is_sound_and_committed_as_drawn(slug):
    draft = drafts.make({slug: source.load(slug)}, lambda number, slug: None)

    assert draft.findings[slug] == []
    assert draft.differing(ROOT) == []


def test_load_gives_nothing_for_an_exercise_without_a_figure(library):
    assert source.load("breathing", library) is None
    with pytest.raises(FigureError):
        source.load("breathin", library)
