"""A tracking plan as declared: which events must arrive, from where, how often, and what they carry."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from hypercare.model.metrics import Scalar


class Per(StrEnum):
    """The span of time that a volume is counted in."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"


@dataclass(frozen=True)
class Bounds:
    """Between what a number must lie. `above` and `below` are outside, `at_least` and `at_most` inside."""

    above: float | None = None
    at_least: float | None = None
    below: float | None = None
    at_most: float | None = None

    def hold(self, value: float) -> bool:
        """Whether a number lies between them."""
        return (
            (self.above is None or value > self.above)
            and (self.at_least is None or value >= self.at_least)
            and (self.below is None or value < self.below)
            and (self.at_most is None or value <= self.at_most)
        )


@dataclass(frozen=True)
class PlannedProperty:
    """What an event carries under one name. `one_of` and `bounds` say which values are allowed; empty: any."""

    kind: str
    required: bool = True
    one_of: tuple[Scalar, ...] = ()
    bounds: Bounds = Bounds()


@dataclass(frozen=True)
class Volume:
    """How many events are usual in a span of time, both ends inside; None where an end is open."""

    least: float | None
    most: float | None
    per: Per


@dataclass(frozen=True)
class Twin:
    """The event by which the backend counts the same thing, and how far the counts may differ (0.05 is 5 %)."""

    event: str
    source: str
    within: float


@dataclass(frozen=True)
class AppVersions:
    """Which versions of an app are meant: all (`least` empty), or those from one on ("4.12.0")."""

    least: str = ""


@dataclass(frozen=True)
class TrackedEvent:
    """An event that must arrive: from which source, how often at least, with which properties.

    `platforms` must each send it. `platform_in` and `version_in` name the properties that tell the platform and the
    app's version; empty: the usual ones of the vendors.
    """

    event: str
    source: str = ""
    every: timedelta | None = None
    properties: Mapping[str, PlannedProperty] = field(default_factory=dict)
    volume: Volume | None = None
    twin: Twin | None = None
    platforms: Mapping[str, AppVersions] = field(default_factory=dict)
    platform_in: str = ""
    version_in: str = ""
