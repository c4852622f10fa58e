"""Ways of writing code that we do not use, and the few places that may; each rule is tried on a bad example too."""

import ast
import re
from functools import cache

import pytest

from tests.test_architecture import ROOT, product
from tests.test_trust_rules import called, calls, scripts

REPEATS = {"compile", "match", "search", "fullmatch", "sub", "split", "findall", "finditer"}
OUTGOING = "urllib.request http.client httpx requests aiohttp socket ftplib telnetlib poplib imaplib smtplib"
READERS = "pickle marshal shelve yaml lxml jsonpickle dill xmlrpc xml"
CHANCE = "random"
CRYPTOGRAPHY = "hashlib hmac cryptography ssl Crypto nacl"
STRONG = {"blake2b", "sha256", "sha384", "sha512"}


@cache
def trees():
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text()) for path in product(".py")}


def found(rule):
    return {name for name, tree in trees().items() if any(rule(tree))}


def imports(names):
    """Which modules import one of these, or a part of one."""

    def rule(tree):
        for node in ast.walk(tree):
            heads = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            heads += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for head in heads:
                if any(head == name or head.startswith(f"{name}.") for name in names.split()):
                    yield head

    return rule


def raw_queries(tree):
    for call in calls(tree):
        is_text = bool(call.args) and isinstance(call.args[0], ast.Constant)
        if called(call) in {"raw", "extra", "RawSQL", "RunSQL"} or (
            called(call) == "execute" and not is_text
        ):
            yield call.lineno


def patterns_made_of_text(tree):
    for call in calls(tree):
        is_re = isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == "re"
        if is_re and called(call) in REPEATS and not is_fixed(call.args[0]):
            yield call.lineno


def is_fixed(node):
    """A text in the code, or a name in capitals for one."""
    return isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and node.id.isupper())


def code_made_of_text(tree):
    names = {"eval", "exec", "compile", "__import__", "runpy", "execfile"}
    for call in calls(tree):
        if isinstance(call.func, ast.Name) and call.func.id in names:
            yield call.lineno


def templates_made_of_text(tree):
    for call in calls(tree):
        if called(call) in {"Template", "from_string"}:
            yield call.lineno


def formats_made_elsewhere(tree):
    for call in calls(tree):
        is_fixed_text = isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Constant)
        if called(call) in {"format", "format_map"} and not is_fixed_text:
            yield call.lineno


def shells(tree):
    for call in calls(tree):
        if called(call) in {"system", "popen"} or any(k.arg == "shell" for k in call.keywords):
            yield call.lineno


def files_by_name(tree):
    for call in calls(tree):
        if called(call) in {"open", "read_text", "read_bytes", "write_text", "write_bytes", "Path"}:
            yield call.lineno


def weak_hashes(tree):
    named = {"md5", "sha1", "sha", "md4", "new", "ripemd160"}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "hashlib":
            yield from (alias.name for alias in node.names if alias.name not in STRONG)
        if (
            isinstance(node, ast.Attribute)
            and getattr(node.value, "id", "") == "hashlib"
            and node.attr in named
        ):
            yield node.attr


BAD = {
    raw_queries: "User.objects.raw(f'SELECT {name}')",
    patterns_made_of_text: "re.search(words, text)",
    code_made_of_text: "eval(words)",
    templates_made_of_text: "Template(words).render()",
    formats_made_elsewhere: "words.format(user=user)",
    shells: "subprocess.run(line, shell=True)",
    files_by_name: "open(request.GET['name'])",
    weak_hashes: "hashlib.md5(b'')",
}


@pytest.mark.parametrize("rule", BAD, ids=lambda rule: rule.__name__)
def test_each_rule_finds_its_bad_example(rule):
    assert list(rule(ast.parse(BAD[rule])))
    assert list(imports("xml")(ast.parse("from xml.etree import ElementTree")))


@pytest.mark.asvs("V1.2.4")
def test_queries_are_written_by_hand_in_few_places_with_parameters():
    assert found(raw_queries) == {
        "accounts/prepared.py",  # what Django built, with its parameters
        "exercises/models/fulltext.py",  # statements of ours; words are parameters
        "config/sweeping.py",  # VACUUM of tables of ours
        "routines/simulation/filling.py",  # COPY; the names of tables are ours, and nobody sends anything
    }


@pytest.mark.asvs("V1.2.5")
def test_no_command_is_a_line_and_only_backups_run_one():
    assert found(shells) == set()
    assert found(imports("subprocess pty")) == {"config/backups.py"}


@pytest.mark.asvs("V1.2.9")
def test_no_pattern_is_made_of_what_somebody_typed():
    made = {path.name for path in scripts() if "new RegExp(" in path.read_text()}

    assert (found(patterns_made_of_text), made) == (set(), {"sw.js"})  # of addresses of ours


@pytest.mark.asvs("V1.3.2")
def test_no_code_is_made_of_text():
    assert found(code_made_of_text) == set()


@pytest.mark.asvs("V1.3.7")
def test_no_template_is_made_of_text():
    assert found(templates_made_of_text) == set()


