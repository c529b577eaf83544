"""Mixpanel's raw export: a line is `{"event", "properties": {"time", "distinct_id", "$insert_id", ...}}`.

A row was known when Mixpanel processed it (`mp_processing_time_ms`), else at its own time.
"""

from collections.abc import Mapping
from typing import Any

from hypercare.model.facts import Decoded, Payload
from hypercare.sources.files.lines import check_line, rows
from hypercare.sources.mixpanel.decode import record_of
from hypercare.sources.mixpanel.events import read_event
from hypercare.sources.mixpanel.shapes import Reading
from hypercare.sources.reasons import Unfit
from hypercare.sources.receiver import Export
from hypercare.sources.rejected_lines import rejected

NAME = "import.mixpanel"


def decode(payload: Payload) -> Decoded:
    """The rows of one chunk. `payload.path` is the file's digest, `payload.received` app's clock."""
    into = Decoded([], [], [], [])
    reading = Reading(payload, timed=True, imported=True)
    for row, line in rows(payload):
        try:
            read_event(record_of(check_line(line)), row - payload.first_row, reading, into)
        except Unfit as unfit:
            into.rejected.append(rejected(payload, row, line, unfit))
    return into


def recognises(line: Mapping[str, Any]) -> bool:
    """Whether the time stands inside the properties, beside which other shapes have it."""
    properties = line.get("properties")
    return "event" in line and "time" not in line and isinstance(properties, dict) and "time" in properties


EXPORT = Export("mixpanel", NAME, decode, recognises)
