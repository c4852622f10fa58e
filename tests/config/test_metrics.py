import re
from contextlib import closing

import pytest
from django.test import Client

from tests.live.product import Product

TOKEN = "a long made-up token"


@pytest.fixture
def watched(settings):
    """A browser of a Steadyback that counts."""
    settings.METRICS_TOKEN = TOKEN
    return Client()


def told(client):
    return client.get("/metrics", headers={"authorization": f"Bearer {TOKEN}"}).text


@pytest.mark.django_db
def test_routes_are_counted_by_how_they_ended(watched):
    watched.get("/about/")
    watched.generic("BREW", "/about/")
    watched.get("/kestrel/?q=kestrel")

    text = told(watched)

    assert re.search(r'request_seconds_count\{method="GET",route="about/",status="200"\} [1-9]', text)
    assert re.search(r'request_seconds_count\{method="other",route="[a-z/]*",status="4.."\} [1-9]', text)
    assert re.search(r'request_seconds_count\{method="GET",route="",status="404"\} [1-9]', text)
    assert "kestrel" not in text


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer wrong", "Basic YTpi"])
def test_nobody_reads_them_without_the_token(watched, given):
    assert watched.get("/metrics", headers={"authorization": given}).status_code == 404


@pytest.mark.parametrize("given", ["", "Bearer "])
def test_without_a_token_set_there_is_no_such_page(client, given):
    assert client.get("/metrics", headers={"authorization": given}).status_code == 404


def test_workers_count_together(tmp_path):
    product = Product(tmp_path, METRICS_TOKEN=TOKEN)
    product.run("manage.py", "prepare")
    product.start()
    try:
        asked = [product.status("/healthz") for _ in range(20)]
        with closing(product.way.connect()) as connection:
            connection.request("GET", "/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
            text = connection.getresponse().read().decode()
    finally:
        product.stop()

    count = re.search(r'count\{method="GET",route="healthz",status="200"\} (\d+)', text)
    assert asked == [200] * 20
    assert int(count[1]) >= 20  # and those that waited for the start
