"""Activity, cohorts and paths through the door: on a file and on the lake, with their shapes."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from app import shop
from commands import run

NOW = "2026-12-31T23:59:59Z"
SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "schemas"
COHORTS = """\
cohorts:
  buyers: {did: bought}
  quick: {sequence: [opened, bought], within: 1 hour}
  never: {did_not: bought}
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("file") / "events.jsonl"
    path.write_text("\n".join(json.dumps(each) for each in shop.lines()))
    return path


@pytest.fixture(scope="module")
def data(file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("lake") / "data"
    assert run("import", "events", file, "--data", data, clock=NOW).code == 0
    return data


def asked(tmp_path: Path, data: Path, spec: str) -> Any:
    query = tmp_path / "query.yaml"
    query.write_text(spec)
    ran = run("query", query, "--data", data, "--json", clock=NOW)
    assert ran.code == 0, ran
    return ran.json


def fits(document: Any, name: str) -> None:
    Draft202012Validator(json.loads((SCHEMAS / f"{name}.json").read_text())).validate(document)


SPECS = {
    "activity": "activity: any\nper: month\nunit: user\ndetail: true\n",
    "activity of a cohort": f"activity: bought\nper: week\ndetail: true\nwhere: {{cohort.quick: true}}\n{COHORTS}",
    "activity by cohort": f"activity: opened\nper: day\nby: cohort.buyers\n{COHORTS}",
    "paths": "paths: {start: opened, depth: 8, within: 60 days, most: 1}\n",
    "paths of sides": "paths: {start: bought, direction: previous}\n"
    f"compare: {{buyers: {{where: {{cohort.buyers: true}}}}, rest: {{where: {{cohort.never: true}}}}}}\n{COHORTS}",
    "paths beside a metric": "count: ticket\npaths: {start: ticket, depth: 1}\n",
}  # fmt: skip


@pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)
def test_lake_and_file_agree(tmp_path: Path, file: Path, data: Path, spec: str) -> None:
    answers = [asked(tmp_path, place, spec) for place in (file, data)]
    parts = [(answer["answers"], answer.get("paths")) for answer in answers]
    assert parts[0] == parts[1]
    for each in parts[0][0]:
        if "detail" in each:
            fits(each["detail"], "activity.v1")
    for each in parts[0][1] or ():
        fits(each["paths"], "paths.v1")


def test_a_cohort_takes_apart_who_did_what(tmp_path: Path, file: Path) -> None:
    """Of 420 users two in three buy, all of them within the hour."""
    for name, units in (("buyers", 280), ("quick", 280), ("never", 140)):
        spec = f"funnel: [opened, bought]\nwithin: 1 day\nwhere: {{cohort.{name}: true}}\n{COHORTS}"
        assert asked(tmp_path, file, spec)["answers"][0]["answer"]["counts"]["units"] == units


def test_activity_in_detail_says_which_months_are_whole(tmp_path: Path, file: Path) -> None:
    """Facts go from 16 February to 11 May; asked at the end of the year."""
    (answer,) = asked(tmp_path, file, "activity: any\nfrom: 2026-02-16\nto: 2026-05-11\ndetail: true\n")["answers"]
    months = answer["detail"]["series"]["month"]
    assert [(each["from"], each["complete"]) for each in months] == [
        ("2026-02-01", False), ("2026-03-01", True), ("2026-04-01", True), ("2026-05-01", False),
    ]  # fmt: skip
    assert [each["from"] for each in answer["detail"]["stickiness"]] == ["2026-03-01", "2026-04-01"]
    used = {each["event"]: each["units"] for each in answer["detail"]["usage"]}
    assert (used["opened"], used["bought"]) == (420, 280)


def test_paths_alone_are_a_query(tmp_path: Path, file: Path) -> None:
    found = asked(tmp_path, file, "paths: {start: opened, depth: 1, within: 1 hour}\n")
    assert found["answers"] == []
    (each,) = found["paths"]
    (step,) = each["paths"]["steps"]
    assert (each["paths"]["units"], step["events"][0], step["ended"]) == (
        420, {"event": "bought", "units": 280, "share": pytest.approx(2 / 3)}, 140,
    )  # fmt: skip


SLIPS = {
    "too deep": ("paths: {start: opened, depth: 9}\n", "query.yaml:1: paths.depth"),
    "another way": ("paths: {start: opened, direction: up}\n", "paths.direction"),
    "no start": ("paths: {depth: 3}\n", "paths"),
    "nothing asked": ("from: 2026-02-02\n", "the file has no metrics, expected metrics, one metric alone, or paths"),
    "another period": ("activity: opened\nper: year\n", "per"),
}


@pytest.mark.parametrize(("spec", "says"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_refused_in_plain_words(tmp_path: Path, file: Path, spec: str, says: str) -> None:
    query = tmp_path / "query.yaml"
    query.write_text(spec)
    ran = run("query", query, "--data", file, clock=NOW)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
