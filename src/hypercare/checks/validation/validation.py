"""The validation of a launch's outcome: everything that the evidence says beside the words of its gates."""

from dataclasses import dataclass

from hypercare.checks.ask import Ask
from hypercare.checks.validation import cycle, leak, lift, peaks, retention, season, segments, trend
from hypercare.model.launch import Launch
from hypercare.model.verdict import LaunchVerdict


@dataclass(frozen=True)
class Validation:
    """What was found. A field for each question, in the order in which a page asks them."""

    season: tuple[season.SeasonFound, ...]
    peaks: peaks.PeaksFound | None
    lift: tuple[lift.LiftFound, ...]
    trend: tuple[trend.TrendFound, ...]
    leak: leak.LeakFound | None
    cycle: tuple[cycle.CycleFound, ...]
    retention: tuple[retention.CadenceRetention, ...]
    segments: tuple[segments.SegmentsFound, ...]


def validate(launch: Launch, verdict: LaunchVerdict, ask: Ask, shock: cycle.Shock = cycle.UNLEARNT) -> Validation:
    """The validation as of the verdict's instant. Pure: every fact comes through `ask`; `shock` is what past forecasts
    of the installation taught.
    """
    return Validation(
        season=season.find(launch, verdict, ask),
        peaks=peaks.find(launch, verdict, ask),
        lift=lift.find(launch, verdict, ask),
        trend=trend.find(launch, verdict, ask),
        leak=leak.find(launch, verdict, ask),
        cycle=cycle.find(launch, verdict.as_of, ask, shock),
        retention=retention.find(launch, verdict, ask),
        segments=segments.find(launch, verdict, ask),
    )
