"""Technical health through the whole product: files imported, judged, replayed, and people forgotten."""

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app import shop
from commands import Ran, run
from hypercare.app import site
from hypercare.model.pseudonym import pseudonym

LAUNCH = (
    shop.LAUNCH
    + """\
stability:
  error_rate: {below: 2%, rollback: 20%, service: shop-api}
  crash_free_users: {above: 80%}
  crash_free_sessions: {above: 95%}
  latency: {route: POST /buy, under: 500 ms, for: 90%}
"""
)
BROKEN_DAY = 2
ANA = "device-ana-1"


def requests(days: range) -> Iterator[dict[str, Any]]:
    for day in days:
        bad = 150 if day == BROKEN_DAY else 4
        common = {"time": shop.at(day), "method": "POST", "route": "/buy", "service": "shop-api"}
        yield {**common, "status": 200, "duration_ms": 120, "count": 560}
        yield {**common, "status": 200, "duration_ms": 900, "count": 20}
        yield {**common, "status": 503, "duration_ms": 30, "count": bad}
        yield {**common, "status": 500, "service": "elsewhere", "count": 900}


def sessions(days: range) -> Iterator[dict[str, Any]]:
    for day in days:
        for number in range(60):
            own = {"id": f"s-{day}-{number}", "started": shop.at(day), "user": f"device-{number * 7 % 90}"}
            crashed = number < (20 if day == BROKEN_DAY else 0) or (day + number) % 151 == 0
            yield {**own, "state": "ok"}
            yield {**own, "state": "crashed" if crashed else "exited", "updated": shop.at(day, 9, 5)}


def bring(data: Path, kind: str, rows: Iterator[dict[str, Any]], name: str) -> Ran:
    file = data.parent / f"{name}.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return run("import", kind, file, "--data", data, "--json", clock=shop.DAY_70)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop whose service broke on day 2, judged on day 3 and day 45."""
    data = tmp_path_factory.mktemp("original") / "data"
    shop.declare(data, LAUNCH)
    shop.bring(data, shop.lines(range(-14, 71)))
    days = range(-14, 46)
    assert bring(data, "requests", requests(days), "requests").json["requests"] == 240
    assert bring(data, "sessions", sessions(days), "sessions").json["sessions"] == 7_200
    errors = ({"time": shop.at(day), "type": "E", "anon": f"device-{day}", "id": f"e-{day}"} for day in range(9))
    assert bring(data, "errors", errors, "errors").json["errors"] == 9
    site.close()
    return data


@pytest.fixture
def data(original: Path, tmp_path: Path) -> Iterator[Path]:
    yield Path(shutil.copytree(original, tmp_path / "data"))
    site.close()


def limits(document: Any) -> dict[tuple[str, str], str]:
    return {(each["limit"], each["window"]): each["code"] for each in document["stability"]}


def test_the_broken_day_is_harm_and_over_by_day_45(data: Path) -> None:
    third, later = shop.judged(data, "2026-03-05T12:00Z"), shop.judged(data, shop.DAY_45)
    assert third["recommendation"]["action"] == "PIVOT"
    assert {each["subject"] for each in third["harms"]} == {"error_rate"}
    assert third["criteria"][0]["state"] == "open"
    assert limits(third)["error_rate", "technical"] == "beyond_limit"
    assert [each for each in later["harms"] if each["kind"] == "stability"] == []
    found = {limit: code for (limit, window), code in limits(later).items() if window == "newest_weeks"}
    assert found == dict.fromkeys(
        ("error_rate", "crash_free_users", "crash_free_sessions", "latency POST /buy"), "within_limit"
    )
    assert later["criteria"][0]["state"] == "met"


def test_the_counts_are_those_of_the_files(data: Path) -> None:
    said = {(each["limit"], each["window"]): each["answer"] for each in shop.judged(data, shop.DAY_45)["stability"]}
    errors, sessions_read = said["error_rate", "technical"], said["crash_free_sessions", "technical"]
    assert (errors["counts"]["hits"], errors["counts"]["trials"]) == (14 * 4 + 150, 15 * 584 + 146)
    crashed = 20 + sum((day + number) % 151 == 0 and not (day == BROKEN_DAY and number < 20)
                       for day in range(15) for number in range(60))  # fmt: skip
    assert (sessions_read["counts"]["hits"], sessions_read["counts"]["trials"]) == (900 - crashed, 900)
    latency = said["latency POST /buy", "technical"]["counts"]
    assert (latency["hits"], latency["trials"]) == (errors["counts"]["trials"] - 15 * 20, errors["counts"]["trials"])


