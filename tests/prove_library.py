"""`make prove-library`: what libraries of 131 and of 10,000 exercises cost to load, hold, search and show.

CPU time of this process, in milliseconds unless it says seconds; searches are wall time, for the database's share.
"""

import os
import statistics
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
WORDS = (
    "bridge", "bird dog", "brid dog", "childs pose", "seated hamstring", "hamstirng strech", "back", "core", "desk",
    "neck", "hip", "glute brigde", "walk", "plnk", "mckenzie", "piriformis", "standing balance", "strengthening",
    "xylophone", "stretch for the lower back",
)  # fmt: skip
PAGES = ("/exercises/", "/exercises/?q=hip&position=seated", "/exercises/?show=240", "/exercises/bridge/")


def cpu(do):
    """What it gave, and the seconds it took."""
    begun = time.process_time()
    found = do()
    return found, time.process_time() - begun


def waited(do):
    begun = time.perf_counter()
    do()
    return time.perf_counter() - begun


def megabytes(do):
    """What stays in memory of it, and the most it took meanwhile."""
    tracemalloc.start()
    kept = do()
    stays, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del kept
    return stays / 1e6, most / 1e6


def prove(folder):
    from django.test import Client

    from config import public
    from exercises.finding import Shelf
    from exercises.loading.storing import load
    from exercises.models import Exercise, LibraryState
    from exercises.rendering import forget

    report, loading = cpu(lambda: load(folder))
    _, again = cpu(lambda: load(folder))
    LibraryState.objects.bump()
    catalogue, fetching = cpu(Exercise.objects.catalogue)
    _, sorting = cpu(lambda: Shelf(catalogue))
    searches = sorted(waited(lambda w=words: Exercise.objects.search(w, catalogue)) for words in WORDS)
    client = Client()
    pages = []
    for page in (*PAGES, *PAGES):  # the second time around, templates are compiled
        forget()
        public.forget()
        response, seconds = cpu(lambda p=page: client.get(p))
        assert response.status_code == 200
        pages.append(1000 * seconds)
    LibraryState.objects.bump()
    stays, most = megabytes(lambda: (fresh := Exercise.objects.catalogue(), Shelf(fresh)))
    row = [
        report.exercises,
        f"{loading:.1f} s",
        f"{again:.2f} s",
        f"{fetching:.1f} s",
        f"{stays:.0f} MB ({most:.0f})",
        f"{1000 * sorting:.0f}",
        f"{1000 * statistics.median(searches):.1f} ({1000 * searches[-1]:.1f})",
        *(f"{milliseconds:.1f}" for milliseconds in pages[len(PAGES) :]),
    ]
    sys.stdout.write(f"| {' | '.join(map(str, row))} |\n")
    sys.stdout.flush()


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.environ["VAR_DIR"] = folder
        static = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
        settings.STORAGES |= static
        settings.ALLOWED_HOSTS = ["testserver"]
        settings.LOGGING_CONFIG = None
        django.setup()
        from django.core.management import call_command

        from tests.exercises import many

        call_command("migrate", verbosity=0)
        names = ("exercises", "load", "unchanged", "fetch", "held (most)", "sort", "search (worst)", *PAGES)
        sys.stdout.write(f"| {' | '.join(names)} |\n")
        for count in (131, 10_000):
            prove(many.write(Path(folder) / str(count), count))


if __name__ == "__main__":
    main()
