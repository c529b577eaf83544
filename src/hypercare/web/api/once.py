"""Requests that name themselves by an `Idempotency-Key`: sent again, they are answered again and do nothing twice."""

import hashlib
import json
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Status

from hypercare.app.usecases.acts import answered as answers
from hypercare.app.usecases.acts.answered import LONGEST_KEY
from hypercare.model.errors import BadInput
from hypercare.web.asked import asked
from hypercare.web.pages.errors.view import error_response

HEADER: Final = "Idempotency-Key"
REPLAYED: Final = {"Idempotent-Replayed": "true"}
"""The header by which an answer says that it was given before."""
ONCE: Final = {
    "parameters": [
        {
            "name": HEADER,
            "in": "header",
            "required": False,
            "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY},
            "description": "A name of your own for this request: sent again within 24 hours, it does nothing twice.",
        }
    ]
}
"""What the description of such an operation says of it."""
Parameters = ParamSpec("Parameters")
Told = TypeVar("Told", bound=Status[dict[str, Any]] | dict[str, Any])


def once(
    view: Callable[Concatenate[HttpRequest, Parameters], Told],
) -> Callable[Concatenate[HttpRequest, Parameters], Told | HttpResponse]:
    """Makes an operation heed the key: the same request of the same caller is done once, within a day.

    Its answer is kept when it was done; what was refused changed nothing, and may be sent again under its key. Where
    the process dies between doing and keeping, the request may be done again after five minutes: at least once then.
    A key of another request is answered with 422, and one that is being answered with 409.
    """

    @wraps(view)
    def call(request: HttpRequest, /, *given: Parameters.args, **named: Parameters.kwargs) -> Told | HttpResponse:
        key = request.headers.get(HEADER)
        if key is None:
            return view(request, *given, **named)
        caller, wanted = _caller(request), _digest(request)
        known = answers.begin(caller, _readable(key), wanted, asked(request).here.house.clock.now())
        if known is not None:
            return _again(request, known, wanted)
        try:
            made = view(request, *given, **named)
        except BaseException:
            answers.drop(caller, key)
            raise
        status, value = (made.status_code, made.value) if isinstance(made, Status) else (HTTPStatus.OK, made)
        answers.finish(caller, key, int(status), json.dumps(value, ensure_ascii=False))
        return made

    return call


def _again(request: HttpRequest, known: answers.Answer, wanted: str) -> HttpResponse:
    if known.request != wanted:
        wrong = BadInput("this key named another request", where=HEADER, expected="a key of its own for each request")
        return error_response(request, wrong, HTTPStatus.UNPROCESSABLE_ENTITY)
    if known.status is None:
        busy = BadInput("this request is being answered", where=HEADER, fix="send it again in a moment")
        return error_response(request, busy, HTTPStatus.CONFLICT)
    return JsonResponse(json.loads(known.text), status=known.status, headers=REPLAYED)


def _readable(key: str) -> str:
    if not key or len(key) > LONGEST_KEY or not (key.isascii() and key.isprintable()):
        raise BadInput("this is no key", where=HEADER, expected=f"1 to {LONGEST_KEY} printable ASCII characters")
    return key


def _caller(request: HttpRequest) -> str:
    person = asked(request).person
    return f"token {person.token}" if person.token else person.email


def _digest(request: HttpRequest) -> str:
    """What is asked: the method, the address and the body, to the byte."""
    parts = (str(request.method).encode(), request.get_full_path().encode(), request.body)
    return hashlib.sha256(b"\0".join(parts)).hexdigest()
