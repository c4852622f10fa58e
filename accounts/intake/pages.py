"""What we make of the answers, and what anybody can read: profile, medical help, about."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.decorators import person_required
from accounts.http import PersonRequest
from accounts.intake.care import Card, cards, told, waiting
from accounts.intake.portrait import Portrait, portrait
from accounts.intake.profile import Profile
from accounts.intake.reading import answers_of, catalogue, grown_old, mark_of, profile_of
from accounts.intake.scoring import counted
from accounts.intake.walk import STOPPING
from accounts.models import Answer, User
from accounts.parts import page
from exercises.sharing import same_for_strangers


@require_safe
@never_cache
@person_required
def profile_page(request: PersonRequest) -> HttpResponse:
    mark = mark_of(request.user)
    person = profile_of(request.user, mark)
    if person is None:
        return redirect("accounts:intake")
    if person.urgency in STOPPING:
        return redirect("accounts:stop")
    old = grown_old(mark, timezone.localdate())
    key = mark, old is not None
    return page(request, "accounts/profile.html", key, lambda: _shown(request.user, person) | {"old": old})


def _shown(user: User, person: Profile) -> dict[str, Any]:
    answers, library = answers_of(user) or {}, catalogue()
    picture = portrait(person, library)
    return {
        "profile": person,
        "picture": picture,
        "headline": headline(picture),
        "answer_count": sum(value is not None for value in counted(answers).values()),
        "answered_at": Answer.objects.in_force(user).last_changed_at(),
        "told": told(person.red_flags, library),
        "unconfirmed": [precaution.name for precaution in waiting(person, library)],
    }


def headline(picture: Portrait) -> str:
    names = [item.name for item in picture.top]
    if not names:
        return _("Nothing stands out in your answers")
    if len(names) == 1:
        return _("%(first)s matters most for you") % {"first": names[0]}
    return _("%(first)s and %(second)s matter most") % {
        "first": names[0],
        "second": names[1][0].lower() + names[1][1:],
    }


@require_safe
@same_for_strangers
def help_page(request: HttpRequest) -> HttpResponse:
    emergency, *rest = cards(catalogue())
    return render(request, "accounts/help.html", {"cards": [emergency, Card("mood"), *rest]})


@require_safe
@same_for_strangers
def about(request: HttpRequest) -> HttpResponse:
    library = catalogue()
    sources = sorted(library.sources.values(), key=lambda source: source.name.lower())
    return render(request, "accounts/about.html", {"library": library, "sources": sources})
