"""The intake in the browser: start, one page after another, stop, check."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.decorators import WANTED
from accounts.intake import recording
from accounts.intake.care import stop_cards, told
from accounts.intake.forms import PageForm
from accounts.intake.place import Place, place_of, walking
from accounts.intake.questions import Answers, Page, questionnaire
from accounts.intake.reading import to_look_at
from accounts.intake.summary import changed, summary
from accounts.intake.walk import Walk
from accounts.models import Intake, User
from accounts.parts import alike
from exercises.rendering import kept

# Where an answer was asked for from, and leads back to.
RETURNS = {
    "answers": "accounts:answers",
    "profile": "accounts:profile",
    "relief": "routines:relief",
    "routine": "routines:build",
    "today": "routines:today",
}


ANEW = "anew"  # ticked: one of these happened again


@require_safe
@never_cache
def intake(request: HttpRequest) -> HttpResponse:
    at = place_of(request)
    if at and at.walk.is_stopped:
        return redirect("accounts:stop")
    is_again = isinstance(request.user, User) and bool(to_look_at(request.user))
    why = WANTED.get(request.GET.get("for", ""), "")
    context = {
        "here": at,
        "safety_count": len(questionnaire().safety_lists),
        "why": why,
        "is_again": is_again,
    }
    return render(request, "accounts/intake/start.html", context)


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    recording.begin(request, quick=request.POST.get("way") == "quick")
    return redirect("accounts:question", questionnaire().pages[0].slug)


@require_http_methods(["GET", "HEAD", "POST"])
@walking
def question(request: HttpRequest, at: Place, slug: str) -> HttpResponse:
    page = find(at.walk, slug)
    if page is None:
        return redirect("accounts:intake")
    if at.walk.is_stopped and page.part != "safety":
        return redirect("accounts:stop")
    if missing := at.walk.missing_before(page):
        return redirect("accounts:question", missing.slug)
    data = request.POST if request.method == "POST" else None
    form = PageForm(page, data, answers=at.known(page), uncleared=at.walk.uncleared)
    if data is not None and "skip" in data and page.can_skip:
        return keep(request, at, page, {question.slug: None for question in page.questions})
    if form.is_valid():
        return keep(request, at, page, form.cleaned_data)
    around = surroundings(request, at.walk, page) | {
        "is_again": page in at.looking,
        "has_a_yes": bool(at.walk.confirmed_on(page)),
    }
    context = around | {"page": page, "form": form, "fields": fields_of(form)}
    template = "accounts/intake/question.html"
    if form.is_blank:
        return alike(request, template, (page.slug, tuple(around.values())), context)
    return render(request, template, context, status=422 if form.is_bound else 200)


def fields_of(form: PageForm) -> SafeString:
    template, context = "accounts/intake/_fields.html", {"page": form.page, "form": form}
    if form.is_blank:
        return kept(template, form.page.slug, lambda: context)
    return render_to_string(template, context)


def find(walk: Walk, slug: str) -> Page | None:
    """None for a page that this person's answers do not open."""
    if slug not in {page.slug for page in questionnaire().pages}:
        raise Http404
    return walk.page(slug)


def keep(request: HttpRequest, at: Place, page: Page, values: Answers) -> HttpResponse:
    anew = at.walk.confirmed_on(page) if ANEW in request.POST else frozenset[str]()
    values = {**values, **at.walk.spent(values, anew)}
    kept = recording.record(request, at.intake, values)
    walk = Walk({**at.walk.answers, **values}, at.walk.catalogue, at.walk.quick)
    if reopened := walk.reopened(at.walk):
        kept.forget(reopened)
        left = {slug: value for slug, value in walk.answers.items() if slug not in reopened}
        walk = Walk(left, at.walk.catalogue, at.walk.quick)
    if walk.is_stopped:
        return redirect("accounts:stop")
    came_from = request.POST.get("from", "")
    if came_from in RETURNS and page in at.looking:
        return look_on(came_from, [other for other in at.looking if other != page])
    if came_from in RETURNS:
        return back_to(came_from, walk)
    if kept.finished_at:
        return back_to("answers", walk)
    if later := walk.after(page):
        return redirect("accounts:question", later.slug)
    return finish_walk(kept, walk) if walk.quick else redirect("accounts:answers")


def back_to(came_from: str, walk: Walk) -> HttpResponse:
    """A change may open pages that have to be answered before it can count. Relief waits for no other."""
    opened = walk.next_opened if came_from == "relief" else walk.next_required
    return to_question(opened, came_from) if opened else redirect(RETURNS[came_from])


def look_on(came_from: str, left: list[Page]) -> HttpResponse:
    return to_question(left[0], came_from) if left else redirect(RETURNS[came_from])


def to_question(page: Page, came_from: str) -> HttpResponse:
    return redirect(f"{reverse('accounts:question', args=[page.slug])}?from={came_from}")


def surroundings(request: HttpRequest, walk: Walk, page: Page) -> dict[str, object]:
    """What stands round the question: the way back and how far it is. Nothing of it is an answer."""
    came_from = request.POST.get("from") or request.GET.get("from", "")
    earlier = walk.before(page)
    if came_from in RETURNS:
        back = reverse(RETURNS[came_from])
    else:
        back = reverse("accounts:question", args=[earlier.slug]) if earlier else reverse("accounts:intake")
    return progress(walk, page) | {
        "came_from": came_from if came_from in RETURNS else "",
        "back": back,
        "is_kept": bool(walk.answers),
    }


def progress(walk: Walk, page: Page) -> dict[str, object]:
    """How far it is, for the segments above the question."""
    number, parts, share = walk.parts(page)
    return {
        "part": parts[number - 1],
        "part_number": number,
        "part_count": len(parts),
        "steps": ("done",) * (number - 1) + ("now",) + ("",) * (len(parts) - number),
        "tenths": round(share * 10),
        "is_first": walk.before(page) is None,
        "safety_count": sum(p.part == "safety" for p in walk.pages),
    }


@require_safe
@walking
def stop(request: HttpRequest, at: Place) -> HttpResponse:
    if not at.walk.is_stopped:
        return redirect("accounts:intake")
    flags = at.walk.red_flags
    context = {"told": told(flags, at.walk.catalogue), "cards": stop_cards(flags, at.walk.catalogue)}
    return render(request, "accounts/intake/stop.html", context)


@require_safe
@walking
def answers(request: HttpRequest, at: Place) -> HttpResponse:
    if at.walk.is_stopped:
        return redirect("accounts:stop")
    return render(request, "accounts/intake/answers.html", {"parts": summary(at.walk), "here": at})


@require_POST
@walking
def finish(request: HttpRequest, at: Place) -> HttpResponse:
    if at.walk.is_stopped:
        return redirect("accounts:stop")
    if at.intake is None:
        return redirect("accounts:intake")
    return finish_walk(at.intake, at.walk)


def finish_walk(intake: Intake, walk: Walk) -> HttpResponse:
    if missing := walk.next_required:
        return redirect("accounts:question", missing.slug)
    intake.finish()
    return redirect("routines:build" if walk.quick else "accounts:profile")


@require_safe
@walking
def changes(request: HttpRequest, at: Place) -> HttpResponse:
    """What is different from the intake before."""
    return render(
        request, "accounts/intake/changes.html", {"changes": changed(at.before, at.walk.valid), "here": at}
    )
