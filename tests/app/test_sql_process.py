"""Questions in SQL: what bounds them, whatever is asked."""

import csv
import io
import json
import threading
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from app.running import until
from hypercare.app.house import House
from hypercare.app.settings import read_settings
from hypercare.app.sql.asking import DESK, LONGEST, MOST_ROWS, ask
from hypercare.app.sql.values import csv_value, json_value
from hypercare.app.sql.wire import Form
from hypercare.app.usecases.data.sql import answer, without_values
from hypercare.model.errors import BadInput, HypercareError, Refused, Unreachable
from patience import PATIENCE_S
from seeded import demo

VALUES = [
    pytest.param(None, None, "", id="null"),
    pytest.param(True, True, "true", id="boolean"),
    pytest.param(-5, -5, "-5", id="negative number stays one"),
    pytest.param(2**53 + 1, "9007199254740993", "9007199254740993", id="beyond what doubles keep"),
    pytest.param(float("nan"), "nan", "nan", id="not a number"),
    pytest.param(Decimal("1.50"), 1.5, "1.50", id="decimal"),
    pytest.param(Decimal("12345678901234567.89"), "12345678901234567.89", "12345678901234567.89", id="long decimal"),
    pytest.param("=1+1", "=1+1", "'=1+1", id="formula"),
    pytest.param("@cmd", "@cmd", "'@cmd", id="formula of the old kind"),
    pytest.param(b"\x01\xff", "01ff", "01ff", id="bytes"),
    pytest.param(timedelta(seconds=90), "90 s", "90 s", id="duration"),
    pytest.param([1, {"a": Decimal(2)}], [1, {"a": 2}], "", id="nested"),
    pytest.param(
        datetime(2026, 9, 1, 7, tzinfo=UTC), "2026-09-01T07:00:00+00:00", "2026-09-01T07:00:00+00:00", id="instant"
    ),
]


@pytest.mark.parametrize(("value", "as_json", "as_csv"), VALUES)
def test_values_keep_what_they_say(value: Any, as_json: Any, as_csv: str) -> None:
    assert json_value(value) == as_json
    if not isinstance(value, list):
        assert csv_value(value, str(as_json)) == as_csv


LOGGED = [
    ("SELECT * FROM events WHERE user_key = 'ani''s'", "SELECT * FROM events WHERE user_key = '…'"),
    ("SELECT $$ani$$, $a$b$$c$a$, 1 -- ani\n, 2 /* ani */", "SELECT '…', '…', 1 , 2"),
    ("SELECT 'never closed", "SELECT '…'"),
    ("SELECT 1 /* never closed", "SELECT 1"),
]


@pytest.mark.parametrize(("statement", "logged"), LOGGED, ids=["quotes", "dollars and remarks", "open", "open remark"])
def test_the_log_names_nobody(statement: str, logged: str) -> None:
    assert without_values(statement) == logged


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return House(read_settings({}, data=demo().copy(tmp_path_factory.mktemp("sql") / "data")))


@pytest.mark.slow
def test_a_question_is_answered_with_types(house: House) -> None:
    found = answer(house, statement="SELECT event, count(*) AS n FROM events GROUP BY 1 ORDER BY 2 DESC", rows=2)
    assert found["columns"] == [{"name": "event", "type": "VARCHAR"}, {"name": "n", "type": "BIGINT"}]
    assert found["rows"][0][0] == "order_created"
    assert (found["count"], found["truncated"], found["read"]["rows"]) == (2, "rows", None)
    whole = answer(house, statement="SELECT count(*) FROM events WHERE event <> 'x'", rows=2)
    assert whole["read"]["rows"] == whole["rows"][0][0] > 0


@pytest.mark.slow
def test_files_hold_the_same_rows(house: House) -> None:
    statement = "SELECT event, ts_event, '=1+1' AS f, 1 AS a, 2 AS a FROM events ORDER BY arrival LIMIT 5"
    told = answer(house, statement=statement, rows=3)["rows"]
    rows = list(csv.reader(io.StringIO(ask(house, statement, "csv", rows=3)[1].decode())))
    assert rows[0] == ["event", "ts_event", "f", "a", "a"]
    assert [[row[0], row[1]] for row in rows[1:]] == [row[:2] for row in told]
    assert {row[2] for row in rows[1:]} == {"'=1+1"}
    head, body = ask(house, statement, "parquet", rows=3)
    table = pq.read_table(io.BytesIO(body))
    assert (len(table), head.truncated, len(set(table.column_names))) == (3, "rows", 5)
    assert [str(each) for each in table["event"].to_pylist()] == [row[0] for row in told]


