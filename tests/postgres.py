"""`python -m tests.postgres COMMAND`: runs the command with DATABASE_URL naming a PostgreSQL made for it alone."""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
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
        self.process: subprocess.Popen[bytes] | None = None

    def run(self, program: str, *arguments: str) -> None:
        subprocess.run([self.binaries / program, *arguments], check=True, **self.ways)  # type: ignore[call-overload]

    @property
    def ways(self) -> dict[str, object]:
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
        return {"user": self.user, "cwd": self.folder, "env": environment, "stdout": subprocess.DEVNULL}

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def url(self) -> str:
        return f"postgres://steadyback@127.0.0.1:{self.port}/postgres"

    def make(self) -> None:
        self.run("initdb", "-D", str(self.data), "-U", "steadyback", "-A", "trust", "--no-sync", "-E", "UTF8")

    def follow(self, primary: "Server", name: str) -> None:
        """Begins as a copy of the primary, to be kept up to date by it."""
        source = f"host=127.0.0.1 port={primary.port} user=steadyback application_name={name}"
        self.run("pg_basebackup", "-D", str(self.data), "-d", source, "-R", "-c", "fast", "--no-sync")

    def start(self) -> None:
        command = [self.binaries / "postgres", "-D", self.data, "-p", str(self.port), "-k", self.folder]
        command += ["-c", "listen_addresses=127.0.0.1", *self.options.split()]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command,
                stderr=log,
                start_new_session=True,
                **self.ways,  # type: ignore[call-overload]
            )
        deadline = time.monotonic() + 60
        while not self.accepts():
            if self.process.poll() is not None or time.monotonic() > deadline:
                sys.exit(f"PostgreSQL did not start: {(self.folder / 'log').read_text()[-2000:]}")
            time.sleep(0.02)

    def accepts(self) -> bool:
        ready = [
            self.binaries / "pg_isready",
            "-q",
            "-U",
            "steadyback",
            "-d",
            "postgres",
            "-h",
            "127.0.0.1",
            "-p",
            str(self.port),
        ]
        return subprocess.run(ready).returncode == 0

    def stop(self, how: signal.Signals = signal.SIGQUIT) -> None:
        """SIGQUIT is an immediate shutdown, SIGINT a fast one, as `pg_ctl stop -m` has them."""
        if self.process:
            self.process.send_signal(how)
            self.process.wait(60)
            self.process = None

    def kill(self) -> None:
        """The postmaster and all its children at once, with SIGKILL."""
        assert self.process
        pid = self.process.pid
        os.kill(pid, signal.SIGSTOP)
        while state(pid) != "T":  # or it would have another child meanwhile
            time.sleep(0.001)
        everybody = [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]
        for each in everybody:
            with contextlib.suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        # Until then they still hold the shared memory.
        while any(state(each) not in {"Z", "X", ""} for each in everybody):
            time.sleep(0.001)
        self.process.wait()
        self.process = None

    def __enter__(self) -> str:
        self.make()
        self.start()
        return self.url

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def state(pid: int) -> str:
    """One letter, as ps has it; nothing for one that is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return ""


if __name__ == "__main__":
    with Server() as url:
        sys.exit(subprocess.run(sys.argv[1:], env=os.environ | {"DATABASE_URL": url}).returncode)
