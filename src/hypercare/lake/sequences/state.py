"""The state of a set of sequences: which files it consists of and what they cover."""

import os
from pathlib import Path

import msgspec
import xxhash

from hypercare.lake.sequences.bucket_files import BucketFile
from hypercare.model.errors import Damaged

STATE = "state.json"
# Raised whenever the same facts give other arrays, so that sets of an older program are built anew.
LAYOUT = 2


class State(msgspec.Struct, frozen=True):
    """A set of sequences: its files, and what they hold.

    It covers the tables at `versions`: `events` events, the last of which arrived as `last_event`, and aliases up to
    `last_alias` (-1 for none). `identity`, `traits` and `membership` are digests of what events were resolved with.
    """

    buckets: tuple[BucketFile, ...]
    columns: tuple[str, ...]
    versions: dict[str, int]
    events: int
    last_event: int
    last_alias: int
    identity: str
    traits: str
    membership: str
    unattributed: int
    layout: int = LAYOUT


def save(folder: Path, state: State) -> None:
    """Replaces the state of a folder at once: a reader sees the old one or the new one."""
    body = msgspec.json.encode(state)
    scratch = folder / f".{STATE}.{os.getpid()}"
    scratch.write_bytes(xxhash.xxh3_128_hexdigest(body).encode() + b"\n" + body)
    scratch.replace(folder / STATE)


def remove(folder: Path) -> None:
    """Lets a folder be without a state: its set is built anew."""
    for path in (folder / STATE, *folder.glob(f".{STATE}.*")):
        path.unlink(missing_ok=True)


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
