"""What may go every night: routines deleted longer ago than their undo, sign-ins and cached rows that ran out."""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, models, router

from routines.models import Routine


def sweep(now: datetime) -> dict[str, int]:
    """How many of each went."""
    return {
        "deleted routines": Routine.objects.sweep(now=now),
        "sign-ins that ran out": Session.objects.filter(expire_date__lt=now).delete()[0],
        "cached rows that ran out": sum(_sweep_cache(name, now) for name in caches.settings),
    }


def _sweep_cache(name: str, now: datetime) -> int:
    """Django's own cache in the database drops rows only when it is full, and an expired one may name an address."""
    cache = caches[name]
    if not isinstance(cache, DatabaseCache):
        return 0
    connection = connections[router.db_for_write(cache.cache_model_class)]
    table = connection.ops.quote_name(vars(cache)["_table"])
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {table} WHERE expires < %s",  # noqa: S608 - the name is a setting
            [models.DateTimeField().get_db_prep_value(now.replace(microsecond=0), connection)],
        )
        return int(cursor.rowcount)
