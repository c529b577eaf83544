"""How the room talks to its database: write transactions under one lock, snapshots, and errors in our own families."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, Final, ParamSpec, TypeVar

from django.db import DatabaseError, OperationalError, connection, transaction

from hypercare.model.errors import Busy, Damaged, HypercareError, Refused, Unreachable

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

# Any constant does, as long as nothing else in the database takes the same advisory lock: "hyprcare" in ASCII.
ADVISORY_LOCK: Final = int.from_bytes(b"hyprcare", "big")

# Writers hold the lock for milliseconds; half a minute of waiting means that one hangs. As for SQLite's in app.site.
PATIENCE_SECONDS: float = 30

# By what an error's code begins with: https://www.postgresql.org/docs/current/errcodes-appendix.html (appendix A) and
# https://www.sqlite.org/rescode.html.
FAMILIES: Final[tuple[tuple[tuple[str, ...], type[HypercareError], str, str], ...]] = (
    (
        ("SQLITE_BUSY", "SQLITE_LOCKED", "55P03"),
        Busy,
        "another process has been writing to the ledger for too long",
        "try again",
    ),
    (
        ("SQLITE_CORRUPT", "SQLITE_NOTADB", "XX001", "XX002"),
        Damaged,
        "the ledger does not read back",
        "hypercare restore FILE, into a new data folder",
    ),
    (
        ("42501",),
        Refused,
        "the database does not let this user do that",
        "make the user the owner of the database",
    ),
    (
        ("SQLITE_READONLY", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN", "08", "28", "3D", "53", "57"),
        Unreachable,
        "the ledger cannot be used",
        "mend that, and try again",
    ),
)


@contextmanager
def writing() -> Iterator[None]:
    """One transaction that is alone in writing, among all processes: it sees all that was committed before it.

    SQLite begins it IMMEDIATE, PostgreSQL takes an advisory lock that ends with the transaction. May be nested.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{PATIENCE_SECONDS}s"])
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ADVISORY_LOCK])
        yield


@contextmanager
def snapshot() -> Iterator[None]:
    """Reads inside see the ledger at one instant, and hold up no writer. Must not be nested."""
    if connection.vendor == "postgresql":
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    # Django would begin IMMEDIATE here, which keeps writers out for as long as a dump takes.
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def session(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Makes a function an entrance of the room: errors of the database come out in our families, connections go back.

    A pooled connection returns to its pool afterwards, so a thread that is rarely used holds none, and one that broke
    is replaced at the next call.
    """

    @wraps(function)
    def call(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Result:
        try:
            return function(*args, **kwargs)
        except DatabaseError as error:
            raise _in_our_words(error) from error
        finally:
            if connection.vendor == "postgresql" and not connection.in_atomic_block:
                connection.close()

    return call


def _in_our_words(error: DatabaseError) -> HypercareError:
    code, reason = _code(error), _reason(error).strip().partition("\n")[0]
    for codes, family, what, fix in FAMILIES:
        if code.startswith(codes):
            return family(f"{what} ({reason})", where=_place(), fix=fix)
    if isinstance(error, OperationalError) and not code:
        return Unreachable(f"the database does not answer ({reason})", where=_place(), fix="see that it runs")
    return Damaged(
        f"the ledger is not as this version made it ({reason})", where=_place(), fix="hypercare restore, from a backup"
    )


def _code(error: DatabaseError) -> str:
    """What the driver calls the error: PostgreSQL's SQLSTATE or SQLite's name; empty where no server was reached."""
    cause: BaseException | None = error
    while cause is not None:
        code = getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", None)
        if code:
            return str(code)
        cause = cause.__cause__ or cause.__context__
    return ""


def _reason(error: DatabaseError) -> str:
    """What the driver said; of a pool that got no connection in time, what a connection attempt says."""
    if type(error.__cause__).__name__ != "PoolTimeout":  # by name, as psycopg need not be installed
        return str(error)
    wrapper: Any = connection
    try:
        wrapper.Database.connect(**wrapper.get_connection_params() | {"connect_timeout": 5}).close()
    except wrapper.Database.Error as refusal:
        return str(refusal)
    return "all connections of the pool are in use"


def _place() -> str:
    """The database without its password."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return str(known["NAME"])
    return f"postgresql://{known['USER']}@{known['HOST']}:{known['PORT']}/{known['NAME']}"
