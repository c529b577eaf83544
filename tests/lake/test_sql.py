"""SQL reads the tables and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from hypercare.lake.sql import connect, select
from hypercare.lake.tables import Tables
from hypercare.model.errors import BadInput, Damaged, HypercareError, Refused
from hypercare.model.facts import Alias, Event
from lake.sequence_oracle import Lake, lake_with
from patience import PATIENCE_S


def event(name: str, ts: int) -> Event:
    return Event("s", name, ts, ts, ts, bytes(16), False, user_key="u", props='{"a":{"b":1}}')


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    facts = [event("a", 1), event("b", 2), Alias("s", "merge", "x", "y", 1, 1, 1)]
    return lake_with(tmp_path_factory.mktemp("sql") / "a lake's", facts)


@pytest.fixture
def connection(lake: Lake) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(lake.tables) as connection:
        yield connection


def test_a_select_is_answered(connection: duckdb.DuckDBPyConnection) -> None:
    answer = select(connection, "SELECT event, json_extract(props, '/a/b') AS b FROM events ORDER BY event")
    assert (answer.columns, answer.rows, answer.truncated) == (("event", "b"), (("a", "1"), ("b", "1")), False)


ANSWERED = [
    ("SELECT count(*) FROM aliases", ((1,),)),
    ("SELECT count(*) FROM traits", ((0,),)),
    ("SELECT count(raw) FROM quarantine", ((0,),)),
    ("WITH e AS (SELECT event FROM events) SELECT max(event) FROM e;", (("b",),)),
    ("FROM events SELECT min(event)", (("a",),)),
    ("VALUES (1)", ((1,),)),
    ("SELECT * FROM duckdb_secrets()", ()),
    ("-- a remark\nSELECT 1", ((1,),)),
]


@pytest.mark.parametrize(("statement", "rows"), ANSWERED, ids=[case[0] for case in ANSWERED])
def test_every_form_of_select_is_answered(
    connection: duckdb.DuckDBPyConnection, statement: str, rows: tuple[tuple[object, ...], ...]
) -> None:
    assert select(connection, statement).rows == rows


REFUSED = [
    "COPY events TO '{tmp}/out.csv'",
    "COPY (SELECT 1) TO '{tmp}/out.csv'",
    "ATTACH '{tmp}/other.db'",
    "INSTALL httpfs",
    "LOAD httpfs",
    "PRAGMA database_list",
    "CALL pragma_version()",
    "SET threads = 8",
    "RESET threads",
    "CREATE TABLE t (a int)",
    "CREATE VIEW v AS SELECT 1",
    "DROP VIEW events",
    "INSERT INTO events VALUES (1)",
    "DELETE FROM events",
    "UPDATE events SET event = 'x'",
    "EXPORT DATABASE '{tmp}/dump'",
    "IMPORT DATABASE '{tmp}/dump'",
    "PREPARE p AS SELECT 1",
    "CREATE SECRET s (TYPE s3)",
    "EXPLAIN ANALYZE SELECT 1",
    "BEGIN TRANSACTION",
    "CHECKPOINT",
    "VACUUM",
    "USE memory",
    "SELECT 1; SELECT 2",
    "SELECT 1; DROP VIEW events",
    "",
    "-- nothing",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_blob('/proc/self/environ')",
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM sniff_csv('/etc/passwd')",
    "SELECT * FROM read_json('{tmp}/secret.json')",
    "SELECT * FROM read_parquet('{tmp}/secret.parquet')",
    "SELECT * FROM parquet_metadata('{tmp}/secret.parquet')",
    "SELECT * FROM '{tmp}/secret.parquet'",
    "SELECT * FROM glob('/etc/*')",
    "SELECT * FROM glob('{tmp}/**')",
    "SELECT * FROM read_text('https://example.com/')",
]


@pytest.mark.parametrize("statement", REFUSED)
def test_all_else_is_refused(connection: duckdb.DuckDBPyConnection, tmp_path: Path, statement: str) -> None:
    duckdb.sql("SELECT 1 AS a").write_parquet(str(tmp_path / "secret.parquet"))
    (tmp_path / "secret.json").write_text('{"a": 1}')
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(Refused):
        select(connection, statement.format(tmp=tmp_path))
    assert sorted(tmp_path.rglob("*")) == before
    assert select(connection, "SELECT count(*) FROM events").rows == ((2,),)


WITHOUT_EFFECT = [
    "WITH x AS (INSERT INTO events VALUES (1) RETURNING 1) SELECT * FROM x",
    "SELECT * FROM enable_logging()",
    "SELECT * FROM '/etc/passwd'",
    "SELECT * FROM hidden",
    "SELECT getenv('HOME')",
    "SELECT * FROM nonsense(",
    "SELEC 1",
    "SELECT * FROM query('DROP VIEW events')",
    "SELECT event FROM events WHERE ts_event = ?",
]


@pytest.mark.parametrize("statement", WITHOUT_EFFECT)
def test_mistakes_are_named_and_change_nothing(connection: duckdb.DuckDBPyConnection, statement: str) -> None:
    hidden = pa.table({"secret": [1]})
    with pytest.raises(HypercareError, match="SQL"):
        select(connection, statement)
    assert len(hidden) == 1
    assert select(connection, "SELECT count(*) FROM events").rows == ((2,),)


def test_values_travel_as_parameters(connection: duckdb.DuckDBPyConnection) -> None:
    assert select(connection, "SELECT event FROM events WHERE event = ?", ["a' OR 1 = 1 --"]).rows == ()


def test_an_answer_ends_at_its_limit(connection: duckdb.DuckDBPyConnection) -> None:
    answer = select(connection, "SELECT * FROM range(100)", most=3)
    assert (answer.rows, answer.truncated) == (((0,), (1,), (2,)), True)


def test_a_question_that_takes_too_long_is_stopped(connection: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(BadInput, match=r"took longer than 0\.2 s"):
        select(connection, "SELECT sum(a.range * b.range) FROM range(10000000) a, range(10000000) b", seconds=0.2)
    assert select(connection, "SELECT 1").rows == ((1,),)


def test_a_question_that_takes_too_much_memory_is_refused(lake: Lake) -> None:
    small = connect(lake.tables, memory="40MB")
    with pytest.raises(BadInput, match=r"(?i)memory"):
        select(
            small, "SELECT count(*) FROM (SELECT DISTINCT hash(range)::VARCHAR FROM range(5000000))", seconds=PATIENCE_S
        )


def test_a_connection_keeps_to_its_version(tmp_path: Path) -> None:
    lake = lake_with(tmp_path, [event("a", 1), event("b", 2)])
    connection = connect(lake.tables)
    lake.add([event("c", 3)])
    assert select(connection, "SELECT count(*) FROM events").rows == ((2,),)
    assert select(connect(lake.tables), "SELECT count(*) FROM events").rows == ((3,),)


def test_an_object_store_is_named_as_the_obstacle() -> None:
    with pytest.raises(BadInput, match="local folder"):
        connect(Tables("s3://bucket/lake"))


def test_a_file_that_is_gone_is_named(tmp_path: Path) -> None:
    gone = lake_with(tmp_path / "lake", [event("a", 1)])
    (file,) = gone.tables.files("events")
    Path(gone.tables.path("events"), file.path).unlink()
    with pytest.raises(Damaged, match="restore a backup: hypercare restore") as caught:
        connect(gone.tables)
    assert caught.value.where.endswith(f"events/{file.path}")
