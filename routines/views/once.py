"""Just show me a routine: asked, built and shown without a row, a session or a line in a log."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.intake import recording
from accounts.intake.care import stop_cards, told, waiting
from accounts.intake.forms import PageForm
from accounts.intake.replay import Told, replay
from accounts.intake.scoring import profile as score
from accounts.intake.views import fields_of, progress
from accounts.intake.walk import Walk
from exercises.models import Exercise
from routines.builder import build
from routines.views import pages

KEEP = "keep"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def once(request: HttpRequest) -> HttpResponse:
    so_far = replay(request.POST, Exercise.objects.catalogue())
    if so_far.walk.is_stopped:
        return stop(request, so_far)
    if so_far.form:
        return ask(request, so_far, so_far.form)
    if KEEP in request.POST and not request.user.is_authenticated:
        return keep(request, so_far.walk)
    return show(request, so_far)


def stop(request: HttpRequest, so_far: Told) -> HttpResponse:
    flags, catalogue = so_far.walk.red_flags, so_far.walk.catalogue
    context = {
        "told": told(flags, catalogue),
        "cards": stop_cards(flags, catalogue),
        "carried": so_far.carried,
    }
    return render(request, "routines/once/stop.html", context)


def ask(request: HttpRequest, so_far: Told, form: PageForm) -> HttpResponse:
    context = {"page": form.page, "form": form, "fields": fields_of(form), "carried": so_far.carried}
    context |= progress(so_far.walk, form.page)
    status = 422 if form.is_bound else 200
    return render(request, "routines/once/question.html", context, status=status)


def show(request: HttpRequest, so_far: Told) -> HttpResponse:
    catalogue = so_far.walk.catalogue
    profile = score(so_far.walk.answers, catalogue)
    if profile.unconfirmed:
        return render(request, "routines/once/clearance.html", {"waiting": waiting(profile, catalogue)})
    context = pages.about(build(profile, catalogue), profile, catalogue)
    context["carried"] = [(name, value) for name, value in so_far.carried if name != "minutes"]
    return render(request, "routines/once/routine.html", context)


def keep(request: HttpRequest, walk: Walk) -> HttpResponse:
    """From here on the person is a guest like any other, with the consent that the button spoke of."""
    recording.begin(request, quick=True)
    recording.record(request, None, walk.answers).finish()
    return redirect("routines:build")
