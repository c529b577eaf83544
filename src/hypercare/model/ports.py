"""Ports: what a room needs from one it must not know. `app` joins them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from hypercare.model.facts import Decoded, Payload

Decoder = Callable[[Payload], Decoded]


@dataclass(frozen=True)
class Credential:
    """A valid API token as the gateway sees it: whose data it brings. `vendor` is what it was made for."""

    token_id: str
    vendor: str
    source: str
    project: str = ""


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
