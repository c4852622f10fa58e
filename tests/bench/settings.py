"""The product's settings with the floor among the URLs; BARE=1 takes all middleware away."""

import os

from config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.floors"
ALLOWED_HOSTS = ["*"]
if os.environ.get("BARE"):
    MIDDLEWARE: list[str] = []
