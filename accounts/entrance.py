"""The doors for strangers. None tells by its time whom we know; the sign-in page is the same for all, so made once."""

from typing import cast

from allauth.account.views import login, password_reset, request_login_code, signup
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache

from accounts.pace import HASHING, MAILING, paced
from accounts.parts import TOKEN, answer
from exercises.rendering import held

sign_up = paced(signup, HASHING)
ask_for_code = paced(request_login_code, MAILING)
reset_password = paced(password_reset, MAILING)
_login = paced(login, HASHING)


@never_cache
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """allauth's own, wherever anything was sent along."""
    if request.method not in {"GET", "HEAD"} or request.COOKIES or request.GET:
        return _login(request)
    return answer(request, held("sign-in", lambda: _blank(request)))


def _blank(request: HttpRequest) -> SafeString:
    page = cast("TemplateResponse", login(request))
    page.context_data = {**(page.context_data or {}), "csrf_token": TOKEN}
    return SafeString(page.rendered_content)
