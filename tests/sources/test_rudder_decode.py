"""RudderStack's messages into facts: what its clients write otherwise than Segment's."""

import json
from typing import Any

from hypercare.model.facts import Decoded, Payload
from hypercare.model.instant import SECOND_US
from hypercare.sources.rudder.answer import EVENT_BYTES
from hypercare.sources.rudder.decode import decode
from sources.doors import NOW

BROWSER = {
    "type": "track",
    "event": "bulk_opened",
    "userId": "",
    "anonymousId": "a1",
    "messageId": "m1",
    "channel": "web",
    "properties": {"rows": 120},
    "context": {
        "app": {"name": "RudderLabs JavaScript SDK", "version": "3.34.1"},
        "library": {"name": "RudderLabs JavaScript SDK", "version": "3.34.1"},
        "os": {"name": "", "version": ""},
        "sessionId": 1795331505699,
        "traits": {"plan": "pro"},
    },
    "originalTimestamp": "2026-09-22T01:58:00.000Z",
    "sentAt": "2026-09-22T01:59:59.000Z",
}


def decoded(*messages: Any, **fields: Any) -> Decoded:
    return decode(Payload("rudder", "batch", "web", NOW, json.dumps({"batch": messages, **fields}).encode()))


def test_browser_event() -> None:
    found = decoded(BROWSER)
    row = found.events[0]
    assert (row.user_key, row.anon_key, row.lib) == (None, "a1", "RudderLabs JavaScript SDK")
    assert row.ts_event == NOW - 119 * SECOND_US
    assert not row.own_key
    assert json.loads(row.props) == {
        "context.app.name": "RudderLabs JavaScript SDK",
        "context.app.version": "3.34.1",
        "context.library.name": "RudderLabs JavaScript SDK",
        "context.library.version": "3.34.1",
        "context.sessionId": 1795331505699,
        "channel": "web",
        "rows": 120,
    }
    assert (found.traits, found.aliases, found.rejected) == ([], [], [])


def test_traits_of_an_identify_stand_in_its_context() -> None:
    found = decoded(BROWSER | {"type": "identify", "userId": "u1"})
    assert [(row.holder, row.id, row.name, row.value) for row in found.traits] == [("user", "u1", "plan", '"pro"')]
    assert [(row.kind, row.key, row.user) for row in found.aliases] == [("identify", "a1", "u1")]


def test_kinds_of_its_own_and_large_messages_go_to_quarantine() -> None:
    merge = BROWSER | {"type": "merge", "mergeProperties": []}
    large = BROWSER | {"properties": {"note": "x" * EVENT_BYTES}}
    found = decoded(merge, large, BROWSER)
    assert [row.reason for row in found.rejected] == ["kind_unknown", "event_too_large"]
    assert len(found.events) == 1
