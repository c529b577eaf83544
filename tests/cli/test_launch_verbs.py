"""Launch files by command line: a new one from questions or flags, checked, registered, listed."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from commands import PROGRAM, run
from hypercare.app.usecases.launches import new_launch
from hypercare.app.usecases.launches.new_launch import Given, Question, complete
from hypercare.declare.launch_file import read_launch
from hypercare.model.metrics import FunnelMetric

NOW = datetime(2026, 9, 1, 15, 30, tzinfo=UTC)
FLAGS = (
    *(
        "--title",
        "Bulk upload",
        "--live",
        "2026-09-22T09:00",
        "--timezone",
        "Asia/Jakarta",
        "--unit",
        "account:shop_id",
    ),
    *("--segment", "Shops", "--step", "opened", "--step", "done", "--success", "30%", "--failure", "20%"),
    *("--driver", "A. Putri"),
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_flags_are_enough_for_a_new_launch(folder: Path) -> None:
    ran = run("init", "bulk-upload", *FLAGS)
    assert (ran.code, ran.err) == (0, "")
    launch = read_launch((folder / "launches" / "bulk-upload.yaml").read_bytes(), file="bulk-upload.yaml")
    metric = launch.metrics["completion"]
    assert isinstance(metric, FunnelMetric)
    assert [step.ref.event for step in metric.steps] == ["opened", "done"]
    assert (launch.title, launch.unit.key, launch.segment.name) == ("Bulk upload", "shop_id", "Shops")
    assert (launch.gates[0].thresholds[0].success, launch.gates[0].thresholds[0].failure) == (0.3, 0.2)
    assert launch.squad.driver is not None


def test_editors_find_the_schema_beside_it(folder: Path) -> None:
    run("init", "bulk-upload", *FLAGS)
    first = (folder / "launches" / "bulk-upload.yaml").read_text().splitlines()[0]
    assert first == "# yaml-language-server: $schema=launch.schema.json"
    assert (folder / "launches" / "launch.schema.json").exists()


def test_what_it_says_to_run_next_runs(folder: Path) -> None:
    said = run("init", "bulk-upload", *FLAGS).out
    for line in said.partition("Next: ")[2].split(", then "):
        ran = run(*line.removeprefix("hypercare ").split())
        assert ran.code == 0, ran
    assert run("verdict", "bulk-upload", "--as-of", "2026-09-01").code == 4
    assert "bulk-upload" in run("launches").out


def test_only_what_was_not_said_is_asked() -> None:
    asked: list[str] = []

    def ask(question: Question, default: str) -> str:
        asked.append(question.field)
        question.check(default)
        return default

    given = complete(Given("bulk-upload", title="Bulk", success="50%"), NOW, ask)
    assert asked == ["live", "timezone", "unit", "segment", "steps", "failure", "driver"]
    said = new_launch.answers(given, NOW)
    assert (said.title, said.success, said.failure) == ("Bulk", 0.5, 0.35)
    assert said.live == datetime(2026, 9, 15, 9)  # noqa: DTZ001  local


def test_a_wrong_answer_is_asked_again(folder: Path) -> None:
    answers = ["Bulk", "soon", "2026-12-01T09:00", "Moon", "UTC", "", "", "a", "a, b", "200%", "50%", "", ""]
    done = subprocess.run(
        [*PROGRAM, "init", "bulk"], input="\n".join(answers), capture_output=True, text=True, check=True
    )
    assert done.stderr.count("When does it go live") == 2
    assert "expected a name such as Asia/Jakarta" in done.stderr
    launch = read_launch((folder / "launches" / "bulk.yaml").read_bytes(), file="bulk.yaml")
    assert (launch.timezone, launch.gates[0].thresholds[0].success) == ("UTC", 0.5)


def test_where_nobody_answers_everything_is_as_offered(folder: Path) -> None:
    done = subprocess.run([*PROGRAM, "init", "bulk"], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    assert done.returncode == 0
    assert run("validate", "bulk").out == "launches/bulk.yaml: valid. Launch bulk: 2 metrics, 1 gate.\n"


def test_a_version_is_registered_once(folder: Path) -> None:
    run("init", "bulk", "--json")
    assert "version 1, from" in run("launch", "add", "bulk").out
    again = run("launch", "add", "launches/bulk.yaml")
    assert "with this text already: version 1, which holds since 20" in again.out
    assert again.err == ""
    text = (folder / "launches" / "bulk.yaml").read_text()
    (folder / "launches" / "bulk.yaml").write_text(text + "# a remark\n")
    assert "version 2, from" in run("launch", "add", "bulk").out


def test_a_version_holds_from_the_beginning_of_the_day_that_was_said() -> None:
    run("init", "bulk", "--timezone", "Asia/Jakarta", "--json")
    found = run("launch", "add", "bulk", "--at", "2026-09-01", "--json").json
    assert found["registered_at"] == "2026-08-31T17:00:00+00:00"


def test_a_second_version_says_what_changed(folder: Path) -> None:
    run("init", "bulk", "--json")
    assert run("launch", "add", "bulk", "--at", "2026-09-01", "--json").json["changes"] == []
    file = folder / "launches" / "bulk.yaml"
    file.write_text(file.read_text().replace("lateness: 6 hours", "lateness: 8 hours"))
    said = run("launch", "add", "bulk", "--at", "2026-09-02").out
    assert "  lateness: 6 hours -> 8 hours\n" in said


def test_a_time_that_has_no_effect_is_told() -> None:
    run("init", "bulk", "--json")
    run("launch", "add", "bulk", "--at", "2026-09-01")
    assert run("launch", "add", "bulk", "--at", "2026-09-01").err == ""
    assert run("launch", "add", "bulk", "--at", "2026-09-05").err.startswith("--at has no effect: version 1 holds")


def test_what_may_be_regretted_is_told_beside_a_valid_file(folder: Path) -> None:
    run("init", "bulk", "--live", "2026-09-22T09:00", "--json")
    file = folder / "launches" / "bulk.yaml"
    text = file.read_text()
    file.write_text("control: {where: {city: Medan}}\n" + text)
    ran = run("validate", "bulk")
    assert (ran.code, ran.out) == (0, "launches/bulk.yaml: valid. Launch bulk: 2 metrics, 1 gate.\n")
    assert "launches/bulk.yaml:1: warning: Nothing keeps units of the control out of the launch" in ran.err
    assert "warning: It went live on 2026-09-22" in ran.err
    assert "arrived" not in ran.err
    assert not (folder / ".hypercare").exists()


def test_what_may_be_regretted_is_told_once_a_version_is_registered(folder: Path) -> None:
    run("init", "bulk", "--live", "2026-09-22T09:00", "--json")
    ran = run("launch", "add", "bulk", "--at", "2026-09-01")
    assert ran.code == 0
    assert "events that are read have not arrived yet" in ran.err
    assert "It went live" not in ran.err
    assert run("launch", "add", "bulk", "--at", "2026-09-01").err == ""
    assert "It went live" not in run("validate", "bulk").err


def test_an_unknown_launch_file_names_those_that_there_are() -> None:
    run("init", "bulk", "--json")
    ran = run("validate", "blk")
    assert ran.code == 2
    assert "expected a path, or one of: bulk" in ran.err
