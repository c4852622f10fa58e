"""Solves and draws figures; what it writes is committed."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import ngettext

from exercises.figures import drafts, source
from exercises.figures.faults import FigureError


class Command(BaseCommand):
    help = "Draw the figures of exercises from their pose data: all, or those named."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", nargs="*", help="exercises; all without")
        parser.add_argument("--library", type=Path, default=source.LIBRARY, help="a folder of exercise files")
        parser.add_argument("--root", type=Path, default=settings.BASE_DIR, help="the project to write into")
        parser.add_argument("--check", action="store_true", help="write nothing, fail if the files differ")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            figures = source.chosen(options["slug"], options["library"])
            draft = drafts.make(figures, lambda number, slug: self.progress(number, len(figures), slug))
        except FigureError as fault:
            raise CommandError(str(fault)) from None
        self.finish(draft, options["root"], len(figures), check=options["check"])

    def finish(self, draft: drafts.Draft, root: Path, count: int, *, check: bool) -> None:
        self.stderr.write("\r\033[K", ending="")
        for slug, findings in draft.findings.items():
            for finding in findings:
                self.stderr.write(self.style.WARNING(f"{slug}: {finding}"))
        differing = draft.differing(root)
        if check and differing:
            raise CommandError("Not as drawn: " + ", ".join(map(str, differing)))
        if not check:
            draft.write(root)
        drawn = ngettext("%d figure", "%d figures", count) % count
        changed = ngettext("%d file", "%d files", len(differing)) % len(differing)
        self.stdout.write(f"{drawn} drawn, {'no file differs' if check else f'{changed} changed'}")

    def progress(self, number: int, count: int, slug: str) -> None:
        done = round(24 * number / count)
        self.stderr.write(f"\r\033[K[{'#' * done}{'.' * (24 - done)}] {number}/{count} {slug}", ending="")
        self.stderr.flush()
