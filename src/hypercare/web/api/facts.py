"""Facts in the API: what arrives, from where, and in which words."""

from typing import Annotated, Any, TypeVar

from django.http import HttpRequest
from ninja import Query, Router

from hypercare.model.errors import Unreachable
from hypercare.web.asked import asked
from hypercare.web.pages.live.context import Live, Wanted, live_of
from hypercare.web.pages.sources.context import Sources, sources_of

Page = TypeVar("Page")
router = Router(tags=["facts"])
PATIENCE_SECONDS = 30.0
Event = Annotated[str, Query("", description="Only events of this name.")]
Source = Annotated[str, Query("", description="Only what this source sent.")]
Text = Annotated[str, Query("", description="Only what holds this text, in whatever field.")]
OneEvent = Annotated[str | None, Query(None, description="Only this event.", max_length=255)]


@router.get("/live", response=Live, url_name="live", summary="The newest events")
def live(request: HttpRequest, event: Event = "", source: Source = "", q: Text = "") -> Live:
    """The newest rows; `/live/stream?after=<cursor>` hands out what comes next as server-sent events."""
    del event, source, q  # read by `Wanted.of`, as for the page
    return _told(live_of(asked(request), Wanted.of(request.GET), patience=PATIENCE_SECONDS))


@router.get("/sources", response=Sources, url_name="sources", summary="Where facts come from, and how that fares")
def sources(request: HttpRequest) -> Sources:
    """Every source; at most a minute old."""
    return _told(sources_of(asked(request), patience=PATIENCE_SECONDS))


@router.get("/vocabulary", url_name="vocabulary", summary="What has arrived, in the words that a launch may use")
def vocabulary(request: HttpRequest, event: OneEvent = None) -> dict[str, Any]:
    """`hypercare/vocabulary.v1`: events with their properties, and traits."""
    return asked(request).here.studio.ask("vocabulary", event=event)


def _told(page: Page | None) -> Page:
    if page is None:
        raise Unreachable("counting takes too long now", fix="try again")
    return page