BOUNDED = [
    pytest.param("SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE a.range + b.range = 3 * a.range",
                 "json", "longer than", id="explosion"),
    pytest.param("SELECT sleep_ms(60000)", "json", "longer than", id="a step that nothing interrupts"),
    pytest.param("WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT count(*) FROM t",
                 "json", "longer than", id="never ends"),
    pytest.param("SELECT repeat('x', 3000000000)", "json", "(?i)memory", id="huge cell"),
    pytest.param("SELECT repeat('x', 1000000) FROM range(100000)", "csv", "(?i)memory", id="huge cells"),
    pytest.param("SELECT list(range) FROM range(300000000)", "json", "(?i)memory", id="huge list"),
    pytest.param("SELECT range FROM range(1000000000) ORDER BY hash(range)", "json", "(?i)memory", id="huge sort"),
    pytest.param("SELECT repeat('x', 20000000)", "json", "a row is too large", id="row beyond the answer"),
    pytest.param("SELECT " + ", ".join(f"{n} AS c{n}" for n in range(1001)), "csv", "1,001 columns", id="wide"),
    pytest.param("SELECT interval 1 month", "parquet", "cannot be written as parquet", id="no such type there"),
    pytest.param("SELECT 1 --" + "x" * LONGEST, "json", "at most 65,536", id="long"),
    pytest.param("SELECT '\ud800'", "json", "UTF-8", id="half a character"),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("statement", "form", "says"), BOUNDED)
def test_what_takes_too_much_is_refused(house: House, statement: str, form: Form, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        ask(house, statement, form, rows=MOST_ROWS, seconds=PATIENCE_S if "longer" not in says else 0.5)
    assert json.loads(ask(house, "SELECT 1", "json", rows=1)[1]) == [[1]], "and the next one is answered"


@pytest.mark.slow
@pytest.mark.parametrize("form", ["json", "csv", "parquet"])
def test_endless_rows_end_at_the_limit(house: House, form: Form) -> None:
    statement = "SELECT range, 2 * range FROM range(1000000000000)"
    head, body = ask(house, statement, form, rows=1000)
    assert (head.count, head.truncated) == (1000, "rows")
    assert len(body) < 100_000


@pytest.mark.slow
def test_an_answer_is_cut_where_it_grows_too_large(house: House) -> None:
    head, body = ask(house, "SELECT repeat('x', 100000) FROM range(100000)", "json", rows=MOST_ROWS)
    assert head.truncated == "bytes"
    assert 15_000_000 < len(body) <= 16 * 2**20 + head.count + 2


SECRETS = [
    pytest.param("SELECT getenv('HYPERCARE_OIDC_CLIENT_SECRET')", id="environment"),
    pytest.param("SELECT * FROM read_text('{data}/secret')", id="the key of sessions"),
    pytest.param("SELECT * FROM read_blob('/proc/self/environ')", id="environment of the process"),
    pytest.param("SELECT * FROM glob('{data}/*')", id="listing"),
    pytest.param("SELECT * FROM read_duckdb('{data}/hypercare.sqlite3')", id="ledger"),
    pytest.param("SELECT * FROM sqlite_scan('{data}/hypercare.sqlite3', 'auth_user')", id="ledger by an extension"),
    pytest.param("SELECT * FROM read_parquet('{data}/lake/erased/*.parquet')", id="another table"),
    pytest.param("SELECT * FROM enable_profiling(save_location='{data}/out')", id="a file by profiling"),
    pytest.param(
        "SELECT * FROM enable_logging(storage='file', storage_config={{'path': '{data}/out'}})", id="by logging"
    ),
    pytest.param("COPY (SELECT 1) TO '{data}/out'", id="copy"),
    pytest.param("ATTACH '{data}/out'", id="attach"),
    pytest.param("SET memory_limit = '8GB'", id="settings"),
    pytest.param("SELECT 1; SELECT 2", id="two statements"),
]


@pytest.mark.slow
@pytest.mark.parametrize("statement", SECRETS)
def test_nothing_but_the_tables_is_reached(house: House, statement: str) -> None:
    before = sorted(house.data.iterdir())
    with pytest.raises((Refused, BadInput)):
        ask(house, statement.format(data=house.data), "json", rows=10)
    assert sorted(house.data.iterdir()) == before


@pytest.mark.slow
@pytest.mark.parametrize("early", [True, False], ids=["before it begins", "while it runs"])
def test_a_question_is_stopped(house: House, early: bool) -> None:
    ended: list[HypercareError] = []

    def asks() -> None:
        try:
            ask(house, "SELECT sleep_ms(60000)", "json", rows=1, ticket="t")
        except HypercareError as error:
            ended.append(error)

    if early:
        DESK.stop("t")
    thread = threading.Thread(target=asks, daemon=True)
    thread.start()
    if not early:
        until(lambda: DESK.has("t"), "answers")
        DESK.stop("t")
    until(lambda: bool(ended), "ended")
    assert isinstance(ended[0], Unreachable)
    assert "stopped" in ended[0].what


def test_a_folder_that_is_no_installation_is_named(tmp_path: Path) -> None:
    with pytest.raises(HypercareError, match="data"):
        ask(House(read_settings({}, data=tmp_path / "none")), "SELECT 1", "json", rows=1)
