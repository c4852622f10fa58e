from datetime import UTC, date, datetime, timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command

from accounts import retention
from accounts.models import User


class Refusing(BaseEmailBackend):
    error: OSError

    def send_messages(self, messages):
        raise self.error


pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


def create_account(email, *, seen_on, verified=True):
    user = User.objects.create_user(email=email, seen_on=seen_on, joined_at=datetime(2020, 1, 1, tzinfo=UTC))
    EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)
    return user


def run(today):
    steps = list(retention.due(today))
    for step in steps:
        retention.carry_out(step, today)
    return [(step.action, step.reason) for step in steps]


@pytest.mark.asvs("V14.2.4")
def test_a_guest_is_forgotten_after_30_idle_days():
    gone = User.objects.create_user(seen_on=TODAY - timedelta(days=31))
    kept = User.objects.create_user(seen_on=TODAY - timedelta(days=30))

    run(TODAY)

    assert list(User.objects.all()) == [kept]
    assert gone.pk != kept.pk


def test_an_unconfirmed_account_is_forgotten():
    create_account("a@example.org", seen_on=TODAY, verified=False)

    assert run(TODAY) == [("forget", "email never confirmed within 7 days")]


@pytest.mark.asvs("V14.2.4")
def test_an_idle_account_gets_two_mails_before_it_goes():
    create_account("a@example.org", seen_on=TODAY - retention.ACCOUNT_IDLE)

    happened = {day: run(TODAY + timedelta(days=day)) for day in range(-70, 40)}

    assert {day: steps for day, steps in happened.items() if steps} == {
        -59: [("warn", "idle account, first mail")],
        -13: [("warn", "idle account, last mail")],
        1: [("forget", "idle account after two mails")],
    }
    assert len(mail.outbox) == 2


def test_an_account_idle_for_long_still_gets_both_mails():
    create_account("a@example.org", seen_on=date(2020, 1, 1))

    happened = {day: run(TODAY + timedelta(days=day)) for day in range(90)}

    assert [steps[0][0] for steps in happened.values() if steps] == ["warn", "warn", "forget"]


def test_an_account_in_use_is_left_alone():
    create_account("a@example.org", seen_on=TODAY)

    assert run(TODAY) == []


def test_who_comes_back_while_others_are_forgotten_stays():
    account = create_account("a@example.org", seen_on=TODAY, verified=False)
    guest = User.objects.create_user(seen_on=date(2020, 1, 1))
    steps = list(retention.due(TODAY))

    guest.see(TODAY)
    account.emailaddress_set.update(verified=True)

    assert [retention.carry_out(step, TODAY) for step in steps] == [False, False]
    assert User.objects.count() == 2


@pytest.mark.parametrize(
    ("error", "told", "warnings"),
    [
        (
            SMTPRecipientsRefused({"a@example.org": (550, b"No such person")}),
            "1 x idle account, first mail",
            1,
        ),
        (
            SMTPRecipientsRefused({"a@example.org": (450, b"Not now")}),
            "1 x left for tomorrow: idle account, first mail",
            0,
        ),
        (ConnectionRefusedError(), "1 x left for tomorrow: idle account, first mail", 0),
    ],
)
def test_mail_that_is_refused_keeps_nobody_else_from_being_forgotten(capsys, settings, error, told, warnings):
    settings.EMAIL_BACKEND = "tests.accounts.test_retention.Refusing"
    Refusing.error = error
    create_account("a@example.org", seen_on=date(2020, 1, 1))
    create_account("b@example.org", seen_on=date(2020, 1, 1))
    User.objects.filter(email="b@example.org").update(idle_warnings=2, warned_on=date(2020, 1, 1))

    call_command("forget_idle")

    assert [(user.email, user.idle_warnings) for user in User.objects.all()] == [("a@example.org", warnings)]
    assert capsys.readouterr().out.splitlines() == sorted(["1 x idle account after two mails", told])


def test_dry_run_changes_nothing(capsys):
    User.objects.create_user(seen_on=date(2020, 1, 1))

    call_command("forget_idle", dry_run=True)

    assert User.objects.count() == 1
    assert capsys.readouterr().out == "would: 1 x guest idle for 30 days\n"
