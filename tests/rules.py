"""Rules of writing code: each goes through a parsed module and gives what breaks it. Tried on product files."""

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from accounts.ownership import private_models
from tests.test_architecture import ROOT, product

READS = {"all", "filter", "exclude", "get", "first", "last", "in_bulk", "values", "values_list", "latest"}
ADDRESSES = {"GET", "POST", "FILES", "COOKIES", "headers", "META", "body"}
REPEATS = {"compile", "match", "search", "fullmatch", "sub", "split", "findall", "finditer"}
STRONG = {"blake2b", "sha256", "sha384", "sha512"}
Rule = Callable[[ast.AST], Iterator[object]]
BAD: dict[Rule, str] = {}


def finds(example: str) -> Callable[[Rule], Rule]:
    """Keeps a bad example with a rule; tests/test_trust_rules.py tries them all."""

    def keep(rule: Rule) -> Rule:
        BAD[rule] = example
        return rule

    return keep


@cache
def trees() -> dict[str, ast.AST]:
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text()) for path in product(".py")}


def found(rule: Rule) -> set[str]:
    """The modules that break it."""
    return {name for name, tree in trees().items() if any(True for _ in rule(tree))}


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def scripts() -> list[Path]:
    return [path for path in product(".js") if path.name != "htmx.min.js"]


def owned() -> set[str]:
    return {model.__name__ for model in private_models()} | {"User"}


@finds("Routine.objects.filter(pk=pk).first()")
def unscoped(tree: ast.AST) -> Iterator[str]:
    """A private model read from its class: `Routine.objects.filter(...)` and not `request.user.routines`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute):
            manager = node.value
            if manager.attr in {"objects", "_default_manager", "_base_manager"}:
                name = getattr(manager.value, "id", getattr(manager.value, "attr", ""))
                if name in owned() and node.attr in READS:
                    yield f"{node.lineno} {name}.{manager.attr}.{node.attr}"
    for call in calls(tree):
        if called(call) in {"get_object_or_404", "get_list_or_404"} and call.args:
            first = ast.unparse(call.args[0])
            if first.split(".")[0] in owned():
                yield f"{call.lineno} {called(call)}({first}"


@finds("mark_safe(session.note)")
def trusted_html(tree: ast.AST) -> Iterator[str]:
    for call in calls(tree):
        if called(call) in {"mark_safe", "SafeString", "SafeText"} and call.args:
            yield f"{call.lineno} {called(call)}"


@finds("Exercise.objects.filter(**request.GET.dict())")
def keywords_from_outside(tree: ast.AST) -> Iterator[str]:
    """`filter(**request.GET)`: names chosen by a stranger become names of ours."""
    for call in calls(tree):
        for keyword in call.keywords:
            names = {node.attr for node in ast.walk(keyword.value) if isinstance(node, ast.Attribute)}
            if keyword.arg is None and names & ADDRESSES:
                yield f"{call.lineno} {called(call)}(**{ast.unparse(keyword.value)})"


@finds("request.user.save()")
def whole_rows(tree: ast.AST) -> Iterator[str]:
    """`request.user.save()` writes every column, also those that somebody else changed meanwhile."""
    for call in calls(tree):
        if called(call) == "save" and not call.args and not call.keywords and "form" not in ast.unparse(call):
            yield f"{call.lineno} {ast.unparse(call.func)}()"


@finds("cache.set(f'routine-{pk}', page)")
def shared_cache(tree: ast.AST) -> Iterator[str]:
    """Django's cache is for counting tries; what is a person's is held by `accounts.memory`, under their id."""
    for call in calls(tree):
        if isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") in {"cache", "caches"}:
            yield f"{call.lineno} {ast.unparse(call.func)}"


@finds("re.compile(r'^(a+)+$')")
def nested_repeats(tree: ast.AST) -> Iterator[str]:
    """A repeat of a repeat without an end, `(a+)+`: one hostile line takes years."""
    for call in calls(tree):
        if called(call) in REPEATS:
            for argument in call.args[:1]:
                pattern = argument.value if isinstance(argument, ast.Constant) else ""
                if isinstance(pattern, str) and explodes(pattern):
                    yield f"{call.lineno} {pattern}"


def explodes(pattern: str) -> bool:
    return re.search(r"\((?:[^()\\]|\\.)*(?:[+*]|\{\d+,\})\)(?:[+*]|\{\d+,\})", pattern) is not None


def imports(names: str) -> Rule:
    """Which modules import one of these, or a part of one."""

    def rule(tree: ast.AST) -> Iterator[str]:
        for node in ast.walk(tree):
            heads = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            heads += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for head in heads:
                if any(head == name or head.startswith(f"{name}.") for name in names.split()):
                    yield head

    return rule


@finds("User.objects.raw(f'SELECT {name}')")
def raw_queries(tree: ast.AST) -> Iterator[int]:
    for call in calls(tree):
        is_text = bool(call.args) and isinstance(call.args[0], ast.Constant)
        if called(call) in {"raw", "extra", "RawSQL", "RunSQL"} or (
            called(call) == "execute" and not is_text
        ):
            yield call.lineno


@finds("re.search(words, text)")
def patterns_made_of_text(tree: ast.AST) -> Iterator[int]:
    for call in calls(tree):
        is_re = isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == "re"
        if is_re and called(call) in REPEATS and not is_fixed(call.args[0]):
            yield call.lineno


def is_fixed(node: ast.AST) -> bool:
    """A text in the code, or a name in capitals for one."""
    return isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and node.id.isupper())


@finds("eval(words)")
def code_made_of_text(tree: ast.AST) -> Iterator[int]:
    names = {"eval", "exec", "compile", "__import__", "runpy", "execfile"}
    for call in calls(tree):
        if isinstance(call.func, ast.Name) and call.func.id in names:
            yield call.lineno


@finds("Template(words).render()")
def templates_made_of_text(tree: ast.AST) -> Iterator[int]:
    for call in calls(tree):
        if called(call) in {"Template", "from_string"}:
            yield call.lineno


@finds("words.format(user=user)")
def formats_made_elsewhere(tree: ast.AST) -> Iterator[int]:
    for call in calls(tree):
        is_fixed_text = isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Constant)
        if called(call) in {"format", "format_map"} and not is_fixed_text:
            yield call.lineno


@finds("subprocess.run(line, shell=True)")
def shells(tree: ast.AST) -> Iterator[int]:
    for call in calls(tree):
        if called(call) in {"system", "popen"} or any(k.arg == "shell" for k in call.keywords):
            yield call.lineno


@finds("open(request.GET['name'])")
def files_by_name(tree: ast.AST) -> Iterator[int]:
    for call in calls(tree):
        if called(call) in {"open", "read_text", "read_bytes", "write_text", "write_bytes", "Path"}:
            yield call.lineno


@finds("hashlib.md5(b'')")
def weak_hashes(tree: ast.AST) -> Iterator[str]:
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
