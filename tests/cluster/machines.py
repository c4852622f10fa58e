"""A primary, a synchronous standby, an asynchronous replica, and PgBouncer with the configuration we ship."""

import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import psycopg

from tests.live.product import ROOT, free_port
from tests.postgres import Server

STANDBY = "standby"


class Bouncer:
    """deploy/pgbouncer.ini with our ports, folder and no passwords."""

    def __init__(self, user: str | None) -> None:
        self.user, self.port = user, free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="steadyback-bouncer-"))
        (self.folder / "users").write_text('"steadyback" ""\n')
        self.process: subprocess.Popen[bytes] | None = None

    def point(self, primary: Server, replica: Server) -> None:
        """As an operator does: the file changed, and reloaded by SIGHUP."""
        text = (ROOT / "deploy/pgbouncer.ini").read_text()
        for name, value in {
            "host=db1.example.org port=5432 dbname=steadyback": f"host=127.0.0.1 port={primary.port} dbname=postgres",
            "host=db3.example.org port=5432 dbname=steadyback": f"host=127.0.0.1 port={replica.port} dbname=postgres",
            "listen_port = 6432": f"listen_port = {self.port}",
            "/var/run/postgresql": str(self.folder),
            "/var/log/postgresql": str(self.folder),
            "auth_type = scram-sha-256": "auth_type = trust",
            "/etc/pgbouncer/userlist.txt": str(self.folder / "users"),
            "server_tls_sslmode = verify-full": "server_tls_sslmode = disable",
            "server_tls_ca_file": ";server_tls_ca_file",
        }.items():
            assert name in text, name
            text = text.replace(name, value)
        (self.folder / "pgbouncer.ini").write_text(text)
        if self.process:
            self.process.send_signal(signal.SIGHUP)

    def url(self, name: str = "steadyback") -> str:
        return f"postgres://steadyback@127.0.0.1:{self.port}/{name}"

    def start(self) -> None:
        program = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
        assert program, "PgBouncer is missing (Debian: apt-get install pgbouncer)"
        if self.user:
            for path in (self.folder, *self.folder.iterdir()):
                shutil.chown(path, self.user)
        command = [program, "-q", str(self.folder / "pgbouncer.ini")]
        self.process = subprocess.Popen(
            command, user=self.user, start_new_session=True, stderr=subprocess.DEVNULL
        )
        until_answers(self.url())

    def stop(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class Cluster:
    def __enter__(self) -> "Cluster":
        self._stack = ExitStack()
        with ExitStack() as stack:
            self.primary = Server("-c max_connections=100")
            stack.enter_context(self.primary)
            self.standby = self._follower(stack, STANDBY)
            self.replica = self._follower(stack, "replica")
            ask(self.primary.url, f"ALTER SYSTEM SET synchronous_standby_names = '{STANDBY}'")
            ask(self.primary.url, "SELECT pg_reload_conf()")
            self.bouncer = Bouncer(self.primary.user)
            stack.callback(self.bouncer.stop)
            self.bouncer.point(self.primary, self.replica)
            self.bouncer.start()
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def _follower(self, stack: ExitStack, name: str) -> Server:
        server = Server("-c max_connections=100")
        stack.callback(server.__exit__)
        server.follow(self.primary, name)
        server.start()
        return server

    def fail_over(self) -> float:
        """What docs/deployment.md says to do when the primary is lost; seconds until the standby takes writes."""
        begun = time.monotonic()
        ask(self.standby.url, "SELECT pg_promote()")
        self.bouncer.point(self.standby, self.replica)
        return time.monotonic() - begun

    @property
    def is_synchronous(self) -> bool:
        found = ask(
            self.primary.url, "SELECT application_name FROM pg_stat_replication WHERE sync_state = 'sync'"
        )
        return found == [(STANDBY,)]


def ask(url: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(url, autocommit=True) as connection:
        found = connection.execute(query)  # type: ignore[arg-type]
        return list(found) if found.description else []


def until_answers(url: str, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            ask(url, "SELECT 1")
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return
