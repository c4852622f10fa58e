from typing import Any

from allauth.account.forms import LoginForm, SignupForm
from django import forms
from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import FileExtensionValidator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import privacy

MISSING = {
    "login": _("Enter your email address."),
    "email": _("Enter your email address."),
    "password": _("Enter your password."),
    "password1": _("Choose a password."),
}


def say_what_is_missing(form: forms.BaseForm) -> None:
    for name in MISSING.keys() & form.fields.keys():
        form.fields[name].error_messages["required"] = MISSING[name]


class SignInForm(LoginForm):
    """Without the tick the device forgets when its browser closes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["remember"].label = _("Keep me signed in on this device")
        say_what_is_missing(self)


class SignUpForm(SignupForm):
    """Takes as long for an address we know: without this, only a new one is answered after hashing a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        say_what_is_missing(self)

    def try_save(self, request: HttpRequest) -> Any:
        if self.account_already_exists:
            make_password(self.cleaned_data.get("password1"))
        return super().try_save(request)


class ImportForm(forms.Form):
    """Cleans the file to the document in it."""

    file = forms.FileField(
        label=_("Your Steadyback file"),
        validators=[FileExtensionValidator(["json"], _("Choose the .json file that Steadyback gave you."))],
        widget=forms.FileInput(attrs={"accept": ".json"}),
    )

    def clean_file(self) -> dict[str, Any]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > privacy.MAX_BYTES:
            raise forms.ValidationError(_("This file is larger than any download of ours."))
        try:
            return privacy.read(file.read())
        except privacy.Unreadable as error:
            raise forms.ValidationError(str(error)) from error


class MergeForm(forms.Form):
    keep = forms.ChoiceField(
        choices=[("both", _("Keep both")), ("account", _("Keep only what is in my account"))],
        widget=forms.RadioSelect,
        label=_("What should we keep?"),
    )
