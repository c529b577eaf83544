"""What has been heard of a launch so far: the facts that the entrance criteria are judged from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from hypercare.checks.tracking.facts import TrackingFacts
from hypercare.model.entrance import EntranceAct
from hypercare.model.incident import Incident
from hypercare.model.probe import ProbeResult


@dataclass(frozen=True)
class Outside:
    """Units outside of the segment by what keeps them out: a key and its value, None for values that are not told."""

    key: str
    value: str | None
    units: int


@dataclass(frozen=True)
class Exposed:
    """Units of the segment that saw the feature: how many, when the first and the last of them did for the first time,
    and when any of them did at last (`seen_at`).

    `outside` units saw it and do not pass the segment's filter, for the values `beyond`; the last of them at
    `outside_at`. Of `unplaced` ones a property that decides is not known.
    """

    units: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None
    seen_at: datetime | None = None
    outside: int = 0
    outside_at: datetime | None = None
    unplaced: int = 0
    beyond: tuple[Outside, ...] = ()

    @property
    def all_units(self) -> int:
        """Everybody who saw it."""
        return self.units + self.outside + self.unplaced


@dataclass(frozen=True)
class LiveHeard:
    """Who saw the feature: `pilot` before go-live, None where no exposure is declared, and afterwards; `exposed` since.

    `variants` counts the segment's units by the value of the flag that they saw first; none without a declared split.
    """

    pilot: Exposed | None
    exposed: Exposed
    variants: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class SupportHeard:
    """What people did to be ready: their acts on any item, and the incidents of the launch, drills among them.

    `escalation_since` is from when on the escalation path is as it is, None where that is not known; `members` are the
    e-mail addresses of those who can sign in here, in small letters.
    """

    acts: tuple[EntranceAct, ...] = ()
    incidents: tuple[Incident, ...] = ()
    escalation_since: datetime | None = None
    members: frozenset[str] = frozenset()


@dataclass(frozen=True)
class SanityHeard:
    """What production answered: by probe its results of the same question, the newest first.

    `until` is when probing ended or will, as the launch is closed from then on.
    """

    results: Mapping[str, tuple[ProbeResult, ...]] = field(default_factory=dict)
    until: datetime | None = None


@dataclass(frozen=True)
class Heard:
    """All of it. `declared_at` is from when on the launch's version holds."""

    declared_at: datetime
    live: LiveHeard
    tracking: TrackingFacts
    support: SupportHeard = SupportHeard()
    sanity: SanityHeard = SanityHeard()
