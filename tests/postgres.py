"""`python -m tests.postgres COMMAND`: runs the command with DATABASE_URL naming a PostgreSQL made for it alone."""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

SPEED = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"


def find() -> Path | None:
    found = [shutil.which("initdb"), *sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)]
    return next((Path(path).resolve().parent for path in found if path and Path(path).exists()), None)


def install() -> Path:
    if binaries := find():
        return binaries
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "update", "-q"], check=True)
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "install", "-y", "-q", "postgresql"], check=True, env=environment)
        if binaries := find():
            return binaries
    sys.exit(
        "PostgreSQL is missing. Install it (Debian: apt-get install postgresql; macOS: brew install postgresql)."
    )


class Server:
    """A throwaway PostgreSQL on a free port of the loopback address; as root it runs as another user."""

    def __init__(self, options: str = SPEED) -> None:
        self.binaries = install()
        names = {entry.pw_name for entry in pwd.getpwall()}
        self.user = (
            next(name for name in ("postgres", "nobody") if name in names) if os.geteuid() == 0 else None
        )
        self.folder = Path(tempfile.mkdtemp(prefix="steadyback-postgres-"))
        if self.user:
            shutil.chown(self.folder, self.user)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.options = options

    def run(self, program: str, *arguments: str) -> None:
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
        subprocess.run(
            [self.binaries / program, *arguments],
            check=True,
            user=self.user,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            env=environment,
        )

    def __enter__(self) -> str:
        data = str(self.folder / "data")
        self.run("initdb", "-D", data, "-U", "steadyback", "-A", "trust", "--no-sync", "-E", "UTF8")
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 {self.options}"
        self.run("pg_ctl", "-D", data, "-w", "-l", str(self.folder / "log"), "-o", options, "start")
        return f"postgres://steadyback@127.0.0.1:{self.port}/postgres"

    def __exit__(self, *_: object) -> None:
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


if __name__ == "__main__":
    with Server() as url:
        sys.exit(subprocess.run(sys.argv[1:], env=os.environ | {"DATABASE_URL": url}).returncode)
