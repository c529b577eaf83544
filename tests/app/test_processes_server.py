"""A server as people meet it: it receives, survives the death of each of its processes, and ends in order."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.running import Server, keeps, kill, serving, until
from hypercare.app.processes.notes import is_running
from hypercare.lake.lock import is_held
from patience import PATIENCE_S

pytestmark = pytest.mark.slow

ROLES = ("gateway", "worker", "web")
# What is promised, for a machine at rest.
VISIBLE_S, RESTARTED_S, REVOKED_S = 3.0, 5.0, 1.0


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("served") / "data") as (running, _):
        yield running


@pytest.fixture(scope="module")
def token(server: Server) -> str:
    return server.new_token()


def test_a_token_says_where_it_is_taken(server: Server) -> None:
    made = server.json("token", "new", "mixpanel", "--source", "shop")
    assert made["url"] == f"http://127.0.0.1:{server.gateway_port}/ingest/mixpanel"


def test_event_of_the_official_client_counts_within_three_seconds(server: Server, token: str) -> None:
    def seconds() -> float:
        before = server.counted()
        server.client(token).track("u1", "bulk_opened", {"rows": 120})
        return until(lambda: server.counted() == before + 1, "the event is counted")

    assert keeps(VISIBLE_S, seconds)


def test_an_import_says_what_became_of_it_though_the_worker_loads(server: Server, tmp_path: Path) -> None:
    file = tmp_path / "events.jsonl"
    at = "2026-01-01T00:00:00Z"
    file.write_text("\n".join(json.dumps({"event": name, "time": at}) for name in ("kept", "")))
    done = server.json("import", "events", str(file))
    assert (done["lines"], done["rows"], done["duplicates"]) == (2, 1, None)
    assert done["rejected"] == {"event_name_invalid": 1}
    assert "imported before" in server.run("import", "events", str(file)).stdout
    wrong = server.run("import", "events", str(file), "--format", "mixpanel")
    assert (wrong.returncode, "Every line went to quarantine" in wrong.stderr) == (1, True)


def test_status_lists_the_roles(server: Server) -> None:
    status = server.json("status")
    assert status["schema"] == "hypercare/status.v1"
    assert status["running"] is True
    assert [(each["role"], each["port"]) for each in status["processes"]] == [
        ("gateway", server.gateway_port),
        ("worker", None),
        ("web", server.port),
    ]
    assert all(each["alive"] and each["uptime_seconds"] >= 0 for each in status["processes"])
    assert server.run("status").returncode == 0


def test_role_shows_in_the_command_line(server: Server) -> None:
    for role in ROLES:
        shown = Path(f"/proc/{server.pid(role)}/cmdline").read_bytes().split(b"\0")
        assert shown[3:5] == [b"hypercare", role.encode()]


def test_monitors_are_answered_on_both_ports(server: Server) -> None:
    assert server.get(server.port, "/healthz")[0] == server.get(server.gateway_port, "/healthz")[0] == 200
    assert b'hypercare_up{role="gateway"} 1' in server.get(server.port, "/metrics")[1]
    assert b"hypercare_gateway_requests_total" in server.get(server.gateway_port, "/metrics")[1]


def test_three_processes_at_rest_stay_within_their_memory(server: Server) -> None:
    kilobytes = [
        int(line.split()[1])
        for role in ROLES
        for line in Path(f"/proc/{server.pid(role)}/smaps_rollup").read_text().splitlines()
        if line.startswith("Pss:")
    ]
    assert sum(kilobytes) < 300_000


@pytest.mark.parametrize("role", ROLES)
def test_killed_child_runs_again_and_nothing_is_lost(server: Server, token: str, role: str) -> None:
    def seconds() -> float:
        before, killed = server.counted(), server.pid(role)
        for index in range(10):
            server.client(token).track(f"u{index}", "before_the_kill")
        kill(killed)
        took = until(lambda: server.pid(role) not in (None, killed), f"another {role} runs")
        for index in range(10):
            server.client(token).track(f"u{index}", "after_the_kill")
        until(lambda: server.counted() >= before + 20, "all events are counted")
        assert server.counted() == before + 20
        return took

    assert keeps(RESTARTED_S, seconds)


def test_a_token_is_known_and_once_revoked_refused_within_a_second(server: Server) -> None:
    def seconds() -> float:
        made = server.json("token", "new", "mixpanel")
        known = until(lambda: server.takes(made["token"]), "the new token is known")
        server.json("token", "revoke", made["id"])
        return max(known, until(lambda: not server.takes(made["token"]), "the revoked token is refused"))

    assert keeps(REVOKED_S, seconds)


def test_second_server_on_the_folder_names_the_first(server: Server) -> None:
    with Server(server.data).start() as second:
        _, said = second.communicate(timeout=PATIENCE_S)
    assert second.returncode == 3
    assert f"pid {server.note.pid if server.note else 0} (serve)" in said


@pytest.mark.parametrize(("flag", "taken"), [("--port", "port"), ("--gateway-port", "gateway_port")])
def test_port_in_use_is_named_before_anything_starts(server: Server, tmp_path: Path, flag: str, taken: str) -> None:
    other = Server(tmp_path / "data")
    setattr(other, taken, getattr(server, taken))
    with other.start() as second:
        _, said = second.communicate(timeout=PATIENCE_S)
    assert second.returncode == 3
    assert f"port {getattr(server, taken)} is in use" in said
    assert flag in said
    assert other.note is None


def test_killed_supervisor_takes_its_children_along(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as (server, process):
        pids = [server.pid(role) for role in ROLES]
        process.kill()
        until(lambda: not any(is_running(pid) for pid in pids if pid), "the children have ended")
        until(lambda: not is_held(server.data / "lock"), "what a child had just begun to start is gone, too")
        assert server.run("status").returncode == 4
    with serving(tmp_path / "data") as (again, _):
        assert again.json("status")["running"] is True


def test_supervisor_started_while_orphans_end_waits_for_them(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as (_, process):
        process.kill()
        with serving(tmp_path / "data") as (again, _):
            assert again.json("status")["running"] is True


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def test_end_in_order_loads_everything_that_was_answered(tmp_path: Path, number: int) -> None:
    with serving(tmp_path / "data") as (server, process):
        client = server.client(server.new_token())
        for index in range(20):
            client.track(f"u{index}", "just_before_the_end")
        process.send_signal(number)
        process.wait(PATIENCE_S)
        assert process.returncode == 0
        assert server.counted() == 20
        assert not any(path.suffix == ".seg" for path in (server.data / "wal").rglob("*"))
        assert server.note is None


@pytest.mark.parametrize("place", ["/proc/hypercare", "/dev/null/hypercare"])
def test_folder_that_cannot_be_written_is_named(place: str) -> None:
    with Server(Path(place)).start() as process:
        _, said = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 3
    assert place in said
    assert "--data" in said


def test_gateway_loads_no_library_of_the_tables() -> None:
    heavy = ("pyarrow", "deltalake", "numba", "duckdb", "numpy")
    program = f"import sys, hypercare.app.processes.gateway; print([n for n in {heavy} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
