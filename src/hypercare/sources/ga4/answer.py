"""What Google Analytics says: nothing, with a status of 2xx, whatever the data is worth.

Only what is not kept, and could be if it came again or differently, gets an error: success would be a lie.
"""

from hypercare.sources.reasons import RequestProblem
from hypercare.sources.receiver import Answer, Request

ACCEPTED = Answer(204, b"", "")
UNAVAILABLE = Answer(503, b"", "", (("retry-after", "1"),))
_STATUSES = {
    RequestProblem.PATH_UNKNOWN: 404,
    RequestProblem.METHOD_NOT_ALLOWED: 405,
    RequestProblem.BODY_TOO_LARGE: 413,
    RequestProblem.TOO_MANY_RECORDS: 413,
    RequestProblem.BODY_TOO_SLOW: 408,
    RequestProblem.BODY_NOT_DECOMPRESSIBLE: 400,
    RequestProblem.BODY_ENCODING_UNKNOWN: 415,
    RequestProblem.OUT_OF_SCOPE: 403,
    RequestProblem.RATE_LIMITED: 429,
}


def refuse(_request: Request, problem: RequestProblem) -> Answer:
    """The answer to a request that is not looked at."""
    status = _STATUSES.get(problem)
    return UNAVAILABLE if status is None else Answer(status, b"", "")
