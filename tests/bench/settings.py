"""The product's settings with the floor among the URLs; with BARE=1 nothing but the floor."""

import os

from config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.floors"
ALLOWED_HOSTS = ["*"]
if os.environ.get("BARE"):
    ROOT_URLCONF = "tests.bench.bare"
    INSTALLED_APPS: list[str] = []
    MIDDLEWARE: list[str] = []
