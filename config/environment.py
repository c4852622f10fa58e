"""Reads what the environment says."""

import os
import secrets
import sys
from pathlib import Path

GUESSED = {"secret", "password", "steadyback", "postgres", "admin", "changeme"}


def env_bool(name: str, *, default: bool = False) -> bool:
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes", "on"}


def env_list(name: str, default: str = "") -> list[str]:
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


def env_secret(name: str) -> str:
    """What the file says that `name`_FILE names (a credential of systemd, a secret of Docker), or the variable."""
    path = os.environ.get(f"{name}_FILE")
    secret = Path(path).read_text().strip() if path else os.environ.get(name, "")
    if secret.lower() in GUESSED or secret.lower().startswith("change-me"):
        sys.exit(f"{name} is one that everybody knows. Make a new one: openssl rand -base64 48")
    return secret


def secret_key(folder: Path) -> str:
    """SECRET_KEY, or one made at the first start and kept in `folder`, readable by its owner only."""
    if key := env_secret("SECRET_KEY"):
        return key
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "secret_key"
    if not path.exists():
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(64))
        fresh.replace(path)
    return path.read_text()
