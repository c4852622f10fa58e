"""Why an exercise is there, in the words of a physiotherapist's note: what it does, then what the person said."""

import re

from accounts.intake.profile import FactorScore
from exercises.catalogue import Catalogue
from exercises.vocabulary import REGIONS

# What an exercise that serves a risk factor does for somebody who has it.
SERVES = {
    "bone-health": "gives your bones work, which keeps them strong",
    "bother": "a calm way to move while the pain bothers you",
    "catastrophising": "small steps toward trusting that it gets better",
    "dressing-limit": "practice for dressing and small tasks",
    "driving": "a change after long drives",
    "excess-weight": "gets you moving in a way that joints tolerate well",
    "falls": "helps you stay steady on your feet",
    "fear-of-movement": "a gentle way back to moving without worry",
    "heavy-bag": "makes you stronger for carrying",
    "inactivity": "a way to move more",
    "leg-pain": "keeps you moving with pain down the leg",
    "lifting-technique": "practice for lifting, bending and reaching",
    "long-hours": "a break from long hours at work",
    "low-confidence": "builds confidence in your back",
    "low-mood": "moving can lift a low mood",
    "mattress": "a change after a night on your mattress",
    "other-pain": "good for the whole body, not only your back",
    "overexertion": "builds reserve in small steps, so that work costs less",
    "poor-sleep": "can help you sleep",
    "posture": "a change from slumped sitting or standing",
    "previous-back-pain": "can make another episode less likely",
    "prolonged-sitting": "a change after long spells in one position",
    "sleep-posture": "loosens what the night has stiffened",
    "smoking": "gives your heart and lungs some work",
    "stress": "helps you let go of stress",
    "sudden-movement": "prepares you for sudden bends and twists",
    "tight-back": "loosens a stiff or tense back",
    "tight-hamstrings": "eases stiff backs of the thighs",
    "tight-hips": "eases stiff hips",
    "walking-limit": "practice for walking further",
    "weak-core-glutes": "makes your trunk and buttocks stronger",
    "workstation": "a change from the desk",
    "worry": "helps worrying thoughts settle",
}
# Precautions whose name does not fit behind "that matters with".
WHEN = {
    "axial-spondyloarthritis": "when joints of the back are inflamed",
    "disc-herniation": "with a herniated disc",
    "extension-sensitive": "when arching back hurts",
    "falls-risk": "to prevent falls",
    "flexion-sensitive": "when bending forward hurts",
    "hip-osteoarthritis": "with a painful hip",
    "neck-pain": "with neck pain",
    "pelvic-floor": "for the pelvic floor",
    "postpartum": "in the first weeks after giving birth",
    "pregnancy-early": "early in pregnancy",
    "pregnancy-later": "later in pregnancy",
    "rotation-sensitive": "when twisting hurts",
    "vertebral-fracture": "after a spinal fracture",
}


def for_factor(factor: FactorScore, catalogue: Catalogue) -> str:
    known = catalogue.risk_factors.get(factor.factor)
    name = lowered(known.name) if known else spoken(factor.factor)
    does = sentence(SERVES.get(factor.factor, f"for {name}"))
    return f"{does}; {_answered(factor.because)}" if factor.because else does


def _answered(words: str) -> str:
    """`you sit 4 to 6 hours a day`; what is no sentence about the person is quoted."""
    return lowered(words) if words.startswith("You ") else f"you answered “{words}”"


def for_precaution(does: str, slug: str, catalogue: Catalogue) -> str:
    known = catalogue.precautions.get(slug)
    when = WHEN.get(slug) or f"with {lowered(plain(known.name if known else spoken(slug)))}"
    return f"{sentence(does)}; that matters {when}"


def for_region(does: str, region: str) -> str:
    """Names the part once."""
    is_named = any(word in does for word in re.findall(r"\w{4,}", _part(region)))
    return f"{sentence(does)}; that {'is where it hurts' if is_named else f'matters with pain in {yours(region)}'}"


def for_place(region: str, painful: bool) -> str:  # noqa: FBT001
    return f"Works where it hurts: {yours(region)}" if painful else f"Looks after {yours(region)}"


def yours(region: str) -> str:
    return "the backs of your legs" if region == "hamstrings" else f"your {_part(region)}"


def _part(region: str) -> str:
    return REGIONS.get(region, spoken(region)).lower()


def told(names: list[str]) -> str:
    """What a person ticked, behind the rule that follows from it."""
    return f"You told us: {'; '.join(lowered(plain(name)) for name in names)}."


def spoken(slug: str) -> str:
    return slug.replace("-", " ")


def plain(name: str) -> str:
    """Without what stands in brackets."""
    return " ".join(re.sub(r"\([^)]*\)", "", name).split())


def lowered(name: str) -> str:
    """A name inside a sentence; abbreviations and McGill keep their capitals."""
    word = name.split(" ", 1)[0]
    return name if word[1:] != word[1:].lower() else name[:1].lower() + name[1:]


def sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
