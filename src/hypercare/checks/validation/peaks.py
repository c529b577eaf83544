"""Has a peak been survived? What each watched peak that is over did: traffic, technical health, conversion, tickets."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import numpy as np

from hypercare.analysis.series.calendar_fit import Floats, days_between
from hypercare.analysis.series.series import Series
from hypercare.checks.ask import Ask
from hypercare.checks.exit.peaks import is_observed, peaks_coming, peaks_over, traffic
from hypercare.checks.gates.levels import number
from hypercare.checks.gates.stability import Span, judge_spans
from hypercare.checks.series import Comparable, asked_series
from hypercare.checks.validation.season import Change, change
from hypercare.cycles.day import DAY, local_date
from hypercare.cycles.day_kinds import calendar_of
from hypercare.cycles.peaks import Peak
from hypercare.model.estimate import Estimate
from hypercare.model.launch import Guardrail, Launch, Relative
from hypercare.model.metrics import FunnelMetric, RateMetric, RatioMetric
from hypercare.model.text import Text
from hypercare.model.verdict import LaunchVerdict, LimitVerdict, Word

AROUND = 14
"""So many days before a peak and after it, as far as they are in no peak themselves, are the ordinary days it is held
against: two of each weekday on either side."""
LEAST_DAYS = 7
"""From fewer ordinary days it cannot be told how bursty a metric is."""
MOST_TOLD = 12
"""A launch that is long over has had a payday each month: the newest ones of a year."""


class Survived(StrEnum):
    """Whether nothing that is watched broke in a peak. Unknown where there is no data, or nothing is watched."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class MetricInPeak:
    """A metric in a peak, and on the ordinary days around it. `change` is the one as a multiple of the other.

    `limit` is the factor that a guardrail allows, of the value before go-live or of itself, None for other metrics;
    `beyond` whether the peak is credibly beyond it, None where that cannot be said.
    """

    metric: str
    value: float | None
    around: float | None
    change: Change | None
    limit: float | None = None
    beyond: bool | None = None


@dataclass(frozen=True)
class PeakStress:
    """A peak that is over. `events` are what the launch's units did in it, `traffic` how many ordinary days each of its
    days was worth, None where there are none to hold it against.
    """

    peak: Peak
    events: int
    traffic: float | None
    limits: tuple[LimitVerdict, ...]
    metrics: tuple[MetricInPeak, ...]
    survived: Survived
    reason: Text


@dataclass(frozen=True)
class PeaksFound:
    """The peaks that are over, by date, and those that are still to come: of each name the next one."""

    over: tuple[PeakStress, ...]
    coming: tuple[Peak, ...]


def find(launch: Launch, verdict: LaunchVerdict, ask: Ask) -> PeaksFound | None:
    """The peaks as of the verdict's instant; None where the launch watches none."""
    if launch.peaks is None or not launch.peaks.watch:
        return None
    over = peaks_over(launch, verdict.as_of)[-MOST_TOLD:]
    coming = {peak.name: peak for peak in reversed(peaks_coming(launch, verdict.as_of))}
    found = tuple(_stressed(launch, over, verdict.as_of, ask)) if over else ()
    return PeaksFound(found, tuple(sorted(coming.values(), key=lambda peak: (peak.first, peak.name))))


def _stressed(launch: Launch, over: tuple[Peak, ...], at: datetime, ask: Ask) -> Iterator[PeakStress]:
    live = local_date(launch.live, launch.zone)
    spans = tuple(Span(peak.name, (peak.first - live).days, (peak.last - live).days, in_force=False) for peak in over)
    limits = judge_spans(launch, spans, at, ask)
    events = traffic(launch, at, ask)
    series = {name: asked_series(launch, launch.metrics[name], at, ask).everyone for name in _told(launch)}
    ordinary = _Ordinary(launch, local_date(at - launch.lateness, launch.zone))
    for peak, span in zip(over, spans, strict=True):
        own = tuple(each for each in limits if each.days == (span.first, span.last) and each.window == span.name)
        metrics = tuple(_metric(launch, name, each, peak, ordinary) for name, each in series.items())
        count = sum(events.between(peak.first, peak.last).above)
        survived, reason = _survived(own, metrics, observed=is_observed(peak, events))
        yield PeakStress(peak, count, _times(events, peak, ordinary), own, metrics, survived, reason)


class _Ordinary:
    """The days around a peak that lie in none and are over, before `today`."""

    def __init__(self, launch: Launch, today: date) -> None:
        self._kinds, self._today = calendar_of(launch), today

    def around(self, peak: Peak) -> list[date]:
        """The ordinary days around a peak, by date."""
        before = [peak.first - number * DAY for number in range(AROUND, 0, -1)]
        after = [peak.last + number * DAY for number in range(1, AROUND + 1)]
        return [day for day in (*before, *after) if day < self._today and not self._kinds.is_peak(day)]


