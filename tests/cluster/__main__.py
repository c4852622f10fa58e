"""`make test-cluster`: PostgreSQL with a synchronous standby and a replica behind PgBouncer, real and on loopback."""

import signal
import sys
import tempfile
import time
from pathlib import Path

from tests.cluster import proofs
from tests.cluster.machines import Cluster
from tests.live.product import Product


def say(line: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {line}", flush=True)  # noqa: T201 - what it is for


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    with tempfile.TemporaryDirectory(prefix="steadyback-cluster-") as name, Cluster() as cluster:
        folder, replica = Path(name), cluster.bouncer.url("steadyback_replica")
        urls = {"DATABASE_URL": cluster.bouncer.url(), "DATABASE_REPLICA_URLS": replica, "DATABASE_POOL": "0"}
        with Product(folder, **urls) as product:
            product.run("manage.py", "prepare")
            people = product.people(6, "--demo")
            product.start()
            say(proofs.pages_through_bouncer(cluster, product, people))
            say(proofs.own_writes(cluster, product, people))
            say(proofs.replica_dies(cluster, product, people))
            product.stop()
            say(proofs.failover(cluster, product, people, folder))


if __name__ == "__main__":
    main()
