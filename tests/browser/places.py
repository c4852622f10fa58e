"""Every page and state that a person can meet, by a short name. The page tests and the tour walk them all."""

PUBLIC = {
    "home": "/",
    "offline": "/offline/",
    "not-found": "/there-is-nothing-here/",
    "exercises": "/exercises/",
    "intake": "/intake/",
    "help": "/help/",
    "about": "/about/",
    "login": "/accounts/login/",
    "login-code": "/accounts/login/code/",
    "signup-passkey": "/accounts/signup/passkey/",
    "password-reset": "/accounts/password/reset/",
    "signup": "/accounts/signup/",
}
