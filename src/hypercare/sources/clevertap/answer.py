"""What CleverTap would say: 200 with what was processed and what was not, by its codes."""

from collections.abc import Sequence
from typing import Any

import msgspec

from hypercare.sources.clevertap.decode import Failure
from hypercare.sources.clevertap.shapes import RECORDS_PER_REQUEST
from hypercare.sources.reasons import Reason, RequestProblem, Unfit
from hypercare.sources.receiver import Answer, Request
from hypercare.sources.request import REQUEST_BYTES

_encode = msgspec.json.Encoder().encode
_OTHER = 555
_CODES = {
    Reason.EVENT_NAME_INVALID: 509,
    Reason.PROPERTIES_INVALID: 512,
    Reason.PROPERTY_NAME_TOO_LONG: 512,
    Reason.TOO_MANY_ITEMS: 512,
    Reason.NESTED_TOO_DEEP: 512,
    Reason.NUMBER_OUT_OF_RANGE: 512,
    Reason.OPERATION_INVALID: 512,
    Reason.EVENT_RESERVED: 513,
    Reason.TOO_MANY_PROPERTIES: 522,
    Reason.ID_MISSING: 523,
    Reason.ID_INVALID: 523,
    Reason.ID_PLACEHOLDER: 523,
    Reason.KIND_UNKNOWN: 524,
    Reason.NOT_AN_OBJECT: 524,
    Reason.TIME_INVALID: 525,
    Reason.TIME_BEFORE_1971: 525,
    Reason.TIME_IN_FUTURE: 525,
}
_PROFILE_CODES = {
    "profileData.Gender": 514,
    "profileData.Email": 515,
    "profileData.Phone": 516,
    "profileData.Employed": 517,
    "profileData.Education": 518,
    "profileData.Married": 519,
    "profileData.Age": 520,
}
_OBJECT_ID_INVALID = 526
# As CleverTap's servers say it, to the letter where an answer of theirs is on record.
_SAID = {
    509: "Event name is mandatory. ",
    512: "Event structure is not valid. ",
    513: "Restricted system event cannot be raised. ",
    514: "Profile data is incorrect. Gender needs to be M/F.",
    515: "Profile data is incorrect. Email is not valid.",
    516: "Profile data is incorrect. Phone number is not valid.",
    517: "Profile data is incorrect. Employed needs to be Y/N.",
    518: "Profile data is incorrect. Education needs to be School/College/Graduate..",
    519: "Profile data is incorrect. Married needs to be Y/N.",
    520: "Profile data is incorrect. Age is invalid.",
    522: "Event properties limit exceeded. ",
    523: "'identity' or 'fbId' or 'gpId' or 'objectId' is necessary under 120 chars to identify the user. ",
    524: "Data is neither event nor profile. ",
    525: "Timestamp should be present in the Unix Epoch format. ",
    526: "objectId is not valid. ",
    _OTHER: "",
}
_PROBLEMS = {
    RequestProblem.BODY_TOO_LARGE: (413, f"Request exceeds the limit of {REQUEST_BYTES} bytes"),
    RequestProblem.BODY_TOO_SLOW: (408, "Request body did not arrive in time"),
    RequestProblem.BODY_NOT_DECOMPRESSIBLE: (400, "Request body is not what its Content-Encoding says"),
    RequestProblem.BODY_ENCODING_UNKNOWN: (415, "Content-Encoding must be gzip, deflate or identity"),
    RequestProblem.TOO_MANY_RECORDS: (413, f"Request exceeds the limit of {RECORDS_PER_REQUEST} records"),
    RequestProblem.RATE_LIMITED: (429, "Too many concurrent requests"),
    RequestProblem.OVERLOADED: (503, "Service unavailable, try again later"),
    RequestProblem.OUT_OF_SCOPE: (403, "Operation is not allowed"),
}


def code_of(unfit: Unfit) -> int:
    """CleverTap's number for what is wrong with a record."""
    if unfit.reason is Reason.TRAIT_INVALID:
        return _PROFILE_CODES.get(unfit.field, _OTHER)
    if unfit.field == "objectId":
        return _OBJECT_ID_INVALID
    return _CODES.get(unfit.reason, _OTHER)


def uploaded(raws: Sequence[bytes], failures: Sequence[Failure]) -> Answer:
    """The answer to an upload that was read: 200, however many of its records are usable."""
    processed = len(raws) - len(failures)
    status = "success" if not failures else "partial" if processed else "fail"
    unprocessed = [_unprocessed(index, raws[index], unfit) for index, unfit in failures]
    return Answer(200, _encode({"status": status, "processed": processed, "unprocessed": unprocessed}))


def _unprocessed(index: int, raw: bytes, unfit: Unfit) -> dict[str, Any]:
    code = code_of(unfit)
    said = _SAID[code] or f"{unfit.field} {unfit.message}. ".lstrip()
    error = f"{said}Skipped record number : {index + 1}"
    return {"status": "fail", "code": code, "error": error, "record": msgspec.Raw(raw)}


def refused(status: int, error: str) -> Answer:
    """The answer to a request of which nothing was read."""
    return Answer(status, _encode({"status": "fail", "error": error, "code": status}))


def refuse(_request: Request, problem: RequestProblem) -> Answer:
    """The answer to a body that could not be read, or that is not let in."""
    return refused(*_PROBLEMS.get(problem, (400, "Bad request")))


def plain(value: Any) -> Answer:
    """Any value, as a success."""
    return Answer(200, _encode(value))
