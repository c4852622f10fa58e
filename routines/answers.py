"""What may be answered about a session, a week, an activity or a habit. Every number is 0-10; all may be skipped."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from routines.models import Activity

WORST = 10


def scale(**options: Any) -> forms.IntegerField:
    message = _("Choose a number from 0 to 10.")
    errors = {"min_value": message, "max_value": message, "invalid": message}
    return forms.IntegerField(min_value=0, max_value=WORST, required=False, error_messages=errors, **options)


class CheckinForm(forms.Form):
    pain_after = scale()
    effort = forms.ChoiceField(choices=[("easy", ""), ("right", ""), ("hard", "")], required=False)
    note = forms.CharField(max_length=500, required=False)
    came_on = forms.BooleanField(required=False)

    def __init__(self, *args: Any, exercises: list[tuple[str, str]], **options: Any) -> None:
        """exercises: of the session, each with its name."""
        super().__init__(*args, **options)
        self.fields["hurt"] = forms.MultipleChoiceField(choices=exercises, required=False)


class WeekForm(forms.Form):
    pain = scale()
    enjoyment = scale()
    activity = scale()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and all(value is None for value in cleaned.values()):
            raise forms.ValidationError(_("Choose at least one number, or leave this for another day."))
        return cleaned


class ActivityForm(forms.Form):
    name = forms.CharField(
        label=_("Something you want back"),
        max_length=Activity._meta.get_field("name").max_length,
        error_messages={"required": _("Write what you want to do again, like “carry my shopping”.")},
    )


class RatingForm(forms.Form):
    value = forms.IntegerField(
        min_value=0, max_value=WORST, error_messages={"required": _("Choose a number from 0 to 10.")}
    )


class HabitForm(forms.Form):
    habit = forms.SlugField(max_length=80)
    moment = forms.CharField(max_length=60, required=False)


class TickForm(forms.Form):
    done = forms.BooleanField(required=False)
