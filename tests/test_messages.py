"""Every word of the interface can be translated: proved in the templates, and by a run in a made-up language."""

import re
import shutil
import subprocess
from html.parser import HTMLParser

import pytest
from django.core.management import call_command
from django.utils import translation
from django.utils.translation import trans_real

from exercises import rendering
from tests.test_architecture import ROOT, product

NAMES = re.compile(r"\b(?:Steadyback|min|JSON|CSV|QR|NRS|cm|kg|ft|in|lb|st)\b")
SPOKEN = re.compile(r'\b(?:aria-label|alt|title|placeholder)="([^"{]*[A-Za-z]{2}[^"{]*)"')
PAGES = ["/", "/offline/", "/there-is-nothing-here/", "/accounts/logout/", "/about/"]


def untranslated(text: str) -> list[str]:
    """What stays of a template when everything that is translated, computed or markup is gone."""
    text = re.sub(
        r"{% comment.*?endcomment %}|{#.*?#}|<script.*?</script>|<!--.*?-->", "", text, flags=re.DOTALL
    )
    text = re.sub(r"{% blocktrans(?:late)?\b.*?{% endblocktrans(?:late)? %}", "", text, flags=re.DOTALL)
    text = re.sub(r"{% block (?:body|main)_class %}.*?{% endblock %}", "", text)
    spoken = SPOKEN.findall(text)
    bare = re.sub(r"{%.*?%}|{{.*?}}|<[^<>]*>|&\w+;", "\n", text, flags=re.DOTALL)
    return spoken + [
        line.strip() for line in bare.splitlines() if re.search(r"[A-Za-z]{2}", NAMES.sub("", line))
    ]


def without_tags_in_attributes(text: str) -> str:
    return re.sub(
        r"""{% (?:if|elif|with)[^%]*?%}""", lambda tag: tag[0].replace("<", " ").replace(">", " "), text
    )


def test_templates_hold_no_word_outside_gettext():
    found = {
        name: words
        for path in product(".html")
        if (name := str(path.relative_to(ROOT))).startswith("templates/")
        if (words := untranslated(without_tags_in_attributes(path.read_text())))
    }

    assert found == {}


class Words(HTMLParser):
    """The text nodes of a page, without those that no person reads."""

    def __init__(self) -> None:
        super().__init__()
        self.at: list[str] = []
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.at = [tag] if tag in ("script", "style", "title") else self.at

    def handle_endtag(self, tag):
        self.at = [] if tag in self.at else self.at

    def handle_data(self, data):
        if not self.at and re.search(r"[A-Za-z]{2}", NAMES.sub("", data)):
            self.found.append(" ".join(data.split()))


@pytest.fixture
def made_up_language(settings, tmp_path):
    """English in which every message stands in brackets, compiled as a translator's work would be."""
    if not shutil.which("msgfmt"):
        pytest.skip("no gettext: apt-get install gettext")
    settings.LOCALE_PATHS = [tmp_path]
    call_command(
        "makemessages", locale=["en"], verbosity=0, no_location=True, ignore_patterns=["var/*", "tests/*"]
    )
    source = tmp_path / "en/LC_MESSAGES/django.po"
    copied = subprocess.run(["msgen", source], check=True, capture_output=True).stdout
    bracketed = ["msgfilter", "--keep-header", "sed", "-z", "s/^/[[/; s/$/]]/"]
    changed = subprocess.run(bracketed, input=copied, check=True, capture_output=True).stdout
    subprocess.run(["msgfmt", "-o", source.with_suffix(".mo"), "-"], input=changed, check=True)
    trans_real._translations.clear()
    trans_real._default = None
    rendering.forget()
    with translation.override("en"):
        yield
    trans_real._translations.clear()
    trans_real._default = None
    rendering.forget()


def test_a_made_up_language_reaches_every_word(made_up_language, client, no_library):
    words = Words()
    for path in PAGES:
        words.feed(client.get(path, follow=True).text)

    assert [text for text in words.found if "[[" not in text and "]]" not in text] == []
    assert len(words.found) > 50
