"""The chart of a funnel, the same wherever one is drawn: of the units whose window is over, as a funnel is judged."""

from collections.abc import Sequence
from dataclasses import dataclass

from hypercare.reports.chart import ChartModel, Kind, Point, Series, worst
from hypercare.reports.voice import Figure, Params, Phrase, Words


@dataclass(frozen=True)
class Step:
    """A step with the units whose chain fills it: all so far, and of them the `mature`, whose window is over.

    `may_come` is how many of those so far may still come to it.
    """

    name: Words
    units: int
    mature: int
    optional: bool = False
    may_come: int = 0


def funnel_model(
    metric: Words, steps: Sequence[Step], *, source: Words, whole: int | None = None, free: bool = False
) -> ChartModel:
    """The steps of the units whose window is over: quick ones do not count before slow ones. As long as there are none,
    those so far, with who may still come.

    `whole` is how many mature units there are (None: those at the first step). `free` says that the steps are taken in
    any order, so that none is before another.
    """
    is_settled = any(each.mature for each in steps)
    points = tuple(
        Point(
            place,
            float(each.mature if is_settled else each.units),
            name=each.name,
            ends=None if is_settled or not each.may_come else (float(each.units), float(each.units + each.may_come)),
            passable=each.optional or free,
        )
        for place, each in enumerate(steps)
    )
    series = Series(metric, points, "count", whole=float(whole) if whole and is_settled else None)
    return ChartModel(
        Kind.FUNNEL, _finding(series, steps), (_alt(metric, steps, settled=is_settled),), (series,), source=source
    )


def _finding(series: Series, steps: Sequence[Step]) -> Words:
    if not any(each.units for each in steps):
        return Phrase("chart-finding-funnel-empty", {"metric": series.name})
    if not any(each.mature for each in steps):
        return Phrase("chart-finding-funnel-early", {"metric": series.name})
    drop = worst(series)
    if drop is None:
        return Phrase("chart-finding-funnel-whole", {"metric": series.name})
    point, share = drop
    return Phrase("chart-finding-funnel", {"metric": series.name, "step": point.name, "lost": Figure(share, "share")})


def _alt(metric: Words, steps: Sequence[Step], *, settled: bool) -> Words:
    first, last = ((each.mature if settled else each.units) for each in (steps[0], steps[-1]))
    params: Params = {"metric": metric, "count": len(steps), "first": first, "last": last}
    return Phrase("chart-alt-funnel" if settled else "chart-alt-funnel-early", params)
