"""What a solver cannot promise: the drawn movement itself is replayed and measured.

Each finding is one sentence. Limits of the measures: a contact 0.5 % of the body's height, a joint 2 degrees.
"""

from collections.abc import Iterator
from xml.etree import ElementTree

from exercises.figures import probes
from exercises.figures.animation import Tracks
from exercises.figures.bodies import crossings
from exercises.figures.drawing import Drawing
from exercises.figures.figure import Key
from exercises.figures.layout import HEIGHT, SMALLEST, WIDTH, lay_out
from exercises.figures.motion import Motion
from exercises.figures.skeleton import HEIGHT as BODY_HEIGHT
from exercises.figures.skeleton import Pose, kind
from exercises.figures.solver import gap, support
from exercises.figures.surfaces import Plane

CONTACT = BODY_HEIGHT * 0.005
LIMIT = 2.0  # degrees over a joint's limit
SINK, LIFT = 4.0, 3.0  # units on the way between two keys
ASKED = 40.0  # degrees a contact may move a large joint from what the author wrote
FASTEST, FASTEST_CYCLE = 150.0, 520.0  # degrees a second
PHASES = 48
ANIMATED_BYTES, STILL_BYTES = 6000, 4600


def lint(motion: Motion, drawing: Drawing) -> list[str]:
    found = [*_words(motion), *_keys(motion), *_replayed(motion), *_fit(motion), *_files(drawing)]
    return list(dict.fromkeys(found))


def unsolved(motion: Motion) -> list[str]:
    """Contacts that no pose can hold together: such a figure is not drawn at all."""
    found = []
    for number, (key, pose) in enumerate(zip(motion.figure.keys, motion.keys, strict=True), 1):
        frames = motion.body.frames(pose)
        for contact in key.contacts.values():
            off = gap(pose, frames, contact, motion.figure.surfaces)
            if abs(off) > CONTACT:
                where = contact.surface.removeprefix("@")
                found.append(f"key {number}: {contact.probe} is {abs(off):.1f} units off {where}")
    return found


def replay(motion: Motion, tracks: Tracks, t: float) -> Pose:
    """The pose that a browser shows at phase t of the emitted animation."""
    pose = dict(tracks.still)
    for name, track in tracks.by_name.items():
        value = track.at(t)
        if name == "root":
            pose["x"] += value[0]
            pose["y"] += value[1]
        elif name in motion.body.bones:
            pose[name] += value[0] * motion.body.bones[name].turn
        elif name.startswith("size."):
            pose[f"short.{name[5:]}"] = pose.get(f"short.{name[5:]}", 1) * value[1]
    return pose


def _words(motion: Motion) -> Iterator[str]:
    figure = motion.figure
    if not figure.title or not 20 <= len(figure.desc) <= 160:
        yield "desc: one sentence of 20 to 160 characters that says position and movement"
    if motion.moves and not figure.mover and not figure.is_cycle:
        yield "mover: what moves is not named"


def _keys(motion: Motion) -> Iterator[str]:
    figure = motion.figure
    for number, (key, pose) in enumerate(zip(figure.keys, motion.keys, strict=True), 1):
        yield from (f"key {number}: {finding}" for finding in _key(motion, key, pose))
        held = key.contacts or key.pins or figure.machine
        if figure.floor and not held:
            yield f"key {number}: touches nothing, it floats"
        ground = support(motion.body.frames(pose), pose, tuple(key.contacts.values()), figure.surfaces)
        if figure.balanced and ground is not None:
            middle = motion.body.centre_of_mass(pose)[0]
            if not ground[0] <= middle <= ground[1]:
                yield f"key {number}: would fall, weight at {middle:.0f}, support {ground[0]:.0f} to {ground[1]:.0f}"


def _key(motion: Motion, key: Key, pose: Pose) -> Iterator[str]:
    asked, driven = key.asked, key.crank is not None
    for name, (low, high) in motion.body.limits.items():
        if not low <= asked[name] <= high:
            yield f"{name} {asked[name]:g} is outside {low} to {high}"
        elif (
            not driven
            and abs(pose[name] - asked[name]) > ASKED
            and kind(name) not in ("hand", "foot", "toe", "farm")
        ):
            yield f"{name} asked {asked[name]:g}, the contacts made it {pose[name]:.0f}"
    for a, b in crossings(motion.body, pose, key.contacts.values()):
        yield f"{a} goes through {b}"


