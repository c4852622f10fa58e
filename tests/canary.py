"""`python -m tests.canary`: a person lives here with one word everywhere, leaves, and the word is looked for.

Run against a database of its own (VAR_DIR or DATABASE_URL). Prints how many files held the word before and after.
"""

import os
import re
import sys
from pathlib import Path
from uuid import uuid4

WORD = "kestrel-5d41c0de"
PASSWORD = f"three quiet words that stand here beside {WORD}"  # unlike the address
PAGES = ["nerves", "sudden", "illness", "pattern", "health"]


def live(client):
    """Everything that a person may type, typed; some of it wrongly."""
    client.post("/intake/begin/", {"way": "quick"})
    for page in PAGES:
        client.post(f"/intake/{page}/", {page: "none"})
    client.post("/intake/where/", {"areas": "lower-back", "pain_now": "3"})
    client.post("/intake/time/", {"minutes": WORD, "days": "3"})
    client.post("/intake/time/", {"minutes": "12", "days": "3"})
    client.post("/build/", {"name": f"Mornings {WORD}", "minutes": "12"})
    client.get(f"/exercises/?q={WORD}")
    client.get(f"/{WORD}/")
    client.post("/progress/activities/", {"name": f"Walk {WORD}"})
    client.put(f"/sessions/{uuid4()}/", session(), content_type="application/json")
    client.post("/accounts/login/", {"login": f"{WORD}@example.org", "password": "wrong"})
    client.post("/accounts/login/code/", {"email": f"{WORD}@example.org"})
    client.post("/accounts/signup/", {"email": f"{WORD}@example.org", "password1": PASSWORD})
    client.post("/accounts/confirm-email/", {"code": code()})
    for page in ("/today/", "/progress/", "/routines/", "/you/", "/you/steadyback.json"):
        client.get(page)


def code():
    from django.core import mail

    return re.search(r"^[A-Z0-9]{4}-?[A-Z0-9]{2,4}$", mail.outbox[-1].body, re.M)[0]


def session():
    from django.utils import timezone

    now = timezone.now().isoformat()
    item = {"exercise": "bird-dog", "block": "strengthening", "seconds": 60, "completed": True}
    return {"started_at": now, "sent_at": now, "time_zone": "UTC", "items": [item], "note": f"Fine {WORD}"}


def leave(client):
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/you/delete/")


def files():
    """Whatever the application writes to; of PostgreSQL, whose files are its own, all that can be asked of it."""
    from django.conf import settings
    from django.db import connection

    from config import backups

    if connection.vendor == "postgresql":
        backups.run("pg_dump", "--format=plain", f"--file={settings.VAR_DIR / 'dump.sql'}")
    everything = [file for file in Path(settings.VAR_DIR).rglob("*") if file.is_file()]
    return [file for file in everything if WORD.encode() in file.read_bytes()]


def main():
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.test import Client
    from django.test.utils import setup_test_environment

    from accounts.models import User

    setup_test_environment()  # mail stays here
    client = Client(headers={"user-agent": WORD, "referer": f"http://localhost/{WORD}"})
    live(client)
    before, people = files(), User.objects.count()
    leave(client)
    held = [len(before), people, User.objects.count(), *(file.name for file in files())]
    sys.stdout.write(" ".join(map(str, held)))


if __name__ == "__main__":
    main()
