"""What people write where nobody is named yet."""

from typing import Final

NOBODY: Final = frozenset({"", "-", "?", "tbd", "tba", "todo", "n/a", "none", "nobody", "belum ada"})


def is_named(written: str) -> bool:
    """Whether a text names anything."""
    return written.strip().lower() not in NOBODY
