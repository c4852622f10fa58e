"""Passwords that somebody who knows this place would try first. The list also stands in docs/controls.md."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

OURS = re.compile(
    "steadyback|steady|backpain|backache|back|spine|pain|exercise|routine|stretch|passkey|password|welcome|login"
)
WORDS = OURS.pattern.split("|")
ENOUGH = 4  # letters beside the words


class ContextWords:
    """Refuses a password that is made of words of this place, with digits and signs or without."""

    def validate(self, password: str, user: Any = None) -> None:
        rest, count = OURS.subn("", password.lower())
        if count and len(re.sub(r"[\W\d_]", "", rest)) < ENOUGH:
            words = _("Somebody who knows Steadyback would guess this. Use other words.")
            raise ValidationError(words, code="password_of_this_place")

    def get_help_text(self) -> str:
        return _("Your password can’t be made of words from this site, such as back or steady.")
