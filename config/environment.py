"""Reads what the environment says. What it cannot mean stops the start with one line that says how to mend it."""

import logging
import os
import secrets
import sys
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

GUESSED = {"secret", "password", "steadyback", "postgres", "admin", "changeme"}
YES, NO = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}
WORKER_CANNOT_START = 3  # gunicorn then stops, instead of trying again for ever


def refuse(message: str) -> NoReturn:
    sys.stderr.write(f"{message}\n")
    sys.exit(WORKER_CANNOT_START)


def env_bool(name: str, *, default: bool = False) -> bool:
    said = os.environ.get(name, str(default)).strip().lower()
    return said in YES if said in YES | NO else refuse(f"{name} is 1 or 0, not {said!r}.")


def env_number(name: str, default: int) -> int:
    said = os.environ.get(name, str(default)).strip()
    return int(said) if said.isdecimal() else refuse(f"{name} is a whole number, not {said!r}.")


def env_text(name: str) -> str:
    """What the file says that `name`_FILE names (a credential of systemd, a secret of Docker), or the variable."""
    path = os.environ.get(f"{name}_FILE")
    try:
        return Path(path).read_text().strip() if path else os.environ.get(name, "")
    except (OSError, UnicodeDecodeError) as error:
        refuse(f"{name}_FILE names a file that cannot be read: {path} ({reason(error)}).")


def env_list(name: str, default: str = "") -> list[str]:
    return [item.strip() for item in (env_text(name) or default).split(",") if item.strip()]


def env_secret(name: str) -> str:
    secret = env_text(name)
    if secret.lower() in GUESSED or secret.lower().startswith("change-me"):
        refuse(f"{name} is one that everybody knows. Make a new one: openssl rand -base64 48")
    return secret


def env_level(name: str) -> str:
    said = os.environ.get(name, "WARNING").strip().upper()
    known = logging.getLevelNamesMapping()
    return said if said in known else refuse(f"{name} is one of {', '.join(known)}, not {said!r}.")


def site_url() -> str:
    """The public address without a slash at its end."""
    said = os.environ.get("SITE_URL", "http://localhost:8000").strip().rstrip("/")
    try:
        scheme, host, *beyond = urlsplit(said)
    except ValueError:
        scheme, host, beyond = "", "", []
    if scheme not in {"http", "https"} or not host or any(beyond):
        refuse(f"SITE_URL looks like https://back.example.org, not {said!r}.")
    return said


def var_folder(default: Path) -> Path:
    """Where we may write; made if it is not there."""
    folder = Path(os.environ.get("VAR_DIR") or default)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        refuse(f"VAR_DIR cannot be made: {folder} ({reason(error)}). Name a folder that may be written to.")
    if not os.access(folder, os.W_OK | os.X_OK):
        refuse(f"VAR_DIR may not be written to: {folder}. Name another folder, or give this one to our user.")
    return folder


def reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else "") or type(error).__name__


def secret_key(folder: Path) -> str:
    """SECRET_KEY, or one made at the first start and kept in `folder`, readable by its owner only."""
    if key := env_secret("SECRET_KEY"):
        return key
    path = folder / "secret_key"
    try:
        if not path.exists():
            fresh = path.with_suffix(f".{os.getpid()}")
            fresh.touch(mode=0o600)
            fresh.write_text(secrets.token_urlsafe(64))
            fresh.replace(path)
        return path.read_text()
    except OSError as error:
        refuse(f"{path} cannot be read or made ({reason(error)}). Give it to our user, or set SECRET_KEY.")
