"""What Segment says to its clients."""

import json
from collections.abc import Mapping

from hypercare.sources.reasons import Reason, RequestProblem
from hypercare.sources.receiver import Answer, Request
from hypercare.sources.segment.dialect import Code, Dialect, Words

# Segment's documented limits. Its clients keep below them by themselves.
REQUEST_BYTES = 500 * 1024
EVENT_BYTES = 32 * 1024
ACCEPTED = Answer(200, b'{"success":true}')
_TOO_LARGE = (400, "a request may have at most 500 KB, an event 32 KB")
_WORDS: Mapping[Code, Words] = {
    RequestProblem.BODY_TOO_LARGE: _TOO_LARGE,
    Reason.EVENT_TOO_LARGE: _TOO_LARGE,
    RequestProblem.BODY_TOO_SLOW: (408, "the body did not arrive in time"),
    RequestProblem.BODY_NOT_DECOMPRESSIBLE: (400, "the body is not what its Content-Encoding says"),
    RequestProblem.BODY_ENCODING_UNKNOWN: (415, "Content-Encoding must be gzip, deflate or identity"),
    RequestProblem.BODY_EMPTY: (400, "the body is empty"),
    RequestProblem.PATH_UNKNOWN: (404, "there is no such endpoint"),
    RequestProblem.METHOD_NOT_ALLOWED: (405, "use POST"),
    RequestProblem.TOKEN_MISSING: (401, "the write key is missing"),
    RequestProblem.RATE_LIMITED: (429, "too many events, try again later"),
    RequestProblem.OVERLOADED: (503, "the events could not be kept, try again"),
    RequestProblem.OUT_OF_SCOPE: (403, "the write key may not bring this"),
    Reason.TOKEN_UNKNOWN: (401, "the write key is not one of this installation"),
    Reason.INVALID_JSON: (400, "malformed JSON"),
}


def _form(status: int, code: Code, sentence: str) -> Answer:
    """Clients read `code` and `message`."""
    body = {"success": False, "code": code.value, "message": sentence}
    retry = (("retry-after", "1"),) if status == 503 else ()
    return Answer(status, json.dumps(body, separators=(",", ":")).encode(), headers=retry)


SEGMENT = Dialect("segment", REQUEST_BYTES, EVENT_BYTES, ACCEPTED, _WORDS, _form)


def refuse(_request: Request, problem: RequestProblem) -> Answer:
    """The answer to a request whose body is not looked at."""
    return SEGMENT.refused(problem)
