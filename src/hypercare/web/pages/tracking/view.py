"""The page of the tracking, and the stream that keeps it so."""

from http import HTTPStatus

from asgiref.sync import sync_to_async
from django.db import connections
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render

from hypercare.app.usecases.launches.launches import at_version
from hypercare.model.cursor import Cursor
from hypercare.model.errors import NotFound, Refused
from hypercare.web.asked import asked, moment_asked, moment_of, person_of
from hypercare.web.installation import here
from hypercare.web.pages.errors.view import error_response
from hypercare.web.pages.live.hub import MOST_READERS_EACH
from hypercare.web.pages.live.stream import hub_of
from hypercare.web.pages.live.view import HEADERS
from hypercare.web.pages.tracking.context import tracking_of
from hypercare.web.pages.tracking.stream import Watcher, messages
from hypercare.web.pages.tracking.verifier import verifier_of
from hypercare.web.reader import Reader


def tracking(request: HttpRequest, launch_id: str) -> HttpResponse:
    """The page."""
    place = asked(request)
    newest, _ = at_version(place.here.house, launch_id, place.here.house.clock.now())
    request.launch_zone = newest.zone  # type: ignore[attr-defined]  # ours: in which the page tells instants
    moment = moment_of(request.GET, newest)
    shown = {
        "page": tracking_of(place, launch_id, moment),
        "request_path": request.get_full_path(),
        "is_now": moment.key == "now",
    }
    return render(request, "tracking.html", shown)


async def tracking_stream(request: HttpRequest, launch_id: str) -> HttpResponseBase:
    """The verification, whenever something arrived."""
    person, hub = person_of(request), hub_of(here())
    seat = person.email or request.META.get("REMOTE_ADDR", "")
    try:
        found = await sync_to_async(moment_asked)(request, launch_id)
    except NotFound as error:
        return await sync_to_async(error_response)(request, error)
    text = request.headers.get("last-event-id") or request.GET.get("after", "")
    cursor = Cursor.parse(text) if text else None
    if not hub.has_room(seat):
        full = Refused("too many live pages are open", expected=f"at most {MOST_READERS_EACH}", fix="close one")
        return await sync_to_async(error_response)(request, full, HTTPStatus.TOO_MANY_REQUESTS)
    reader = Reader(person.language, found.zone)
    # A stream stays for minutes, and a connection of the pool must not stay with it.
    await sync_to_async(connections.close_all)()
    watcher = Watcher(seat, launch_id, reader)
    sent = messages(hub, verifier_of(here()), watcher, cursor)
    return StreamingHttpResponse(sent, content_type="text/event-stream", headers=HEADERS)
