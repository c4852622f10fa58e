"""What is measured: each kind of page, and what it may cost as a multiple of a view that does nothing."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """goal: at most this many times the CPU time of a bare view behind the same middleware.

    person: asked by somebody signed in, and compared with the bare view asked by them.
    """

    name: str
    path: str
    person: bool = True
    goal: float = 4


CASES = [
    Case("landing", "/", person=False),
    Case("library", "/exercises/", person=False),
    Case("exercise", "/exercises/bird-dog/", person=False),
    Case("library, what fits", "/exercises/"),
    Case("exercise, for a person", "/exercises/bird-dog/"),
    Case("intake question", "/intake/sitting/"),
    Case("profile", "/profile/"),
    Case("today", "/today/"),
    Case("routine", "/routines/{routine}/"),
    Case("session, player steps", "/routines/{routine}/session/"),
    Case("progress, three years", "/progress/"),
]
