"""Every JSON document that the command line prints has its schema, and fits it."""

import json
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource

from commands import Ran, run
from hypercare.app.documents.texts import with_words
from hypercare.app.house import House
from hypercare.app.looks import Moment
from hypercare.app.metric_answers import Wanted
from hypercare.app.settings import read_settings
from hypercare.app.usecases.acts.timeline import timeline
from hypercare.app.usecases.judging.looking import look
from hypercare.app.usecases.judging.metric_detail import metric_detail
from hypercare.declare.specs.query_parts import Breakdown
from seeded import LAUNCH, demo

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "schemas"
SCHEMAS = {path.stem: json.loads(path.read_text()) for path in sorted(FOLDER.glob("*.json"))}
REGISTRY: Registry[Any] = Registry().with_resources(
    (f"{name}.json", Resource.from_contents(schema)) for name, schema in SCHEMAS.items()
)
FORMATS = FormatChecker(formats=())


@FORMATS.checks("date-time", raises=ValueError)
def is_instant(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


@FORMATS.checks("date", raises=ValueError)
def is_date(value: object) -> bool:
    return not isinstance(value, str) or bool(datetime.strptime(value, "%Y-%m-%d"))  # noqa: DTZ007  a date has no zone


def fits(document: Any, name: str) -> None:
    Draft202012Validator(SCHEMAS[name], registry=REGISTRY, format_checker=FORMATS).validate(document)


def printed(*words: object, schema: str, code: int = 0, **environment: str) -> Any:
    """What a verb prints, held to its schema."""
    ran = run(*words, "--json", **environment)
    assert ran.code == code, ran
    assert ran.err == ""
    assert ran.json.get("schema", f"hypercare/{schema}") == f"hypercare/{schema}"
    fits(ran.json, schema)
    return ran.json


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo().copy(tmp_path_factory.mktemp("schemas") / "data")


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("events") / "events.jsonl"
    path.write_text(
        '{"event": "opened", "time": "2026-09-22T09:00:00Z", "user": "u-1", "flags": {"f": "on"}, "lib": "web 1"}\n'
        '{"event": "opened", "time": "2026-09-22T09:00:00"}\n'
        "not JSON\n"
    )
    return path


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_sound_strict_and_described(name: str) -> None:
    schema = SCHEMAS[name]
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"{name}.json"
    for node in _objects(schema):
        if node.get("type") == "object":
            assert "additionalProperties" in node
            for key, value in node.get("properties", {}).items():
                assert "$ref" in value or "const" in value or value["description"], key


def _objects(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from _objects(value)
    if isinstance(node, list):
        for value in node:
            yield from _objects(value)


def test_a_part_has_the_same_shape_wherever_it_stands() -> None:
    parts: dict[str, Any] = {}
    for name, schema in SCHEMAS.items():
        for part, shape in schema.get("$defs", {}).items():
            assert parts.setdefault(part, shape) == shape, f"{part} in {name}"


def test_every_document_is_listed() -> None:
    text = (FOLDER.parent / "json.md").read_text()
    assert [name for name in SCHEMAS if f"(schemas/{name}.json)" not in text] == []


def test_lapsed(data: Path) -> None:
    found = printed("lapsed", LAUNCH, "--as-of", "2026-11-21T12:00", "--limit", 5, "--data", data, schema="lapsed.v1")
    assert (len(found["units"]), found["left_out"]) == (5, found["lapsed"] - 5)
    told = run("lapsed", LAUNCH, "--as-of", "2026-11-21T12:00", "--limit", 5, "--data", data)
    assert "as of 2026-11-21 12:00 WIB" in told.out


def test_nobody_has_lapsed_by_a_day_that_nobody_knows(data: Path) -> None:
    found = printed("lapsed", LAUNCH, "--as-of", "2031-01-01", "--data", data, schema="lapsed.v1")
    assert 0 < found["lapsed"] < found["told"]
    assert found["as_of"] < "2027-02"
    assert "is yet to come" in run("lapsed", LAUNCH, "--as-of", "2031-01-01", "--data", data).err
    before = run("lapsed", LAUNCH, "--as-of", "2026-09-01", "--data", data)
    assert before.out.startswith("Of nobody it can be told yet")


@pytest.mark.parametrize("verb", [("outcome",), ("antipatterns",), ("exit", "show")], ids=" ".join)
def test_a_day_yet_to_come_is_answered_by_the_last_that_is_known(data: Path, verb: tuple[str, ...]) -> None:
    assert "is yet to come" in run(*verb, LAUNCH, "--as-of", "2031-01-01", "--data", data).err
    assert run(*verb, LAUNCH, "--as-of", "2026-11-21T12:00", "--data", data).err == ""


def test_demo() -> None:
    fits(demo().ran.json, "demo.v1")


@pytest.mark.parametrize(
    ("as_of", "code"),
    [("2026-09-01", 4), ("2026-10-10", 4), ("2026-10-25", 1), ("2027-01-02", 1)],
    ids=["before go-live", "too early", "one gate", "all gates"],
)
def test_verdict(data: Path, as_of: str, code: int) -> None:
    printed("verdict", LAUNCH, "--as-of", as_of, "--data", data, schema="verdict.v1", code=code)


@pytest.mark.parametrize("launch", [LAUNCH, "jadwal-jemput", "asuransi-kiriman"])
def test_look(data: Path, launch: str) -> None:
    house = House(read_settings({"HYPERCARE_CLOCK": "2026-11-21T12:00+07:00"}, data=data))
    fits(with_words(look(house, launch, Moment()), "id"), "look.v1")


def test_launchbench() -> None:
    words = ("launchbench", "--launches", "2", "--scenario", "tiny_b2b_good", "--seed", "schemas")
    told = printed(*words, "--processes", "1", schema="launchbench.v1")
    assert told["total"]["launches"] == told["total"]["good"] == 2


@pytest.mark.slow
def test_launchbench_on_two_processes_says_the_same() -> None:
    words = ("launchbench", "--launches", "2", "--scenario", "zone_shift", "--seed", "schemas", "--largest", "30")
    alone, together = (printed(*words, "--processes", count, schema="launchbench.v1") for count in ("1", "2"))
    assert alone == together


def test_verdicts_explain_replay_audit(data: Path) -> None:
    record = printed("verdict", LAUNCH, "--as-of", "2026-10-26", "--data", data, schema="verdict.v1", code=1)["id"]
    found = printed("verdicts", LAUNCH, "--data", data, schema="verdicts.v1")["verdicts"]
    assert found[0]["id"] == record
    assert {each["kind"] for each in found} == {"verdict", "issue"}
    printed("replay", record, "--data", data, schema="replay.v1")
    for metric in ("completion", "insurance_ctr", "pro_accounts", "tickets"):
        printed("explain", LAUNCH, metric, "--data", data, schema="explain.v1")
    assert printed("audit", "--data", data, schema="audit.v1")["ok"]
    unknown = printed("audit", "--head", "0" * 63 + "1", "--data", data, schema="audit.v1", code=1)
    assert (unknown["ok"], unknown["first_broken"]) == (False, None)
    assert "it is not a head that this installation printed" in unknown["says"]["text"]


def test_marks_and_readiness(data: Path) -> None:
    made = printed(
        "mark", LAUNCH, "flag", "On for all", "--link", "https://example.com", "--data", data, schema="mark.v1"
    )
    printed("unmark", made["mark"]["id"], "--data", data, schema="mark.v1")
    printed("marks", LAUNCH, "--data", data, schema="marks.v1")
    printed("ready", "asuransi-kiriman", "--as-of", "2026-11-21", "--data", data, schema="entrance.v2", code=1)
    printed("ready", LAUNCH, "--as-of", "2026-11-21", "--data", data, schema="entrance.v2")
    printed(
        "verify-tracking", "asuransi-kiriman", "--as-of", "2026-11-21", "--data", data, schema="tracking.v1", code=1
    )
    printed("verify-tracking", LAUNCH, "--as-of", "2026-11-21T12:00", "--data", data, schema="tracking.v1")


@pytest.mark.parametrize("as_of", ["2026-09-01", "2026-10-22", "2026-11-21", "2026-12-21", "2027-01-02"])
def test_outcome(data: Path, as_of: str) -> None:
    found = printed("outcome", LAUNCH, "--as-of", as_of, "--data", data, schema="outcome.v1")
    assert (found["launch"], len(found["gates"])) == (LAUNCH, 2)


@pytest.mark.parametrize("launch", ["jadwal-jemput", "asuransi-kiriman"])
def test_outcome_of_a_launch_that_is_over_and_one_that_is_to_come(data: Path, launch: str) -> None:
    assert printed("outcome", launch, "--data", data, schema="outcome.v1")["says"]


def test_antipatterns(data: Path) -> None:
    found = printed("antipatterns", LAUNCH, "--as-of", "2026-11-21", "--data", data, schema="antipatterns.v1", code=1)
    assert found["state"] == "found"
    assert {each["check"] for each in found["checks"]} >= {"ANTI-MIRAGE", "ANTI-LAUNCH-AND-FORGET"}


def test_probes(tmp_path: Path) -> None:
    """Of addresses that must not be asked: nothing leaves this machine."""
    file = tmp_path / "l.yaml"
    text = (demo().data / "launches" / f"{LAUNCH}.yaml").read_text()
    file.write_text(text.replace("https://example.com/bulk", "https://127.0.0.1/bulk"))
    assert run("launch", "add", file, "--data", tmp_path / "data").code == 0
    found = printed("probe", LAUNCH, "--data", tmp_path / "data", schema="probe.v1", code=1)
    assert [each["failure"] for each in found["probes"]] == ["private"]


def test_acts_and_incidents(data: Path) -> None:
    where = {"data": str(data), "clock": "2026-11-21T12:00+07:00"}
    cover = "asuransi-kiriman"
    why = ("--reason", "the desk knows it by heart", "--until", "2026-12-01")
    printed("waive", cover, "support/guide", *why, schema="entrance-act.v1", **where)
    printed("unwaive", cover, "support/guide", schema="entrance-act.v1", **where)
    printed("acknowledge", LAUNCH, "--by", "lestari@example.com", schema="entrance-act.v1", **where)
    printed("check", LAUNCH, "sanity/labels print from a bulk file", schema="entrance-act.v1", **where)
    printed("incident", "list", cover, schema="incidents.v1", **where)
    printed("drill", cover, schema="incident.v1", **where)
    made = printed("incident", "open", cover, "Premiums are wrong", schema="incident.v1", **where)["incident"]["id"]
    printed("incident", "ack", made, "--owner", "J. Saputra", schema="incident.v1", **where)
    printed("incident", "raise", made, schema="incident.v1", **where)
    printed("incident", "mitigate", made, schema="incident.v1", **where)
    printed("incident", "resolve", made, "--note", "the rate was mended", schema="incident.v1", **where)
    assert printed("incident", "list", cover, schema="incidents.v1", **where)["mttr_minutes"] == 0.0


@pytest.mark.parametrize("launch", [LAUNCH, "jadwal-jemput", "asuransi-kiriman"])
def test_timeline(launch: str) -> None:
    house = House(read_settings({}, data=demo().data))
    fits(with_words(timeline(house, launch, datetime.fromisoformat("2026-11-21T12:00+07:00")), "id"), "timeline.v1")


def test_forget(data: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(data, tmp_path / "copy"))
    user = run("export", "events", "--data", copy).out.partition("\n")[0]
    who = ("--user", json.loads(user)["user"], "--account", "company_id=acme", "--data", copy)
    assert not printed("forget", *who, schema="forget.v1")["done"]
    assert printed("forget", *who, "--yes", "--reason", "request 17", schema="forget.v1")["done"]
    assert printed("forget", "--list", "--data", copy, schema="erasures.v1")["erasures"]


def test_who(data: Path) -> None:
    people = printed("who", "--data", data, schema="who.v1")
    assert people["keys"] == []
    printed("who", "nobody", "--data", data, schema="who.v1")


def test_clean(data: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(data, tmp_path / "copy"))
    assert printed("clean", "--data", copy, schema="clean.v1")["tables"] == []
    assert printed("clean", "--data", copy, schema="clean.v1", keep_events="1", clock="2027-06-01")["record"]


def test_an_audit_of_nothing(tmp_path: Path) -> None:
    House(read_settings({}, data=tmp_path)).create()
    found = printed("audit", "--data", tmp_path, schema="audit.v1")
    assert (found["length"], found["says"]["text"]) == (0, "Nothing was recorded yet.")


def test_a_replay_from_stored_states(data: Path, tmp_path: Path) -> None:
    elsewhere = demo().copy(tmp_path / "data")
    record = run("verdicts", LAUNCH, "--json", "--data", elsewhere).json["verdicts"][0]["id"]
    for path in (elsewhere / "lake" / "events").glob("*.parquet"):
        path.unlink()
    assert printed("replay", record, "--data", elsewhere, schema="replay.v1")["source"] == "stored states"


@pytest.mark.parametrize(
    "spec",
    [
        "funnel: [bulk_opened, upload_submitted]\nwithin: 1 day",
        "count: order_created",
        "ratio: [insurance_clicked, insurance_viewed]",
        "mean: {event: order_created, of: amount}",
        "rate: support_ticket\nper: 1000 active accounts",
        "cycle: {event: order_created, at_least: 60, every: calendar quarter}",
        "retention: {event: order_created, brackets: [0-30, 31-60]}",
        "funnel: [nobody, does_this]\nwithin: 1 day",
    ],
    ids=["funnel", "count", "ratio", "mean", "rate", "cycle", "retention", "nothing"],
)
def test_query(data: Path, tmp_path: Path, spec: str) -> None:
    path = tmp_path / "query.yaml"
    path.write_text(f"{spec}\nunit: {{account: company_id}}\nfrom: 2026-09-22\n")
    printed("query", path, "--data", data, schema="query.v2")
    path.write_text(f"{spec}\nunit: {{account: company_id}}\nfrom: 2026-09-22\nby: platform\ndetail: true\n")
    found = printed("query", path, "--units", "--data", data, schema="query.v2")
    assert ("detail" in found["answers"][0]) is (found["answers"][0]["kind"] in {"funnel", "cycle", "retention"})


def test_the_exit(data: Path) -> None:
    over, open_still = "2027-01-01T12:00+07:00", "2026-11-21"
    place = ("--data", data)
    assert printed("exit", "show", LAUNCH, *place, schema="exit.v1", clock=over)["state"] == "ready"
    printed("exit", "show", LAUNCH, *place, schema="exit.v1", clock=open_still, code=4)
    words = ("--peak", "harbolnas", "--reason", "It is small.", "--by", "dewi@example.com")
    act = printed("exit", "accept-peak", LAUNCH, *words, *place, schema="outcome-act.v1", clock=open_still)["act"]
    taken = ("exit", "revoke", LAUNCH, act["record"], "--reason", "Not so.", "--by", "dewi@example.com")
    assert printed(*taken, *place, schema="outcome-act.v1", clock=over)["act"]["revoked"]["reason"] == "Not so."
    words = ("--ground", "page_views", "--commitment", "Open it to all; Putri; 2027-02-01")
    signing = ("sign", LAUNCH, "--action", "scale", "--by", "dewi@example.com", *words, *place)
    printed(*signing, schema="decision.v1", clock=over)
    (decision,) = printed("decisions", LAUNCH, *place, schema="decisions.v1", clock=over)["decisions"]
    assert (decision["superseded_by"], len(decision["signatures"])) == (None, 1)
    (promised,) = printed("commitments", LAUNCH, *place, schema="commitments.v1", clock=over)["commitments"]
    ended = printed("commitments", LAUNCH, "done", promised["id"], *place, schema="commitment.v1", clock=over)
    assert ended["commitment"]["state"] == "done"
    made = ("commitments", LAUNCH, "add", "Mend the CSV header", "--owner", "B. Santoso", "--due", "2027-02-01")
    printed(*made, *place, schema="commitment.v1", clock=over)


def test_sql(data: Path) -> None:
    printed("sql", "SELECT event, ts_event, key, props, own_key, [1, 2.5] FROM events", "--data", data, schema="sql.v1")
    printed("sql", "SELECT 1 WHERE false", "--data", data, schema="sql.v1")


def test_query_of_everything(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "query.yaml"
    path.write_text(
        "metrics:\n"
        "  done: {funnel: [bulk_opened, upload_submitted], within: 1 day}\n"
        "  active: {activity: bulk_opened, per: week}\n"
        "paths: {start: bulk_opened}\n"
        "unit: {account: company_id}\n"
        "from: 2026-09-22\n"
        "over: month\n"
        "drop_off: true\n"
        "properties: [platform]\n"
        "detail: true\n"
        "compare: {early: {to: 2026-10-10}, late: {from: 2026-10-11}}\n"
    )
    found = printed("query", path, "--units", "--data", data, schema="query.v2")
    assert len(found["answers"]) == 4
    assert len(found["comparisons"]) == 2
    assert len(found["paths"]) == 2


@pytest.mark.parametrize("metric", ["completion", "pro_accounts", "insurance_ctr"])
def test_metric_detail(data: Path, metric: str) -> None:
    house = House(read_settings({"HYPERCARE_CLOCK": "2026-11-21T12:00+07:00"}, data=data))
    wanted = Wanted(by=Breakdown("platform"), detail=True, drop_off=True)
    fits(with_words(metric_detail(house, LAUNCH, metric, Moment(), wanted=wanted), "id"), "metric-detail.v1")


def test_facts(tmp_path: Path, events: Path) -> None:
    data = tmp_path / "data"
    assert printed("import", "events", events, "--data", data, schema="import.v1")["rejected"] == {
        "invalid_json": 1,
        "time_invalid": 1,
    }
    assert printed("events", "--data", data, schema="events.v1")["events"][0]["flags"] == {"f": "on"}
    counted = printed("events", "--count", "--by", "source,event,day,lib", "--data", data, schema="events.v1")
    assert counted["groups"] == [
        {"source": "import", "event": "opened", "day": "2026-09-22", "lib": "web 1", "count": 1}
    ]
    printed("events", "--count", "--data", data, schema="events.v1")
    kept_aside = printed("quarantine", "--limit", "2", "--data", data, schema="quarantine.v1")
    assert kept_aside["count"] == 2
    assert {each["reason"] for each in kept_aside["examples"]} == {"invalid_json", "time_invalid"}
    assert all(each["why"]["text"] and each["fix"]["text"] for each in kept_aside["reasons"])
    printed("drain", "--data", data, schema="drain.v1")
    printed("sources", "--data", data, schema="sources.v1")


def test_launch_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = printed("init", "my-launch", schema="init.v1")["file"]
    checked = printed("validate", "my-launch", schema="validate.v1")
    first = printed("launch", "add", "my-launch", "--at", "2026-09-01", schema="launch.v1")
    assert (first["digest"], first["is_new"]) == (checked["digest"], True)
    assert all(each["text"]["text"] and each["line"] != 0 for each in checked["warnings"] + first["warnings"])
    assert len(first["warnings"]) > 0 < len(checked["warnings"])
    text = Path(file).read_text()
    Path(file).write_text(text.replace("success: 42%", "success: 40%"))
    second = printed("launch", "add", file, "--at", "2026-09-02", schema="launch.v1")
    assert (second["version"], [change["path"] for change in second["changes"]]) == (2, ["gates.day 30.completion"])
    (launch,) = printed("launches", schema="launches.v1")["launches"]
    assert [change["after"] for change in launch["versions"][1]["changes"]] == ["success 40%, failure 35%"]
    Path(file).write_text(text.replace("success: 42%", "sucess: 42%"))
    wrong = printed("validate", "my-launch", schema="validate.v1", code=2)
    assert (wrong["valid"], wrong["launch"], wrong["problems"][-1]["nearest"]) == (False, None, ["success"])
    assert wrong["warnings"] == []


def test_tokens(tmp_path: Path) -> None:
    made = printed(
        "people", "invite", "dewi@example.com", "--role", "admin", "--data", tmp_path, schema="sign-in-link.v1"
    )
    assert made["purpose"] == "invite"
    printed("people", "link", "dewi@example.com", "--data", tmp_path, schema="sign-in-link.v1")
    printed("people", "role", "dewi@example.com", "admin", "--data", tmp_path, schema="person.v1")
    printed("people", "--data", tmp_path, schema="people.v1")
    printed("token", "new", "api", "--data", tmp_path, schema="token.v1")
    made = printed("token", "new", "mixpanel", "--data", tmp_path, schema="token.v1")
    printed("token", "rotate", made["id"], "--data", tmp_path, schema="token.v1")
    limited = ("--scope", "events,traits", "--rate", "500")
    printed("token", "set", made["id"], *limited, "--data", tmp_path, schema="token-changed.v1")
    (_, listed) = printed("tokens", "--data", tmp_path, schema="tokens.v1")["tokens"]
    assert (listed["scope"], listed["rate"]) == (["events", "traits"], 500)
    printed("token", "revoke", made["id"], "--data", tmp_path, schema="token-revoked.v1")


def test_status_without_a_server(tmp_path: Path) -> None:
    assert not printed("status", "--data", tmp_path, schema="status.v1", code=4)["running"]


def test_backup_and_restore(data: Path, tmp_path: Path) -> None:
    printed("backup", tmp_path / "file", "--data", data, schema="backup.v1")
    printed("restore", tmp_path / "file", "--data", tmp_path / "other", schema="restore.v1")


ERRORS = {
    "no verb": (("nosuch",), "bad_input"),
    "no argument": (("verdict",), "bad_input"),
    "unknown option": (("verdict", "x", "--nope"), "bad_input"),
    "no data folder": (("verdict", LAUNCH, "--data", "/nonexistent/folder"), "not_found"),
    "no launch file": (("validate", "nosuch"), "not_found"),
    "a folder to import": (("import", "events", "."), "bad_input"),
    "no record": (("replay", "v-000001-000000"), "not_found"),
}


@pytest.mark.parametrize(("words", "code"), ERRORS.values(), ids=ERRORS.keys())
def test_errors(data: Path, words: tuple[str, ...], code: str) -> None:
    ran: Ran = run(*words, "--json", data=str(data))
    assert ran.code == 2
    fits(ran.json, "error.v1")
    assert ran.json["error"]["code"] == code


def test_an_invalid_query_file(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "query.yaml"
    path.write_text("metrics:\n  a: {funel: [x, y]}\n  b: {count: x, per: 3}\n")
    found = printed("query", path, "--data", data, schema="error.v1", code=2)["error"]
    assert {problem["line"] for problem in found["problems"]} == {2, 3}
