"""Nobody reads or changes what is somebody else's: every URL, every method, every kind of stranger.

Each URL of ours stands in one of three lists. PUBLIC pages know nobody. OWN pages show the asking person's rows and
name none in the address. NAMED ones carry an id: whoever does not own it gets 404, and not one byte of the owner's.
A new URL in none of the lists fails the first test.
"""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from accounts import privacy
from accounts.models import User
from exercises.drawn import together
from tests.factories import create_routine, make_item, make_plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_library")]

CANARY = "canary-7f3a"
METHODS = ["get", "head", "post", "put", "patch", "delete"]
PACKAGES = ("admin/", "accounts/")  # their own tests cover them; ours are in tests/accounts and tests/config

PUBLIC = {
    "home",
    "offline",
    "manifest",
    "robots",
    "favicon",
    "security_txt",
    "healthz",
    "metrics",  # 404 without its token
    "readyz",
    "exercises:index",
    "exercises:detail",
    "exercises:drawings",
    "learn:index",
    "learn:lesson",
    "accounts:help",
    "accounts:about",
    "accounts:deleted",
    "routines:service_worker",
}
OWN = {
    "accounts:intake",
    "accounts:begin",
    "accounts:stop",
    "accounts:answers",
    "accounts:finish",
    "accounts:changes",
    "accounts:question",
    "accounts:profile",
    "accounts:you",
    "accounts:download",
    "accounts:bring",
    "accounts:consent",
    "accounts:merge",
    "accounts:delete",
    "routines:add",
    "routines:add_activity",
    "routines:build",
    "routines:check_week",
    "routines:choose_habit",
    "routines:habits",
    "routines:index",
    "routines:once",
    "routines:progress",
    "routines:record",  # the device names its session: another's id is another session
    "routines:relief",
    "routines:today",
    "routines:token",
}
ARGUMENTS = {
    "exercises:detail": {"slug": "bird-dog"},
    "learn:lesson": {"slug": "why-moving-helps"},
    "exercises:drawings": {"name": together(("bird-dog",)).name, "kind": "html"},
    "accounts:question": {"slug": "pain"},
    "accounts:download": {"kind": "json"},
    "routines:add": {"slug": "bird-dog"},
    "routines:record": {"client_id": "0192f0c1-2345-7abc-8def-0123456789ab"},
}


def routine_of(owner):
    return owner.routines.get(deleted_at=None).pk


def deleted_routine_of(owner):
    return owner.routines.exclude(deleted_at=None).get().pk


def session_of(owner):
    return owner.sessions.get().client_id


def activity_of(owner):
    return owner.activities.get().pk


def habit_of(owner):
    return owner.habit_choices.get().pk


ROUTINE = {"pk": routine_of}
ITEM = ROUTINE | {"block": "strengthening", "slug": "bridge"}
NAMED = {
    "routines:archive": ROUTINE,
    "routines:change_item": ITEM | {"action": "pin"},
    "routines:change_minutes": ROUTINE,
    "routines:checkin": {"client_id": session_of},
    "routines:choose": ROUTINE,
    "routines:delete": ROUTINE,
    "routines:drop_habit": {"pk": habit_of},
    "routines:duplicate": ROUTINE,
    "routines:history": ROUTINE,
    "routines:leaflet": ROUTINE,
    "routines:proposal": ROUTINE,
    "routines:rate_activity": {"pk": activity_of},
    "routines:rename": ROUTINE,
    "routines:restore": ROUTINE | {"number": 1},
    "routines:retire_activity": {"pk": activity_of},
    "routines:routine": ROUTINE,
    "routines:session": ROUTINE,
    "routines:swap": ITEM,
    "routines:tick_habit": {"pk": habit_of},
    "routines:unarchive": ROUTINE,
    "routines:version": ROUTINE | {"number": 1},
    "routines:undelete": {"pk": deleted_routine_of},
}


def our_urls():
    """Every URL pattern of ours: its name with namespace."""
    found = []

    def walk(patterns, prefix, namespace):
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if route.startswith(PACKAGES):
                continue
            if isinstance(pattern, URLPattern):
                found.append(":".join(filter(None, [namespace, pattern.name or route])))
            else:
                walk(pattern.url_patterns, route, pattern.namespace or namespace)

    walk(get_resolver().url_patterns, "", "")
    return found


@pytest.fixture
def owner():
    person = User.objects.create_user(email=f"{CANARY}@example.org")
    person.consents.create(version=CANARY)
    create_routine(person, make_plan(make_item()), name=CANARY)
    now = timezone.now()
    create_routine(person, name=CANARY, deleted_at=now - timedelta(days=400))  # ours to keep or sweep
    person.sessions.create(client_id=uuid4(), started_at=now, local_date=now.date(), note=CANARY)
    person.activities.create(name=CANARY)
    person.habit_choices.create(habit="sit-even", moment=CANARY)
    return person


@pytest.mark.asvs("V8.2.1")
def test_every_url_is_in_one_list():
    assert sorted(our_urls()) == sorted([*PUBLIC, *OWN, *NAMED])


STRANGERS = ["anonymous", "guest", "account", "deleted"]


def sign_in(client, who):
    if who == "anonymous":
        return
    person = User.objects.create_user(email="b@example.org" if who == "account" else None)
    client.force_login(person)
    if who == "deleted":
        person.delete()


@pytest.mark.asvs("V8.2.1", "V8.4.1")
@pytest.mark.parametrize("who", STRANGERS)
@pytest.mark.parametrize("name", sorted(PUBLIC | OWN))
def test_a_page_without_an_id_shows_nothing_of_others(client, owner, name, who):
    sign_in(client, who)

    for method in METHODS:
        response = getattr(client, method)(reverse(name, kwargs=ARGUMENTS.get(name)))

        assert response.status_code < 500
        assert CANARY.encode() not in response.content


@pytest.mark.asvs("V8.2.1", "V8.2.2", "V8.4.1")
@pytest.mark.parametrize("who", STRANGERS)
@pytest.mark.parametrize("name", sorted(NAMED))
def test_what_is_somebody_elses_is_not_there(client, owner, name, who):
    arguments = arguments_for(name, owner)
    before = everything_of(owner)
    allowed = {404, 405} | ({302} if who in {"anonymous", "deleted"} else set())
    sign_in(client, who)

    for method in METHODS:
        response = getattr(client, method)(reverse(name, kwargs=arguments))

        assert response.status_code in allowed
        assert CANARY.encode() not in response.content
    assert everything_of(owner) == before


def arguments_for(name, owner):
    return {key: value(owner) if callable(value) else value for key, value in NAMED[name].items()}


def everything_of(owner):
    return privacy.export(User.objects.get(pk=owner.pk), now=None)["rows"]


@pytest.mark.parametrize("name", sorted(NAMED))
def test_the_owner_does_reach_it(client, owner, name):
    """Otherwise the test above could pass because nothing works at all."""
    arguments = arguments_for(name, owner)
    client.force_login(owner)

    assert 404 not in {
        getattr(client, m)(reverse(name, kwargs=arguments)).status_code for m in ("get", "post")
    }


def test_an_id_that_nobody_has_is_not_there(client, owner):
    client.force_login(owner)
    names = [name for name, arguments in NAMED.items() if "pk" in arguments]

    found = {
        name
        for name in names
        if client.get(reverse(name, kwargs=NAMED[name] | {"pk": uuid4()})).status_code == 200
    }

    assert found == set()
