"""Whoever left is not computed for."""

import asyncio
from concurrent.futures import Future
from threading import Event
from typing import Any

import pytest
from django.test import RequestFactory
from starlette.types import Message, Receive, Scope, Send

from hypercare.model.errors import Busy, NotFound, Unreachable
from hypercare.web.leaving import LEFT, Leaving, has_left, waited_for


def request(*, left: bool) -> Any:
    found: Any = RequestFactory().get("/")
    found.scope = {LEFT: Event()}
    if left:
        found.scope[LEFT].set()
    return found


def test_an_answer_is_handed_on() -> None:
    future: Future[int] = Future()
    future.set_result(3)
    assert waited_for(request(left=False), future, 1.0) == 3


@pytest.mark.parametrize("error", [NotFound("nothing"), TimeoutError()], ids=["ours", "a timeout of its own"])
def test_what_a_question_raises_is_raised(error: Exception) -> None:
    future: Future[int] = Future()
    future.set_exception(error)
    with pytest.raises(type(error)):
        waited_for(request(left=False), future, 1.0)


@pytest.mark.parametrize(
    ("left", "seconds", "family"),
    [pytest.param(True, 60.0, Unreachable, id="left"), pytest.param(False, 0.0, Busy, id="late")],
)
def test_a_question_that_nobody_waits_for_is_stopped(left: bool, seconds: float, family: type[Exception]) -> None:
    stopped: list[bool] = []
    with pytest.raises(family):
        waited_for(request(left=left), Future(), seconds, lambda: stopped.append(True))
    assert stopped == [True]


def test_a_closed_connection_is_noticed() -> None:
    noticed: list[bool] = []

    async def app(scope: Scope, receive: Receive, _send: Send) -> None:
        found = request(left=False)
        found.scope = scope
        noticed.append(has_left(found))
        await receive()
        noticed.append(has_left(found))

    async def gone() -> Message:
        return {"type": "http.disconnect"}

    async def nothing(_message: Message) -> None:
        """Nobody listens."""

    asyncio.run(Leaving(app)({"type": "http"}, gone, nothing))
    assert noticed == [False, True]
