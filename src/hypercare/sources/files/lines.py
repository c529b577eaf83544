"""The lines of a chunk of an imported file, by their row numbers."""

from collections.abc import Iterator

from hypercare.model.facts import Payload
from hypercare.sources.reasons import Reason, Unfit

_BOM = b"\xef\xbb\xbf"
# A line beyond this is not one event, and would be copied several times over while it is read.
LINE_BYTES = 1024 * 1024


def rows(payload: Payload) -> Iterator[tuple[int, bytes]]:
    """(row, line) of every line that is not blank; rows count from 0. LF and CRLF end lines; a mark may lead them."""
    body = payload.body.removeprefix(_BOM)
    for row, line in enumerate(body.split(b"\n"), payload.first_row):
        text = line.strip()
        if text:
            yield row, text


def check_line(line: bytes) -> bytes:
    """The line itself. Raises Unfit when it is longer than 1 MiB."""
    if len(line) > LINE_BYTES:
        raise Unfit(Reason.EVENT_TOO_LARGE, "", f"must be at most {LINE_BYTES} bytes")
    return line
