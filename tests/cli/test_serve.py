"""The verbs `serve`, `status` and `token` on the command line."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from hypercare.app.processes.notes import PROCESSES_FILE, ProcessNote, ServerNote, write_note
from hypercare.cli.main import main
from hypercare.lake.lock import DataLock
from hypercare.model.instant import from_micros
from hypercare.sources.registry import receivers


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """Exit code, standard output and standard error."""
    with pytest.raises(SystemExit) as ended:
        main([str(each) for each in arguments])
    said = capsys.readouterr()
    return int(ended.value.code or 0), said.out, said.err


def test_status_without_a_server_is_unknown_and_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, said = run(capsys, "status", "--data", tmp_path)
    assert code == 4
    assert f"hypercare serve --data {tmp_path}" in said


def test_status_in_json_without_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "status", "--json", "--data", tmp_path / "none")
    status = json.loads(out)
    assert code == 4
    assert (status["schema"], status["running"], status["processes"]) == ("hypercare/status.v1", False, [])
    assert (status["backlog"], status["disk_free_bytes"]) == ({"segments": 0, "bytes": 0}, None)


def server(data: Path, pid: int | None) -> None:
    gateway = ProcessNote("gateway", pid, 8701, from_micros(0), ready=True, restarts=2)
    write_note(data / PROCESSES_FILE, ServerNote(1, from_micros(0), "127.0.0.1", 8700, 8701, (gateway,)))


@pytest.mark.parametrize(
    ("pid", "held", "expected"),
    [(1, True, (0, "running")), (None, True, (4, "down")), (1, False, (4, None))],
    ids=["lives", "is being started anew", "left by a killed server"],
)
def test_status_says_who_lives(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], *, pid: int | None, held: bool, expected: Any
) -> None:
    server(tmp_path, pid)
    code, state = expected
    if held:
        with DataLock(tmp_path / "lock", "serve"):
            assert run(capsys, "status", "--json", "--data", tmp_path)[0] == code
            assert state in run(capsys, "status", "--data", tmp_path)[1]
    else:
        assert run(capsys, "status", "--data", tmp_path)[0] == code


def test_status_loads_no_heavy_library() -> None:
    heavy = ("django", "pyarrow", "deltalake", "duckdb", "numba", "numpy")
    verbs = "hypercare.cli.verbs.serve, hypercare.cli.verbs.status"
    program = f"import sys, {verbs}; print([n for n in {heavy} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_server_on_a_folder_in_use_ends_busy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with DataLock(tmp_path / "lock", "import"):
        code, _, said = run(capsys, "serve", "--data", tmp_path)
    assert code == 3
    assert "(import)" in said


def test_token_for_an_unknown_vendor_lists_those_known(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "token", "new", "mixpane", "--json", "--data", tmp_path)
    error = json.loads(out)["error"]
    assert code == 2
    assert error["code"] == "bad_input"
    assert "mixpanel" in error["expected"]


def test_token_is_made_listed_and_revoked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "token", "new", "mixpanel", "--source", "shop", "--json", "--data", tmp_path)
    made = json.loads(out)
    assert code == 0
    assert {"schema", "token", "source", "url", "line", "lines"} <= made.keys()
    assert made["source"] == "shop"
    assert made["id"] in run(capsys, "tokens", "--data", tmp_path)[1]
    assert run(capsys, "token", "revoke", made["id"], "--data", tmp_path)[0] == 0
    listed = json.loads(run(capsys, "tokens", "--json", "--data", tmp_path)[1])
    assert listed["tokens"][0]["revoked_at"]
    assert made["token"] not in json.dumps(listed)
    assert run(capsys, "token", "revoke", "t-0000000000", "--data", tmp_path)[0] == 2


def test_a_new_token_is_shown_with_its_id_its_lines_and_a_command_to_try(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, said = run(capsys, "token", "new", "segment", "--data", tmp_path)
    words = dict(line.split(maxsplit=1) for line in out.splitlines()[:3])
    assert words["Id"] in said
    assert out.rstrip().splitlines()[-1].startswith("  curl ")
    assert words["Token"] in out.rstrip().splitlines()[-1]


def test_the_table_of_tokens_says_what_each_may_bring_and_was_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    limits = ("--scope", "events,feedback", "--rate", "2500", "--set", "signing_secret=never-shown")
    made = json.loads(run(capsys, "token", "new", "zendesk", *limits, "--json", "--data", tmp_path)[1])
    table = run(capsys, "tokens", "--data", tmp_path)[1]
    assert all(word in table for word in ("events, feedback", "2,500/s", "signing_secret", " active"))
    assert "never-shown" not in table
    code, _, said = run(capsys, "token", "set", made["id"], "--data", tmp_path)
    assert (code, "nothing is to be changed" in said) == (2, True)
    run(capsys, "token", "rotate", made["id"], "--data", tmp_path)
    assert "active, old secret until" in run(capsys, "tokens", "--data", tmp_path)[1]


def test_help_of_a_new_token_names_every_vendor(capsys: pytest.CaptureFixture[str]) -> None:
    _, help_text, _ = run(capsys, "token", "new", "--help")
    assert all(vendor in help_text for vendor in receivers())
