"""What Mixpanel would say, byte for byte, in each of the styles in which its clients ask."""

import json
import re
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from typing import Any

from hypercare.sources.reasons import RequestProblem
from hypercare.sources.receiver import Answer, Request
from hypercare.sources.request import REQUEST_BYTES

# Names, with members and one number as index, such as `mixpanel._jsc[12]`: nothing else may stand before the bracket.
_CALLBACK = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]{0,63}(?:\.[A-Za-z_$][A-Za-z0-9_$]{0,63}){0,7}(?:\[[0-9]{1,16}\])?")
# A transparent GIF of one pixel.
PIXEL = b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
# Clients ask in a handful of styles; a callback may hold any name, so the answers kept for reuse are bounded.
_STYLES = 64
_RETRY = (("retry-after", "1"),)
_PROBLEMS = {
    RequestProblem.BODY_TOO_LARGE: (413, f"request exceeds max limit of {REQUEST_BYTES} bytes"),
    RequestProblem.BODY_TOO_SLOW: (408, "request body did not arrive in time"),
    RequestProblem.BODY_NOT_DECOMPRESSIBLE: (400, "request body is not what its Content-Encoding says"),
    RequestProblem.RATE_LIMITED: (429, "too many events, try again later"),
    RequestProblem.OVERLOADED: (503, "the event could not be kept, try again"),
    RequestProblem.OUT_OF_SCOPE: (403, "the token may not bring this"),
    RequestProblem.BODY_ENCODING_UNKNOWN: (415, "Content-Encoding must be gzip, deflate or identity"),
}


@dataclass(frozen=True)
class Style:
    """How the client wants to be answered. The first that is set wins; none: one digit."""

    strict: bool = False
    image: bool = False
    callback: str | None = None
    verbose: bool = False

    @classmethod
    def of(cls, path: str, fields: Mapping[str, str]) -> "Style":
        """The style that a request's fields ask for. The reply of `/import` depends on `strict=1`, not on the path."""
        return cls(
            strict=path == "import" and fields.get("strict") == "1",
            image=fields.get("img") == "1",
            callback=fields.get("callback"),
            verbose=fields.get("verbose") == "1",
        )

    @property
    def callback_allowed(self) -> bool:
        """Whether the callback, if any, is an identifier."""
        return self.callback is None or _CALLBACK.fullmatch(self.callback) is not None


@lru_cache(_STYLES)
def accepted(style: Style) -> Answer:
    """At least one record was usable."""
    return _loose(style, 200, None)


@lru_cache(_STYLES)
def unavailable(style: Style) -> Answer:
    """The records cannot be kept now: the client shall try again."""
    return refused(style, 503, "the event could not be kept, try again")


def refused(style: Style, status: int, error: str) -> Answer:
    """Nothing in the request was usable."""
    if not style.strict:
        return _loose(style, status, error)
    return _strict(status, {"code": status, "error": error, "status": _phrase(status)})


def imported(count: int, failed: list[dict[str, Any]]) -> Answer:
    """The answer to `/import?strict=1`: valid records are kept even where it is 400."""
    if not failed:
        return _strict(200, {"code": 200, "num_records_imported": count, "status": "OK"})
    body = {
        "code": 400,
        "error": "some data points in the request failed validation",
        "failed_records": failed,
        "num_records_imported": count,
        "status": "Bad Request",
    }
    return _strict(400, body)


def refuse(request: Request, problem: RequestProblem) -> Answer:
    """The answer to a body that could not be read."""
    status, error = _PROBLEMS.get(problem, (400, problem.value.replace("_", " ")))
    path = request.path.removesuffix("/")
    style = Style.of(path, request.query)
    return refused(style if style.callback_allowed else Style(), status, error)


def json_answer(status: int, body: Any, headers: tuple[tuple[str, str], ...] = ()) -> Answer:
    """Any value as compact JSON."""
    return Answer(status, json.dumps(body, separators=(",", ":")).encode(), headers=headers)


def _strict(status: int, body: dict[str, Any]) -> Answer:
    return json_answer(status, body, _RETRY if status == 503 else ())


def _loose(style: Style, status: int, error: str | None) -> Answer:
    headers = _RETRY if status == 503 else ()
    digit = 1 if error is None else 0
    verbose = json.dumps({"status": digit, "error": error}, separators=(",", ":"))
    said = verbose if style.verbose else str(digit)
    if style.image:
        return Answer(status, PIXEL, "image/gif", (("cache-control", "no-store"), *headers))
    if style.callback is not None:
        return Answer(status, f"{style.callback}({said});".encode(), "text/javascript; charset=utf-8", headers)
    return Answer(status, said.encode(), "application/json" if style.verbose else "text/plain; charset=utf-8", headers)


def _phrase(status: int) -> str:
    return "Request Entity Too Large" if status == 413 else HTTPStatus(status).phrase
