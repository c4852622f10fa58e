"""The library: find an exercise, and read all there is to know about it."""

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from exercises import drawn
from exercises.browsing import listing
from exercises.catalogue import Limits
from exercises.describing import describe
from exercises.finding import shelf_of
from exercises.forms import FilterForm
from exercises.lessons import lessons
from exercises.models import Exercise
from exercises.rendering import kept
from exercises.sharing import same_for_strangers

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

YEAR = 60 * 60 * 24 * 365  # seconds


class LibraryRequest(HttpRequest):
    htmx: "HtmxDetails"


@require_safe
@vary_on_headers("HX-Target")
@same_for_strangers
def index(request: LibraryRequest) -> HttpResponse:
    catalogue = Exercise.objects.catalogue()
    limits = _limits(request)
    form = FilterForm(request.GET)
    form.full_clean()
    is_fragment = request.htmx.target == "results"

    def context() -> dict[str, Any]:
        hits = Exercise.objects.search(form.text, catalogue)
        shown = listing(shelf_of(catalogue), form, form.criteria(hits, limits), limits)
        return {"listing": shown, "form": form, "limits": limits, "is_fragment": is_fragment}

    key = catalogue.version, limits, form.key
    if is_fragment:
        return HttpResponse(kept("exercises/_results.html", key, context))
    library = kept("exercises/_library.html", key, context)
    return render(request, "exercises/index.html", {"library": library, "total": len(catalogue.exercises)})


@require_safe
@same_for_strangers
def detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A retired exercise keeps its page, because saved routines name it."""
    catalogue = Exercise.objects.catalogue()
    limits = _limits(request)
    exercise = catalogue.exercises.get(slug)
    is_retired = exercise is None
    if exercise is None:
        exercise = get_object_or_404(Exercise.objects.retired(), slug=slug).plain()

    def context() -> dict[str, Any]:
        described = describe(exercise, catalogue, limits, is_retired=is_retired)
        return {"described": described, "exercise": exercise}

    part = kept("exercises/_exercise.html", (catalogue.version, limits, slug), context)
    return render(request, "exercises/detail.html", {"described": part, "exercise": exercise})


def _limits(request: HttpRequest) -> Limits | None:
    """None for strangers and for people who have not told us anything yet."""
    return request.user.limits() if request.user.is_authenticated else None


@require_safe
@cache_control(public=True, max_age=YEAR, immutable=True)
def drawings(request: HttpRequest, name: str, kind: str) -> HttpResponse:
    """The moving figures of a session in one answer. The name ends in a digest of it, so it may be kept for ever."""
    *slugs, _mark = name.split(".")
    found = drawn.together(tuple(slugs))
    if name != found.name or kind not in {"html", "css"}:
        raise Http404(_("These drawings have changed. Load the page again."))
    body = found.html if kind == "html" else found.css
    return HttpResponse(body, content_type=f"text/{kind}; charset=utf-8")


@require_safe
@same_for_strangers
def learn(request: HttpRequest) -> HttpResponse:
    return render(request, "exercises/learn.html", {"lessons": lessons().values()})


@require_safe
@same_for_strangers
def lesson(request: HttpRequest, slug: str) -> HttpResponse:
    found = lessons().get(slug)
    if found is None:
        raise Http404
    catalogue = Exercise.objects.catalogue()
    shown = {
        "lesson": found,
        "exercises": [catalogue.exercises[one] for one in found.exercises if one in catalogue.exercises],
        "sources": [catalogue.sources[one] for one in found.sources if one in catalogue.sources],
        "others": [one for one in lessons().values() if one is not found],
    }
    return render(request, "exercises/lesson.html", shown)
