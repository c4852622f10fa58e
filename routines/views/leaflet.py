"""A routine on paper: figures, doses, reasons and precautions on one page, and a code that leads back to it."""

from uuid import UUID

import segno
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.decorators import person_required
from accounts.http import PersonRequest
from routines.views import pages

QUIET = 4  # modules of white around a code, as ISO/IEC 18004 asks


@require_safe
@person_required
def leaflet(request: PersonRequest, pk: UUID) -> HttpResponse:
    version, here = pages.seen(request, pk), pages.here(request)
    if here.stop:
        return here.stop
    address = settings.SITE_URL + reverse("routines:routine", args=[pk])
    context = pages.shown(request.user, version, here, on="leaflet")
    return render(request, "routines/leaflet.html", context | {"address": address, "code": code(address)})


def code(address: str) -> dict[str, object]:
    """A QR code as the size and path of an SVG: one square a dark module."""
    rows = segno.make(address, error="m", micro=False).matrix
    dark = ((x, y) for y, row in enumerate(rows) for x, module in enumerate(row) if module)
    path = "".join(f"M{x + QUIET} {y + QUIET}h1v1h-1z" for x, y in dark)
    return {"size": len(rows) + 2 * QUIET, "path": path}
