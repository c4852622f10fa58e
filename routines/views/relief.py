"""My back hurts now: for everybody, with or without answers, at once and without a network."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.intake.profile import Profile
from accounts.intake.reading import to_look_at, told_so_far
from accounts.intake.views import to_question
from accounts.intake.walk import STOPPING
from accounts.models import User
from accounts.parts import answer
from exercises.catalogue import Catalogue
from exercises.doses import length
from exercises.models import Exercise
from routines.player import figures, player
from routines.proposing import hurt_lately
from routines.relief import FIRST, LAST, positions
from routines.steps import steps


@require_safe
def relief(request: HttpRequest) -> HttpResponse:
    """What a person told us counts; who told us nothing gets the gentlest positions and the safety line.

    Who told us of a sign that has to be looked at is led to whom to see, and to no position. What hurt sharply when it
    was last done is named, and not offered.
    """
    person = request.user if request.user.is_authenticated else None
    known, asked = told_so_far(person, timezone.localdate()) if person else (None, None)
    profile, catalogue = known or Profile(), Exercise.objects.catalogue()
    if profile.urgency in STOPPING:
        return redirect("accounts:stop")
    if person and (looking := to_look_at(person)):
        return to_question(looking[0], "relief")
    if asked:
        return to_question(asked, "relief")
    if profile.precautions - catalogue.precautions.keys():
        return redirect("routines:build")  # which says that their rules are lost
    context = _offered(person, profile, catalogue)
    return answer(request, render_to_string("routines/relief.html", context, request))


def _offered(person: User | None, profile: Profile, catalogue: Catalogue) -> dict[str, Any]:
    hurt = frozenset(hurt_lately(person)) if person else frozenset[str]()
    profile = replace(profile, disliked=profile.disliked | hurt)
    items, library = positions(profile, catalogue), catalogue.exercises
    told = steps(items, profile, catalogue)
    here = reverse("routines:relief")
    return {
        "rows": [(library[item.exercise], item, round(item.seconds / 60) or 1) for item in items],
        "left": [library[slug] for slug in (*FIRST, LAST) if slug in hurt and slug in library],
        "length": length(60 * max(1, round(sum(item.seconds for item in items) / 60))),
        "player": player(told, _("Quick relief"), person, kind="relief", after=here),
        "figures": figures(told),
        "keep": here,
    }
