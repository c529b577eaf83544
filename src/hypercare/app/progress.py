"""How far long work is, for whoever waits for it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """How far an import is, in bytes of the file."""

    done: int
    total: int


OnProgress = Callable[[Progress], None]
