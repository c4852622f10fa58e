"""Which databases Steadyback talks to, and how: SQLite that survives a power cut, or PostgreSQL through a pool."""

from pathlib import Path
from typing import Any

import dj_database_url

from config.environment import refuse

# FULL: a commit survives a power cut. secure_delete: what a person deletes is overwritten on disk.
PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
    "PRAGMA mmap_size=134217728; PRAGMA cache_size=2000;"
)
# Two seconds without a connection are enough to say so. A short reconnect_timeout because the pool waits twice as long
# after each try: it asks again with the next request instead, and is back a second after the database.
VANISHED = {  # a machine that went without a word is given up after ten seconds
    "connect_timeout": 3,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
# What was asked five times on a connection is planned once: planning costs PostgreSQL more than answering does.
PREPARED = {"server_side_binding": True, "prepare_threshold": 5}
POOL = {"min_size": 1, "max_size": 4, "timeout": 2, "reconnect_timeout": 1}


def databases(url: str, replicas: list[str], var: Path, *, pooled: bool) -> dict[str, Any]:
    """Settings for the primary at `url` (an empty one means SQLite in `var`) and for its streaming replicas.

    pooled False is for PgBouncer in transaction mode, which pools by itself.
    """
    url = url or f"sqlite:///{var / 'steadyback.sqlite3'}"
    found = {"default": database(url, var, pooled=pooled, variable="DATABASE_URL")}
    for number, replica in enumerate(replicas):
        settings = database(replica, var, pooled=pooled, variable="DATABASE_REPLICA_URLS")
        found[f"replica{number}"] = settings | {"TEST": {"MIRROR": "default"}}
    return found


def database(url: str, var: Path, *, pooled: bool, variable: str) -> dict[str, Any]:
    settings = parsed(url)
    if settings is None:
        refuse(
            f"{variable} cannot be read. It looks like postgres://user:password@host:5432/name "
            "or sqlite:////folder/file.sqlite3, with what is special in a password written as %40 and the like."
        )
    if settings["ENGINE"].endswith("sqlite3"):
        var.mkdir(parents=True, exist_ok=True)
        # IMMEDIATE: writers wait instead of failing. A connection kept open still reads when the disk is full.
        settings["CONN_MAX_AGE"] = None
        settings["OPTIONS"] = {"timeout": 20, "transaction_mode": "IMMEDIATE", "init_command": PRAGMAS}
        return settings
    options = settings["OPTIONS"] = VANISHED | settings.get("OPTIONS", {})
    if not is_here(settings["HOST"]):
        # Anything less falls back to the clear, or trusts anybody.
        options.setdefault("sslmode", "verify-full")
    if pooled:
        options |= {"pool": POOL} | PREPARED
    else:
        settings["DISABLE_SERVER_SIDE_CURSORS"] = True
    return settings


def is_here(host: str) -> bool:
    """On this machine: a socket, or the loopback address."""
    return host.startswith("/") or host in {"", "localhost", "127.0.0.1", "::1"}


def parsed(url: str) -> dict[str, Any] | None:
    try:
        settings: dict[str, Any] = dict(dj_database_url.parse(url))
    except (dj_database_url.UnknownSchemeError, dj_database_url.ParseError, ValueError):
        return None
    is_known = settings["ENGINE"].endswith(("sqlite3", "postgresql")) and settings["NAME"]
    return settings if is_known else None