def _told(launch: Launch) -> Iterator[str]:
    """The shares that gates ask for, and the guardrails: what a peak may break."""
    gated = {threshold.metric for gate in launch.gates for threshold in gate.thresholds}
    guarding = {guardrail.metric for guardrail in launch.guardrails}
    for name, metric in launch.metrics.items():
        share = name in gated and isinstance(metric, FunnelMetric | RatioMetric)
        if isinstance(metric, Comparable) and (share or name in guarding):
            yield name


def _times(events: Series, peak: Peak, ordinary: _Ordinary) -> float | None:
    """The mean of the peak's days over that of the ordinary days around it."""
    own, around = events.between(peak.first, peak.last), _Counted.on(events, ordinary.around(peak))
    return (sum(own.above) / len(own)) / around.value if around.value and len(own) else None


@dataclass(frozen=True)
class _Counted:
    """What a series counted on some days, (d,) each, of which every one says something."""

    above: Floats
    below: Floats

    @classmethod
    def on(cls, series: Series, days: Iterable[date]) -> "_Counted":
        """The days among those asked for that say anything."""
        places = [place for day in days if 0 <= (place := (day - series.first).days) < len(series)]
        told = [place for place in places if series.below[place]]
        return cls(
            np.array([series.above[place] / series.scale for place in told], np.float64),
            np.array([series.below[place] for place in told], np.float64),
        )

    @property
    def value(self) -> float | None:
        """All above per all below."""
        return float(self.above.sum() / self.below.sum()) if len(self.below) else None

    @property
    def dispersion(self) -> float:
        """How many events count as one: Pearson's chi-square of the days per degree of freedom, at least 1."""
        if not self.value or len(self.above) < LEAST_DAYS:
            return 1.0
        expected = self.value * self.below
        return max(1.0, float(((self.above - expected) ** 2 / expected).sum()) / (len(self.above) - 1))

    def noise(self, dispersion: float) -> float | None:
        """The variance of the logarithm of the value."""
        total = float(self.above.sum())
        return dispersion / total if total > 0 else None


def _metric(launch: Launch, name: str, series: Series, peak: Peak, ordinary: _Ordinary) -> MetricInPeak:
    own = _Counted.on(series, days_between(peak.first, peak.last))
    around = _Counted.on(series, ordinary.around(peak))
    bursts = around.dispersion
    told = change(own.value, around.value, own.noise(bursts), around.noise(bursts))
    guardrail = next((each for each in launch.guardrails if each.metric == name), None)
    if guardrail is None:
        return MetricInPeak(name, own.value, around.value, told)
    limit, beyond = number(guardrail.limit), _beyond(launch, guardrail, series, own, bursts)
    return MetricInPeak(name, own.value, around.value, told, limit, beyond)


def _beyond(launch: Launch, guardrail: Guardrail, series: Series, own: _Counted, bursts: float) -> bool | None:
    """Whether a guardrail is credibly beyond its limit in a peak; None where it says nothing.

    A level is held against the value as the launch file writes it: of a rate, in so many as it is per.
    """
    metric = launch.metrics[guardrail.metric]
    if isinstance(guardrail.limit, Relative):
        if guardrail.limit.base != "before":
            return None
        live = local_date(launch.live, launch.zone)
        before = _Counted.on(series, days_between(live - launch.before, live - DAY))
        base, noise = before.value, before.noise(before.dispersion)
    else:
        base, noise = 1 / metric.per if isinstance(metric, RateMetric) else 1.0, 0.0
    told = change(own.value, base, own.noise(bursts), noise)
    if told is None or told.low is None or told.high is None:
        return None
    limit = number(guardrail.limit)
    return told.low > limit if guardrail.at_most else told.high < limit


def _survived(
    limits: tuple[LimitVerdict, ...], metrics: tuple[MetricInPeak, ...], *, observed: bool
) -> tuple[Survived, Text]:
    """Whether a peak was survived, and why one may say so."""
    if not observed:
        return Survived.UNKNOWN, Text("peak-no-data")
    broken = [each.limit.name for each in limits if each.word is Word.HARM]
    broken += [each.metric for each in metrics if each.beyond]
    if broken:
        return Survived.NO, Text("peak-broken", {"names": ", ".join(broken)})
    measured = [each for each in limits if isinstance(each.answer, Estimate)]
    doubtful = [each.limit.name for each in measured if not _is_within(each)]
    if doubtful:
        return Survived.UNKNOWN, Text("peak-in-doubt", {"names": ", ".join(doubtful)})
    held = len(measured) + sum(each.beyond is False for each in metrics)
    if not held:
        return Survived.UNKNOWN, Text("peak-nothing-watched")
    return Survived.YES, Text("peak-held", {"count": held})


def _is_within(found: LimitVerdict) -> bool:
    assert isinstance(found.answer, Estimate)
    value, limit = found.answer.value, float(found.limit.limit)
    return value <= limit if found.limit.at_most else value >= limit
