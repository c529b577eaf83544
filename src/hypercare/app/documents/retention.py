"""`hypercare/retention.v1`: cohorts of births by cells, and the average over cohorts."""

from hypercare.analysis.retention.report import Average, Cell, Cohort, RetentionReport
from hypercare.app.documents.texts import Document
from hypercare.declare.specs.business_cycles import format_cycle
from hypercare.model.metrics import RetentionMetric

SCHEMA = "hypercare/retention.v1"


def retention_document(found: RetentionReport) -> Document:
    """A table of retention; cohorts by their first and last local day."""
    metric = found.metric
    return {
        "schema": SCHEMA,
        "grid": metric.by,
        "grain": {"cohorts": found.grain, "buckets": _buckets(metric)},
        "births": metric.birth,
        "return": metric.returning,
        "at_least": metric.at_least,
        "members": metric.members,
        "profile": metric.profile or None,
        "cadence_days": found.cadence_days,
        **_table(found),
        "left_out": found.left_out,
        "rule": metric.average,
        "by_value": [{"value": value, **_table(each)} for value, each in found.by_value.items()],
    }


def _buckets(metric: RetentionMetric) -> str:
    """What one cell is: a period, a cycle, or the grid itself."""
    return format_cycle(metric.every) if metric.every is not None else metric.period or metric.by


def _table(found: RetentionReport) -> Document:
    return {
        "cohorts": [_cohort(each) for each in found.cohorts],
        "average": [_average(each) for each in found.average],
    }


def _cohort(each: Cohort) -> Document:
    return {
        "from": each.first.isoformat(),
        "to": each.last.isoformat(),
        "units": each.units,
        "complete": each.complete,
        "cells": [_cell(cell) for cell in each.cells],
    }


def _cell(cell: Cell) -> Document:
    volume = cell.volume
    return {
        "name": cell.name,
        "mature": cell.mature,
        "retained": cell.retained,
        "so_far": cell.so_far,
        "waiting": cell.waiting,
        "share": cell.share,
        "complete": cell.complete,
        "volume": None if volume is None else {"mature": volume.mature, "retained": volume.retained},
    }


def _average(each: Average) -> Document:
    interval = each.interval
    return {
        "name": each.name,
        "share": each.share,
        "units": each.units,
        "low": None if interval is None else interval.low,
        "high": None if interval is None else interval.high,
    }
