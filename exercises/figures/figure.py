"""A figure as plain values: what the author asked for, checked and complete. `poses` reads it."""

from collections.abc import Mapping
from dataclasses import dataclass

from exercises.figures.props import Prop
from exercises.figures.skeleton import Body, Pose
from exercises.figures.surfaces import Surface

# x and y that a probe is held at; None leaves it free
Pin = tuple[float | None, float | None]


@dataclass(frozen=True)
class Contact:
    """A probe on a surface or ('@shin.n') on another probe. A sliding one may move along the surface."""

    probe: str
    surface: str
    slides: bool = False


@dataclass(frozen=True)
class Key:
    """One pose as the author wrote it: rough angles, exact contacts."""

    asked: Pose
    contacts: dict[str, Contact]
    pins: dict[str, Pin]
    stiffness: dict[str, float]
    crank: float | None
    look: str  # which way the face turns
    x_is_given: bool


@dataclass(frozen=True)
class Figure:
    slug: str
    title: str
    desc: str
    position: str  # which of several it is drawn in, else empty
    body: Body
    keys: tuple[Key, ...]
    props: tuple[Prop, ...]
    surfaces: Mapping[str, Surface]
    solids: tuple[str, ...]
    mover: frozenset[str]
    arrow: str
    turn: str
    faces: str
    side: str
    is_cycle: bool
    seconds: float
    show: int
    fist: bool
    floor: bool
    balanced: bool
    steady: frozenset[str]
    arms: str
    feet: str
    shade: bool

    @property
    def view(self) -> str:
        return self.body.view

    def prop(self, *kinds: str) -> Prop | None:
        return next((prop for prop in self.props if prop.kind in kinds), None)

    @property
    def machine(self) -> Prop | None:
        return next((prop for prop in self.props if prop.turns), None)
