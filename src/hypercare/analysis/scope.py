"""What a question is asked about: which units, which stretch of time, as known when."""

from dataclasses import dataclass

from hypercare.analysis.population import Population


@dataclass(frozen=True)
class Scope:
    """The units and the time that an analysis reads. All times are microseconds UTC.

    Entries and events count in [start, stop). Facts count if they had happened and were known by `as_of`. A window is
    over when it ended by `settled`, which is `as_of` less the declared lateness of the data. `days` (d + 1,) are the
    boundaries of local days that cover the time, for what is counted by day; `zone` names where they are local.
    """

    population: Population
    start: int
    stop: int
    as_of: int
    settled: int
    days: tuple[int, ...] = ()
    first_weekday: int = 0
    zone: str = "UTC"

    def __post_init__(self) -> None:
        if self.stop < self.start:
            raise ValueError(f"a scope runs forward: start {self.start} is after stop {self.stop}")

    @property
    def before_exposure(self) -> bool:
        """Whether the scope is over before any unit can be exposed."""
        return self.stop <= self.population.exposed_from


@dataclass(frozen=True)
class Judging:
    """How an interval is made. `centre` is where the prior stands (the gate's midpoint), fixed before the data are
    seen.

    `strength` is the prior's weight in units; `alpha` the error allowed; `exact` asks for the one exact interval of a
    gate that is judged once; `expected_units` tunes asymptotic sequences and never their validity. So many events as
    `dispersion` says count as one: events come in bursts.
    """

    centre: float | None = None
    strength: float = 100.0
    alpha: float = 0.05
    exact: bool = False
    expected_units: int = 1000
    dispersion: float = 1.0
