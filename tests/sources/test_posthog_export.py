"""PostHog's exports: a batch export's rows as JSON lines or Parquet, and pages of its API."""

import json
from pathlib import Path
from typing import Any

import pytest

from hypercare.lake.files import RealFiles
from hypercare.lake.key_runs import Keys
from hypercare.lake.keys import KeyIndex
from hypercare.model.facts import Decoded, Payload
from hypercare.sources.files.sniff import sniff
from hypercare.sources.registry import exports
from sources.doors import NOW, ask, rows, token_of
from sources.posthog_events import UUID, keys, sent, traits

SECOND = 1_000_000


def imported(*lines: dict[str, Any]) -> Decoded:
    body = b"\n".join(json.dumps(line).encode() for line in lines)
    return exports()["posthog"].decode(Payload("import.posthog", "0123", "posthog", NOW, body))


ROW = {
    "uuid": UUID,
    "event": "order_created",
    "distinct_id": "u1",
    "timestamp": "2026-09-01T00:00:00.000000Z",
    "created_at": "2026-09-01T00:00:05.000000Z",
    "properties": {"rows": 120, "$set": {"plan": "pro"}, "$groups": {"company": "c1"}},
    "person_properties": {"plan": "pro", "theme": None},
}
ROW_US = NOW - 21 * 86_400 * SECOND - 2 * 3600 * SECOND


def test_exported_row() -> None:
    facts = imported(ROW)
    (event,) = facts.events
    assert (event.event, event.user_key, event.groups) == ("order_created", "u1", '{"company":"c1"}')
    assert (event.ts_event, event.ts_known, event.own_key) == (ROW_US, ROW_US + 5 * SECOND, True)
    assert json.loads(event.props) == {"rows": 120}
    assert traits(facts) == [("user", "u1", "plan", "set", '"pro"')] * 2
    assert len({row.retry for row in facts.traits}) == 2


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(ROW | {"properties": json.dumps(ROW["properties"]), "person_properties": "{}"}, id="parquet"),
        pytest.param(ROW | {"timestamp": ROW_US, "created_at": None}, id="microseconds"),
        pytest.param(ROW | {"timestamp": "2026-09-01 00:00:00", "set": {}, "set_once": ""}, id="older-columns"),
        pytest.param(
            {"results": [ROW | {"id": UUID, "uuid": None, "person": {"properties": {}}}]}, id="page-of-the-api"
        ),
    ],
)
def test_exports_in_other_shapes(line: dict[str, Any]) -> None:
    facts, plain = imported(line), imported(ROW)
    assert facts.rejected == []
    assert [row.key for row in facts.events] == [row.key for row in plain.events]
    assert facts.events[0].ts_event == ROW_US


def test_persons_change_when_their_properties_do() -> None:
    later = ROW | {
        "uuid": "2",
        "timestamp": "2026-09-02T00:00:00Z",
        "person_properties": {"plan": "pro"},
        "properties": {},
    }
    last = later | {"uuid": "3", "timestamp": "2026-09-03T00:00:00Z", "person_properties": {"plan": "free"}}
    facts = imported(last, later, ROW | {"properties": {}})
    assert [(row.value, row.ts_event - ROW_US) for row in facts.traits] == [
        ('"pro"', 0),
        ('"free"', 2 * 86_400 * SECOND),
    ]


def test_bad_rows_name_their_place() -> None:
    page = {"results": [ROW, ROW | {"uuid": "2", "event": None}, 5]}
    facts = imported(ROW | {"timestamp": None}, ROW | {"properties": "[]"}, {"event": "e"}, page)
    assert [row.message.partition(":")[0] for row in facts.rejected] == ["row 1", "row 2", "row 3", "row 4", "row 4"]
    assert len(facts.events) == 1


def test_files_are_recognised() -> None:
    assert sniff([json.dumps(ROW).encode()]) == "import.posthog"
    assert sniff([json.dumps({"results": [ROW], "next": None}).encode()]) == "import.posthog"


def test_event_that_was_pushed_and_is_imported_counts_once(tmp_path: Path) -> None:
    body = {"api_key": token_of("posthog"), "batch": [sent(uuid=UUID.upper())], "sent_at": "2026-09-22T02:00:00Z"}
    (pushed,) = rows(ask("posthog", "batch/", json.dumps(body).encode())).events
    (row,) = imported(sent(timestamp="2026-09-22T01:59:00.250Z", properties={"$lib": "web"})).events
    index = KeyIndex(tmp_path, RealFiles())
    index.record(Keys.kept(keys(pushed)), covered=0)
    assert row.own_key
    assert index.admit(Keys.of(keys(row))).tolist() == [False]
