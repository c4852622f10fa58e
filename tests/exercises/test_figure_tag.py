import re
from types import SimpleNamespace

import pytest
from django.template import Context, Template

BRIDGE = SimpleNamespace(slug="bridge")


def render(template, **values):
    return Template("{% load figures %}" + template).render(Context({"exercise": BRIDGE, **values}))


def test_figure_in_a_list_is_an_image_that_says_nothing():
    markup = render('{% figure exercise "still" block="stretching" %}')

    assert re.fullmatch(
        r'<picture><source srcset="/static/figures/bridge(\.\w+)?\.svg#dl" media="screen and'
        r' \(prefers-color-scheme:dark\)"><img class="fig" src="/static/figures/bridge(\.\w+)?\.svg#l" alt=""'
        r' width="480" height="360" loading="lazy" decoding="async"></picture>',
        markup,
    )


def test_figure_described_says_position_and_movement():
    markup = render("{% figure exercise described=True %}")

    assert (
        'alt="Lying on the back with bent knees, the hips lift until trunk and thighs are in line."' in markup
    )


def test_figure_animated_stands_in_the_page_without_style_or_script():
    markup = render('{% figure exercise "animated" %}')

    assert "style=" not in markup
    assert "<style" not in markup
    assert "<script" not in markup
    assert markup.count('<link rel="stylesheet"') == 1
    assert 'role="img" aria-labelledby="fig1-t fig1-d"' in markup


def test_figure_twice_in_a_page_shares_outlines_and_keyframes_but_no_id():
    markup = render('{% figure exercise "animated" %}{% figure exercise "animated" side="left" %}')
    ids = re.findall(r' id="([^"]+)"', markup)

    assert len(ids) == len(set(ids))
    assert markup.count('class="fig-parts"') == 1
    assert markup.count("<link") == 1


@pytest.mark.parametrize(("side", "css"), [("", ""), ("right", ""), ("left", " flipped")])
def test_figure_of_the_other_side_is_flipped(side, css):
    assert f'class="fig{css}"' in render("{% figure exercise side=side %}", side=side)


def test_figure_with_controls_can_be_paused_and_slowed():
    markup = render('{% figure exercise "animated" controls=True %}')

    assert re.findall(r'<input type="checkbox" class="(fig-\w+)">', markup) == ["fig-pause", "fig-slower"]


def test_figure_without_movement_has_no_controls():
    markup = render('{% figure exercise "animated" controls=True %}', exercise=SimpleNamespace(slug="plank"))

    assert "fig-control" not in markup
    assert "<link" not in markup


@pytest.mark.parametrize("slug", ["no-such-exercise", "../../../etc/passwd", ""])
def test_figure_that_is_missing_is_a_quiet_placeholder(slug):
    markup = render('{% figure exercise "animated" %}', exercise=SimpleNamespace(slug=slug))

    assert "fig-missing" in markup


def test_figure_shows_the_position_that_is_meant_where_it_is_drawn():
    def drawn(position):
        markup = render("{% figure slug position=position %}", slug="chin-tuck", position=position)
        return re.search(r"figures/([-a-z]+)", markup)[1]

    assert [drawn(position) for position in ("standing", "seated", "")] == [
        "chin-tuck--standing",
        "chin-tuck",
        "chin-tuck",
    ]


@pytest.mark.parametrize("mode", ["start", "end"])
def test_figure_for_paper_does_not_wait_to_be_scrolled_to(mode):
    assert 'loading="eager"' in render(f'{{% figure exercise "{mode}" %}}')
