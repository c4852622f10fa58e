"""One page with every figure, for looking at."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from exercises.figures import sheets, source
from exercises.figures.faults import FigureError

BROWSER = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


class Command(BaseCommand):
    help = "Write one page with figures, light and dark, still and at six phases: all, or those named."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", nargs="*", help="exercises; all without")
        parser.add_argument("--library", type=Path, default=source.LIBRARY, help="a folder of exercise files")
        parser.add_argument("--output", type=Path, default=Path(settings.VAR_DIR) / "contact_sheet.html")
        parser.add_argument("--png", type=Path, help="also photograph the page with Chromium")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            page = sheets.sheet(source.chosen(options["slug"], options["library"]))
        except FigureError as fault:
            raise CommandError(str(fault)) from None
        options["output"].parent.mkdir(parents=True, exist_ok=True)
        options["output"].write_text(page)
        self.stdout.write(str(options["output"]))
        if options["png"]:
            photograph(options["output"], options["png"])
            self.stdout.write(str(options["png"]))


def photograph(page: Path, picture: Path) -> None:
    from playwright.sync_api import sync_playwright  # a development tool

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=BROWSER)
        tab = browser.new_page(viewport={"width": 1700, "height": 800})
        tab.goto(page.resolve().as_uri())
        tab.screenshot(path=picture, full_page=True)
        browser.close()
