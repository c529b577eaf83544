"""JSON lines of Hypercare's own shape of what people said, as a file. `docs/import.md` describes it."""

from functools import partial
from typing import Final

from hypercare.model.facts import Decoded, Payload
from hypercare.sources.files.feedback import feedback_of
from hypercare.sources.files.fields import Origin
from hypercare.sources.files.lines import check_line, rows
from hypercare.sources.keys import row_key
from hypercare.sources.reasons import Unfit
from hypercare.sources.records import object_of
from hypercare.sources.rejected_lines import rejected

NAME: Final = "import.feedback"


def decode(payload: Payload) -> Decoded:
    """The rows of one chunk. `payload.path` is the file's digest, `payload.received` app's clock."""
    into = Decoded([], [], [], [])
    origin = Origin(payload.source, payload.received)
    for row, line in rows(payload):
        try:
            into.feedback.append(feedback_of(object_of(check_line(line)), origin, partial(row_key, payload.path, row)))
        except Unfit as unfit:
            into.rejected.append(rejected(payload, row, line, unfit))
    return into
