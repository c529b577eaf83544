"""Forgetting a person: afterwards nothing in the data folder names them, and what was judged still stands."""

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from app import shop
from commands import run
from crash_files import CrashFiles, PowerLoss
from hypercare.app import site
from hypercare.app.usecases.care.forget import Asked, find, forget
from hypercare.lake.lock import take
from hypercare.lake.wal.segment import encode_header, encode_payload
from hypercare.lake.wal.wal import segment_path
from hypercare.model.facts import Payload
from hypercare.model.instant import to_micros

ANA, DEVICE, OTHER_KEY = "ana.putri@example.com", "device-5f3a77", "ana@old.example"
NAMES = (ANA, DEVICE, OTHER_KEY)
ASKED = Asked((ANA,))


def events() -> Iterator[dict[str, Any]]:
    """Ana under her keys; somebody who names her, and somebody on her device."""
    base = {"event": "opened", "time": shop.at(3), "properties": {"platform": "ios"}}
    yield {**base, "user": ANA, "groups": {"company_id": "acme-one"}}
    yield {**base, "anon": DEVICE, "time": shop.at(2)}
    yield {**base, "user": OTHER_KEY, "time": shop.at(4), "properties": {"mail": ANA}}
    yield {**base, "user": "u-91919", "properties": {"invited_by": ANA, "note": f"from {ANA}, again", "n": 3}}
    yield {**base, "user": "u-91920", "anon": DEVICE}