@pytest.mark.asvs("V1.3.10")
def test_formats_are_ours():
    assert found(formats_made_elsewhere) == {
        "accounts/intake/scoring.py",  # sentences of questions.toml
        "routines/builder/explain.py",  # sentences in the module
    }


@pytest.mark.asvs("V1.3.6", "V13.2.4", "V13.2.5")
def test_the_server_calls_nobody():
    """Django itself talks to the database and to the mail server that the environment names."""
    assert found(imports(OUTGOING)) == set()


@pytest.mark.asvs("V1.5.1", "V1.5.2")
def test_data_is_read_back_as_json_toml_and_csv_alone(settings):
    readers = found(imports(READERS))

    assert readers == {"exercises/figures/lint.py"}  # our own drawings, before they are committed
    assert settings.SESSION_SERIALIZER == "django.contrib.sessions.serializers.JSONSerializer"


@pytest.mark.asvs("V1.3.4", "V5.3.1")
def test_one_file_is_taken_and_none_is_kept(settings):
    """The file that brings a person's data back; so no picture either."""
    fields = {name for name in trees() if re.search(r"\b(?:File|Image)Field\(", (ROOT / name).read_text())}

    assert fields == {"accounts/forms.py"}
    assert settings.STORAGES["default"]["BACKEND"] == "django.core.files.storage.InMemoryStorage"
    assert not settings.MEDIA_ROOT


@pytest.mark.asvs("V5.3.2")
def test_no_view_opens_a_file():
    views = {name for name in trees() if name.endswith(("views.py", "pages.py")) or "/views/" in name}

    assert found(files_by_name) & views == set()


@pytest.mark.asvs("V11.2.1", "V11.4.1")
def test_cryptography_comes_from_libraries_and_hashes_are_strong():
    users = found(imports(CRYPTOGRAPHY))

    assert found(weak_hashes) == set()
    assert users == CRYPTOGRAPHIC


CRYPTOGRAPHIC = {
    "accounts/factors.py",  # secrets of second factors
    "accounts/parts.py",  # names of pages, keyed
    "config/public.py",  # names of pages
    "config/templatetags/shell.py",  # digests of scripts
    "exercises/drawn.py",  # names of drawings
    "exercises/figures/drafts.py",  # an order without chance
    "exercises/loading/reading.py",  # whether the library changed
}


@pytest.mark.asvs("V11.5.1")
def test_what_must_not_be_guessed_is_not_drawn_by_random():
    assert found(imports(CHANCE)) == {"config/replicas.py"}  # spreads load


@pytest.mark.asvs("V15.3.6")
def test_scripts_set_no_key_that_comes_from_outside():
    """`thing[key] = value` with a key of a stranger reaches prototypes; so does merging by hand."""
    risky = re.compile(r"__proto__|\.prototype\b|\bconstructor\[|\w\[[a-z]\w*(?:\.\w+)*\]\s*=[^=]")
    lines = {
        f"{path.name}: {line.strip()}"
        for path in scripts()
        for line in path.read_text().splitlines()
        if risky.search(line)
    }

    assert risky.search("target[key] = value")
    assert lines == {"player-sheets.js: settings[target.name] = read(target);"}  # fields of a form of ours


@pytest.mark.asvs("V3.5.5")
def test_only_the_worker_hears_messages_and_reads_their_shape():
    """A worker hears pages of its own origin alone."""
    hear = [
        path for path in scripts() if re.search(r'addEventListener\("message"|onmessage', path.read_text())
    ]

    assert [path.name for path in hear] == ["sw.js"]
    assert "if (Array.isArray(event.data?.keep))" in hear[0].read_text()


@pytest.mark.asvs("V14.2.1")
def test_only_words_about_exercises_go_into_addresses():
    asking = {
        str(path.relative_to(ROOT))
        for path in product(".html")
        if re.search(r'method="get"|<form(?![^>]*method=)(?![^>]*data-)[^>]*action', path.read_text())
    }

    assert asking == {"templates/exercises/_library.html"}


@pytest.mark.asvs("V11.3.1", "V11.3.2", "V11.3.3", "V14.3.3")
def test_the_device_seals_what_it_keeps_with_a_key_it_does_not_give_out():
    """Beside it the web storage holds the sounds and the pace of the player."""
    vault = (ROOT / "static/js/vault.js").read_text()
    keepers = {
        path.name
        for path in scripts()
        if re.search(r"localStorage|sessionStorage|indexedDB\.open", path.read_text())
    }

    assert 'generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"])' in vault
    assert "const iv = crypto.getRandomValues(new Uint8Array(12));" in vault
    assert keepers == {"vault.js", "player-sheets.js", "sign-out.js"}


@pytest.mark.asvs("V11.6.1")
def test_the_only_signatures_are_those_of_passkeys():
    """Made by the device and checked by fido2, which offers ECDSA, EdDSA and RSA with SHA-256."""
    signing = re.compile(r"\b(?:rsa|ec|ed25519|dsa)\.|generate_private_key|\.sign\(")

    assert {name for name in trees() if signing.search((ROOT / name).read_text())} == set()
