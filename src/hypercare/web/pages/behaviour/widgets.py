"""The charts of the pages of behaviour by name, as the address of their page asks for them."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from hypercare.model.errors import NotFound
from hypercare.model.metrics import CycleMetric, FunnelMetric, RetentionMetric
from hypercare.reports.chart import ChartModel
from hypercare.web.asked import LaunchAsked
from hypercare.web.pages.activity import figures as of_activity
from hypercare.web.pages.activity.context import Activity, activity_of
from hypercare.web.pages.behaviour.parts import side_by_side
from hypercare.web.pages.cycle import figures as of_cycle
from hypercare.web.pages.cycle.context import cycle_of
from hypercare.web.pages.funnel import figures as of_funnel
from hypercare.web.pages.funnel.context import funnel_of
from hypercare.web.pages.retention import figures as of_retention
from hypercare.web.pages.retention.context import retention_of
from hypercare.web.pages.widgets.registry import slug

T = TypeVar("T")
Query = Mapping[str, str]
Make = Callable[[LaunchAsked, str, Query], ChartModel]


def behaviour_widgets(asked: LaunchAsked) -> Mapping[str, tuple[Make, str]]:
    """Every widget of behaviour by name, with what makes it of which metric: `steps-…` and `entered-…` of a funnel,
    `retention-…` and `returning-…`, `progress-…` and `goal-…` of a cycle; `active`, `lifecycle`, `frequency`, `usage`.
    With `by=` there are `converted-…` and `returned-…`, with `compare=` `conversions-…` and `returns-…`.
    """
    found: dict[str, tuple[Make, str]] = {
        f"{name}-{slug(metric.name)}": (make, metric.name)
        for metric in asked.launch.metrics.values()
        for name, make in OF_KIND.get(metric.kind, {}).items()
    }
    return found | {name: (make, "") for name, make in OF_ACTIVITY.items()}


def behaviour_widget(asked: LaunchAsked, name: str, query: Query) -> ChartModel | None:
    """The chart of a widget of behaviour, waited for; None where there is none of that name.

    Raises what the page raises, and `NotFound` where nothing has happened yet that could be drawn.
    """
    found = behaviour_widgets(asked).get(name)
    return None if found is None else found[0](asked, found[1], query)


def _steps(asked: LaunchAsked, metric: str, query: Query) -> ChartModel:
    return of_funnel.steps(asked, _there(funnel_of(asked, metric, query, patience=None)))


def _entered(asked: LaunchAsked, metric: str, query: Query) -> ChartModel:
    return of_funnel.entered(asked, _there(funnel_of(asked, metric, query, patience=None)))


def _converted(asked: LaunchAsked, metric: str, query: Query) -> ChartModel:
    page = _there(funnel_of(asked, metric, query, patience=None))
    if not page.values:
        raise _not_asked("by")
    return of_funnel.by_value(asked, page)


def _conversions(asked: LaunchAsked, metric: str, query: Query) -> ChartModel:
    page = _there(funnel_of(asked, metric, query, patience=None))
    if page.comparison is None:
        raise _not_asked("compare")
    return side_by_side(asked, page.basis, metric, page.comparison, dated=page.is_dated)


def _returned(asked: LaunchAsked, metric: str, query: Query) -> ChartModel:
    page = _there(retention_of(asked, metric, query, patience=None))
    if not page.values:
        raise _not_asked("by")
    return of_retention.by_value(asked, page)


def _returns(asked: LaunchAsked, metric: str, query: Query) -> ChartModel:
    page = _there(retention_of(asked, metric, query, patience=None))
    if page.comparison is None:
        raise _not_asked("compare")
    return side_by_side(asked, page.basis, metric, page.comparison)


def _not_asked(name: str) -> NotFound:
    return NotFound("nothing is there to be shown side by side", where=name, fix=f"ask with another {name}=")


def _retention(asked: LaunchAsked, metric: str, query: Query) -> ChartModel:
    return of_retention.retention(asked, _there(retention_of(asked, metric, query, patience=None)))


def _returning(asked: LaunchAsked, metric: str, query: Query) -> ChartModel:
    return of_retention.returning(asked, _there(retention_of(asked, metric, query, patience=None)))


def _progress(asked: LaunchAsked, metric: str, _query: Query) -> ChartModel:
    return of_cycle.progress(asked, _there(cycle_of(asked, metric, patience=None)))


def _goal(asked: LaunchAsked, metric: str, _query: Query) -> ChartModel:
    return of_cycle.goal(asked, _there(cycle_of(asked, metric, patience=None)))


def _of_activity(draw: Callable[[LaunchAsked, Activity], ChartModel]) -> Make:
    def make(asked: LaunchAsked, _metric: str, query: Query) -> ChartModel:
        page = _there(activity_of(asked, query, patience=None))
        if not page.units:
            raise NotFound("nobody has been active yet", fix="ask again when facts have come in")
        return draw(asked, page)

    return make


def _there(page: T | None) -> T:
    """What was waited for without hurry is there."""
    assert page is not None
    return page


OF_KIND: Mapping[str, Mapping[str, Make]] = {
    FunnelMetric.kind: {
        "steps": _steps,
        "entered": _entered,
        "converted": _converted,
        "conversions": _conversions,
    },
    RetentionMetric.kind: {
        "retention": _retention,
        "returning": _returning,
        "returned": _returned,
        "returns": _returns,
    },
    CycleMetric.kind: {"progress": _progress, "goal": _goal},
}
OF_ACTIVITY: Mapping[str, Make] = {
    "active": _of_activity(of_activity.active),
    "lifecycle": _of_activity(of_activity.lifecycle),
    "frequency": _of_activity(of_activity.frequency),
    "usage": _of_activity(of_activity.usage),
}
