"""The charts of a funnel's page."""

from hypercare.model.metrics import ANY_ORDER
from hypercare.model.text import Text
from hypercare.reports.chart import ChartModel, Kind, Point, Series
from hypercare.reports.funnel import Step, funnel_model
from hypercare.reports.voice import Params, Phrase, Words
from hypercare.web.asked import LaunchAsked
from hypercare.web.pages.behaviour.parts import (
    Share,
    broken,
    metric_words,
    share_figure,
    side_point,
    source_of,
    word_between,
)
from hypercare.web.pages.funnel.context import Cohort, Funnel

TELLING = 2
"""Complete cohorts that a change is told of."""


def steps(asked: LaunchAsked, page: Funnel) -> ChartModel:
    """The steps of those whose time is over."""
    reached = [Step(each.title, each.units, each.mature_units, each.optional, each.open or 0) for each in page.steps]
    return funnel_model(
        metric_words(page.metric),
        reached,
        source=source_of(asked, page.basis),
        whole=page.share.mature,
        free=page.order == ANY_ORDER,
    )


def entered(asked: LaunchAsked, page: Funnel) -> ChartModel:
    """Conversion by when units entered."""
    points = tuple(_cohort(place, each) for place, each in enumerate(page.cohorts or ()))
    params: Params = {"metric": metric_words(page.metric), "count": len(points)}
    return ChartModel(
        Kind.COLUMNS,
        _entered_finding(page),
        (Phrase("funnel-alt-entered", params),),
        (Series(metric_words(page.metric), points, "share"),),
        source=source_of(asked, page.basis),
        names=Text(f"behaviour-grain-{page.state.over}"),
    )


def by_value(asked: LaunchAsked, page: Funnel) -> ChartModel:
    """Conversion by the values of a property."""
    points = tuple(side_point(place, each.title, each.share) for place, each in enumerate(page.values or ()))
    return broken(asked, page.basis, page.metric, page.state.by, points)


def _cohort(place: int, each: Cohort) -> Point:
    share = each.share
    waiting = share.bounds if not each.complete and share.units else None
    value = waiting[0] if waiting else share.value
    known = waiting is None
    return Point(
        place,
        value,
        low=share.low if known else None,
        high=share.high if known else None,
        day=each.first,
        ends=waiting,
        units=share.counted if known else share.units,
        note=_note(share, waiting=waiting is not None),
    )


def _note(share: Share, *, waiting: bool) -> Words:
    if not share.units:
        return Text("funnel-nobody-then")
    return Text("behaviour-open", {"count": share.open}) if waiting else ""


def _entered_finding(page: Funnel) -> Words:
    metric = metric_words(page.metric)
    ready = [each for each in page.cohorts or () if each.complete and each.share.value is not None]
    if len(ready) < TELLING:
        return Phrase("funnel-finding-entered-early", {"metric": metric})
    first, last = ready[0], ready[-1]
    params: Params = {
        "metric": metric,
        "first": share_figure(first.share.value or 0.0),
        "last": share_figure(last.share.value or 0.0),
        "first_of": first.share.counted,
        "last_of": last.share.counted,
    }
    return Phrase(f"funnel-finding-entered-{word_between(first.side, last.side)}", params)
