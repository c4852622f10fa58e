"""The administrators' pages are for staff with a second factor, and for nobody else."""

import pytest
from django.urls import reverse

from accounts.models import User
from tests.factories import create_person, signed_in_twice

pytestmark = pytest.mark.django_db
PAGES = ["/admin/", "/admin/exercises/exercise/", "/admin/login/", "/admin/accounts/"]


@pytest.fixture
def staff():
    return User.objects.create_superuser("admin@example.org", "a long password")


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_and_a_guest_are_led_to_sign_in(client, page):
    sign_in = reverse("account_login")

    assert client.get(page, follow=True).redirect_chain[-1][0].startswith(sign_in)
    client.force_login(create_person())
    assert client.get(page, follow=True).redirect_chain[-1][0].startswith(sign_in)


@pytest.mark.asvs("V8.2.1")
@pytest.mark.parametrize("page", PAGES)
def test_a_person_is_told_that_there_is_nothing(client, page):
    signed_in_twice(client, create_person("ann@example.org"))

    assert client.get(page, follow=True).status_code == 404


@pytest.mark.asvs("V6.3.3")
@pytest.mark.parametrize("page", PAGES[:3])
def test_a_password_alone_does_not_open_it(client, staff, page):
    client.post(reverse("account_login"), {"login": staff.email, "password": "a long password"})
    client.force_login(staff)

    response = client.get(page, follow=True)

    assert reverse("mfa_index") in {address.split("?")[0] for address, _ in response.redirect_chain}
    assert "second factor" in response.text


@pytest.mark.asvs("V6.3.3")
@pytest.mark.parametrize("page", PAGES[:2])
def test_a_second_factor_opens_it(client, staff, page):
    assert signed_in_twice(client, staff).get(page).status_code == 200


def test_somebody_elses_second_factor_does_not_count(client, staff):
    signed_in_twice(client, staff)
    session = client.session
    session["account_authentication_methods_user"] = str(create_person("ann@example.org").pk)
    session.save()

    assert client.get("/admin/").status_code == 302


def test_a_password_posted_to_the_admin_signs_nobody_in(client, staff):
    client.post("/admin/login/", {"username": staff.email, "password": "a long password"})

    assert client.get("/admin/").status_code == 302
    assert "_auth_user_id" not in client.session
