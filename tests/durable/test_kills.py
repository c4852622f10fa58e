"""The short form of `make prove-durable`: a few kills, each acknowledged session still there once."""

from functools import partial

import pytest
from django.conf import settings

from tests.durable import killing, rows
from tests.live.product import Product
from tests.postgres import Server

PLAIN = {"DJANGO_SETTINGS_MODULE": "tests.live.plain", "WORKERS": "1"}
KILLS, PEOPLE = 2, 4
on_postgres = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")


def prepared(folder, **environment):
    product = Product(folder, **PLAIN, **environment)
    product.run("manage.py", "migrate", "-v0")
    return product, product.people(PEOPLE)["guests"]


@pytest.mark.skipif(on_postgres, reason="SQLite is killed in the run on SQLite")
def test_a_killed_server_keeps_what_it_acknowledged(tmp_path):
    product, cookies = prepared(tmp_path)

    with product:
        harm = partial(killing.server, product, count=KILLS)
        recorder, _ = killing.proven(product, tmp_path / "ledger", cookies, harm)

    rows.judge((tmp_path / "ledger").read_text().split(), rows.in_sqlite(tmp_path))
    assert len(recorder.taken) > KILLS


@pytest.mark.skipif(not on_postgres, reason="PostgreSQL is killed in the run on PostgreSQL")
def test_a_killed_database_keeps_what_was_acknowledged(tmp_path):
    postgres = Server("-c max_connections=50")
    with postgres as url:
        product, cookies = prepared(tmp_path, DATABASE_URL=url)

        with product:
            harm = partial(killing.database, postgres, count=KILLS)
            recorder, _ = killing.proven(product, tmp_path / "ledger", cookies, harm)

        rows.judge((tmp_path / "ledger").read_text().split(), rows.in_postgres(url))
        assert len(recorder.taken) > KILLS
