"""Replay, the hard way: whatever happens to files, code or machine, the same digits or the reason why not."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import hypercare
from app import shop
from commands import PROGRAM, run, run_apart
from hypercare.analysis.launch_scope import properties
from hypercare.app import site
from hypercare.app.clock import instant
from hypercare.app.engine import Engine
from hypercare.app.evidence import Evidence
from hypercare.app.usecases.judging.verdicts import units_of
from hypercare.app.usecases.launches.launches import at_version
from hypercare.checks.judge import judge_launch
from hypercare.ledger import canonical, records

Change = Callable[[Path], object]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation whose facts came in three parts, with a look on day 45 and the gate of day 30 issued."""
    data = tmp_path_factory.mktemp("original") / "data"
    shop.declare(data)
    for part, days in enumerate((range(-14, 10), range(10, 25), range(25, 46))):
        shop.bring(data, shop.lines(days), f"part-{part}")
    shop.judged(data, shop.DAY_45)
    return data


@pytest.fixture
def data(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "data"))


def recorded(data: Path) -> dict[str, str]:
    """The ids of the issued gate and of the look."""
    found = run("verdicts", shop.ID, "--data", data, "--json").json["verdicts"]
    return {each["kind"]: each["id"] for each in found}


def replayed(data: Path, kind: str) -> Any:
    ran = run("replay", recorded(data)[kind], "--data", data, "--json")
    assert ran.code == (0 if ran.json["same"] else 1)
    return ran.json


def test_the_look_and_the_issued_gate_are_there(original: Path) -> None:
    assert recorded(original).keys() == {"verdict", "issue"}


def nothing(_: Path) -> None:
    """Time alone passes."""


def later_events(data: Path) -> None:
    shop.bring(data, shop.lines(range(46, 71)), "later")


def late_events(data: Path) -> None:
    """Of days that were judged, but only now imported: by their own time they were known then, yet nobody had them."""
    shop.bring(data, shop.lines(range(5, 6), range(500, 560)), "late")


def late_merges(data: Path) -> None:
    shop.bring(data, shop.merges(known_on_day=50), "merges")


def early_merges(data: Path) -> None:
    shop.bring(data, shop.merges(known_on_day=20), "merges")


def no_sequences(data: Path) -> None:
    shutil.rmtree(data / "sequences")


def damaged_sequences(data: Path) -> None:
    for path in (data / "sequences").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-9] + b"nonsense!")


def new_version(data: Path) -> None:
    shop.declare(data, shop.LAUNCH.replace("success: 40%", "success: 90%"), on="2026-04-20")


WHATEVER: dict[str, tuple[Change, ...]] = {
    "nothing": (nothing,),
    "compaction": (shop.compacted,),
    "later events": (later_events,),
    "late events": (late_events,),
    "a merge known later": (late_merges,),
    "a merge known before": (early_merges,),
    "everything, compacted": (later_events, late_events, late_merges, shop.compacted),
    "no sequences": (no_sequences,),
    "damaged sequences": (damaged_sequences,),
    "a new launch version": (new_version,),
}


@pytest.mark.parametrize("kind", ["verdict", "issue"])
@pytest.mark.parametrize("changes", WHATEVER.values(), ids=WHATEVER.keys())
def test_the_same_digits_from_the_facts_after(data: Path, changes: tuple[Change, ...], kind: str) -> None:
    for change in changes:
        change(data)
    found = replayed(data, kind)
    assert (found["same"], found["source"], found["why"], found["differences"]) == (True, "facts", None, [])


