"""A kept webhook's body into canonical rows, by the mapping that was in force. Deterministic and total."""

from typing import Any

import msgspec

from hypercare.model.facts import Decoded, Payload
from hypercare.sources.keys import vendor_key
from hypercare.sources.own_form import Tally
from hypercare.sources.pushed import add
from hypercare.sources.reading import Reading
from hypercare.sources.reasons import Reason, Unfit
from hypercare.sources.records import MALFORMED, value_of
from hypercare.sources.webhook.mapping import Line, Made, Rules, rules_of

MAPPING = "mapping"
"""The key of a payload's query that holds the mapping, so that it is read again as it was read first."""
MOST_LINES = 5_000
"""So many facts are made of one body in 50 ms, during which the gateway answers nobody else."""
_encode = msgspec.json.Encoder().encode


def decode(payload: Payload) -> Decoded:
    """The rows of one body, as it was accepted."""
    reading = Reading(payload)
    try:
        rules = rules_of(payload.query.get(MAPPING, ""))
    except ValueError:
        reading.reject(payload.body, Unfit(Reason.KIND_UNKNOWN, "", "came without the mapping that reads it"))
        return reading.into
    try:
        read_all(value_of(payload.body), rules, reading)
    except Unfit as unfit:
        reading.reject(payload.body, unfit)
    return reading.into


def read_all(body: Any, rules: Rules, reading: Reading) -> Tally:
    """Adds what the rules make of a body to the reading, and quarantines what cannot be used.

    Raises Unfit where they make more than one request may bring.
    """
    tally = Tally(0)
    for made in rules.made(body, reading.payload.headers):
        if isinstance(made, int):
            tally.skipped += 1
            continue
        tally.records += 1
        if tally.records > MOST_LINES:
            raise Unfit(Reason.TOO_MANY_ITEMS, "", f"makes more than {MOST_LINES} facts")
        _add(made, reading, tally)
    return tally


def _add(made: Made, reading: Reading, tally: Tally) -> None:
    try:
        # The place in the body tells records apart as well as their digests would: the key is scoped by the body's.
        add(made.rule.kind, _keyed(made.line, reading.source), f"{made.rule.label}#{made.index}".encode(), reading)
        tally.accepted += 1
    except Unfit as unfit:
        tally.failures.append((made.index, unfit))
        reading.reject(_raw(made.record), unfit)


def _keyed(line: Line, source: str) -> Line:
    """The line, its key with what it names: two rules may make two facts of one record, which has one id."""
    key, named = line.get("key"), line.get("event", line.get("channel"))
    if not isinstance(key, str | int) or isinstance(key, bool) or key == "" or not isinstance(named, str):
        return line
    without = {name: value for name, value in line.items() if name != "key"}
    return without | {"digest": vendor_key(source, named, None, str(line.get("id", "")), str(key)).hex()}


def _raw(record: Any) -> bytes:
    try:
        return _encode(record)
    except MALFORMED:
        return str(record).encode("utf-8", "replace")
