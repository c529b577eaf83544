"""Events counted, exported and shown by example."""

import json
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from hypercare.lake.event_queries import (
    EventCount,
    Watermark,
    count_events,
    export_events,
    watermarks,
)
from hypercare.lake.sql import connect
from hypercare.lake.tables import Tables
from hypercare.model.errors import BadInput
from hypercare.model.facts import Event
from lake.sequence_oracle import lake_with

EVENTS = (
    Event("web", "open", 10, 11, 12, bytes(16), True, user_key="u1", props='{"p":"ios","n":1}', lib="js"),
    Event("web", "open", 20, 21, 22, bytes(15) + b"\xab", False, anon_key="a1", props='{"p":null,"n":1.5}'),
    Event("app", "send", 30, 31, 5, bytes(16), False, groups='{"company":"acme"}', flags='{"f":"on"}'),
)


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(lake_with(tmp_path_factory.mktemp("queries"), EVENTS).tables) as connection:
        yield connection


COUNTS = [
    pytest.param((), {}, [EventCount((), 3)], id="all"),
    pytest.param(("source", "event"), {}, [EventCount(("web", "open"), 2), EventCount(("app", "send"), 1)], id="by 2"),
    pytest.param(("lib",), {}, [EventCount((None,), 2), EventCount(("js",), 1)], id="by an empty column"),
    pytest.param(("event",), {"since": 20}, [EventCount(("open",), 1), EventCount(("send",), 1)], id="since"),
    pytest.param(("event",), {"until": 20}, [EventCount(("open",), 1)], id="until"),
    pytest.param((), {"since": 11, "until": 30}, [EventCount((), 1)], id="between"),
    pytest.param(("day", "source"), {"since": 30}, [EventCount(("1970-01-01", "app"), 1)], id="by day"),
    pytest.param((), {"since": 99}, [EventCount((), 0)], id="none"),
]


@pytest.mark.parametrize(("by", "between", "counts"), COUNTS)
def test_events_are_counted(
    connection: duckdb.DuckDBPyConnection, by: tuple[str, ...], between: dict[str, int], counts: list[EventCount]
) -> None:
    assert list(count_events(connection, by, **between)) == counts


@pytest.mark.parametrize("column", ["props", "nothing", "1); DROP VIEW events; --", 'source"'])
def test_only_listed_columns_are_counted_by(connection: duckdb.DuckDBPyConnection, column: str) -> None:
    with pytest.raises(BadInput, match="not counted by"):
        count_events(connection, (column,))


def test_an_export_holds_everything_that_an_import_reads(connection: duckdb.DuckDBPyConnection) -> None:
    lines = [json.loads(line) for line in b"".join(export_events(connection)).splitlines()]
    assert lines == [
        {
            "event": "open",
            "time": "1970-01-01T00:00:00.000010Z",
            "source": "web",
            "digest": "0" * 32,
            "known_at": "1970-01-01T00:00:00.000012Z",
            "user": "u1",
            "lib": "js",
            "properties": {"p": "ios", "n": 1},
        },
        {
            "event": "open",
            "time": "1970-01-01T00:00:00.000020Z",
            "source": "web",
            "digest": "0" * 30 + "ab",
            "known_at": "1970-01-01T00:00:00.000022Z",
            "anon": "a1",
            "properties": {"p": None, "n": 1.5},
        },
        {
            "event": "send",
            "time": "1970-01-01T00:00:00.000030Z",
            "source": "app",
            "digest": "0" * 32,
            "known_at": "1970-01-01T00:00:00.000005Z",
            "groups": {"company": "acme"},
            "flags": {"f": "on"},
        },
    ]


def test_an_export_of_a_range_ends_every_line(connection: duckdb.DuckDBPyConnection) -> None:
    [block] = export_events(connection, since=20, until=30)
    assert (block.count(b"\n"), block.endswith(b"\n")) == (1, True)


def test_watermarks_say_how_far_each_source_has_come(connection: duckdb.DuckDBPyConnection) -> None:
    assert watermarks(connection) == (Watermark("app", 1, 30, 31, 5), Watermark("web", 2, 20, 21, 22))


def test_an_empty_lake_has_nothing(tmp_path: Path) -> None:
    empty = connect(Tables(tmp_path / "none"))
    assert count_events(empty, ("source",)) == ()
    assert list(export_events(empty)) == []
    assert watermarks(empty) == ()
