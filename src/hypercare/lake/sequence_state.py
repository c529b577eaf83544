"""The state of a set of sequences: which files it consists of and what they cover."""

import os
from pathlib import Path

import msgspec
import xxhash

from hypercare.lake.bucket_files import BucketFile
from hypercare.model.errors import Damaged

STATE = "state.json"
# Raised whenever the same facts give other arrays, so that sets of an older program are built anew.
LAYOUT = 1


class Coverage(msgspec.Struct, frozen=True):
    """What of a table a set holds: everything at `version`, which are `rows` rows, the last arrived as `arrival`."""

    version: int
    arrival: int
    rows: int


class State(msgspec.Struct, frozen=True):
    """A set of sequences. `identity`, `traits` and `membership` are digests of what it was resolved with."""

    buckets: tuple[BucketFile, ...]
    columns: tuple[str, ...]
    tables: dict[str, Coverage]
    identity: str
    traits: str
    membership: str
    unattributed: int
    layout: int = LAYOUT

    @property
    def rows(self) -> int:
        return sum(bucket.rows for bucket in self.buckets)

    @property
    def versions(self) -> dict[str, int]:
        return {table: coverage.version for table, coverage in self.tables.items()}


def save(folder: Path, state: State) -> None:
    """Replaces the state of a folder at once: a reader sees the old one or the new one."""
    body = msgspec.json.encode(state)
    scratch = folder / f".{STATE}.{os.getpid()}"
    scratch.write_bytes(xxhash.xxh3_128_hexdigest(body).encode() + b"\n" + body)
    scratch.replace(folder / STATE)


def load(folder: Path) -> State | None:
    """The state of a folder, None where there is none. Raises `Damaged` where it does not read back as written."""
    path = folder / STATE
    try:
        digest, _, body = path.read_bytes().partition(b"\n")
    except FileNotFoundError:
        return None
    if digest.decode("ascii", "replace") != xxhash.xxh3_128_hexdigest(body):
        raise Damaged("the state differs from the one written", where=str(path))
    try:
        state = msgspec.json.decode(body, type=State)
    except msgspec.MsgspecError as error:
        raise Damaged(f"the state is of another layout: {error}", where=str(path)) from error
    return state if state.layout == LAYOUT else None
