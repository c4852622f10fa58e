"""The one place where answers are kept: who gives them, under which consent, in which intake."""

from collections.abc import Mapping

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts.events import note
from accounts.guests import ensure_person
from accounts.models import Consent, Intake

CONSENT = "2026-11"  # the wording in templates/accounts/intake/start.html; a new wording is a new version
BEGUN = "intake"  # in the session: pressed Start, no answer yet


def begin(request: HttpRequest, *, quick: bool) -> None:
    """Remembers the consent in the session. Rows come with the first answer: who looks around leaves none."""
    request.session[BEGUN] = {"version": CONSENT, "at": timezone.now().isoformat(), "quick": quick}


def begun_quick(request: HttpRequest) -> bool | None:
    """None when no intake waits for its first answer."""
    begun = request.session.get(BEGUN)
    return begun["quick"] if begun else None


def record(request: HttpRequest, intake: Intake | None, values: Mapping[str, object]) -> Intake:
    """Keeps the answers; without an intake yet, makes the person, the consent and the intake with them."""
    if intake is None:
        return _first(request, values)
    intake.record(values)
    return intake


@transaction.atomic
def _first(request: HttpRequest, values: Mapping[str, object]) -> Intake:
    begun = request.session.pop(BEGUN)
    person = ensure_person(request)
    consent = person.consents.given().to(begun["version"]).first()
    if consent is None:
        given_at = parse_datetime(begun["at"]) or timezone.now()
        consent = Consent.objects.create(owner=person, version=begun["version"], given_at=given_at)
        note("consent-given", person)
    intake = Intake.objects.create(owner=person, consent=consent, is_quick=begun["quick"])
    intake.record(values)
    return intake
