from collections import Counter
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from routines.models import Revision
from routines.views.items import ACTIONS
from tests.fuzz import POSTS, fuzz, judge

WHOLE = ["duplicate", "choose", "archive", "unarchive", "rename"]


def good_posts(person):
    """Gives good posts to all addresses that change a routine, or would."""

    def good(chance):
        version = chance.choice(list(person.revisions.current()))
        item = chance.choice(version.plan.items)
        at = [version.routine_id, item.block, item.exercise]
        common = {"revision": str(version.number), "on": chance.choice(["today", "routine"])}
        done = [f"{item.block}/{item.exercise}"]
        return chance.choice(
            [
                ("/build/", {"name": "Mornings", "minutes": "12"}),
                (reverse("routines:change_item", args=[*at, chance.choice(sorted(ACTIONS))]), common),
                (reverse("routines:swap", args=at), common | {"exercise": "wall-sit"}),
                (reverse("routines:change_minutes", args=at[:1]), common | {"minutes": "20"}),
                (reverse("routines:restore", args=[at[0], chance.randint(1, version.number)]), common),
                (reverse(f"routines:{chance.choice(WHOLE)}", args=at[:1]), {"name": "Evenings"}),
                (reverse("routines:add", args=["wall-sit"]), {"routine": str(at[0])}),
                (
                    reverse("routines:session", args=at[:1]),
                    {"client_id": str(uuid4()), "done": done, "on_day": str(timezone.localdate())},
                ),
            ]
        )

    return good


@pytest.mark.asvs("V2.2.1", "V2.2.2")
@pytest.mark.slow
def test_no_post_breaks_the_routines(person, routine):
    client = Client(raise_request_exception=False)
    client.force_login(person)
    statuses, changes = Counter(), 0

    for url, post in fuzz(good_posts(person)):
        before = Revision.objects.count()
        statuses[client.post(url, post).status_code] += 1
        changes += Revision.objects.count() - before
        person.routines.exclude(pk=routine.pk).delete()

    judge(statuses)
    assert changes >= 0.2 * POSTS
    for revision in Revision.objects.all():
        revision.full_clean()
