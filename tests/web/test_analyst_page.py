"""The analyst's page: questions by address, answers with their charts, files of them, and who may ask what."""

import csv
import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pyarrow.parquet as pq
import pytest

from hypercare.app.sql.tables import TABLES
from hypercare.app.stored_questions import StoredQuestions
from hypercare.app.usecases.data.sql import SCHEMA
from hypercare.lake.rows import FACTS, SCHEMAS
from hypercare.lake.sql import SQL_TYPES
from hypercare.model.role import Role
from hypercare.web.asked import Asked
from hypercare.web.installation import here
from hypercare.web.pages.analyst.examples import STATEMENTS, launch_examples, spec_examples
from hypercare.web.pages.analyst.sql_figure import figure_of
from hypercare.web.person import Person
from seeded import demo
from web.visiting import Site, site

FUNNEL = "funnel: [bulk_opened, upload_submitted]\nwithin: 1 day\nunit: {account: company_id}\n"
SQL = "SELECT event, count(*) AS n FROM events GROUP BY ALL ORDER BY n DESC"


def test_the_tables_are_told_as_they_are() -> None:
    told = {table: {each.name: each.type for each in columns} for table, columns in TABLES.items()}
    for columns in told.values():
        columns.update({name: "TIMESTAMPTZ" for name, kind in columns.items() if kind.startswith("TIMESTAMP ")})
    assert told == {table: {each.name: SQL_TYPES[each.type] for each in SCHEMAS[table]} for table in FACTS}


def rows(*names_and_types: tuple[str, str], rows: list[list[Any]], truncated: str | None = None) -> dict[str, Any]:
    columns = [{"name": name, "type": kind} for name, kind in names_and_types]
    return {"schema": SCHEMA, "columns": columns, "rows": rows, "truncated": truncated}


TEXT, COUNT = ("event", "VARCHAR"), ("n", "BIGINT")
DRAWN = [
    pytest.param(rows(TEXT, COUNT, rows=[["a", 2], ["b", 1]]), ["a", "b"], id="names"),
    pytest.param(rows(("d", "DATE"), COUNT, rows=[["2026-09-01", 2], ["2026-09-02", 1]]), ["", ""], id="days"),
    pytest.param(rows(TEXT, COUNT, rows=[["a", 2]]), None, id="one row"),
    pytest.param(rows(TEXT, COUNT, rows=[["a", 2], ["a", 1]]), None, id="a name twice"),
    pytest.param(rows(TEXT, COUNT, rows=[["a", 2], ["b", None]]), None, id="no number"),
    pytest.param(rows(TEXT, COUNT, rows=[["a", 2], [None, 1]]), None, id="no name"),
    pytest.param(rows(COUNT, COUNT, rows=[[1, 2], [2, 1]]), None, id="numbers by numbers"),
    pytest.param(rows(TEXT, TEXT, rows=[["a", "b"], ["b", "c"]]), None, id="no column of numbers"),
    pytest.param(rows(TEXT, COUNT, rows=[["a", 2], ["b", 1]], truncated="rows"), None, id="cut"),
]


@pytest.mark.parametrize(("document", "names"), DRAWN)
def test_rows_are_drawn_where_they_can_be(document: dict[str, Any], names: list[str] | None) -> None:
    model = figure_of(document)
    assert (model and [point.name for point in model.series[0].points]) == names


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site(demo().copy(tmp_path_factory.mktemp("analyst") / "data"))


def get(served: Site, path: str, role: Role = Role.CONTRIBUTOR, **query: str) -> Any:
    return served.member(role).get(f"{path}?{urlencode(query)}" if query else path)


@pytest.mark.slow
def test_a_viewer_asks_a_query_by_address(served: Site) -> None:
    page = get(served, "/analyst", Role.VIEWER, spec=FUNNEL)
    assert page.status_code == 200
    assert "Bulk opened" in page.text
    assert "/analyst/answer.parquet?spec=funnel" in page.text
    assert page.headers["cache-control"] == "private, no-store"
    assert "/analyst/sql" not in page.text, "what is not for viewers is not offered to them"


