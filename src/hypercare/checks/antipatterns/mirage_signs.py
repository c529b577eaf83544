"""What speaks for a mirage beside the words of the gates: peaks, a season, a novelty, a forecast that is not sure."""

from collections.abc import Collection, Iterator
from typing import Final

from hypercare.analysis.cycle.forecast import Forecast
from hypercare.checks.spoken import spoken
from hypercare.checks.validation.cycle import CycleFound
from hypercare.checks.validation.season import SeasonFound, Span
from hypercare.checks.validation.trend import TrendFound
from hypercare.checks.validation.validation import Validation
from hypercare.model.antipattern import AntiEvidence
from hypercare.model.text import Text
from hypercare.stats.slope import Course, Slope

EARLY: Final = "early"
"""The name of the span of the first month."""
MOST_REASONS: Final = 2
"""So many reasons why there is no forecast are told; the cycle's page has them all."""


def signs(found: Validation, metrics: Collection[str]) -> tuple[AntiEvidence, ...]:
    """What the validation says of some metrics that a good month does not: as of its own instant."""
    return (
        *(sign for each in found.season if each.metric in metrics for sign in _season(each)),
        *(sign for each in found.trend if each.metric in metrics for sign in _trend(each)),
        *(sign for each in found.cycle if each.metric.name in metrics for sign in _forecast(each)),
    )


def _season(found: SeasonFound) -> Iterator[AntiEvidence]:
    """A value that peaks carry; and what is left of the first month's change on ordinary days."""
    peaks = found.peaks
    if peaks is not None and peaks.is_mirage:
        params: dict[str, str | int] = {"metric": spoken(found.metric), "percent": round(100 * peaks.days)}
        yield AntiEvidence(Text("anti-sign-peaks", params), value=peaks.value, scale="share")
    for span in found.spans:
        if span.name == EARLY:
            yield from _changed(found.metric, span)


def _changed(metric: str, span: Span) -> Iterator[AntiEvidence]:
    told = (("anti-sign-raw", span.raw), ("anti-sign-normalised", span.normalised))
    if all(change is not None for _, change in told):
        for text, change in told:
            if change is not None:
                yield AntiEvidence(Text(text, {"metric": spoken(metric)}), change.factor, change.low, change.high,
                                   "relative")  # fmt: skip


def _trend(found: TrendFound) -> Iterator[AntiEvidence]:
    """Interest that fades, or only begins, by days since exposure: a change on the log scale per thirty days."""
    slope = found.trend.since
    if isinstance(slope, Slope) and slope.course in (Course.NOVELTY, Course.SLOW_BURN):
        id_ = f"anti-sign-{slope.course.value.replace('_', '-')}"
        yield AntiEvidence(Text(id_, {"metric": spoken(found.metric)}), slope.value, slope.interval.low,
                           slope.interval.high, "value", slope.events)  # fmt: skip


def _forecast(found: CycleFound) -> Iterator[AntiEvidence]:
    """A forecast that does not say on which side of success the cycle ends; or why there is none."""
    name, ahead = spoken(found.metric.name), found.forecast
    if isinstance(ahead, Forecast):
        if found.success is not None and ahead.low < found.success <= ahead.high:
            text = Text("anti-sign-straddles", {"metric": name})
            yield AntiEvidence(text, ahead.expected, ahead.low, ahead.high, "share")
        return
    for reason in ahead.reasons[:MOST_REASONS]:
        yield AntiEvidence(reason)
