"""Launches in the API."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from hypercare.app.documents.texts import with_words
from hypercare.app.usecases.launches.launches import at_version
from hypercare.web.asked import asked, launch_asked, moment_of
from hypercare.web.pages.decision.context import DecisionPage, decision_of_launch
from hypercare.web.pages.entrance.context import EntrancePage, entrance_of
from hypercare.web.pages.launch.context import Overview, overview_of
from hypercare.web.pages.portfolio.context import FIRST, Portfolio, portfolio_of
from hypercare.web.pages.tracking.context import TrackingPage, tracking_of

router = Router(tags=["launches"])
Day = Annotated[int | None, Query(None, ge=0, description="As of the end of this local day; else now.")]
AsOf = Annotated[str | None, Query(None, description="As of this instant: 2026-11-21 or 2026-11-21T12:00+07:00.")]


Sort = Annotated[str, Query(FIRST, description="launch, day, health, recommendation or ritual; with a minus, back.")]


@router.get("", response=Portfolio, url_name="launches", summary="Every launch in one row")
def launches(request: HttpRequest, sort: Sort = FIRST) -> dict[str, Any]:
    """What the portfolio shows."""
    question = asked(request)
    spoken: dict[str, Any] = with_words(portfolio_of(question, sort).model_dump(), question.language)
    return spoken


@router.get("/{launch_id}", response=Overview, url_name="overview", summary="A launch at a glance")
def overview(request: HttpRequest, launch_id: str, day: Day = None, as_of: AsOf = None) -> dict[str, Any]:
    """What the overview of a launch shows at one moment: the answer, what needs people, the numbers."""
    del day, as_of  # read by `launch_asked`, as for the page
    question = launch_asked(request, launch_id, patience=None)
    page = overview_of(question)
    assert page is not None  # there was no hurry
    spoken: dict[str, Any] = with_words(page.model_dump(), question.language)
    return spoken


@router.get("/{launch_id}/look", url_name="look", summary="Everything that a launch's pages show of the facts")
def look(request: HttpRequest, launch_id: str, day: Day = None, as_of: AsOf = None) -> dict[str, Any]:
    """`hypercare/look.v1`: the verdict, and what every metric reads, at one moment."""
    del day, as_of  # read by `launch_asked`, as for the pages
    found = launch_asked(request, launch_id, patience=None)
    spoken: dict[str, Any] = with_words(found.look, found.language)
    return spoken


@router.get(
    "/{launch_id}/entrance",
    response=EntrancePage,
    url_name="entrance",
    summary="The entrance criteria of a launch, with their evidence",
)
def entrance(request: HttpRequest, launch_id: str, day: Day = None, as_of: AsOf = None) -> dict[str, Any]:
    """What the entrance page shows, judged at one moment."""
    del day, as_of  # read by `moment_of`, as for the page
    place = asked(request)
    newest, _ = at_version(place.here.house, launch_id, place.here.house.clock.now())
    page = entrance_of(place, launch_id, moment_of(request.GET, newest), patience=None)
    spoken: dict[str, Any] = with_words(page.model_dump(), place.language)
    return spoken


@router.get(
    "/{launch_id}/tracking",
    response=TrackingPage,
    url_name="tracking",
    summary="The planned events of a launch, held against what arrives",
)
def tracking(request: HttpRequest, launch_id: str, day: Day = None, as_of: AsOf = None) -> dict[str, Any]:
    """What the tracking page shows, verified at one moment."""
    del day, as_of  # read by `moment_of`, as for the page
    place = asked(request)
    newest, _ = at_version(place.here.house, launch_id, place.here.house.clock.now())
    page = tracking_of(place, launch_id, moment_of(request.GET, newest), patience=None)
    spoken: dict[str, Any] = with_words(page.model_dump(), place.language)
    return spoken


@router.get(
    "/{launch_id}/decision",
    response=DecisionPage,
    url_name="decision",
    summary="What is recommended for a launch, and what was signed",
)
def decision(request: HttpRequest, launch_id: str, day: Day = None, as_of: AsOf = None) -> dict[str, Any]:
    """What the decision page shows at one moment."""
    del day, as_of  # read by `launch_asked`, as for the page
    question = launch_asked(request, launch_id, patience=None)
    spoken: dict[str, Any] = with_words(decision_of_launch(question).model_dump(), question.language)
    return spoken