def test_cleaning_spares_what_an_issued_gate_was_read_from(data: Path) -> None:
    shop.bring(data, shop.lines(range(46, 50)), "later")
    look = shop.judged(data, "2026-04-20T12:00Z")["id"]
    shop.compacted(data)
    shop.cleaned(data)
    found = {
        record["id"]: run("replay", record["id"], "--data", data, "--json").json
        for record in run("verdicts", shop.ID, "--data", data, "--json").json["verdicts"]
    }
    assert all(each["same"] for each in found.values())
    # The file of the days 46 to 49 is no part of what the gate was read from, and nobody else pinned it.
    assert {name: each["source"] for name, each in found.items()} == {
        name: "stored states" if name == look else "facts" for name in found
    }
    assert found[look]["why"]["params"] == {
        "files": 1,
        "problem": "missing",
        "first": found[look]["why"]["params"]["first"],
    }


def files_of(data: Path) -> list[Path]:
    return sorted((data / "lake" / "events").glob("*.parquet"))


def deleted(data: Path) -> None:
    files_of(data)[0].unlink()


def changed(data: Path) -> None:
    path = files_of(data)[0]
    path.write_bytes(path.read_bytes() + b"\0")


def gone(data: Path) -> None:
    shutil.rmtree(data / "lake")


def emptied(data: Path) -> None:
    for path in files_of(data):
        path.write_bytes(b"")


@pytest.mark.parametrize("kind", ["verdict", "issue"])
@pytest.mark.parametrize(
    ("change", "problem"),
    [(deleted, "missing"), (gone, "missing"), (changed, "changed"), (emptied, "changed")],
    ids=["a file is gone", "the lake is gone", "a file differs", "files are empty"],
)
def test_the_same_digits_from_the_stored_states(data: Path, change: Change, problem: str, kind: str) -> None:
    change(data)
    found = replayed(data, kind)
    assert (found["same"], found["source"]) == (True, "stored states")
    assert found["why"]["params"]["problem"] == problem
    assert problem in found["why"]["text"]


@pytest.mark.parametrize("threads", [1, 2, 7])
def test_the_number_of_threads_changes_no_state(data: Path, threads: int) -> None:
    house = shop.opened(data)
    launch, _ = at_version(house, shop.ID, house.clock.now())
    evidence = Evidence.newest(house.sequences, house.tables, units_of(launch), properties(launch))
    engine = Engine(evidence.buckets, threads=threads)
    as_of = instant(shop.DAY_45, launch.zone)
    judge_launch(launch, as_of, engine, {})
    kept = records.evidence(next(each.id for each in records.of_launch(shop.ID, "verdict")))
    site.close()
    assert kept is not None
    assert canonical.encode(dict(engine.states)) == canonical.encode(dict(kept.states))


@pytest.mark.slow
def test_a_fresh_process_finds_the_same(data: Path) -> None:
    ran = run_apart("replay", recorded(data)["verdict"], "--data", data)
    assert ran.code == 0
    assert "every digit is the same, recomputed from facts" in ran.out
    assert ran.err == ""


