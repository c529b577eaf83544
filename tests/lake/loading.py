"""A small lake with its loader, fed with segments of made-up payloads: what the loader's tests share."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path

from hypercare.lake.commit import Commits
from hypercare.lake.files import RealFiles
from hypercare.lake.keys import key_indexes
from hypercare.lake.loader import Loader
from hypercare.lake.rows import FACTS
from hypercare.lake.tables import Tables
from hypercare.lake.wal.segment import encode_header, encode_payload, encode_seal
from hypercare.lake.wal.wal import SegmentRef, write_import_segment
from hypercare.model.facts import (
    Alias,
    Decoded,
    Error,
    Event,
    Feedback,
    Payload,
    Rejected,
    Request,
    Session,
    Trait,
)
from hypercare.model.instant import DAY_US, to_micros
from hypercare.model.ports import Decoder, Files
from hypercare.model.pseudonym import pseudonym

NOW = datetime(2026, 10, 22, 8, tzinfo=UTC)
NOW_US = to_micros(NOW)
LOG = "import-0123"


def key(name: object) -> bytes:
    return blake2b(str(name).encode(), digest_size=16).digest()


def event(name: object, *, day: int = 0, own: bool = False, received_day: int = 0) -> Event:
    """An event whose key is made from its name; days count from NOW."""
    return Event(
        source="web",
        event="order",
        ts_event=NOW_US + day * DAY_US,
        ts_received=NOW_US + received_day * DAY_US,
        ts_known=NOW_US,
        key=key(name),
        own_key=own,
        user_key=f"user-{name}",
        props=json.dumps({"name": str(name)}),
    )


def alias(name: str) -> Alias:
    return Alias("web", "identify", f"anon-{name}", f"user-{name}", NOW_US, NOW_US, NOW_US)


def trait(name: str) -> Trait:
    return Trait("web", "user", f"user-{name}", "plan", "set", '"pro"', NOW_US, NOW_US, NOW_US)


def change(name: str) -> Trait:
    """A change that counts each time: `retry` is made from its name."""
    return Trait("web", "user", f"user-{name}", "orders", "add", "1", NOW_US, NOW_US, NOW_US, key(f"change-{name}"))


def said(name: str, *, own: bool = True) -> Feedback:
    """A ticket that a user opened on NOW's day, whose key is made from its name."""
    return Feedback(
        "desk", "tickets", name, NOW_US, NOW_US, NOW_US, NOW_US, key(f"said-{name}"), own, user_key=f"user-{name}"
    )


def request(name: str) -> Request:
    return Request("api", f"GET /{name}", NOW_US, NOW_US, NOW_US, key(f"request-{name}"), True, False)


def error(name: str) -> Error:
    own = key(f"error-{name}")
    return Error("app", "ValueError", NOW_US, NOW_US, NOW_US, own, True, id=name, user_key=f"user-{name}")


def session(name: str) -> Session:
    did, own = pseudonym(f"user-{name}"), key(f"session-{name}")
    return Session("app", "crashed", NOW_US, NOW_US, NOW_US, NOW_US, own, True, id=name, did=did)


def rejected(name: str, raw: str = "{}") -> Rejected:
    return Rejected("web", "mixpanel", "time_in_future", "time", name, raw, NOW_US)


def payload(name: str, *, decoder: str = "named", body: bytes = b"{}", received: int = NOW_US) -> Payload:
    return Payload(decoder=decoder, path=name, source="web", received=received, body=body)


def rows_of(names: str) -> Decoded:
    """Rows named by words: `a` an event, `alias:a`, `trait:a`, `change:a`, `said:a`, `rejected:a`, `request:a`,
    `error:a`, `session:a`.
    """
    made = Decoded()
    for word in names.split():
        kind, _, name = word.rpartition(":")
        if kind == "alias":
            made.aliases.append(alias(name))
        elif kind == "trait":
            made.traits.append(trait(name))
        elif kind == "change":
            made.traits.append(change(name))
        elif kind == "said":
            made.feedback.append(said(name))
        elif kind == "request":
            made.requests.append(request(name))
        elif kind == "error":
            made.errors.append(error(name))
        elif kind == "session":
            made.sessions.append(session(name))
        elif kind == "rejected":
            made.rejected.append(rejected(name))
        else:
            made.events.append(event(name, own=kind == "own"))
    return made


def decode_names(payload: Payload) -> Decoded:
    return rows_of(payload.path)


def decoders(name: str) -> Decoder:
    return {"named": decode_names}[name]


@dataclass
class Lake:
    """A data folder, opened as a fresh process would."""

    root: Path
    files: Files

    def __post_init__(self) -> None:
        self.wal = self.root / "wal"
        self.tables = Tables(self.root / "lake")
        self.commits = Commits(self.tables, self.files)
        self.indexes = key_indexes(self.root / "keys", self.files)
        self.keys = self.indexes["events"]
        self.loader = Loader(self.commits, self.indexes, self.files, self.wal, decoders)

    def reopened(self, files: Files | None = None) -> "Lake":
        return Lake(self.root, files or self.files)

    def segment(self, number: int, *payloads: str, log: str = LOG) -> SegmentRef:
        return segment(self.wal, number, [payload(names) for names in payloads], log=log)

    def names(self, table: str = "events") -> Counter[str]:
        """The rows of a table by name, counted."""
        return names(self.tables, table)


def segment(wal: Path, number: int, payloads: Sequence[Payload], *, log: str = LOG) -> SegmentRef:
    """A sealed segment with several payloads."""
    files = RealFiles()
    ref = write_import_segment(wal / log, payloads[0], number, files)
    if len(payloads) > 1:
        records = b"".join(encode_payload(log, each) for each in payloads)
        ref.path.write_bytes(encode_header(log, number) + records + encode_seal(log))
    return ref


_NAMED = {
    "events": "user_key",
    "aliases": "user",
    "traits": "id",
    "feedback": "id",
    "requests": "route",
    "errors": "id",
    "sessions": "id",
    "quarantine": "message",
}


def names(tables: Tables, table: str) -> Counter[str]:
    rows = tables.read(table)
    column = rows[_NAMED[table]].to_pylist() if rows.num_rows else []
    return Counter(name.removeprefix("user-") for name in column)


def everything(tables: Tables) -> dict[str, Counter[str]]:
    return {table: names(tables, table) for table in FACTS}
