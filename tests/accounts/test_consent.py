import pytest
from django.db import IntegrityError
from django.utils import timezone

from accounts import privacy
from accounts.intake.profile import Profile
from accounts.models import Answer, Intake, User
from routines.builder.plan import Plan
from routines.models import Revision, Session
from tests.accounts.test_privacy import create_person
from tests.factories import make_item

pytestmark = pytest.mark.django_db


def test_no_answers_without_consent():
    person = User.objects.create_guest()

    with pytest.raises(IntegrityError):
        Intake.objects.create(owner=person)


def test_withdrawing_deletes_answers_and_what_repeats_them():
    person = create_person()
    Session.objects.update(pain_before=4, pain_after=3, note="sore")

    privacy.withdraw_consent(person, now=timezone.now())

    revision, session = Revision.objects.get(), Session.objects.get()
    assert Answer.objects.count() == 0
    assert (revision.plan, revision.profile) == (
        Plan((make_item(reasons=()),), minutes=12),
        Profile(minutes=12),
    )
    assert (session.pain_before, session.pain_after, session.note) == (None, None, "")
    assert person.consents.get().withdrawn_at is not None
