"""What units do, in the API: funnel, retention, cycle goal, activity."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from hypercare.app.documents.texts import with_words
from hypercare.web.api.launches import AsOf, Day
from hypercare.web.asked import LaunchAsked, launch_asked, moment_asked
from hypercare.web.pages.activity.context import Activity, activity_of
from hypercare.web.pages.behaviour.context import Behaviour, behaviour_of
from hypercare.web.pages.behaviour.parts import LONGEST
from hypercare.web.pages.cycle.context import CycleGoal, cycle_of
from hypercare.web.pages.funnel.context import Funnel, funnel_of
from hypercare.web.pages.funnel.units import StoppedUnits, stopped_units
from hypercare.web.pages.launch.context import freshness_of
from hypercare.web.pages.retention.context import Retention, retention_of
from hypercare.web.pages.retention.lapsed import lapsed_document
from hypercare.web.pages.retention.view import is_by_cadence

router = Router(tags=["behaviour"])
By = Annotated[str, Query("", max_length=LONGEST, description="A declared property that it is broken down by.")]
At = Annotated[str, Query("", max_length=LONGEST, description="Whose value counts: first, last or `step N`.")]
Over = Annotated[str, Query("week", max_length=LONGEST, description="By which periods of entry: day, week or month.")]
Compare = Annotated[str, Query("", max_length=LONGEST, description="by or over: what the two sides are of.")]
Cell = Annotated[str, Query("", max_length=LONGEST, description="The cell in which two values are compared.")]
Left = Annotated[str, Query("", max_length=LONGEST, description="The one side; else one of the largest.")]
Right = Annotated[str, Query("", max_length=LONGEST, description="The other side; else one of the largest.")]
Per = Annotated[str, Query("week", max_length=LONGEST, description="day, week, month or quarter.")]
Event = Annotated[str, Query("", max_length=LONGEST, description="What makes a unit active; else any event.")]


@router.get(
    "/{launch_id}/behaviour", response=Behaviour, url_name="behaviour", summary="What may be asked of behaviour"
)
def behaviour(request: HttpRequest, launch_id: str, day: Day = None, as_of: AsOf = None) -> dict[str, Any]:
    """The funnels, retentions and cycle goals of a launch with what they read, and how to ask for what it lacks."""
    del day, as_of  # read by `launch_asked`, as for the page
    found = launch_asked(request, launch_id, patience=None)
    assert found.look is not None  # there was no hurry
    return _spoken(behaviour_of(found, freshness_of(found.look)), found)


@router.get("/{launch_id}/funnel/{metric}", response=Funnel, url_name="funnel", summary="A funnel with who stopped")
def funnel(
    request: HttpRequest,
    launch_id: str,
    metric: str,
    by: By = "",
    at: At = "",
    over: Over = "week",
    compare: Compare = "",
    left: Left = "",
    right: Right = "",
    day: Day = None,
    as_of: AsOf = None,
) -> dict[str, Any]:
    """What the funnel's page shows: steps, times, over time, by value, two sides, who stopped and why."""
    del day, as_of  # read by `moment_asked`, as for the page
    asks = {"by": by, "at": at, "over": over, "compare": compare, "left": left, "right": right}
    found = moment_asked(request, launch_id)
    return _spoken(funnel_of(found, metric, asks, patience=None), found)


@router.get(
    "/{launch_id}/funnel/{metric}/stopped/{step}",
    response=StoppedUnits,
    url_name="funnel-units",
    summary="Units to interview that stopped at a step; their names are personal data",
)
def funnel_units(
    request: HttpRequest,
    launch_id: str,
    metric: str,
    step: int,
    day: Day = None,
    as_of: AsOf = None,
) -> dict[str, Any]:
    """Those that stopped at a step for good, the most recently seen first."""
    del day, as_of  # read by `moment_asked`, as for the page
    found = moment_asked(request, launch_id)
    listed = stopped_units(found, metric, step, patience=None)
    assert listed is not None
    return _spoken(listed, found)


@router.get("/{launch_id}/retention/{metric}", response=Retention, url_name="retention", summary="Who comes back")
def retention(
    request: HttpRequest,
    launch_id: str,
    metric: str,
    by: By = "",
    compare: Cell = "",
    left: Left = "",
    right: Right = "",
    day: Day = None,
    as_of: AsOf = None,
) -> dict[str, Any]:
    """What the page of a retention shows: cohorts by cells, the average, who is eligible, by value."""
    del day, as_of  # read by `moment_asked`, as for the page
    asks = {"by": by, "compare": compare, "left": left, "right": right}
    found = moment_asked(request, launch_id)
    if is_by_cadence(found, metric):
        found = launch_asked(request, launch_id, patience=None)
    return _spoken(retention_of(found, metric, asks, patience=None), found)


@router.get(
    "/{launch_id}/retention/{metric}/lapsed",
    url_name="retention-lapsed",
    summary="Units silent for longer than their own rhythm explains; their names are personal data",
)
def retention_lapsed(
    request: HttpRequest, launch_id: str, metric: str, day: Day = None, as_of: AsOf = None
) -> dict[str, Any]:
    """`hypercare/lapsed.v1`: whom to call, the most volume at risk first, at most 200; as `hypercare lapsed --json`."""
    del day, as_of  # read by `moment_asked`, as for the page
    return lapsed_document(moment_asked(request, launch_id), metric)


@router.get("/{launch_id}/cycle/{metric}", response=CycleGoal, url_name="cycle", summary="Progress to a cycle's goal")
def cycle(request: HttpRequest, launch_id: str, metric: str, day: Day = None, as_of: AsOf = None) -> dict[str, Any]:
    """What the page of a cycle goal shows: each cycle with how far units are, when they got there, what is foreseen."""
    del day, as_of  # read by `launch_asked`, as for the page
    found = launch_asked(request, launch_id, patience=None)
    return _spoken(cycle_of(found, metric, patience=None), found)


@router.get("/{launch_id}/activity", response=Activity, url_name="activity", summary="Who is active, and how")
def activity(
    request: HttpRequest, launch_id: str, per: Per = "week", event: Event = "", day: Day = None, as_of: AsOf = None
) -> dict[str, Any]:
    """What the page of activity shows: active units, stickiness, lifecycle, what they do, how often."""
    del day, as_of  # read by `moment_asked`, as for the page
    found = moment_asked(request, launch_id)
    return _spoken(activity_of(found, {"per": per, "event": event}, patience=None), found)


def _spoken(page: Schema | None, found: LaunchAsked) -> dict[str, Any]:
    assert page is not None  # there was no hurry
    spoken: dict[str, Any] = with_words(page.model_dump(), found.language)
    return spoken