@pytest.mark.slow
@pytest.mark.usefixtures("served")
def test_examples_are_about_a_launch_that_is_live() -> None:
    found = [each.text for each in spec_examples(Asked(Person(), here()))]
    assert not [text for text in found if "cover_offered" in text], "the insurance is not live yet"


@pytest.mark.slow
def test_every_example_is_answered(served: Site) -> None:
    asked = Asked(Person(), here())
    starts = [*spec_examples(asked), *(each for launch in launch_examples(asked) for each in launch.starts)]
    browser = served.member(Role.VIEWER)
    assert len(starts) > 12
    wrong = {each.text: page for each in starts if 'id="answer"' not in (page := browser.get(each.href).text)}
    assert list(wrong) == []


@pytest.mark.slow
def test_every_statement_is_answered(served: Site) -> None:
    for text in STATEMENTS.values():
        assert 'id="answer"' in get(served, "/analyst/sql", sql=text).text, text


@pytest.mark.slow
def test_mistakes_stand_at_their_lines(served: Site) -> None:
    page = get(served, "/analyst", spec="count: bought\nover: weak\ntimezone: Asia/Jakrta\n").text
    assert 'data-line="2"' in page
    assert "Did you mean week?" in page
    assert 'data-line="3"' in page
    page = get(served, "/analyst/sql", sql="SELECT\n evnt FROM events").text
    assert 'data-line="2"' in page
    assert "Did you mean event, ts_event, key?" in page


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/analyst/sql", "/analyst/sql/answer.csv"])
def test_sql_is_for_contributors(served: Site, path: str) -> None:
    assert get(served, path, Role.VIEWER, sql="SELECT 1").status_code == 403
    assert get(served, path, Role.CONTRIBUTOR, sql="SELECT 1").status_code == 200


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/analyst", "/analyst/answer.json", "/analyst/answer.csv", "/analyst/answer.parquet"])
def test_units_are_named_to_contributors_alone(served: Site, path: str) -> None:
    asked = FUNNEL + "units: true\nlimit: 3\n"
    refused = get(served, path, Role.VIEWER, spec=asked)
    assert "personal data" in refused.text
    assert 'id="answer"' not in refused.text
    assert "personal data" not in get(served, path, Role.CONTRIBUTOR, spec=asked).content.decode(errors="replace")


@pytest.mark.slow
def test_statements_are_led_to_their_tab(served: Site) -> None:
    answer = get(served, "/analyst", sql=SQL)
    assert answer.status_code == 302
    assert parse_qs(urlsplit(answer.headers["location"]).query) == {"sql": [SQL]}


@pytest.mark.slow
def test_a_question_is_kept_and_shared(served: Site) -> None:
    browser = served.member(Role.CONTRIBUTOR)
    kept = browser.post("/analyst", {"spec": FUNNEL.replace("\n", "\r\n")})
    address = kept.headers["location"]
    assert address.startswith("/analyst?q=")
    assert browser.post("/analyst", {"spec": FUNNEL}).headers["location"] == address, "one question has one address"
    page = get(served, address, Role.VIEWER)
    assert "bulk_opened" in page.text
    assert f"/analyst/answer.csv?{urlsplit(address).query}" in page.text
    assert urlsplit(address).query in browser.get("/analyst").text, "it is among the recent ones"
    statement = browser.post("/analyst/sql", {"sql": SQL}).headers["location"]
    digest = urlsplit(statement).query
    assert browser.get(f"/analyst?{digest}").headers["location"] == statement
    assert get(served, f"/analyst?{digest}", Role.VIEWER).status_code == 302
    assert get(served, statement, Role.VIEWER).status_code == 403


@pytest.mark.slow
def test_viewers_keep_nothing(served: Site) -> None:
    assert served.member(Role.VIEWER).post("/analyst", {"spec": FUNNEL}).status_code == 403


