"""The demo's verb: what it tells, what it serves, and that it can be stopped at any time."""

import os
import re
import signal
import subprocess
from pathlib import Path

import pytest

from app.running import Server, until
from commands import PROGRAM, run, start
from hypercare.app.processes.notes import is_running
from hypercare.app.usecases.demo import demo as demos
from patience import PATIENCE_S
from seeded import LAUNCH, demo


@pytest.fixture(scope="module")
def told() -> str:
    """What is told of a demo that was seeded before."""
    ran = run("demo", "--no-serve", "--data", demo().data)
    assert (ran.code, ran.err) == (0, "")
    return ran.out


def test_it_tells_its_days_in_a_table(told: str) -> None:
    rows = {line.split()[0]: line.split()[-1] for line in told.splitlines() if re.match(r"\d+ +(TOO|FAIL)", line)}
    assert rows == {"0": "HOLD", "14": "HOLD", "31": "HOLD", "60": "HOLD", "90": "HOLD", "101": "SCALE"}


def test_it_opens_on_day_60(told: str) -> None:
    assert "day 60, as of 2026-11-21 12:00 WIB" in told
    assert "HOLD until 2027-01-01 06:00 WIB" in told


def test_it_tells_every_launch_as_it_stands(told: str) -> None:
    rows = {line.split()[0]: line.split()[1:] for line in told.splitlines() if "-" in line[:20] and "  " in line}
    assert rows["biza-bulk-upload"] == ["60", "outcome", "HOLD", "-"]
    assert rows["jadwal-jemput"] == ["234", "continuous", "SCALE", "SCALE", "by", "C.", "Dewi,", "2026-07-02"]
    assert rows["asuransi-kiriman"] == ["-3", "entrance", "HOLD", "-"]


def test_every_word_is_a_word(told: str) -> None:
    """No id of a message, and no object, stands where a sentence should."""
    assert re.findall(r"^ *[a-z]+-[a-z-]+ ?(?:\{.*)?$", told, re.MULTILINE) == []
    assert "{" not in told


def test_what_it_says_to_run_next_runs(told: str) -> None:
    (line,) = [line for line in told.splitlines() if line.startswith("Ask further: hypercare ")]
    assert run(*line.removeprefix("Ask further: hypercare ").split()).code == 1
    record = re.findall(r"hypercare replay (\S+)", told)[0]
    assert run("replay", record, "--data", demo().data).code == 0


def test_seeded_again_it_says_the_same(told: str) -> None:
    count = len(run("verdicts", LAUNCH, "--data", demo().data, "--limit", "1000").out.splitlines())
    assert run("demo", "--no-serve", "--data", demo().data).out.splitlines()[1:] == told.splitlines()[1:]
    assert len(run("verdicts", LAUNCH, "--data", demo().data, "--limit", "1000").out.splitlines()) == count


def test_it_takes_no_folder_that_holds_something_else(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("thesis")
    ran = run("demo", "--no-serve", "--data", tmp_path)
    assert ran.code == 2
    assert "something that is not the demo" in ran.err
    assert run("demo", "--no-serve", "--fresh", "--data", tmp_path).code == 2
    assert (tmp_path / "precious").read_text() == "thesis"


def test_it_takes_the_folder_that_the_environment_names() -> None:
    ran = run("demo", "--no-serve", data=str(demo().data))
    assert (ran.code, ran.err) == (0, "")
    assert f"--data {demo().data}" in ran.out


def test_a_folder_of_the_environment_is_refused_where_it_holds_something_else(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("thesis")
    ran = run("demo", "--no-serve", data=str(tmp_path))
    assert ran.code == 2
    assert f"{tmp_path}: the data folder holds something that is not the demo" in ran.err
    assert "fix: name another one: hypercare demo --data .hypercare-demo" in ran.err
    assert run("demo", "--no-serve", "--data", demo().data, data=str(tmp_path)).code == 0
    assert (tmp_path / "precious").read_text() == "thesis"


@pytest.mark.slow
def test_fresh_seeds_anew(tmp_path: Path) -> None:
    data = demo().copy(tmp_path / "data")
    before = run("audit", "--data", data, "--json").json["length"]
    (data / "launches" / "own.yaml").write_text("launch: own\n")
    assert run("demo", "--no-serve", "--fresh", "--data", data).code == 0
    assert not (data / "launches" / "own.yaml").exists()
    assert run("audit", "--data", data, "--json").json["length"] <= before


@pytest.mark.slow
def test_killed_while_seeding_it_begins_anew(tmp_path: Path) -> None:
    """Each seeding is killed further on than the one before, whose remains it found."""
    data = tmp_path / "data"
    for stage in (demos.MARKER, "lake/events", "sequences"):
        with start("demo", "--no-serve", "--data", data) as process:
            until((data / stage).exists, f"seeding has made {stage}")
            process.kill()
            process.communicate()
    (data / "lake" / "half").write_text("half")
    ran = run("demo", "--no-serve", "--json", "--data", data)
    assert (ran.code, ran.err) == (0, "")
    assert not (data / "lake" / "half").exists()
    assert ran.json["verdicts"][-1]["recommendation"]["action"] == "SCALE"
    counted = run("events", "--count", "--data", data, "--json").json["count"]
    assert counted == ran.json["events"]


@pytest.mark.slow
def test_ctrl_c_while_seeding_is_no_traceback(tmp_path: Path) -> None:
    with start("demo", "--no-serve", "--data", tmp_path / "data") as process:
        until((tmp_path / "data" / demos.MARKER).exists, "seeding")
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()
    assert process.returncode == 130
    assert b"Traceback" not in err


@pytest.mark.slow
def test_it_serves_the_demo_as_on_its_day_60(tmp_path: Path) -> None:
    server = Server(demo().copy(tmp_path / "data"))
    ports = ("--port", str(server.port), "--gateway-port", str(server.gateway_port))
    command = [*PROGRAM, "demo", "--data", str(server.data), *ports]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        server.wait_ready(process.pid)
        assert server.json("status")["running"]
        assert server.get(server.gateway_port, "/healthz")[0] == 200
        assert server.note is not None
        pids = [each.pid for each in server.note.processes if each.pid]
        for pid in pids:
            environment = Path(f"/proc/{pid}/environ").read_text().split("\0")
            assert "HYPERCARE_CLOCK=2026-11-21T05:00:00+00:00" in environment
        os.kill(process.pid, signal.SIGINT)
        out, _ = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 0
    assert f"http://127.0.0.1:{server.port}" in out
    assert f"http://127.0.0.1:{server.gateway_port}/ingest/" in out
    until(lambda: not any(map(is_running, pids)), "the children have ended")


@pytest.mark.slow
def test_a_port_in_use_is_named_and_nothing_runs(tmp_path: Path) -> None:
    server = Server(demo().copy(tmp_path / "data"))
    ran = run("demo", "--data", server.data, "--port", server.port, "--gateway-port", server.port)
    assert ran.code == 3
    assert f"port {server.port} is in use" in ran.err
