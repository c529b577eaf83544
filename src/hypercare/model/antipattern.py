"""Anti-patterns: what a launch should not do, found by a check."""

from dataclasses import dataclass
from datetime import datetime

from hypercare.model.text import Text


@dataclass(frozen=True)
class AntiPattern:
    """One that was found: by which check, what it is, what to do about it, since when, and the page that shows it."""

    check: str
    text: Text
    hint: Text
    at: datetime
    page: str
