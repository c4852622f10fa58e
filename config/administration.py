"""The administrators' pages: for staff who used a second factor in this session, and not there for anybody else."""

from typing import Any

from allauth.account.authentication import get_authentication_records
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.events import note
from accounts.ownership import owner_field

SECOND_FACTOR = "mfa"  # what allauth notes for a passkey, an authenticator app and a recovery code


class Administration(AdminSite):
    def register(self, model_or_iterable: Any, *args: Any, **options: Any) -> None:
        """Rows of people are for nobody else, whatever a package offers to show of them."""
        offered = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        super().register([model for model in offered if owner_field(model) is None], *args, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and used_a_second_factor(request)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Signing in is allauth's, with its limits. Staff without a second factor are led to one."""
        return _way_in(request)


@never_cache
def _way_in(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated or request.user.is_guest:
        return redirect_to_login(request.get_full_path())
    if not request.user.is_staff:
        raise Http404
    note("administration-refused", request.user)
    messages.warning(
        request, _("Administrators sign in with a second factor. Add one, or sign in again with it.")
    )
    return redirect("mfa_index")


def used_a_second_factor(request: HttpRequest) -> bool:
    person = request.user if request.user.is_authenticated else None
    return any(
        record.get("method") == SECOND_FACTOR for record in get_authentication_records(request, person)
    )
