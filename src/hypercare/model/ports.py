"""Ports: what a room needs from one it must not know. `app` joins them."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol

from hypercare.model.facts import Decoded, Payload

Decoder = Callable[[Payload], Decoded]
Inspector = Callable[[Decoded], Sequence[Mapping[str, object]]]
"""What is wrong with facts, measured by what is planned: findings as JSON values, in the order of the facts."""


@dataclass(frozen=True)
class Credential:
    """A valid API token as the gateway sees it: whose data it brings. `vendor` is what it was made for.

    `settings` are what its receiver asked for when the token was made, by name: they may be secrets. `rate` is how many
    records a second it may bring, None for as many as it likes. `scope` names what it may bring; empty: anything.
    """

    token_id: str
    vendor: str
    source: str
    project: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
    rate: int | None = None
    scope: frozenset[str] = frozenset()


class TokenBook(Protocol):
    """Looks tokens up by their secret; new and revoked ones are seen within a second."""

    def find(self, secret: str) -> Credential | None: ...


class Journal(Protocol):
    """Keeps payloads durably: when the awaitable is done, the payload survives kill -9 and power loss.

    Raises `Unreachable` when it cannot be kept (disk full, read-only): the receiver must then not say yes.
    """

    def append(self, payload: Payload) -> Awaitable[None]: ...


class Files(Protocol):
    """The file layer below the lake: every call that durability depends on, so that tests can crash at each."""

    def create(self, path: Path) -> BinaryIO: ...

    def append(self, path: Path) -> BinaryIO: ...

    def sync(self, file: BinaryIO) -> None: ...

    def sync_path(self, path: Path) -> None: ...

    def sync_folder(self, path: Path) -> None: ...

    def rename(self, source: Path, target: Path) -> None: ...

    def remove(self, path: Path) -> None: ...
