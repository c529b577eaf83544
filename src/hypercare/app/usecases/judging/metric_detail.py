"""A launch's metric in detail: the population and the days of its number, and everything else there is to say."""

from collections.abc import Sequence
from datetime import datetime

from pydantic_core import PydanticCustomError

from hypercare.analysis.derived_columns import read_for, with_cohorts
from hypercare.analysis.launch_scope import days_scope, days_until, gate_scope, properties
from hypercare.analysis.scope import Judging, Scope
from hypercare.app.documents.texts import Document
from hypercare.app.engine import Engine
from hypercare.app.evidence import Evidence
from hypercare.app.house import House
from hypercare.app.looks import Moment, instant_of
from hypercare.app.metric_answers import Asking, Wanted
from hypercare.app.usecases.judging.units_behind import threshold_of
from hypercare.app.usecases.judging.verdicts import horizon, units_of, watermark
from hypercare.app.usecases.launches.launches import at_version
from hypercare.declare.specs.query_parts import Breakdown, parse_at
from hypercare.model.errors import BadInput, NotFound
from hypercare.model.launch import Launch
from hypercare.model.metrics import Metric

SCHEMA = "hypercare/metric-detail.v1"
GRAINS = ("day", "week", "month")
SHOWN = 80


def metric_detail(
    house: House, launch: str, metric: str | Metric, moment: Moment, *, wanted: Wanted, gate: str | None = None
) -> Document:
    """`hypercare/metric-detail.v1`: a launch's metric since go-live (or in a gate) as known at a moment.

    The metric is one that the launch declares, by its name, or one that it need not. `answers` are those of a query:
    one, or one for each cell of a retention, the first with the `detail` and the `drop_off`. Raises `NotFound` for a
    launch, a metric or a gate that is not there.
    """
    now, facts_until = house.clock.now(), watermark(house.require())
    newest, _ = at_version(house, launch, now)
    at = min(instant_of(newest, moment, now), horizon(house, facts_until))
    declared, _ = at_version(house, launch, at)
    asked = _declared(declared, metric) if isinstance(metric, str) else metric
    asking = Asking(
        asked,
        _scope(declared, asked, gate, at),
        Judging(),
        _engine(house, declared, wanted),
        wanted,
    )
    return {
        "schema": SCHEMA,
        "launch": launch,
        "metric": asked.name,
        "kind": asking.metric.kind,
        "gate": gate,
        "as_of": at.astimezone(declared.zone).isoformat(),
        "timezone": declared.timezone,
        "unit": {"kind": asking.scope.population.unit.kind.value, "key": asking.scope.population.unit.key},
        "answers": list(asking.documents()),
    }


def wanted_of(*, by: str, at: str, over: str, drop_off: bool, properties: Sequence[str]) -> Wanted:
    """What an address asks, the detail with it. Raises `BadInput` for a grain or a step that there is not."""
    if over and over not in GRAINS:
        raise BadInput(f"{over[:SHOWN]!r} is no grain", where="over", expected=" or ".join(GRAINS))
    if at and not by:
        raise BadInput("at says whose value counts, and of no property", where="at", expected="by")
    try:
        word, step = parse_at(at) if at else ("", 0)
    except PydanticCustomError as error:
        context = error.context or {}
        raise BadInput(str(context["what"]), where="at", expected=str(context["expected"])) from None
    breakdown = Breakdown(by, word, step) if by else None
    return Wanted(breakdown, over, detail=True, drop_off=drop_off, properties=tuple(properties))


def _declared(launch: Launch, metric: str) -> Metric:
    if metric not in launch.metrics:
        raise NotFound(f"the launch has no metric {metric[:SHOWN]!r}", expected=", ".join(launch.metrics))
    return launch.metrics[metric]


def _scope(launch: Launch, metric: Metric, gate: str | None, at: datetime) -> Scope:
    """The scope of the number that is shown: of the gate, else of the days since go-live."""
    if gate is None:
        return days_scope(launch, metric, days_until(launch, at), at)
    of, threshold = threshold_of(launch, metric.name, gate)
    return gate_scope(launch, of, threshold, at)


def _engine(house: House, launch: Launch, wanted: Wanted) -> Engine:
    columns = properties(launch) | read_for(wanted.columns, launch.cohorts)
    evidence = Evidence.newest(house.sequences, house.tables, units_of(launch), columns)
    return Engine(with_cohorts(evidence.buckets, launch.cohorts))
