"""Paths: what units did after an event, or before it."""

from dataclasses import dataclass
from datetime import timedelta

from hypercare.model.metrics import EventRef


@dataclass(frozen=True)
class PathsQuestion:
    """The events that follow (or, backwards, lead to) each unit's first `start`, `within` this long of it.

    They are told to a depth of so many events; at each depth the `most` events that most units did, and others.
    """

    start: EventRef
    backwards: bool = False
    depth: int = 3
    within: timedelta = timedelta(days=1)
    most: int = 10
