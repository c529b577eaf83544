"""Events as PostHog's clients send them, and what the tests ask of the facts in them."""

from typing import Any

import pyarrow as pa

from hypercare.model.facts import Decoded, Event

UUID = "01a20206-2da2-742f-b345-229109d163dc"


def sent(**fields: Any) -> dict[str, Any]:
    return {"event": "opened", "distinct_id": "u1", "uuid": UUID, "timestamp": "2026-09-22T01:59:00Z"} | fields


def traits(facts: Decoded) -> list[tuple[str, str, str, str, str]]:
    return [(row.holder, row.id, row.name, row.op, row.value) for row in facts.traits]


def keys(event: Event) -> pa.Table:
    times = {name: pa.array([getattr(event, name)], pa.int64()) for name in ("ts_event", "ts_received")}
    return pa.table({"key": pa.array([event.key], pa.binary(16)), "own_key": [event.own_key], **times})
