"""The portfolio: every launch in one row, what is in trouble first; page, API and file say the same."""

import csv
import html
import io
import re
from collections.abc import Iterator
from typing import Any

import pytest

from hypercare.web.installation import here
from hypercare.web.ribbon import ribbon_of
from seeded import LAUNCH, demo
from web.visiting import Browser, site

COMING, FINISHED = "asuransi-kiriman", "jadwal-jemput"


def timeline(now: float, *, over: float = 91.0, gate: float = 32.25) -> dict[str, Any]:
    """A timeline with one gate, seen from a place."""
    ends = {"technical": 15.0, "product": 31.0, "outcome": over}
    phases = [{"phase": phase, "start_day": 0.0, "end_day": end} for phase, end in ends.items()]
    gates = [{"gate": "day 30", "kind": "day", "at": "2026-10-24T06:00:00+07:00", "at_day": gate}]
    return {"as_of_day": now, "phases": phases, "gates": gates, "reviews": []}


@pytest.mark.parametrize(("now", "over", "done", "current", "last"), [
    (-2.5, 91.0, [0, 0, 0], None, 90),
    (0.0, 91.0, [0, 0, 0], "technical", 90),
    (14.99, 91.0, [16.47, 0, 0], "technical", 90),
    (60.5, 91.0, [16.48, 17.58, 32.42], "outcome", 90),
    (60.5, 101.25, [14.81, 15.8, 29.14], "outcome", 101),
    (400.0, 91.0, [16.48, 17.58, 65.93], None, 90),
], ids=["before go-live", "its first instant", "the last of a phase", "day 60", "a long cycle", "over"])  # fmt: skip
def test_a_ribbon_fills_what_is_over(
    now: float, over: float, done: list[float], current: str | None, last: int
) -> None:
    ribbon = ribbon_of(timeline(now, over=over), [])
    assert [each.done for each in ribbon.stretches] == done
    assert [each.phase for each in ribbon.stretches if each.current] == ([current] if current else [])
    assert ribbon.last_day == last
    assert sum(each.width for each in ribbon.stretches) == pytest.approx(100, abs=0.02)


def test_a_ribbon_says_that_the_last_review_is_extended() -> None:
    says = {"id": "ritual-review-extended", "params": {"day": 90}}
    reviews = [{"day": 30, "extended": False, "says": {}}, {"day": 90, "extended": True, "says": says}]
    assert ribbon_of(timeline(3.0) | {"reviews": reviews}, []).extended == says
    assert ribbon_of(timeline(3.0), []).extended is None


@pytest.mark.parametrize(("word", "status"), [
    ("PASS", "ok"), ("FAIL", "bad"), ("HARM", "bad"), ("INVALID", "bad"), ("INCONCLUSIVE", "warn"),
    ("TOO_EARLY", "early"),
])  # fmt: skip
def test_a_gate_is_drawn_by_its_word(word: str, status: str) -> None:
    point = ribbon_of(timeline(60.5), [{"gate": "day 30", "word": word}]).points[0]
    assert (point.word, point.status) == (word, status)


def test_a_gate_that_was_not_looked_at_says_nothing() -> None:
    point = ribbon_of(timeline(60.5), []).points[0]
    assert (point.word, point.status) == (None, "none")


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    served = site(demo().copy(tmp_path_factory.mktemp("portfolio") / "data"), HYPERCARE_VISITORS="read-only")
    studio = here().studio
    visitor = served.browser()
    for _ in range(20):  # the first answer of a studio takes longer than a page waits
        found = visitor.get("/api/v1/launches").json()
        if not found["waiting"]:
            break
        for row in found["rows"]:
            visitor.get(f"/api/v1/launches/{row['launch']}")
    yield visitor
    studio.close()


def told(visitor: Browser, sort: str = "health") -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = visitor.get(f"/api/v1/launches?sort={sort}").json()["rows"]
    return rows


@pytest.mark.slow
def test_each_launch_says_where_it_stands(visitor: Browser) -> None:
    rows = {row["launch"]: row for row in told(visitor)}
    assert {name: row["day"] for name, row in rows.items()} == {COMING: -3, LAUNCH: 60, FINISHED: 234}
    assert [point["word"] for point in rows[LAUNCH]["ribbon"]["points"]] == ["FAIL", "TOO_EARLY"]
    assert (rows[LAUNCH]["health"]["word"], rows[LAUNCH]["recommended"]["action"]) == ("watch", "HOLD")
    assert rows[LAUNCH]["recommended"]["until"] == "2027-01-01T06:00:00+07:00"
    assert (rows[COMING]["recommended"], rows[COMING]["entrance"]["state"]) == (None, "fail")
    assert rows[COMING]["health"]["word"] == "bad"
    assert rows[COMING]["health"]["reason"] == rows[COMING]["entrance"]["says"]
    assert rows[FINISHED]["recommended"]["signed_by"] == "C. Dewi"
    assert rows[FINISHED]["ritual"] is None


@pytest.mark.slow
@pytest.mark.parametrize(("sort", "order"), [
    ("health", [COMING, LAUNCH, FINISHED]),
    ("launch", [COMING, LAUNCH, FINISHED]),
    ("-launch", [FINISHED, LAUNCH, COMING]),
    ("day", [COMING, LAUNCH, FINISHED]),
    ("ritual", [COMING, LAUNCH, FINISHED]),
    ("recommendation", [LAUNCH, FINISHED, COMING]),
])  # fmt: skip
def test_rows_stand_in_the_order_of_the_address(visitor: Browser, sort: str, order: list[str]) -> None:
    assert [row["launch"] for row in told(visitor, sort)] == order
    page = visitor.get(f"/?sort={sort}").text
    assert re.findall(r'class="row-link" href="/launches/([a-z-]+)"', page) == order
    assert page.count("aria-sort") == 1


@pytest.mark.slow
def test_an_unknown_order_is_refused(visitor: Browser) -> None:
    assert visitor.get("/?sort=secret").status_code == 400
    assert visitor.get("/api/v1/launches?sort=secret").status_code == 400


@pytest.mark.slow
@pytest.mark.parametrize(("language", "words"), [
    ("en", ["Portfolio", "Day 60 of 101", "Too early", "Not ready", "signed by C. Dewi"]),
    ("id", ["Portofolio", "Hari ke-60 dari 101", "Terlalu dini", "Belum siap", "ditandatangani C. Dewi"]),
])  # fmt: skip
def test_it_speaks_both_languages(visitor: Browser, language: str, words: list[str]) -> None:
    text = html.unescape(visitor.get("/", **{"accept-language": language}).text)
    assert [word for word in words if word not in text] == []


@pytest.mark.slow
def test_the_file_says_what_the_api_says(visitor: Browser) -> None:
    answer = visitor.get("/portfolio.csv?sort=launch")
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    for row, shown in zip(rows, told(visitor, "launch"), strict=True):
        assert (row["launch"], row["day"], row["health"]) == (
            shown["launch"],
            str(shown["day"]),
            shown["health"]["word"],
        )
        assert row["recommendation"] == (shown["recommended"]["action"] if shown["recommended"] else "")


@pytest.mark.slow
def test_without_a_launch_it_says_what_will_stand_there(tmp_path_factory: pytest.TempPathFactory) -> None:
    empty = site(tmp_path_factory.mktemp("nothing"), HYPERCARE_VISITORS="read-only").browser()
    text = empty.get("/").text
    assert "No launch is registered yet" in text
    assert "hypercare demo" in text
    assert "<table" not in text
