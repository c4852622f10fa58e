"""A view that does nothing, alone: the first floor."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

PAGE = b"x" * 8000  # as large as a page of ours, so that sending it costs the same


def floor(request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGE)


urlpatterns = [path("floor/", floor)]
