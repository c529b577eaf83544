"""The live page, and the stream that keeps it so."""

from http import HTTPStatus
from typing import Final

from asgiref.sync import sync_to_async
from django.db import connections
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render

from hypercare.model.cursor import Cursor
from hypercare.model.errors import Refused
from hypercare.web.asked import asked, person_of
from hypercare.web.house_zone import tell_in_house_zone
from hypercare.web.installation import here
from hypercare.web.pages.errors.view import error_response
from hypercare.web.pages.live.context import Wanted, live_of
from hypercare.web.pages.live.hub import MOST_READERS_EACH
from hypercare.web.pages.live.stream import Follower, hub_of, messages
from hypercare.web.permissions import LEAST
from hypercare.web.reader import Reader

HEADERS: Final = {"Cache-Control": "no-cache, no-transform", "X-Accel-Buffering": "no"}
"""No proxy may keep messages back or put them together."""


def live(request: HttpRequest) -> HttpResponse:
    """The page."""
    wanted, who = Wanted.of(request.GET), asked(request)
    tell_in_house_zone(request)
    shown = {"page": live_of(who, wanted), "wanted": wanted, "can_connect": who.person.role.may(LEAST["connect"])}
    return render(request, "live.html", shown)


async def live_stream(request: HttpRequest) -> HttpResponseBase:
    """What arrives, from the cursor that the browser names, or that of its page."""
    person, hub = person_of(request), hub_of(here())
    seat = person.email or request.META.get("REMOTE_ADDR", "")
    text = request.headers.get("last-event-id") or request.GET.get("after", "")
    cursor = Cursor.parse(text) if text else None
    if not hub.has_room(seat):
        full = Refused("too many live pages are open", expected=f"at most {MOST_READERS_EACH}", fix="close one")
        return await sync_to_async(error_response)(request, full, HTTPStatus.TOO_MANY_REQUESTS)
    reader = Reader(person.language, await sync_to_async(tell_in_house_zone)(request))
    # A stream stays for minutes, and a connection of the pool must not stay with it.
    await sync_to_async(connections.close_all)()
    follower = Follower(seat, person, Wanted.of(request.GET), reader)
    return StreamingHttpResponse(messages(hub, follower, cursor), content_type="text/event-stream", headers=HEADERS)
