"""Whether whoever asked still waits: a page that nobody will read is not worth its computing."""

import time
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLate
from threading import Event
from typing import Any, Final

from django.http import HttpRequest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hypercare.model.errors import Busy, Unreachable

LEFT: Final = "hypercare.left"
LOOK_SECONDS: Final = 0.2


class Leaving:
    """Tells views, by `has_left`, that the connection of a request was closed."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        left = Event()

        async def heard() -> Message:
            message = await receive()
            if message["type"] == "http.disconnect":
                left.set()
            return message

        await self._app({**scope, LEFT: left}, heard if scope["type"] == "http" else receive, send)


def has_left(request: HttpRequest) -> bool:
    """Whether the reader closed the connection."""
    left: Event | None = getattr(request, "scope", {}).get(LEFT)
    return left is not None and left.is_set()


def waited_for(
    request: HttpRequest, future: "Future[Any]", seconds: float, stop: Callable[[], object] | None = None
) -> Any:
    """The answer to a question, waited for as long as the reader waits, and at most so many seconds.

    Where nobody waits any more, or it is too late, `stop` is called. Raises what the question raises, `Unreachable`
    where the reader left, and `Busy` where there was no answer in time.
    """
    ends = time.monotonic() + seconds
    while True:
        try:
            return future.result(LOOK_SECONDS)
        except TooLate:
            if future.done():  # it raised that itself
                raise
            error = _why_not(request, ends)
            if error is not None:
                if stop is not None:
                    stop()
                raise error from None


def _why_not(request: HttpRequest, ends: float) -> Unreachable | None:
    if has_left(request):
        return Unreachable("the reader left", fix="ask again")
    late = Busy("other questions are being answered", fix="ask again in a minute")
    return late if time.monotonic() > ends else None