@pytest.mark.slow
def test_a_long_question_is_kept_by_itself(served: Site) -> None:
    page = get(served, "/analyst", spec=FUNNEL + "# " + "x" * 7000)
    assert "/analyst/answer.csv?q=" in page.text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("address", "status"),
    [
        pytest.param("/analyst?q=0123456789abcdef", 404, id="not kept"),
        pytest.param("/analyst?q=../../secret", 404, id="no digest"),
        pytest.param("/analyst/answer.exe?spec=count:%20a", 404, id="no such file"),
        pytest.param("/analyst/answer.csv", 400, id="no question"),
        pytest.param("/analyst/answer.csv?spec=count:", 422, id="a mistake"),
        pytest.param("/analyst/answer.png?spec=count:%20order_created", 404, id="nothing to draw"),
        pytest.param("/analyst/sql/answer.csv?sql=DROP%20VIEW%20events", 403, id="no select"),
    ],
)
def test_what_is_not_there_is_said(served: Site, address: str, status: int) -> None:
    assert get(served, address).status_code == status


@pytest.mark.slow
def test_answers_to_queries_are_taken_away(served: Site) -> None:
    document = get(served, "/analyst/answer.json", spec=FUNNEL).json()
    assert document["schema"] == "hypercare/query.v2"
    answer = get(served, "/analyst/answer.csv", spec=FUNNEL)
    assert answer.headers["content-disposition"] == 'attachment; filename="hypercare-answer.csv"'
    assert answer.headers["cache-control"] == "no-store"
    [first, *_] = csv.DictReader(io.StringIO(answer.text))
    assert float(first["value"]) == document["answers"][0]["answer"]["value"]
    table = pq.read_table(io.BytesIO(get(served, "/analyst/answer.parquet", spec=FUNNEL).content))
    assert table["value"][0].as_py() == document["answers"][0]["answer"]["value"]
    assert [each for each in table["name"].to_pylist() if each] == ["bulk_opened", "upload_submitted"]
    assert get(served, "/analyst/answer.png", spec=FUNNEL).content.startswith(b"\x89PNG")
    drawn = get(served, "/analyst/answer.svg", spec=FUNNEL, theme="dark", lang="id")
    assert drawn.text.startswith("<svg")


@pytest.mark.slow
def test_rows_are_taken_away(served: Site) -> None:
    statement = "SELECT '=1+1' AS formula, count(*) AS n FROM events UNION ALL SELECT 'b', 2"
    answer = get(served, "/analyst/sql/answer.csv", sql=statement)
    assert min(csv.reader(io.StringIO(answer.text)))[0] == "'=1+1"
    assert answer.headers["cache-control"] == "no-store"
    table = pq.read_table(io.BytesIO(get(served, "/analyst/sql/answer.parquet", sql=statement).content))
    assert sorted(table["formula"].to_pylist()) == ["=1+1", "b"]
    assert get(served, "/analyst/sql/answer.json", sql=statement).json()["schema"] == SCHEMA
    assert get(served, "/analyst/sql/answer.png", sql=SQL).content.startswith(b"\x89PNG")


@pytest.mark.slow
def test_hostile_rows_are_text(served: Site) -> None:
    page = get(served, "/analyst/sql", sql="SELECT '<script>alert(1)</script>' AS \"<b>x</b>\", '\u202egnp'").text
    assert "<script>alert" not in page
    assert "<b>x" not in page
    assert "\u202e" not in page.replace("sql=", "")[page.index('id="answer"') :]


def test_a_kept_file_that_was_changed_is_none(tmp_path: Path) -> None:
    kept = StoredQuestions(tmp_path)
    question = kept.keep("sql", "SELECT 1", by="ani", at=datetime(2026, 9, 1, tzinfo=UTC))
    path = tmp_path / f"{question.digest}.json"
    path.write_text(path.read_text().replace("SELECT 1", "SELECT 2"))
    assert kept.recent("sql", 5) == []
