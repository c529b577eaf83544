"""Launches in the API."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from hypercare.app.documents.texts import with_words
from hypercare.web.asked import asked, launch_asked
from hypercare.web.pages.portfolio.context import Portfolio, portfolio_of

router = Router(tags=["launches"])
Day = Annotated[int | None, Query(None, ge=0, description="As of the end of this local day; else now.")]
AsOf = Annotated[str | None, Query(None, description="As of this instant: 2026-11-21 or 2026-11-21T12:00+07:00.")]


@router.get("", response=Portfolio, url_name="launches", summary="Every launch in one row")
def launches(request: HttpRequest) -> Portfolio:
    """The portfolio."""
    return portfolio_of(asked(request))


@router.get("/{launch_id}/look", url_name="look", summary="Everything that a launch's pages show of the facts")
def look(request: HttpRequest, launch_id: str, day: Day = None, as_of: AsOf = None) -> dict[str, Any]:
    """`hypercare/look.v1`: the verdict, and what every metric reads, at one moment."""
    del day, as_of  # read by `launch_asked`, as for the pages
    found = launch_asked(request, launch_id, patience=None)
    spoken: dict[str, Any] = with_words(found.look, found.language)
    return spoken
