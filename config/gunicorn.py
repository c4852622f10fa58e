"""How gunicorn runs Steadyback: threads keep one slow phone from blocking the others."""

import multiprocessing
import os
from typing import Any

workers = int(os.environ.get("WORKERS", min(multiprocessing.cpu_count(), 4)))
worker_class = "gthread"
threads = 4
max_requests = 20_000
max_requests_jitter = 2_000
control_socket_disable = True
accesslog = None


def post_worker_init(worker: Any) -> None:
    """The log says at the start what /readyz will say."""
    if worker.age == 1:
        from django.db import connections

        from config.health import find_faults

        for fault in find_faults():
            worker.log.error("not ready: %s", fault)
        connections.close_all()
