"""The product's URLs and one view that does nothing, to compare them with."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import urlpatterns as product

PAGE = b"x" * 8000  # as large as a page of ours, so that sending it costs the same


def floor(request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGE)


urlpatterns = [path("floor/", floor), *product]
