import gzip
import re
from pathlib import Path

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.template import Context, Template

from config.static import SCRIPTS
from tests.test_architecture import ROOT, product

BUDGET = 14 * 1024


def test_deployed_stylesheet_is_one_hashed_file_within_its_budget(collected):
    name = staticfiles_storage.stored_name("css/app.css")

    css = (collected / name).read_text()

    assert re.fullmatch(r"css/app\.[0-9a-f]{12}\.css", name)
    assert "@import" not in css
    assert len(gzip.compress(css.encode())) < BUDGET


def test_deployed_stylesheet_keeps_every_part_in_its_layer(collected):
    contents = Path("static/css/app.css").read_text()
    layers = re.findall(r"layer\(([\w-]+)\)", contents)

    css = (collected / staticfiles_storage.stored_name("css/app.css")).read_text()

    assert re.findall(r"@layer ([\w-]+)\{", css) == layers
    assert css.count("{") == css.count("}")


def test_deployed_stylesheet_names_the_hashed_font(collected):
    css = (collected / staticfiles_storage.stored_name("css/app.css")).read_text()

    font = re.search(r'url\("\.\./(fonts/[^"]+)"\)', css).group(1)

    assert (collected / font).is_file()
    assert re.search(r"\.[0-9a-f]{12}\.woff2$", font)


def test_collecting_twice_follows_a_changed_part(collected, settings, tmp_path_factory):
    changed = tmp_path_factory.mktemp("changed")
    (changed / "css").mkdir()
    (changed / "css" / "tabs.css").write_text(".tabs { order: 7; }")
    settings.STATICFILES_DIRS = [changed, *settings.STATICFILES_DIRS]

    call_command("collectstatic", interactive=False, verbosity=0)

    name = staticfiles_storage.stored_name("css/app.css")
    assert "order:7" in (collected / name).read_text()


def test_scripts_that_go_together_are_one_file_in_their_order(collected):
    text = (collected / staticfiles_storage.stored_name("js/device.js")).read_text()

    places = [
        text.index(mark) for mark in ("steadyback.vault =", "steadyback.outbox =", "steadyback.leave =")
    ]
    assert places == sorted(places)
    assert "/* What the device keeps" not in text


def test_a_page_names_each_script_until_they_are_collected(collected, settings):
    page = Template('{% scripts "device" %}')

    assert re.findall(r"js/([\w-]+)\.[0-9a-f]{12}\.js", page.render(Context())) == ["device"]
    settings.DEBUG = True
    assert re.findall(r"js/([\w-]+)\.js", page.render(Context())) == list(SCRIPTS["device"])


def test_every_script_of_a_page_carries_its_digest():
    bare = {
        str(path.relative_to(ROOT)): tag
        for path in product(".html")
        for tag in re.findall(r"<script[^>]*?src=.*?></script>", path.read_text())
        if "{% integrity '" not in tag
    }

    assert bare == {}


# What Safari 16.5, of May 2023, does not know and a page cannot do without: colours would be none at all.
TOO_NEW = ["light-dark(", "@scope", "@starting-style", ":popover-open", "anchor("]


def test_styles_ask_for_nothing_too_new():
    styles = {path.name: path.read_text() for path in (ROOT / "static/css").glob("*.css")}

    found = {
        name: nested_elements(css) + [new for new in TOO_NEW if new in css] for name, css in styles.items()
    }

    assert len(found) > 40
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_a_nested_rule_that_begins_with_an_element_is_seen():
    assert nested_elements("@media print {\n a {\n & b {\n}\n b {\n}\n}\n}\n p {\n}") == ["b {"]


def nested_elements(css):
    """Rules in rules that begin with the name of an element: until 17.2 Safari takes them for declarations."""
    found, within = [], []
    for line in map(str.strip, css.splitlines()):
        if line.endswith("{") and "}" not in line:
            if line[0].isalpha() and any(not outer.startswith("@") for outer in within):
                found.append(line)
            within.append(line)
        elif line == "}":
            within.pop()
    return found
