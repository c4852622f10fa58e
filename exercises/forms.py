from django import forms

from exercises.catalogue import Limits
from exercises.finding import FILTERS, Criteria
from exercises.searching import Hits

STEP = 12
MOST_SHOWN = 240  # cards of one page, whatever the address asks for


class FilterForm(forms.Form):
    """What is wrong in it is left out: a filter that does not exist hides nothing."""

    q = forms.CharField(required=False, max_length=80)
    block = forms.MultipleChoiceField(required=False, choices=FILTERS["block"].items())
    region = forms.MultipleChoiceField(required=False, choices=FILTERS["region"].items())
    position = forms.MultipleChoiceField(required=False, choices=FILTERS["position"].items())
    needs = forms.MultipleChoiceField(required=False, choices=FILTERS["needs"].items())
    level = forms.MultipleChoiceField(required=False, choices=FILTERS["level"].items())
    fits = forms.MultipleChoiceField(required=False, choices=[("no", "no"), ("yes", "yes")])
    show = forms.IntegerField(required=False, min_value=1, max_value=100_000)
    page = forms.IntegerField(required=False, min_value=1, max_value=100_000)

    @property
    def text(self) -> str:
        text: str = self.cleaned_data.get("q", "")
        return text

    @property
    def shown(self) -> int:
        """How many cards: whole steps."""
        return min(-(-(self.cleaned_data.get("show") or STEP) // STEP) * STEP, MOST_SHOWN)

    @property
    def page_number(self) -> int:
        page: int = self.cleaned_data.get("page") or 1
        return page

    @property
    def wants_fitting(self) -> bool:
        """The switch sends "no" and, when it is on, "yes" after it; without either it is on."""
        return "no" not in (fits := self.cleaned_data.get("fits", [])) or "yes" in fits

    @property
    def key(self) -> tuple[object, ...]:
        """All that the answer depends on."""
        chosen = tuple(tuple(self.cleaned_data.get(kind, ())) for kind in FILTERS)
        return self.text, chosen, self.wants_fitting, self.shown, self.page_number, bool(self.errors)

    def criteria(self, hits: Hits | None, limits: Limits | None) -> Criteria:
        chosen = {kind: tuple(self.cleaned_data.get(kind, ())) for kind in FILTERS}
        return Criteria(hits=hits, chosen=chosen, limits=limits if self.wants_fitting else None)
