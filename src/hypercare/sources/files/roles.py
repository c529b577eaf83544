"""Roles: which column of a table is which, guessed by its name or named by people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from hypercare.model.errors import BadInput
from hypercare.sources.files.columns import GUESSED, LONGEST, candidates, header_error, parse_columns

NO_COLUMN = "-"
"""Named in place of a column: there is none of this role."""


@dataclass(frozen=True)
class Shape:
    """What the rows of a table are: the word for it, who decodes them, and the other names of each role's column.

    Columns of the `needed` roles there must be. One of `whose` says whose a row is; it may be said to be none.
    """

    word: str
    decoder: str
    guessed: Mapping[str, tuple[str, ...]]
    needed: tuple[str, ...]
    whose: tuple[str, ...] = ()


EVENTS = Shape("events", "import.table", GUESSED, ("event", "time"), ("user", "anon"))
TICKETS = Shape(
    "tickets",
    "import.tickets",
    MappingProxyType(
        {
            "id": ("ticket_id", "ticket", "ticket_number", "number", "key", "case_number", "case_id", "issue_key"),
            "created": ("created_at", "requested", "opened", "opened_at", "created_date", "creation_date"),
            "updated": ("updated_at", "last_updated", "last_updated_at", "modified", "modified_at", "updated_date"),
            "user": ("requester_external_id", "user_id", "customer_id", "distinct_id"),
            "anon": ("anonymous_id", "device_id"),
            "requester_id": (),
            "account": ("company_id", "account_id"),
            "status": ("state", "ticket_status"),
            "subject": ("title", "summary"),
            "body": ("description", "message", "content"),
            "priority": (),
            "channel": ("via",),
            "group": ("team", "group_name"),
            "tags": ("labels",),
            "score": ("satisfaction_score", "satisfaction", "satisfaction_rating", "rating"),
            "language": ("locale",),
        }
    ),
    ("id", "created"),
)
REQUESTS = Shape(
    "requests",
    "import.requests",
    MappingProxyType(
        {
            "time": ("timestamp", "ts", "started_at", "start_time", "minute", "datetime"),
            "route": ("http_route", "endpoint", "path_template", "transaction", "operation", "path"),
            "method": ("http_method", "request_method", "http_request_method", "verb"),
            "status": ("status_code", "http_status", "http_status_code", "http_response_status_code", "response_code"),
            "failed": ("is_error", "is_failed"),
            "duration_us": ("latency_us",),
            "duration_ms": ("latency_ms", "response_time_ms", "elapsed_ms", "took_ms"),
            "duration_s": ("duration_seconds", "latency_s", "latency_seconds"),
            "count": ("requests", "hits"),
            "service": ("service_name", "app"),
            "release": ("version", "service_version", "app_version"),
            "region": (),
            "id": ("request_id", "span_id"),
            "known_at": (),
        }
    ),
    ("time", "route"),
)
ERRORS = Shape(
    "errors",
    "import.errors",
    MappingProxyType(
        {
            "time": ("timestamp", "ts", "occurred_at", "event_time", "datetime", "created_at"),
            "type": ("error_type", "exception_type", "exception", "class", "error"),
            "message": ("error_message", "exception_message", "value", "title"),
            "id": ("event_id", "error_id"),
            "issue": ("issue_id", "fingerprint", "group_hash"),
            "level": ("severity",),
            "handled": ("is_handled",),
            "user": ("user_id", "customer_id", "distinct_id"),
            "anon": ("anonymous_id", "device_id", "installation_uuid"),
            "account": ("company_id", "account_id"),
            "route": ("transaction", "screen", "culprit"),
            "service": ("service_name", "app", "project"),
            "release": ("version", "app_version"),
            "known_at": (),
        }
    ),
    ("time", "type"),
)
SESSIONS = Shape(
    "sessions",
    "import.sessions",
    MappingProxyType(
        {
            "started": ("started_at", "start_time", "time", "timestamp", "ts"),
            "state": ("status", "session_status"),
            "updated": ("updated_at", "ended_at", "end_time"),
            "id": ("sid", "session_id", "session"),
            "user": ("did", "distinct_id", "user_id", "device_id", "anon", "installation_uuid"),
            "count": ("sessions",),
            "service": ("service_name", "app", "project"),
            "release": ("version", "app_version"),
            "known_at": (),
        }
    ),
    ("started", "state"),
)
SHAPES: Mapping[str, Shape] = {each.word: each for each in (EVENTS, TICKETS, REQUESTS, ERRORS, SESSIONS)}


@dataclass(frozen=True)
class Guess:
    """Columns by role as far as they are clear. `unclear` roles have several candidates, or none, and are needed."""

    columns: Mapping[str, str]
    unclear: Mapping[str, tuple[str, ...]]


def named(written: str, shape: Shape) -> dict[str, str]:
    """`user=who,event=what` by role. Raises `BadInput` for what is no role, or names no column."""
    return parse_columns(written, shape.guessed)


def guess(header: Sequence[str], shape: Shape, given: Mapping[str, str], *, where: str) -> Guess:
    """The columns of a header: those that were `given` by role, else by their names.

    Raises `BadInput`, which shows the header, for a given column that is not there, or there twice.
    """
    found: dict[str, str] = {role: name for role, name in given.items() if name != NO_COLUMN}
    for role, name in found.items():
        _check(header, name, role, where)
    unclear: dict[str, tuple[str, ...]] = {}
    for role, others in shape.guessed.items():
        if role in given:
            continue
        possible = candidates(header, role, others, taken=found.values())
        if len(possible) > 1 and role in (*shape.needed, *shape.whose[:1]):
            unclear[role] = tuple(possible)
        elif possible:
            found[role] = possible[0]
        elif role in shape.needed:
            unclear[role] = ()
    if shape.whose and not {*found, *unclear, *given} & {*shape.whose}:
        unclear[shape.whose[0]] = ()
    return Guess(found, unclear)


def refused(header: Sequence[str], found: Guess, *, where: str) -> BadInput:
    """The error of a header that is not clear, and the option that settles every role that is not."""
    missing = [role for role, possible in found.unclear.items() if not possible]
    said = [f"there is no column of the {' and the '.join(missing)}"] if missing else []
    for role, possible in found.unclear.items():
        if possible:
            said.append(f"the column of the {role} could be {' or '.join(each[:LONGEST] for each in possible)}")
    settled = {role: next(iter(possible), "NAME") for role, possible in found.unclear.items()}
    return header_error(header, where, "; ".join(said), settled)


def _check(header: Sequence[str], name: str, role: str, where: str) -> None:
    count = list(header).count(name)
    if count != 1:
        what = f"there is no column {name[:LONGEST]!r}" if not count else f"two columns are named {name[:LONGEST]!r}"
        raise header_error(header, where, f"{what} for {role}", {role: "NAME"})


def written(columns: Mapping[str, str]) -> str:
    """Columns as `--columns` takes them."""
    return ",".join(f"{role}={name}" for role, name in columns.items())
