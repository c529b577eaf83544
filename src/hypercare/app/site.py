"""Django's settings, made from ours. Importing this module makes Django ready; `configure` points it at a ledger.

Import it before anything of `hypercare.ledger`: Django's models need its settings.
"""

import importlib.util
import os
import secrets
from pathlib import Path
from typing import Any, Final
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

import django
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

from hypercare.app.django_settings import LEDGER
from hypercare.model.errors import BadInput, Unreachable

SQLITE_FILE: Final = "hypercare.sqlite3"
SECRET_FILE: Final = "secret"  # noqa: S105 a file's name, not a secret
URL_SHAPE: Final = "postgresql://user:password@host:port/database"
# Writers of a ledger hold it for milliseconds; half a minute of waiting means that something hangs.
BUSY_SECONDS: Final = 30
# FULL syncs the log at every commit: a decision that was answered survives a power cut.
SQLITE_START: Final = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL"
# None is opened before it is needed, as most verbs need one; ten serve the threads of the busiest process.
POOL: Final = {"min_size": 0, "max_size": 10, "timeout": 5}

if not settings.configured:
    settings.configure(**LEDGER)
    django.setup()


_pointed: list[tuple[Path, str | None]] = []


def configure(data_folder: Path, database_url: str | None) -> None:
    """Points the ledger at `<data_folder>/hypercare.sqlite3`, or at the PostgreSQL that a URL names.

    Opens no connection. The same database again changes nothing; another one closes the connection of this thread and
    the pool, so no other thread may be using the ledger then. Makes the folder and its secret where they are missing.
    Raises `BadInput` for a URL that cannot be read (never quoting it: it holds a password) or where the driver is
    missing, and `Unreachable` for a folder that cannot be written.
    """
    _pointed[:] = [(data_folder, database_url)]
    database = _postgresql(database_url) if database_url else _sqlite(data_folder)
    settings.SECRET_KEY = _secret(data_folder)
    in_use = connections.settings[DEFAULT_DB_ALIAS]
    if all(in_use.get(name) == value for name, value in database.items()):
        return
    close()
    connections.settings = connections.configure_settings({DEFAULT_DB_ALIAS: database})
    settings.DATABASES = connections.settings


def points_at(data_folder: Path, database_url: str | None) -> bool:
    """Whether `configure` was last called with these."""
    return _pointed == [(data_folder, database_url)]


def close() -> None:
    """Closes the connection of this thread, and the pool where there is one. The next question opens them again."""
    connection = connections[DEFAULT_DB_ALIAS]
    connection.close()
    close_pool = getattr(connection, "close_pool", None)  # only PostgreSQL's wrapper has one
    if close_pool is not None:
        close_pool()
    del connections[DEFAULT_DB_ALIAS]


def _sqlite(data_folder: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(data_folder.absolute() / SQLITE_FILE),
        "OPTIONS": {"timeout": BUSY_SECONDS, "transaction_mode": "IMMEDIATE", "init_command": SQLITE_START},
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts, port = _parts(url)
    missing = [name for name in ("psycopg", "psycopg_pool") if importlib.util.find_spec(name) is None]
    if missing:
        raise BadInput(
            f"a PostgreSQL ledger needs {' and '.join(missing)}, not installed here",
            where="HYPERCARE_DATABASE_URL",
            fix="pip install 'hypercare[postgres]'",
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {**dict(parse_qsl(parts.query)), "pool": POOL},
    }


def _parts(url: str) -> tuple[SplitResult, int | None]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        # Its text may hold a piece of the password, so it is not kept as the cause either.
        raise _unreadable() from None
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise _unreadable()
    return parts, port


def _unreadable() -> BadInput:
    return BadInput(
        "the database's address cannot be read",
        where="HYPERCARE_DATABASE_URL",
        expected=URL_SHAPE,
        fix="percent-encode special characters in the password; leave it unset for SQLite in the data folder",
    )


def _secret(data_folder: Path) -> str:
    path = data_folder / SECRET_FILE
    try:
        if not path.exists():
            _make_secret(path)
        return path.read_text("ascii")
    except OSError as error:
        raise Unreachable(
            f"the data folder cannot be used ({error.strerror})",
            where=str(path),
            fix="make the folder writable, or name another with --data",
        ) from error


def _make_secret(path: Path) -> None:
    """Writes a new secret that only the owner can read. Of several processes at once, one wins; all read the same."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
