"""/healthz: the process answers. /readyz: it can serve people, or one line each on why not and how to mend it."""

from collections.abc import Iterator
from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from exercises.loading.reading import digest
from exercises.models import LibraryState


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    faults = list(find_faults())
    return JsonResponse(
        {"status": "not ready" if faults else "ok", "faults": faults}, status=503 if faults else 200
    )


def find_faults() -> Iterator[str]:
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            yield "migrations are missing: run `manage.py prepare`"
            return
        state = LibraryState.objects.current()
        if not state.digest:
            yield "the library is not loaded: run `manage.py load_library`"
        elif not state.has_had(of_this_code()):
            yield "the library in the database is older than the code: run `manage.py load_library`"
    except DatabaseError as error:
        yield f"the database does not answer ({type(error).__name__}): check DATABASE_URL and that it runs"


@cache
def of_this_code() -> str:
    """The digest of the library files as they were when this process first looked."""
    return digest()
