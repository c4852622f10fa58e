"""What a device asks and tells by itself: who is signed in, and what was done in a session."""

from uuid import UUID

from django.http import HttpRequest, JsonResponse, UnreadablePostError
from django.middleware.csrf import get_token
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.guests import FORMERLY
from accounts.intake.reading import to_look_at
from routines import adapting, records


@require_http_methods(["PUT"])
def record(request: HttpRequest, client_id: UUID) -> JsonResponse:
    """Called by the outbox, any number of times, in any order. 201 is new, 200 known; both mean that we have it."""
    if not request.user.is_authenticated:
        return JsonResponse({"fault": "signed out"}, status=401)
    try:
        told = records.read(request.body, now=timezone.now())
    except (records.Unacceptable, UnreadablePostError) as error:
        return JsonResponse({"fault": str(error)}, status=422)
    edit, is_new = request.user.sessions.keep(request.user, client_id, told)
    answer: dict[str, object] = {"id": str(client_id), "edit": edit}
    if adapting.leave_out_what_hurt(request.user, told):
        answer["changed"] = True  # so are the pages that the device kept
    if told.stopped_at:
        request.user.stop(told.stopped_at)
        answer["look"] = bool(to_look_at(request.user))  # the device lets go of the pages it kept
    request.user.live_in(told.time_zone)
    return JsonResponse(answer, status=201 if is_new else 200)


@require_safe
@never_cache
def token(request: HttpRequest) -> JsonResponse:
    """A page from the device's store has an old token, or that of nobody: the outbox asks for one before it sends."""
    person = str(request.user.pk) if request.user.is_authenticated else None
    formerly = request.session.get(FORMERLY, []) if person else []
    return JsonResponse({"person": person, "formerly": formerly, "token": get_token(request)})
