"""How gunicorn runs Steadyback: a second thread keeps one slow phone from blocking the others.

Not more: threads share one interpreter, and four that want it at once cost a page up to twice its time.
"""

import gc
import multiprocessing
import os
import shutil
import sys
from pathlib import Path
from typing import Any

wanted = os.environ.get("WORKERS", str(min(multiprocessing.cpu_count(), 4))).strip()
if not wanted.isdecimal() or int(wanted) < 1:
    sys.exit(f"WORKERS is the number of processes, 1 or more, not {wanted!r}.")
workers = int(wanted)
worker_class = "gthread"
threads = 2
max_requests = 20_000
max_requests_jitter = 2_000
control_socket_disable = True
accesslog = None

if os.environ.keys() & {"METRICS_TOKEN", "METRICS_TOKEN_FILE"}:  # then all workers count together, in files
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(Path(os.environ.get("VAR_DIR", "var")) / "metrics")


def on_starting(server: Any) -> None:
    if folder := os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        shutil.rmtree(folder, ignore_errors=True)
        Path(folder).mkdir(parents=True)


def child_exit(server: Any, worker: Any) -> None:
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def post_worker_init(worker: Any) -> None:
    """What is loaded by now stays: to look through all of it for garbage stopped a worker for 40 ms now and then.

    What a page makes is gone with it, so that is looked through seldom, too. The log says at the start what /readyz
    will say.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)
    if worker.age == 1:
        from django.db import connections

        from config.health import find_faults

        for fault in find_faults():
            worker.log.error("not ready: %s", fault)
        connections.close_all()
