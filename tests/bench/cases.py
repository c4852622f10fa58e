"""What is measured: each kind of page, and what it may cost as a multiple of a view that does nothing."""

from dataclasses import dataclass

PUBLIC, PRIVATE, SIGN_IN = 1.3, 3, 4


@dataclass(frozen=True)
class Case:
    """goal: at most this many times the CPU time of a bare view behind the same middleware.

    person: asked by somebody signed in, whose `cookie` it is, and compared with the bare view asked by them.
    fragment: what htmx asks for. sends: a session is recorded.
    """

    name: str
    path: str
    goal: float = PRIVATE
    person: bool = True
    cookie: str = "cookie"
    fragment: str = ""
    sends: bool = False

    @property
    def headers(self) -> dict[str, str]:
        return {"HX-Request": "true", "HX-Target": self.fragment} if self.fragment else {}


CASES = [
    Case("landing", "/", PUBLIC, person=False),
    Case("library", "/exercises/", PUBLIC, person=False),
    Case(
        "library, filtered, fragment",
        "/exercises/?region=lower-back",
        PUBLIC,
        person=False,
        fragment="results",
    ),
    Case("exercise", "/exercises/bird-dog/", PUBLIC, person=False),
    Case("sign-in", "/accounts/login/", SIGN_IN, person=False),
    Case("landing, for a person", "/"),
    Case("library, what fits", "/exercises/"),
    Case("exercise, for a person", "/exercises/bird-dog/"),
    Case("intake question", "/intake/sitting/", cookie="newcomer"),
    Case("profile", "/profile/"),
    Case("routine", "/routines/{routine}/"),
    Case("today", "/today/"),
    Case("session, player steps", "/routines/{routine}/session/"),
    Case("progress, three years", "/progress/"),
    Case("other minutes, live preview", "/build/?minutes=20", fragment="preview"),
    Case("record a session", "/sessions/", sends=True),
]