@pytest.mark.parametrize("loss", [False, True], ids=["from the facts", "from the stored states"])
def test_a_verdict_is_replayed_to_the_same_digits(data: Path, loss: bool) -> None:
    record = shop.judged(data, shop.DAY_45)["id"]
    bring(data, "requests", requests(range(46, 60)), "later")
    if loss:
        for file in (data / "lake" / "sessions").glob("*.parquet"):
            file.unlink()
    ran = run("replay", record, "--data", data, "--json")
    assert (ran.code, ran.json["same"], ran.json["source"]) == (0, True, "stored states" if loss else "facts")


@pytest.mark.parametrize("kind", ["requests", "sessions"])
def test_the_same_file_again_adds_nothing(data: Path, kind: str) -> None:
    rows = {"requests": requests, "sessions": sessions}[kind](range(-14, 46))
    again = bring(data, kind, rows, kind).json
    assert (again["lines"], again[kind], again["skipped_chunks"]) == (0, 0, again["chunks"])


def test_sessions_that_stand_in_another_file_too_count_once(data: Path) -> None:
    rows = list(sessions(range(3)))
    file = data.parent / "again.csv"
    with file.open("w", newline="") as out:
        table = csv.DictWriter(out, [*rows[0], "updated"], restval="")
        table.writeheader()
        table.writerows(rows)
    done = run("import", "sessions", file, "--data", data, "--json", clock=shop.DAY_70).json
    assert (done["lines"], done["sessions"], done["duplicates"]) == (360, 0, 360)


def test_columns_are_named_once_and_kept(data: Path) -> None:
    file = data.parent / "apm.csv"
    file.write_text(
        "when,what,took,ok\n2026-03-05 10:00:00,GET /cart,0.2,false\n2026-03-05 10:01:00,GET /cart,x,true\n"
    )
    given = ("--columns", "time=when,route=what,duration_s=took,failed=ok", "--timezone", "Asia/Jakarta")
    done = run("import", "requests", file, *given, "--data", data, "--json", clock=shop.DAY_70).json
    assert (done["requests"], done["rejected"]) == (1, {"health_invalid": 1})
    sql = "SELECT duration_us, failed, ts_event FROM requests WHERE route = 'GET /cart'"
    [row] = run("sql", sql, "--data", data, "--json").json["rows"]
    assert row == [200_000, False, "2026-03-05T03:00:00+00:00"]
    file.write_text("when,what,took,ok\n2026-03-06 10:00:00,GET /cart,0.2,false\n")
    assert run("import", "requests", file, "--data", data, "--json", clock=shop.DAY_70).json["requests"] == 1


def test_who_is_forgotten_leaves_errors_and_sessions(data: Path) -> None:
    row = {"id": "s-ana", "started": shop.at(3), "state": "crashed", "user": ANA}
    bring(data, "sessions", iter([row]), "ana")
    bring(
        data, "errors", iter([{"time": shop.at(3), "type": "E", "anon": ANA, "message": f"no file of {ANA}"}]), "hers"
    )
    bring(data, "errors", iter([{"time": shop.at(3), "type": "E", "message": f"no file of {ANA}"}]), "others")
    gone = run("forget", "--user", ANA, "--yes", "--data", data, "--json", clock=shop.DAY_70).json
    assert (gone["gone"]["errors"], gone["gone"]["sessions"], gone["blanked"]["errors"]) == (1, 1, 1)
    left = run(
        "sql", "SELECT count(*) FROM sessions WHERE did = '" + pseudonym(ANA) + "'", "--data", data, "--json"
    ).json
    assert left["rows"] == [[0]]
    again = bring(data, "sessions", iter([row]), "ana-again").json
    assert again["sessions"] == 0, "nobody comes back who was forgotten"
