"""Every vendor's export comes in by the verb alone, recognised by its rows: as lines, packed, and as Parquet."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from commands import run
from hypercare.lake.tables import Tables
from hypercare.sources.registry import exports

NOW = "2026-10-22T08:00Z"
AT = datetime(2026, 9, 22, 2, tzinfo=UTC)
AT_S = int(AT.timestamp())
TEXT = "2026-09-22T02:00:00Z"
ROWS: dict[str, dict[str, Any]] = {
    "canonical": {"event": "opened", "time": TEXT, "user": "u-17"},
    "mixpanel": {"event": "opened", "properties": {"time": AT_S, "distinct_id": "u-17", "$insert_id": "5d958f87"}},
    "segment": {"type": "track", "event": "opened", "userId": "u-17", "messageId": "m-1", "timestamp": TEXT},
    "posthog": {
        "uuid": "01a20206-2da2-742f-b345-229109d163dc",
        "event": "opened",
        "distinct_id": "u-17",
        "timestamp": TEXT,
        "created_at": TEXT,
        "properties": {"rows": 120},
    },
    "amplitude": {
        "event_type": "opened",
        "event_time": "2026-09-22 02:00:00.000000",
        "user_id": "u-17-long",
        "$insert_id": "i-1",
        "uuid": "01a20206-2da2-742f-b345-229109d163dc",
        "event_properties": {"rows": 120},
    },
    "ga4": {
        "event_name": "opened",
        "event_timestamp": AT_S * 1_000_000,
        "user_id": "u-17",
        "user_pseudo_id": "1.2",
        "event_params": [{"key": "rows", "value": {"int_value": 120}}],
    },
    "clevertap": {
        "eventName": "opened",
        "ts": 20260922020000,
        "profile": {"identity": "u-17"},
        "event_props": {"rows": 120},
    },
}
"""A row of each vendor's export. What is in Parquet there is tried as such, too."""
PARQUET: dict[str, dict[str, pa.Array]] = {
    "ga4": {
        "event_name": pa.array(["opened"]),
        "event_timestamp": pa.array([AT_S * 1_000_000]),
        "user_id": pa.array(["u-17"]),
        "user_pseudo_id": pa.array(["1.2"]),
        "event_params": pa.array([[{"key": "rows", "value": {"string_value": None, "int_value": 120}}]]),
    },
    "posthog": {
        "uuid": pa.array(["01a20206-2da2-742f-b345-229109d163dc"]),
        "event": pa.array(["opened"]),
        "distinct_id": pa.array(["u-17"]),
        "timestamp": pa.array([AT], pa.timestamp("us", "UTC")),
        "created_at": pa.array([AT], pa.timestamp("us", "UTC")),
        "properties": pa.array(['{"rows": 120}']),
    },
}


def brought(data: Path, file: Path) -> Any:
    ran = run("import", "events", file, "--data", data, "--json", clock=NOW)
    assert ran.code == 0, ran
    return ran.json


def event(data: Path) -> Any:
    """The one event that arrived."""
    [found] = Tables(data / "lake").read("events").to_pylist()
    return found


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
@pytest.mark.parametrize("name", [name for name in ROWS if name in exports()])
def test_an_export_is_recognised_and_read(tmp_path: Path, name: str, packed: bool) -> None:
    text = json.dumps(ROWS[name]).encode() + b"\n"
    (tmp_path / "file").write_bytes(gzip.compress(text) if packed else text)
    done = brought(tmp_path / "data", tmp_path / "file")
    assert (done["decoder"], done["rows"], done["rejected"]) == (f"import.{name}", 1, {})
    found = event(tmp_path / "data")
    assert (found["event"], found["ts_event"]) == ("opened", AT)
    assert found["user_key"] in ("u-17", "u-17-long") or found["anon_key"] == "u-17"
    assert brought(tmp_path / "data", tmp_path / "file")["rows"] == 0


@pytest.mark.parametrize("name", PARQUET)
def test_an_export_in_parquet_needs_no_columns(tmp_path: Path, name: str) -> None:
    pq.write_table(pa.table(PARQUET[name]), tmp_path / "file.parquet")
    done = brought(tmp_path / "data", tmp_path / "file.parquet")
    assert (done["decoder"], done["columns"], done["rows"], done["rejected"]) == (f"import.{name}", None, 1, {})
    found = event(tmp_path / "data")
    assert (found["event"], found["ts_event"], json.loads(found["props"]).get("rows")) == ("opened", AT, 120)


def test_the_same_export_as_lines_and_as_parquet_counts_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text(json.dumps(ROWS["posthog"]))
    pq.write_table(pa.table(PARQUET["posthog"]), tmp_path / "file.parquet")
    assert brought(tmp_path / "data", tmp_path / "file")["rows"] == 1
    assert brought(tmp_path / "data", tmp_path / "file.parquet")["duplicates"] == 1


def test_columns_like_a_vendors_do_not_make_an_export(tmp_path: Path) -> None:
    """Tables that people make themselves have such columns, too."""
    (tmp_path / "file.csv").write_text(f"event_name,event_timestamp,user_id,plan\nopened,{TEXT},u-17,pro\n")
    done = brought(tmp_path / "data", tmp_path / "file.csv")
    assert (done["decoder"], done["rows"]) == ("import.table", 1)
    assert event(tmp_path / "data")["props"] == '{"plan":"pro"}'
    columns = {"event_name": ["opened"], "event_timestamp": [AT], "user_id": ["u-18"], "plan": ["pro"]}
    pq.write_table(pa.table(columns), tmp_path / "file.parquet")
    assert brought(tmp_path / "data", tmp_path / "file.parquet")["decoder"] == "import.table"
