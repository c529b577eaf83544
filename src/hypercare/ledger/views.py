"""What the room hands out: frozen values, never rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from hypercare.model.role import Role
from hypercare.model.text import Text


class Head(NamedTuple):
    """The last link of a chain: its sequence and its hash (64 hex digits). An empty chain's is 0 and zeros."""

    sequence: int
    hash: str


@dataclass(frozen=True)
class Evidence:
    """What a record rests on. All parts are JSON values.

    `states` maps a name to a merged state; `manifest` tells which data files were read, None where only the state is
    kept; `pins` are the paths of files that cleaning must spare as long as the record stands.
    """

    states: Mapping[str, Any]
    manifest: Mapping[str, Any] | None = None
    pins: tuple[str, ...] = ()


@dataclass(frozen=True)
class RecordView:
    """A record of the chain. `id` is its public name: `v-000042-1a2b3c`, of kind, sequence and hash.

    `slot` says what it is about within its subject (a gate's name); `evidence_digest` is None where it has no evidence;
    `is_new` tells the caller of `chain.append` whether that call made it.
    """

    id: str
    sequence: int
    kind: str
    subject: str
    slot: str | None
    at: datetime
    content: Mapping[str, Any]
    previous: str
    hash: str
    evidence_digest: str | None
    is_new: bool = field(default=False, compare=False)


@dataclass(frozen=True)
class ChainReport:
    """What an audit of the chain found.

    `length` and `head` are of its sound part: everything before `first_broken`, which is the sequence of the first
    record that is not as it was written. `why` is None when all is well.
    """

    ok: bool
    length: int
    head: Head
    first_broken: int | None = None
    why: Text | None = None


@dataclass(frozen=True)
class VersionView:
    """A launch file as registered. `number` counts the launch's versions from 1 in the order of registration.

    `is_new` tells the caller of `versions.register` whether that call made it.
    """

    launch_id: str
    number: int
    digest: str
    file_name: str
    text: str
    registered_at: datetime
    registered_by: str
    record_id: str
    is_new: bool = field(default=False, compare=False)


@dataclass(frozen=True)
class TokenView:
    """A token without its secret. `revoked_at` and `last_used_at` are None for never.

    `role` is what a program may do by it, None for a source's; `owner` is an e-mail address, empty where nobody's.
    `scope` holds the kinds of facts that it may bring, empty for any; `rate` is how many records a second, None for
    any. `settings` are the names of what its receiver was told, None where they cannot be read any more. After a
    rotation the old secret holds until `old_secret_until`.
    """

    token_id: str
    vendor: str
    source: str
    project: str
    created_at: datetime
    created_by: str
    revoked_at: datetime | None
    revoked_by: str
    last_used_at: datetime | None
    role: Role | None = None
    owner: str = ""
    scope: tuple[str, ...] = ()
    rate: int | None = None
    settings: tuple[str, ...] | None = ()
    old_secret_until: datetime | None = None


@dataclass(frozen=True)
class ApiCredential:
    """A valid token of the API: which, what for, what it may do, and for whom (an e-mail address, or empty)."""

    token_id: str
    name: str
    role: Role
    owner: str
    last_used_at: datetime | None
