"""Questions in SQL on the command line: the page's examples, and the forms of an answer."""

import json
import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from app.test_query import EVENTS, NOW
from commands import Ran, run

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "analyst.md").read_text()
EXAMPLES = re.findall(r"```sql\n(.*?)```\n\n```text\n(.*?)```", PAGE, re.DOTALL)
[BODY] = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    (folder / "events.jsonl").write_text(EVENTS)
    assert run("import", "events", folder / "events.jsonl", "--data", folder / "data", clock=NOW).code == 0
    return folder / "data"


def sql(data: Path, *words: object) -> Ran:
    return run("sql", *words, "--data", data)


@pytest.mark.parametrize(("statement", "says"), EXAMPLES, ids=[says.split("\n")[0] for _, says in EXAMPLES])
def test_an_example_of_the_page_gives_its_answer(data: Path, statement: str, says: str) -> None:
    ran = sql(data, statement)
    assert (ran.code, ran.out) == (0, says)


def test_it_says_what_was_read(data: Path) -> None:
    ran = sql(data, "SELECT count(DISTINCT event) FROM events WHERE event <> 'x'")
    assert re.match(r"1 rows of 10 read in [0-9.]+ s\n", ran.err)
    assert "there are more" in sql(data, "SELECT event FROM events", "--limit", 2).err


def test_the_forms_of_an_answer_agree(data: Path, tmp_path: Path) -> None:
    statement = json.loads(BODY)["sql"]
    assert sql(data, statement, "--json").json["rows"] == [[10]]
    assert sql(data, statement, "--csv").out == "n\r\n10\r\n"
    assert sql(data, statement, "--parquet", tmp_path / "n.parquet").code == 0
    assert pq.read_table(tmp_path / "n.parquet").to_pydict() == {"n": [10]}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        pytest.param(("SELECT 1", "--json", "--csv"), "one of --json, --csv and --parquet", id="two forms"),
        pytest.param(("DELETE FROM events",), "type DELETE", id="no select"),
        pytest.param(("SELECT 1", "--parquet", "/no/such/folder/f"), "cannot be written", id="no folder"),
        pytest.param(("SELECT evnt FROM events",), "SQL, line 1", id="mistake"),
    ],
)
def test_what_cannot_be_answered_is_said(data: Path, words: tuple[str, ...], says: str) -> None:
    ran = sql(data, *words)
    assert ran.code == 2
    assert says in ran.out + ran.err
