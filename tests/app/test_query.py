"""Ad hoc questions: the page's examples, and the same answers on the lake and on a file, for every kind of metric."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from app import shop
from app.running import keeps
from commands import run
from hypercare.model.metrics import METRIC_KINDS
from seeded import demo

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "query.md").read_text()
EVENTS = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)[0]
EXAMPLES = re.findall(r"```yaml\n(.*?)```\n\n```text\n(.*?)```", PAGE, re.DOTALL)
NOW = "2026-12-31T23:59:59Z"
KINDS = {
    "funnel": "funnel: [opened, bought]\nwithin: 1 day",
    "ratio": "ratio: [bought, opened]",
    "rate": "rate: ticket\nper: 1000 active users",
    "count": "count: bought",
    "mean": "mean: {event: bought, of: amount}",
    "activity": "activity: opened\nper: week",
    "cycle": "cycle: {event: bought, at_least: 1, every: calendar month}\nfrom: 2026-03-02",
    "retention": "retention: {event: seen, brackets: [0-6, 7-13]}",
}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Events with keys of their own, each line twice, and who is who."""
    path = tmp_path_factory.mktemp("file") / "events.jsonl"
    rows = [json.dumps({**each, "key": f"k-{number}"}) for number, each in enumerate(shop.lines(users=range(600)))]
    path.write_text("\n".join([*rows, *rows]))
    return path