def replayed_by(folder: Path, data: Path, kind: str) -> subprocess.CompletedProcess[bytes]:
    """Replays with the package in another folder."""
    command = [*PROGRAM, "replay", recorded(data)[kind], "--data", str(data)]
    environment = os.environ | {"PYTHONPATH": str(folder), "NUMBA_DISABLE_JIT": "1"}
    return subprocess.run(command, env=environment, capture_output=True, check=False)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package, to be changed."""
    folder = tmp_path_factory.mktemp("code")
    shutil.copytree(Path(hypercare.__file__).parent, folder / "hypercare", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.mark.slow
def test_a_new_code_version_is_named(data: Path, package: Path) -> None:
    with (package / "hypercare" / "checks" / "judge.py").open("a") as file:
        file.write("# a comment changes the code's version, and no digit\n")
    done = replayed_by(package, data, "issue")
    assert b"every digit is the same" in done.stdout, done.stderr
    assert b"Computed then by" in done.stdout
    assert done.returncode == 0


@pytest.mark.slow
def test_a_new_code_version_that_computes_otherwise_is_found_out(data: Path, package: Path) -> None:
    proportion = package / "hypercare" / "analysis" / "proportion.py"
    text = proportion.read_text()
    assert "hits / mature" in text
    proportion.write_text(text.replace("hits / mature", "(hits + 1) / mature"))
    done = replayed_by(package, data, "verdict")
    proportion.write_text(text)
    assert done.returncode == 1, done.stderr
    assert b"values differ" in done.stdout
    assert b"/answer/value: recorded" in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("says", "code"), [pytest.param("[]", 0, id="with nothing in it"), pytest.param("[1]", 1, id="with something")]
)
def test_a_field_that_only_a_later_version_knows(data: Path, package: Path, says: str, code: int) -> None:
    verdict = package / "hypercare" / "app" / "documents" / "verdict.py"
    text, known = verdict.read_text(), '"doubts": '
    assert text.count(known) == 1
    verdict.write_text(text.replace(known, f'"later": {says}, {known}'))
    done = replayed_by(package, data, "verdict")
    verdict.write_text(text)
    assert done.returncode == code, done.stdout + done.stderr
    assert (b"/later: recorded None, computed [1]" in done.stdout) == bool(code)


OF = "record_id = (SELECT sequence FROM ledger_record WHERE kind = '{}')"
TAMPERED = {
    "what an issued gate says": (
        'UPDATE ledger_record SET text = replace(text, \'"word":"PASS"\', \'"word":"FAIL"\') WHERE kind = \'issue\'',
        "issue",
    ),
    "a digit of a look": (
        "UPDATE ledger_record SET text = replace(text, '\"hits\":', '\"hits\":1') WHERE kind = 'verdict'",
        "verdict",
    ),
    "a record that is no JSON any more": (
        "UPDATE ledger_record SET text = substr(text, 1, 99) WHERE kind = 'verdict'",
        "verdict",
    ),
    "the states of a look": (
        f"UPDATE ledger_evidence SET states = replace(states, '1', '2') WHERE {OF.format('verdict')}",
        "verdict",
    ),
    "the states of an issued gate": (
        f"UPDATE ledger_evidence SET states = '{{}}' WHERE {OF.format('issue')}",
        "issue",
    ),
    "an issued gate that a look leans on": (
        'UPDATE ledger_record SET text = replace(text, \'"word":"PASS"\', \'"word":"FAIL"\') WHERE kind = \'issue\'',
        "verdict",
    ),
    "the launch file": (
        "UPDATE ledger_launch_version SET text = replace(text, '40%', '41%')",
        "verdict",
    ),
}


@pytest.mark.parametrize("files", [True, False], ids=["with facts", "without facts"])
@pytest.mark.parametrize(("statement", "kind"), TAMPERED.values(), ids=TAMPERED.keys())
def test_what_was_tampered_with_is_never_the_same(data: Path, statement: str, kind: str, files: bool) -> None:
    record = recorded(data)[kind]
    shop.edit_ledger(data, statement)
    if not files:
        gone(data)
    ran = run("replay", record, "--data", data, "--json")
    assert ran.code == 1
    assert (ran.json["same"], ran.json["source"]) == (False, "nothing")
    assert ran.json["why"]["id"].startswith("ledger-chain-")
    audit = run("audit", "--data", data)
    assert audit.code == 1
    assert "broken at record" in audit.out


@pytest.mark.parametrize(
    ("record", "says"),
    [("v-000001-000000", "there is no record"), ("nonsense", "there is no record"), ("../x", "there is no record")],
)
def test_an_unknown_record_is_named(data: Path, record: str, says: str) -> None:
    ran = run("replay", record, "--data", data)
    assert ran.code == 2
    assert says in ran.err


def test_a_declaration_is_no_verdict(data: Path) -> None:
    record = run("launches", "--data", data, "--json").json["launches"][0]["versions"][0]["record"]
    ran = run("replay", record, "--data", data)
    assert ran.code == 2
    assert "is no verdict" in ran.err
