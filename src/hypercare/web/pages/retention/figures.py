"""The charts of the page of retention."""

from hypercare.app.documents.texts import text_of
from hypercare.model.text import Text
from hypercare.reports.chart import ChartModel, Kind, Point, Series
from hypercare.reports.voice import Figure, Params, Phrase, Words
from hypercare.web.asked import LaunchAsked
from hypercare.web.pages.behaviour.parts import Share, metric_words, property_title, source_of
from hypercare.web.pages.retention.context import Cell, Retention, RetentionCohort


def retention(asked: LaunchAsked, page: Retention) -> ChartModel:
    """The cohorts by cells; what cannot be seen yet has no value."""
    titles = [text_of(each.title) for each in page.cells]
    rows = tuple(_row(each, titles) for each in page.cohorts)
    params: Params = {"metric": metric_words(page.metric), "count": len(rows), "cells": len(titles)}
    return ChartModel(
        Kind.GRID,
        finding(page),
        (Phrase("retention-alt-grid", params),),
        rows,
        source=source_of(asked, page.basis),
        names=Text("retention-cell"),
        rows=Text("retention-cohort"),
    )


def by_value(asked: LaunchAsked, page: Retention) -> ChartModel:
    """The values of a property by cells."""
    titles = [text_of(each.title) for each in page.cells]
    rows = tuple(
        Series(
            each.title,
            tuple(_of_value(place, share, titles[place]) for place, share in enumerate(each.shares)),
            "share",
        )
        for each in page.values or ()
    )
    title = property_title(page.state.by)
    params: Params = {"metric": metric_words(page.metric), "property": title, "count": len(rows)}
    return ChartModel(
        Kind.GRID,
        Phrase("behaviour-finding-broken", params),
        (Phrase("retention-alt-grid", {"metric": params["metric"], "count": len(rows), "cells": len(titles)}),),
        rows,
        source=source_of(asked, page.basis),
        names=Text("retention-cell"),
        rows=title,
    )


def _of_value(place: int, share: Share, title: Text) -> Point:
    note = "" if share.value is not None else Text("retention-not-yet")
    return Point(place, share.value, share.low, share.high, name=title, units=share.mature, note=note)


def _row(each: RetentionCohort, titles: list[Text]) -> Series:
    points = tuple(_point(place, cell, titles[place]) for place, cell in enumerate(each.cells))
    return Series(Phrase("retention-row", {"date": each.first, "units": each.units}), points, "share")


def _point(place: int, cell: Cell, title: Text) -> Point:
    return Point(
        place, cell.share, name=title, units=cell.mature, note="" if cell.complete else Text("retention-not-yet")
    )


def returning(asked: LaunchAsked, page: Retention) -> ChartModel:
    """The average over the cohorts, cell by cell. A cell of which nothing can be said is unknown, not empty."""
    points = tuple(
        Point(
            place,
            each.share,
            low=each.low,
            high=each.high,
            name=text_of(each.title),
            units=each.units if each.share is not None else None,
            note="" if each.share is not None else Text("retention-not-yet"),
        )
        for place, each in enumerate(page.averaged)
    )
    params: Params = {"metric": metric_words(page.metric), "count": len(points)}
    return ChartModel(
        Kind.CURVE if len(points) > 2 else Kind.COLUMNS,
        finding(page),
        (Phrase("retention-alt-curve", params),),
        (Series(metric_words(page.metric), points, "share"),),
        source=source_of(asked, page.basis),
        names=Text("retention-cell"),
    )


def finding(page: Retention) -> Words:
    """What the average says."""
    known = page.known
    if not known:
        return Phrase("retention-finding-early", {"metric": metric_words(page.metric)})
    first, last = known[0], known[-1]
    params: Params = {
        "metric": metric_words(page.metric),
        "share": Figure(first.share or 0.0, "share"),
        "cell": text_of(first.title),
        "later": Figure(last.share or 0.0, "share"),
        "last": text_of(last.title),
    }
    return Phrase("retention-finding" if len(known) > 1 else "retention-finding-one", params)