@pytest.fixture(scope="module")
def data(file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("lake") / "data"
    assert run("import", "events", file, "--data", data, clock=NOW).code == 0
    return data


@pytest.mark.parametrize(("spec", "says"), EXAMPLES, ids=[spec.partition("\n")[0] for spec, _ in EXAMPLES])
@pytest.mark.parametrize("place", ["file", "lake"])
def test_an_example_of_the_page_gives_its_answer(tmp_path: Path, place: str, spec: str, says: str) -> None:
    query, events = tmp_path / "query.yaml", tmp_path / "events.jsonl"
    query.write_text(spec)
    events.write_text(EVENTS)
    if place == "lake":
        assert run("import", "events", events, "--data", tmp_path / "data", clock=NOW).code == 0
    ran = run("query", query, "--data", tmp_path / "data" if place == "lake" else events, clock=NOW)
    assert (ran.code, ran.out) == (0, says)


def test_every_cell_of_a_retention_is_answered(tmp_path: Path, data: Path) -> None:
    grids = {
        "brackets: [0-6, 7-13]": ["0-6", "7-13"],
        "by: cadence, at: [30, 60]": ["30", "60"],
        "by: rolling, period: week, at: [1, 2, 3]": ["1", "2", "3"],
    }
    for grid, expected in grids.items():
        answers = asked(tmp_path, f"retention: {{event: seen, {grid}}}\n", data)["answers"]
        assert [each["cell"] for each in answers] == expected


def test_the_page_has_an_example_of_every_kind() -> None:
    assert [kind for kind in METRIC_KINDS if not any(f"{kind}:" in spec for spec, _ in EXAMPLES)] == []
    assert KINDS.keys() == METRIC_KINDS.keys()


def asked(tmp_path: Path, spec: str, data: Path, *options: str) -> Any:
    query = tmp_path / "query.yaml"
    query.write_text(spec)
    ran = run("query", query, "--data", data, "--json", *options, clock=NOW)
    assert ran.code == 0, ran
    return ran.json


@pytest.mark.parametrize("more", ["", "where: {platform: ios}", "from: 2026-03-09\nto: 2026-03-20", "unit: device"])
@pytest.mark.parametrize("as_of", ["2026-03-15", "2026-12-31"])
@pytest.mark.parametrize("kind", KINDS)
def test_lake_and_file_agree(tmp_path: Path, file: Path, data: Path, kind: str, as_of: str, more: str) -> None:
    if (kind, more) in {("cycle", "from: 2026-03-09\nto: 2026-03-20"), ("rate", "unit: device")}:
        more = "timezone: Asia/Jakarta"
    spec = f"{KINDS[kind]}\n{more}\n"
    on_lake, on_file = (asked(tmp_path, spec, place, "--as-of", as_of) for place in (data, file))
    assert on_lake["answers"] == on_file["answers"]
    assert on_lake["answers"][0]["answer"]["counts"]["units"] or more == "unit: device"


def test_they_agree_on_the_users_of_a_device(tmp_path: Path, file: Path, data: Path) -> None:
    spec = "retention: {event: seen, brackets: [0-27], members: 1}\nunit: device\ndetail: true"
    on_lake, on_file = (asked(tmp_path, spec, place, "--as-of", NOW)["answers"] for place in (data, file))
    assert on_lake == on_file
    assert on_lake[0]["answer"]["counts"]["units"]


def test_they_agree_on_who_is_who_and_since_when(tmp_path: Path) -> None:
    """Mixpanel's export says on day 20 which devices are users. Asked as of before, they are units of their own."""
    mixed, data = tmp_path / "mixed.jsonl", tmp_path / "data"
    rows = [
        {"event": "opened", "properties": {"time": _seconds(day), "distinct_id": who, "$insert_id": f"i{number}"}}
        for number, (day, who) in enumerate([(1, "d-0"), (2, "u-1"), (3, "d-10"), (4, "u-11"), (5, "u-99")])
    ]
    mixed.write_text("".join(json.dumps(row) + "\n" for row in [*rows, *shop.merges(known_on_day=20)]))
    assert run("import", "events", mixed, "--data", data, clock=NOW).code == 0
    for as_of, units in (("2026-03-15", 5), ("2026-12-31", 3)):
        for place in (mixed, data):
            found = asked(tmp_path, "count: opened\nfrom: 2026-03-01\n", place, "--as-of", as_of)
            assert found["answers"][0]["answer"]["counts"]["units"] == units, (as_of, place)


def _seconds(day: int) -> int:
    return int(shop.LIVE.timestamp()) + day * 86_400


def test_a_bare_date_is_read_in_the_zone_of_the_query(tmp_path: Path, file: Path) -> None:
    said = asked(tmp_path, "count: opened\ntimezone: Asia/Jakarta\n", file, "--as-of", "2026-03-15")
    assert said["answers"][0]["as_of"] == "2026-03-15T23:59:59.999999+07:00"


def test_as_of_of_the_command_goes_before_the_file_s(tmp_path: Path, file: Path) -> None:
    spec = "count: opened\nas_of: 2026-03-04T00:00\n"
    counts = [
        asked(tmp_path, spec, file, *options)["answers"][0]["answer"]["value"]
        for options in ([], ["--as-of", "2026-12-31"])
    ]
    assert counts == [2 * 20, 600]


def test_rows_that_cannot_be_read_are_counted(tmp_path: Path, file: Path) -> None:
    untidy = tmp_path / "untidy.jsonl"
    untidy.write_text(file.read_text() + '\nnonsense\n{"event": "opened"}\n')
    rejected = asked(tmp_path, "count: opened\n", untidy)["read"]["rejected"]
    assert [(each["reason"], each["rows"]) for each in rejected] == [("invalid_json", 1), ("time_missing", 1)]
    said = run("query", tmp_path / "query.yaml", "--data", untidy).err.splitlines()
    assert said[0].startswith("1 row was left out (invalid_json): row ")


def test_it_says_how_long_it_took(tmp_path: Path, data: Path) -> None:
    timing = asked(tmp_path, "metrics: {a: {count: opened}, b: {count: bought}}\n", data)["timing"]
    assert 0 < timing["open_seconds"] < timing["seconds"] < 60
    assert len(timing["answers"]) == 2
    assert timing["open_seconds"] + sum(timing["answers"]) <= timing["seconds"] + 0.001


def test_every_mistake_is_reported_with_its_line(tmp_path: Path, data: Path) -> None:
    query = tmp_path / "query.yaml"
    query.write_text("metrics:\n  a: {funel: [x, y], within: 1 day}\n  b: {count: x}\nunt: user\nfrom: tomorrow\n")
    ran = run("query", query, "--data", data)
    assert (ran.code, ran.out) == (2, "")
    assert [line.split(":")[1] for line in ran.err.splitlines()] == ["2", "4", "5"]
    assert all(line.startswith(str(query)) for line in ran.err.splitlines())


@pytest.mark.parametrize(
    ("content", "says"),
    [("", "there is no event in the file"), ("nonsense\n", "No event in the first"), (None, "No such file")],
    ids=["empty", "nonsense", "missing"],
)
def test_a_file_without_events_is_named(tmp_path: Path, content: str | None, says: str) -> None:
    query, events = tmp_path / "query.yaml", tmp_path / "events.jsonl"
    query.write_text("count: x\n")
    if content is not None:
        events.write_text(content)
    ran = run("query", query, "--data", events)
    assert ran.code == 2
    assert says in ran.err or "holds no lines" in ran.err
    assert "Traceback" not in ran.err


def test_an_empty_lake_has_no_answer_but_an_insufficient_one(tmp_path: Path) -> None:
    assert run("drain", "--data", tmp_path).code == 0
    found = asked(tmp_path, "funnel: [a, b]\nwithin: 1 day\n", tmp_path)
    assert found["answers"][0]["answer"]["kind"] == "insufficient"


def test_events_that_never_came_are_named_with_the_nearest(tmp_path: Path, file: Path, data: Path) -> None:
    spec = "funnel: [opened, bougth]\nwithin: 1 day\ncohorts: {old: {did: zzz}}\nwhere: {cohort.old: false}\n"
    for place in (file, data):
        found = asked(tmp_path, spec, place)["read"]["unseen"]
        assert found == [{"event": "bougth", "nearest": ["bought"]}, {"event": "zzz", "nearest": []}]
    ran = run("query", tmp_path / "query.yaml", "--data", file, clock=NOW)
    assert "There is no event bougth. Nearest: bought" in ran.err


def test_events_of_nobody_are_counted(tmp_path: Path) -> None:
    events, data = tmp_path / "events.jsonl", tmp_path / "data"
    owned = '{"event": "opened", "time": "2026-09-01T09:00:00Z", "user": "ani", "groups": {"company": "acme"}}'
    events.write_text(f"{owned}\n{EVENTS}")
    assert run("import", "events", events, "--data", data, clock=NOW).code == 0
    for place in (events, data):
        read = asked(tmp_path, "count: opened\nunit: {account: company}\n", place)["read"]
        assert (read["unowned"], read["events"]) == (
            [{"unit": {"kind": "account", "key": "company"}, "events": 10}], 11,
        )  # fmt: skip
        assert asked(tmp_path, "count: opened\n", place)["read"]["unowned"] == []


def test_a_file_that_ended_long_ago_says_so(tmp_path: Path) -> None:
    query, events = tmp_path / "query.yaml", tmp_path / "events.jsonl"
    query.write_text("count: opened\n")
    events.write_text(EVENTS)
    at = "2026-10-20T08:00:00+00:00"
    assert f"--as-of {at}" in run("query", query, "--data", events, clock=NOW).err
    assert "--as-of" not in run("query", query, "--data", events, "--as-of", at, clock=NOW).err


def test_the_demo_answers_a_question_at_once(tmp_path: Path) -> None:
    spec = "funnel: [bulk_opened, upload_submitted]\nwithin: 1 day\nunit: {account: company_id}\n"
    asked(tmp_path, spec, demo().data)
    assert keeps(2, lambda: float(asked(tmp_path, spec, demo().data)["timing"]["seconds"]))


def test_every_cycle_of_the_days_is_told(tmp_path: Path) -> None:
    file = tmp_path / "bought.jsonl"
    days = {"2026-03": 3, "2026-04": 2, "2026-05": 4}
    rows = [
        {"event": "bought", "time": f"{month}-0{day}T09:00:00Z", "user": "ani"}
        for month, count in days.items()
        for day in range(1, count + 1)
    ]
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    spec = "cycle: {event: bought, at_least: 3, every: calendar month}\nfrom: 2026-03-01\nto: 2026-05-31\ndetail: true"
    found = asked(tmp_path, spec, file, "--as-of", "2026-07-01")
    [answer] = found["answers"]
    assert answer["answer"]["counts"]["hits"] == 1, "the answer is that of the first"
    assert [cycle["reached"] for cycle in answer["detail"]["cycles"]] == [1, 0, 1]
