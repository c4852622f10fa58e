from django.contrib import admin
from django.urls import include, path

from accounts import entrance, proofs
from config import health, metrics, pages, wellknown
from exercises.urls import learn

urlpatterns = [
    path("", pages.home, name="home"),
    path("exercises/", include("exercises.urls")),
    path("learn/", include((learn, "learn"))),
    path("", include("accounts.urls")),
    path("", include("routines.urls")),
    path("accounts/login/", entrance.sign_in, name="account_login"),
    path("accounts/login/code/", entrance.ask_for_code, name="account_request_login_code"),
    path("accounts/signup/", entrance.sign_up, name="account_signup"),
    path("accounts/password/reset/", entrance.reset_password, name="account_reset_password"),
    path("accounts/logout/", proofs.sign_out, name="account_logout"),
    path("accounts/sessions/", proofs.devices, name="usersessions_list"),
    path("accounts/reauthenticate/", proofs.prove, name="account_reauthenticate"),
    path("accounts/2fa/reauthenticate/", proofs.prove_by_factor, name="mfa_reauthenticate"),
    path(
        "accounts/2fa/webauthn/reauthenticate/", proofs.prove_by_passkey, name="mfa_reauthenticate_webauthn"
    ),
    path("accounts/2fa/webauthn/keys/<int:pk>/remove/", proofs.remove_passkey, name="mfa_remove_webauthn"),
    path("accounts/", include("allauth.urls")),
    path("offline/", pages.offline, name="offline"),
    path("manifest.webmanifest", pages.manifest, name="manifest"),
    path("robots.txt", pages.robots, name="robots"),
    path("favicon.ico", pages.favicon, name="favicon"),
    path(".well-known/security.txt", wellknown.security_txt, name="security_txt"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("admin/", admin.site.urls),
]

handler400 = "config.pages.refused"
handler500 = "config.pages.failed"
