import re

import pytest
from django.urls import reverse

from exercises.drawn import MOST, together

pytestmark = pytest.mark.usefixtures("loaded_library")


def address(*slugs, kind="html"):
    return reverse("exercises:drawings", args=[together(slugs).name, kind])


@pytest.mark.django_db
def test_drawings_come_together_with_one_set_of_outlines(client):
    page = client.get(address("bridge", "cat-cow", "bridge")).text

    assert re.findall('data-figure="([a-z-]+)"', page) == ["bridge", "cat-cow"]
    assert page.count('class="fig-parts"') == 1
    assert len(re.findall(r' id="[^"]+"', page)) == len(set(re.findall(r' id="[^"]+"', page)))
    assert "{" not in page


@pytest.mark.django_db
def test_drawings_bring_the_keyframes_of_all_that_move(client):
    sheet = client.get(address("bridge", "cat-cow", kind="css"))

    assert sheet["Content-Type"] == "text/css; charset=utf-8"
    assert {"fig-bridge", "fig-cat-cow"} <= set(re.findall(r"fig-[a-z]+(?:-[a-z]+)*(?=[ .:])", sheet.text))


@pytest.mark.django_db
def test_drawings_may_be_kept_for_ever_by_anybody(client):
    kept = client.get(address("bridge"))["Cache-Control"]

    assert sorted(kept.split(", ")) == ["immutable", "max-age=31536000", "public"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["bridge.0", "no-such-thing.0", "0", "..", "bridge", "../../settings", "x" * 5000, "bridge\0.1"]
)
def test_drawings_of_another_release_or_none_are_not_found(client, name):
    assert client.get(f"/exercises/drawings/{name}.html").status_code == 404


@pytest.mark.django_db
def test_drawings_are_html_or_css(client):
    assert client.get(address("bridge").replace(".html", ".js")).status_code == 404


@pytest.mark.asvs("V15.2.2")
def test_an_answer_holds_no_more_than_so_many():
    assert together(("bridge",) * MOST + ("cat-cow",)).name == together(("bridge",)).name
