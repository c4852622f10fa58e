"""The sign-in page: the same for every stranger but for its token, so it is made once."""

from typing import cast

from allauth.account.views import login
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache

from accounts.parts import TOKEN, answer
from exercises.rendering import held


@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """allauth's own, wherever anything was sent along."""
    if request.method not in {"GET", "HEAD"} or request.COOKIES or request.GET:
        return cast("HttpResponse", login(request))
    return answer(request, held("sign-in", lambda: _blank(request)))


def _blank(request: HttpRequest) -> SafeString:
    page = cast("TemplateResponse", login(request))
    page.context_data = {**(page.context_data or {}), "csrf_token": TOKEN}
    return SafeString(page.rendered_content)
