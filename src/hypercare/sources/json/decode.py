"""A kept body of JSON into canonical rows. Deterministic and total: bytes yield rows or quarantine, no error."""

import msgspec

from hypercare.model.facts import Decoded, Payload
from hypercare.sources.files.lines import LINE_BYTES
from hypercare.sources.pushed import ADDERS, add
from hypercare.sources.reading import Reading
from hypercare.sources.reasons import Reason, Unfit
from hypercare.sources.records import MALFORMED, object_of, split

LINES = "lines"
"""The key of a payload's query that says that its records are lines."""
_ANY = msgspec.json.Decoder(msgspec.Raw)
Failure = tuple[int, Unfit]


def decode(payload: Payload) -> Decoded:
    """The rows of one body, as it was accepted. `payload.path` says which kind of lines it holds."""
    reading = Reading(payload)
    try:
        raws = split(payload.body, lines=LINES in payload.query)
        failures = read_all(payload.path, raws, reading)
    except Unfit as unfit:
        reading.reject(payload.body, unfit)
        return reading.into
    for index, problem in failures:
        reading.reject(raws[index], problem)
    return reading.into


def are_lines(body: bytes, content_type: str) -> bool:
    """Whether a body is JSON lines: it says so, or its first line is an object and the whole is none."""
    if "ndjson" in content_type or "jsonl" in content_type or "json-lines" in content_type:
        return True
    text = body.strip()
    return text.startswith(b"{") and b"\n" in text and not _is_json(text) and _is_json(text.partition(b"\n")[0])


def _is_json(text: bytes) -> bool:
    try:
        _ANY.decode(text)
    except MALFORMED:
        return False
    return True


def read_all(kind: str, raws: list[bytes], reading: Reading) -> list[Failure]:
    """Adds what the records say to the reading; returns which could not be used, and why. Raises Unfit for no kind."""
    if kind not in ADDERS:
        raise Unfit(Reason.KIND_UNKNOWN, "", f"must be one of {', '.join(ADDERS)}")
    failures = []
    for index, raw in enumerate(raws):
        try:
            if len(raw) > LINE_BYTES:
                raise Unfit(Reason.EVENT_TOO_LARGE, "", f"must be at most {LINE_BYTES} bytes")
            add(kind, object_of(raw), raw, reading)
        except Unfit as unfit:
            failures.append((index, unfit))
    return failures
