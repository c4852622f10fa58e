"""How gunicorn runs Steadyback: threads keep one slow phone from blocking the others."""

import multiprocessing
import os

workers = int(os.environ.get("WORKERS", min(multiprocessing.cpu_count(), 4)))
worker_class = "gthread"
threads = 4
max_requests = 20_000
max_requests_jitter = 2_000
control_socket_disable = True
accesslog = None
