"""What may be typed in or sent: each form turns a post into values of the field, or says what is wrong."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.ids import uuid7

A_YEAR = timedelta(days=366)
LARGEST = 2**31 - 1
PAGES = [("today", ""), ("routine", "")]  # where a change was made, and where it leads back to


class ChangeForm(forms.Form):
    """Every change names the version it was made from."""

    revision = forms.IntegerField(min_value=1, max_value=LARGEST, widget=forms.HiddenInput)
    on = forms.ChoiceField(choices=PAGES, required=False, widget=forms.HiddenInput)


class SwapForm(ChangeForm):
    exercise = forms.SlugField(max_length=80)


class MinutesForm(forms.Form):
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=5,
        max_value=45,
        error_messages={
            "required": _("Choose how many minutes."),
            "min_value": _("Choose 5 minutes or more."),
            "max_value": _("Choose 45 minutes or fewer."),
            "invalid": _("Write the minutes as a number, like 12."),
        },
    )


class ChangeMinutesForm(MinutesForm, ChangeForm):
    pass


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        help_text=_("For you to find it again, like “Mornings”."),
        error_messages={
            "required": _("Give your routine a name."),
            "max_length": _("Use 80 characters or fewer."),
        },
    )


class BuildForm(NameForm, MinutesForm):
    field_order = ["name", "minutes"]


class AddForm(forms.Form):
    """Which of the person's routines an exercise is added to."""

    routine = forms.TypedChoiceField(
        label=_("Routine"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a routine."),
            "invalid_choice": _("Choose one of your routines."),
        },
    )

    def __init__(self, *args: Any, routines: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["routine"].choices = routines  # type: ignore[attr-defined]
        if routines:
            self.initial.setdefault("routine", routines[0][0])


class SessionForm(forms.Form):
    """What was done of a routine, ticked off, and on which day. `client_id` makes a form sent twice one session."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    done = forms.MultipleChoiceField(
        error_messages={"required": _("Tick at least one exercise you have done.")}
    )
    on_day = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day like 2026-11-20."), "required": _("Choose a day.")},
    )

    def __init__(self, *args: Any, keys: list[str], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = self.initial["on_day"] = today
        self.fields["done"].choices = [(key, key) for key in keys]  # type: ignore[attr-defined]

    def clean_on_day(self) -> date:
        day: date = self.cleaned_data["on_day"]
        if not self.today - A_YEAR <= day <= self.today:
            raise forms.ValidationError(_("Choose today or a day in the past year."))
        return day