def identity() -> Iterator[dict[str, Any]]:
    """Mixpanel's export of who is who, and one row that cannot be understood."""
    for name, one, other in (("$identify", ANA, DEVICE), ("$merge", ANA, OTHER_KEY)):
        known = int(shop.LIVE.timestamp())
        properties: dict[str, Any] = {"time": known, "mp_processing_time_ms": known * 1000, "distinct_id": one}
        properties |= {"$insert_id": f"{name}-{other}", "$identified_id": one, "$anon_id": other}
        properties |= {"$distinct_ids": [one, other]} if name == "$merge" else {}
        yield {"event": name, "properties": properties}
    yield {"event": 7, "properties": {"distinct_id": ANA}}


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with Ana in events, aliases and quarantine, in earlier versions and in what a gate pinned."""
    data = tmp_path_factory.mktemp("original") / "data"
    shop.declare(data)
    shop.bring(data, shop.lines(range(-14, 40)), "many")
    shop.bring(data, events(), "ana")
    shop.bring(data, identity(), "who")
    shop.judged(data, shop.DAY_45)
    shop.compacted(data)
    shop.bring(data, shop.lines(range(40, 46)), "later")
    return data


@pytest.fixture
def data(original: Path, tmp_path: Path) -> Iterator[Path]:
    yield Path(shutil.copytree(original, tmp_path / "data"))
    site.close()


def spread(data: Path) -> None:
    """Puts Ana wherever an installation may hold her beside the tables."""
    run("verdict", shop.ID, "--data", data, clock=shop.DAY_70)  # builds sequences
    log = data / "wal" / "import-answered"
    log.mkdir(parents=True)
    line = {"event": "opened", "time": shop.at(5), "user": ANA}
    body = json.dumps(line).encode() + b"\n"
    payload = Payload("import.canonical", "request-1", "web", to_micros(shop.LIVE + timedelta(days=40)), body)
    segment_path(log, 1).write_bytes(encode_header(log.name, 1) + encode_payload(log.name, payload))
    segment_path(log, 0).with_suffix(".damaged").write_bytes(b"\xf5" + ANA.encode())
    for place in ("tmp/sequences-1/00001.seq", "looks/shop/1/now.json", "charts/1", "backup/aside/x.parquet"):
        path = data / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(ANA.encode())


def found_in(data: Path) -> dict[str, set[str]]:
    """Which files of the data folder hold one of the names, as bytes or as a row."""
    found: dict[str, set[str]] = {}
    for path in sorted(path for path in data.rglob("*") if path.is_file()):
        content = path.read_bytes()
        if path.suffix == ".parquet" and "lake" in path.parts and "_delta_log" not in path.parts:
            content += json.dumps(pq.read_table(path).to_pylist(), default=str).encode()
        names = {name for name in NAMES if name.encode() in content}
        if names:
            found[str(path.relative_to(data))] = names
    return found


def forgotten(data: Path, *words: object) -> Any:
    ran = run("forget", "--user", ANA, *words, "--data", data, "--json", clock=shop.DAY_70)
    assert ran.code == 0, ran
    return ran.json


NO_HEALTH = dict.fromkeys(("requests", "errors", "sessions"), 0)
GONE = {"events": 3, "aliases": 2, "traits": 0, "feedback": 0, **NO_HEALTH, "quarantine": 1}


def test_a_dry_run_tells_what_would_go_and_changes_nothing(data: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in data.rglob("*.parquet")}
    found = forgotten(data)
    assert (found["done"], found["record"], found["keys"]) == (False, None, sorted(NAMES))
    assert found["gone"] == GONE
    assert found["blanked"] == {"events": 2, "aliases": 0, "traits": 0, "feedback": 0, **NO_HEALTH, "quarantine": 0}
    assert {path: path.stat().st_mtime_ns for path in data.rglob("*.parquet")} == before


def test_nothing_in_the_data_folder_names_the_person(data: Path) -> None:
    spread(data)
    places = " ".join(found_in(data))
    for place in (
        "lake/events",
        "lake/aliases",
        "lake/quarantine",
        "sequences",
        "wal",
        "tmp",
        "looks",
        "charts",
        "backup",
    ):
        assert place in places
    found = forgotten(data, "--yes", "--reason", "request 17")
    assert found["gone"] == GONE | {"events": 4}, "the event that was waiting in the log, too"
    assert found_in(data) == {}
    run("verdict", shop.ID, "--data", data, clock=shop.DAY_70)
    assert found_in(data) == {}, "nor does what is derived anew"


def test_the_rows_of_others_stay_without_the_name(data: Path) -> None:
    forgotten(data, "--yes")
    rows = [json.loads(line) for line in run("export", "events", "--data", data, clock=shop.DAY_70).out.splitlines()]
    [inviter] = [row for row in rows if row.get("user") == "u-91919"]
    assert inviter["properties"] == {"invited_by": None, "note": "from (erased), again", "n": 3}
    [guest] = [row for row in rows if row.get("user") == "u-91920"]
    assert "anon" not in guest
    users = Counter(row.get("user") for row in rows)
    assert users["u-1"] == 4, "everybody else is as before"


def test_it_is_on_record_without_the_name(data: Path) -> None:
    done = forgotten(data, "--yes", "--reason", "request 17")
    assert run("audit", "--data", data).code == 0
    for name in NAMES:
        ran = run("forget", "--list", "--user", name, "--data", data, "--json")
        [entry] = ran.json["erasures"]
        assert (entry["record"], entry["reason"], entry["gone"]) == (done["record"], "request 17", GONE)
        assert name not in ran.out
    assert run("forget", "--list", "--user", "somebody-else", "--data", data, "--json").json["erasures"] == []
    assert len(run("forget", "--list", "--data", data, "--json").json["erasures"]) == 1


def test_a_verdict_that_read_erased_facts_says_so(data: Path) -> None:
    forgotten(data, "--yes")
    for each in run("verdicts", shop.ID, "--data", data, "--json").json["verdicts"]:
        replayed = run("replay", each["id"], "--data", data, "--json")
        assert replayed.code == 0, "the digits are the same, from what was kept"
        assert (replayed.json["same"], replayed.json["source"]) == (True, "stored states")
        assert replayed.json["why"]["id"] == "replay-erased"
    assert run("audit", "--data", data).code == 0


def test_a_file_that_is_sent_again_does_not_bring_the_person_back(data: Path) -> None:
    before = forgotten(data, "--yes")["gone"]["events"]
    shutil.rmtree(data / "keys")
    (data.parent / "ana.jsonl").write_text("".join(json.dumps(row) + "\n" for row in events()))
    again = run("import", "events", data.parent / "ana.jsonl", "--again", "--data", data, "--json", clock=shop.DAY_70)
    assert again.json["duplicates"] == before + 2
    assert forgotten(data)["gone"] == dict.fromkeys(GONE, 0)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "nobody is named"),
        (("--user", ""), "a key is empty"),
        (("--account", "acme"), "names no account"),
        (("--user", ANA, "--reason", f"{ANA} asked"), "the reason names whom it is about"),
        (("--user", ANA, "--reason", "two\nlines"), "the reason is no line"),
    ],
    ids=["nobody", "empty", "account", "named", "lines"],
)
def test_what_cannot_be_asked(data: Path, words: tuple[str, ...], says: str) -> None:
    ran = run("forget", *words, "--yes", "--data", data)
    assert ran.code == 2
    assert says in ran.err
    assert found_in(data) != {}


def test_an_account_goes_with_its_events(data: Path) -> None:
    ran = run("forget", "--account", "company_id=acme-one", "--yes", "--data", data, "--json", clock=shop.DAY_70)
    assert ran.json["gone"] == {"events": 1, "aliases": 0, "traits": 0, "feedback": 0, **NO_HEALTH, "quarantine": 0}
    assert ran.json["accounts"] == [{"key": "company_id", "value": "acme-one"}]


def test_nothing_is_forgotten_while_a_backup_runs(data: Path) -> None:
    (data / "backup").mkdir(exist_ok=True)
    held = take(data / "backup" / "lock", wait=False)
    assert held is not None
    ran = run("forget", "--user", ANA, "--yes", "--data", data)
    assert (ran.code, "a backup of this installation is running" in ran.err) == (3, True)


def killed(data: Path, call: int) -> bool:
    """Forgets until the process dies at a call of the file layer; whether it died."""
    house = shop.opened(data)
    files = CrashFiles(data, lose_power_at=call)
    house.__dict__["files"] = files
    with suppress(PowerLoss):
        forget(house, ASKED, by="me")
    site.close()
    return files.dead


@pytest.mark.slow
def test_a_run_that_was_killed_is_resumed(original: Path, tmp_path: Path) -> None:
    """By the next run, whoever that is about, once it was under way; before, nothing was changed."""
    call, died = 1, True
    while died:
        data = Path(shutil.copytree(original, tmp_path / f"run-{call}"))
        spread(data)
        died = killed(data, call)
        begun = (data / "forgetting.json").exists() or not died
        house = shop.opened(data)
        forget(house, Asked(("somebody-else",)) if begun else ASKED, by="me")
        assert found_in(data) == {}, call
        assert find(house, ASKED).gone == dict.fromkeys(GONE, 0)
        site.close()
        [listed] = run("forget", "--list", "--user", ANA, "--data", data, "--json").json["erasures"]
        assert listed["gone"] == GONE | {"events": 4}, call
        assert not (data / "forgetting.json").exists()
        shutil.rmtree(data)
        call += 5
