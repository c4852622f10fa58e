"""One stylesheet for the reader, many small ones for us.

`css/app.css` names its parts by `@import`. Collecting static files writes the parts in, each in its layer, and drops
comments and idle space; the manifest storage then hashes the result like any other file. In development the imports
work as they are.
"""

import re
from pathlib import PurePosixPath
from typing import Any

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

BUNDLE = "css/app.css"
IMPORT = re.compile(r'@import "(?P<name>[\w-]+\.css)" layer\((?P<layer>[\w-]+)\);')


class BundledCss:
    """Mixin for a manifest storage."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Any:  # noqa: FBT001, FBT002
        if BUNDLE in paths and not dry_run:
            css = minified(bundled(BUNDLE, paths))
            self.delete(BUNDLE)  # type: ignore[attr-defined]
            self._save(BUNDLE, ContentFile(css.encode()))  # type: ignore[attr-defined]
            paths[BUNDLE] = (self, BUNDLE)
        yield from super().post_process(paths, dry_run, **options)  # type: ignore[misc]


class BundledManifestStorage(BundledCss, ManifestStaticFilesStorage):  # type: ignore[misc]
    """For `make run`: hashed names, quick to collect."""


class CompressedBundledManifestStorage(BundledCss, CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """For a deployment: hashed names and compressed copies."""


def bundled(name: str, paths: dict[str, Any]) -> str:
    def part(found: re.Match[str]) -> str:
        file = str(PurePosixPath(name).with_name(found["name"]))
        return f"@layer {found['layer']} {{ {source(file, paths)} }}"

    return IMPORT.sub(part, source(name, paths))


def source(name: str, paths: dict[str, Any]) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return str(file.read().decode())


def minified(css: str) -> str:
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,>]) ?", r"\1", css)
    return re.sub(r"(?<=[\w-]): ", ":", css).replace(";}", "}").strip()
