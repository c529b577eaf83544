"""Every error ends in words and with its exit code: never a traceback for what people or machines do wrong."""

import os
import subprocess
from importlib import metadata
from pathlib import Path

import pytest

from commands import PROGRAM, run
from hypercare.cli import main as command_line
from hypercare.cli.main import GROUPS, VERBS, Verb
from hypercare.cli.verbs.verdict import exit_code


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"PASS"}, 0),
        ({"PASS", "INCONCLUSIVE"}, 4),
        ({"TOO_EARLY"}, 4),
        ({"TOO_EARLY", "FAIL"}, 1),
        ({"HARM", "PASS"}, 1),
        ({"INVALID"}, 1),
        (set(), 0),
    ],
    ids=lambda value: "-".join(sorted(value)) if isinstance(value, set) else str(value),
)
def test_exit_codes_of_verdicts(words: set[str], code: int) -> None:
    assert exit_code(words) == code


@pytest.mark.parametrize("words", [("nosuch",), ("verdict",), ("verdict", "--nope"), ("events", "--limit", "many")])
def test_misuse_names_the_help_that_helps(words: tuple[str, ...]) -> None:
    ran = run(*words)
    assert ran.code == 2
    assert ran.err.startswith("hypercare: ")
    assert ran.err.rstrip().endswith("--help")
    assert len(ran.err.splitlines()) == 1
    assert run(*words, "--json").json["error"]["fix"].endswith("--help")


@pytest.mark.parametrize("words", [(), ("launch",), ("import",)], ids=["nothing", "launch", "import"])
def test_half_a_command_shows_its_help(words: tuple[str, ...]) -> None:
    ran = run(*words)
    assert (ran.code, ran.err) == (2, "")
    assert "Usage: hypercare" in ran.out


def test_the_version_is_that_of_the_package() -> None:
    ran = run("--version")
    assert (ran.code, ran.out, ran.err) == (0, f"{metadata.version('hypercare')}\n", "")


def test_every_group_of_verbs_says_what_it_is_for() -> None:
    groups = {name for name, entry in VERBS.items() if not isinstance(entry, Verb)}
    assert groups == set(GROUPS)
    assert [name for name, sentence in GROUPS.items() if sentence not in run(name, "--help").out] == []


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A verb with a bug."""
    monkeypatch.setitem(VERBS, "audit", Verb("A verb with a bug.", "audit:broken"))

    def call() -> None:
        raise ZeroDivisionError("a bug")

    import sys
    from types import ModuleType

    module = ModuleType("hypercare.cli.verbs.audit")
    module.broken = call  # type: ignore[attr-defined]  a module made here
    monkeypatch.setitem(sys.modules, "hypercare.cli.verbs.audit", module)


@pytest.mark.usefixtures("broken")
def test_a_bug_is_told_apart_from_a_bad_verdict() -> None:
    ran = run("audit")
    assert ran.code == command_line.Bug.exit_code == 4
    assert "ZeroDivisionError: a bug" in ran.err
    assert "report it" in ran.err.splitlines()[-1]


@pytest.mark.slow
def test_a_reader_that_has_enough_is_no_error(tmp_path: Path) -> None:
    file = tmp_path / "events.jsonl"
    file.write_text('{"event": "e", "time": 1760000000}\n' * 20_000)
    assert run("import", "events", file, "--data", tmp_path / "data").code == 0
    reading, writing = os.pipe()
    command = [*PROGRAM, "export", "events", "--data", str(tmp_path / "data")]
    with subprocess.Popen(command, stdout=writing, stderr=subprocess.PIPE) as process:
        os.close(writing)
        os.read(reading, 1000)
        os.close(reading)
        _, err = process.communicate()
    assert (process.returncode, err) == (0, b"")


@pytest.mark.slow
def test_a_full_disk_behind_standard_output_is_named(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*PROGRAM, "status"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode in {3, 4}
    assert b"Traceback" not in done.stderr