def _replayed(motion: Motion) -> Iterator[str]:
    tracks = Tracks(motion, motion.shown)
    worst: dict[str, float] = {}
    before: Pose | None = None
    for phase in range(PHASES + 1) if motion.moves else [0]:
        pose = replay(motion, tracks, phase / PHASES)
        findings = [*_limits(motion, pose), *_sunk(motion, pose), *_unplanted(motion, pose)]
        if before is not None:
            findings += _speed(motion, before, pose)
        for what, much in findings:
            worst[what] = max(much, worst.get(what, 0))
        before = pose
    yield from (f"{what} ({much:.1f})" for what, much in worst.items())


def _limits(motion: Motion, pose: Pose) -> Iterator[tuple[str, float]]:
    for name, (low, high) in motion.body.limits.items():
        over = max(low - pose[name], pose[name] - high)
        if over > LIMIT:
            yield f"on the way {name} leaves {low} to {high}", over


def _sunk(motion: Motion, pose: Pose) -> Iterator[tuple[str, float]]:
    frames = motion.body.frames(pose)
    for probe in probes.solid(motion.figure.view):
        for solid in motion.figure.solids:
            deep = -motion.figure.surfaces[solid].gap(*probes.place(frames, pose, probe))
            if deep > SINK:
                yield f"on the way {probe} sinks into the {solid}", deep


def _unplanted(motion: Motion, pose: Pose) -> Iterator[tuple[str, float]]:
    """Between two keys a planted contact neither lifts nor slides."""
    figure = motion.figure
    if len(motion.keys) != 2:
        return
    first, frames, start = (
        figure.keys[0].contacts,
        motion.body.frames(pose),
        motion.body.frames(motion.keys[0]),
    )
    for probe, contact in figure.keys[1].contacts.items():
        surface = figure.surfaces.get(contact.surface)
        if probe not in first or first[probe].surface != contact.surface or surface is None:
            continue
        x, y, r = probes.place(frames, pose, probe)
        off = abs(surface.gap(x, y, r))
        if off > LIFT:
            yield f"on the way {probe} leaves the {contact.surface}", off
        slid = abs(x - probes.place(start, motion.keys[0], probe)[0])
        may_slide = contact.slides or first[probe].slides or probe in figure.keys[1].pins
        if isinstance(surface, Plane) and surface.is_level and not may_slide and slid > LIFT:
            yield f"on the way {probe} slides on the {contact.surface}", slid


def _speed(motion: Motion, before: Pose, pose: Pose) -> Iterator[tuple[str, float]]:
    cycle = motion.figure.is_cycle
    seconds = motion.figure.seconds / PHASES * (1 if cycle else 0.8)
    for name in motion.body.bones:
        speed = abs(pose[name] - before[name]) / seconds
        if speed > (FASTEST_CYCLE if cycle else FASTEST):
            yield f"{name} moves too fast, degrees a second", speed


def _fit(motion: Motion) -> Iterator[str]:
    layout = lay_out(motion)
    box, scale = layout.body, layout.scale
    left, right = box.left * scale + layout.dx, box.right * scale + layout.dx
    top, bottom = box.top * scale + layout.dy, box.bottom * scale + layout.dy
    if left < 0 or right > WIDTH or top < 0 or bottom > HEIGHT:
        yield f"leaves the picture: {left:.0f} to {right:.0f}, {top:.0f} to {bottom:.0f}"
    if scale < SMALLEST:
        yield f"is drawn very small, scale {scale:.2f}"


def _files(drawing: Drawing) -> Iterator[str]:
    sizes = (("fragment", drawing.fragment, ANIMATED_BYTES), ("still", drawing.still, STILL_BYTES))
    for name, text, most in sizes:
        if len(text.encode()) > most:
            yield f"{name}: {len(text.encode())} bytes, more than {most}"
    for name, text in (
        *((name, text) for name, text, _ in sizes),
        ("start", drawing.start),
        ("end", drawing.end),
    ):
        yield from (f"{name}: {finding}" for finding in markup(text))


def markup(text: str) -> list[str]:
    """Well-formed, unique ids, and in what stands inside a page no style of its own."""
    root = ElementTree.fromstring(text)  # noqa: S314 - our own output, never anybody else's
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    found = ["an id stands twice"] if len(ids) != len(set(ids)) else []
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    if "aria-labelledby" in root.attrib:
        if "style" in names or any("style" in element.attrib for element in root.iter()):
            found.append("a style of its own inside a page")
        if not {"title", "desc"} <= names:
            found.append("title or desc is missing")
    return found
