"""One stylesheet and few scripts for the reader, many small files for us.

`css/app.css` names its parts by `@import`. Collecting static files writes the parts in, each in its layer, and drops
comments and idle space. Scripts that always go together (`SCRIPTS`) become one. The manifest storage then hashes the
result like any other file. In development the parts work as they are; `{% scripts "session" %}` knows which.
"""

import re
from pathlib import PurePosixPath
from typing import Any

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

BUNDLE = "css/app.css"
# Each in the order in which its parts run.
SCRIPTS = {
    "device": ("vault", "outbox", "offline", "sign-out"),
    "session": (
        "player-timeline",
        "player-machine",
        "player-clock",
        "player-words",
        "player-figures",
        "player-screen",
        "player-sound",
        "player-device",
        "player-sheets",
        "player-keeper",
        "checkin",
        "player",
        "player-start",
    ),
}
COMMENT = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n", re.DOTALL | re.MULTILINE)
IMPORT = re.compile(r'@import "(?P<name>[\w-]+\.css)" layer\((?P<layer>[\w-]+)\);')


class Bundled:
    """Mixin for a manifest storage."""

    bundles = True

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Any:  # noqa: FBT001, FBT002
        if BUNDLE in paths and not dry_run:
            self._replace(paths, BUNDLE, minified(bundled(BUNDLE, paths)))
            for name, parts in SCRIPTS.items():
                self._replace(paths, script(name), joined([source(script(part), paths) for part in parts]))
        yield from super().post_process(paths, dry_run, **options)  # type: ignore[misc]

    def _replace(self, paths: dict[str, Any], name: str, text: str) -> None:
        self.delete(name)  # type: ignore[attr-defined]
        self._save(name, ContentFile(text.encode()))  # type: ignore[attr-defined]
        paths[name] = (self, name)


class BundledManifestStorage(Bundled, ManifestStaticFilesStorage):  # type: ignore[misc]
    """Quick to collect, for tests."""


class CompressedBundledManifestStorage(Bundled, CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """With compressed copies of what pages name. A hashed name never changes its content, so each is made once."""

    def compress_files(self, paths: set[str]) -> Any:
        named = set(self.hashed_files.values())
        new = {path for path in paths & named if not self.exists(f"{path}.gz")}
        yield from super().compress_files(new)  # type: ignore[no-untyped-call]


def bundled(name: str, paths: dict[str, Any]) -> str:
    def part(found: re.Match[str]) -> str:
        file = str(PurePosixPath(name).with_name(found["name"]))
        return f"@layer {found['layer']} {{ {source(file, paths)} }}"

    return IMPORT.sub(part, source(name, paths))


def script(name: str) -> str:
    return f"js/{name}.js"


def joined(scripts: list[str]) -> str:
    """Comments that stand on lines of their own are for us; nothing else is touched."""
    return "\n".join(COMMENT.sub("", text).strip() for text in scripts) + "\n"


def source(name: str, paths: dict[str, Any]) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return str(file.read().decode())


def minified(css: str) -> str:
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,>]) ?", r"\1", css)
    return re.sub(r"(?<=[\w-]): ", ":", css).replace(";}", "}").strip()
