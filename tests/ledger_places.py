"""What the fixtures of a ledger hand to its tests."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hypercare.app import site

Tamper = Callable[..., None]


@dataclass(frozen=True)
class Place:
    """Where a ledger lives: what `site.configure` takes."""

    folder: Path
    url: str | None

    def enter(self) -> None:
        site.configure(self.folder, self.url)
