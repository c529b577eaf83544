"""A child under its supervisor: started anew, not too fast, and ended when it does not listen."""

import os
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from structlog.testing import capture_logs

from app.running import until
from hypercare.app.processes.child import FIRST_DELAY, Child, Role
from hypercare.app.processes.listening import listen
from hypercare.app.processes.notes import is_running
from hypercare.model.errors import BadInput, Busy, Unreachable
from patience import PATIENCE_S

READY_THEN_STUBBORN = """
import signal, time
from hypercare.app.processes.life import Life
life = Life()
signal.signal(signal.SIGTERM, signal.SIG_IGN)
life.say_ready()
time.sleep(60)
"""
OBEDIENT = """
from hypercare.app.processes.life import Life
life = Life()
life.say_ready()
while not life.wait(60):
    pass
"""


def child(module: str, folder: Path, end_seconds: float) -> Child:
    environment = os.environ | {"PYTHONPATH": str(folder)}
    return Child(Role(module, module, end_seconds), environment, listener=None, kept=[], log=structlog.get_logger())


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    for name, text in (("stubborn", READY_THEN_STUBBORN), ("obedient", OBEDIENT), ("broken", "raise SystemExit(7)")):
        (tmp_path / f"{name}.py").write_text(text)
    return tmp_path


@pytest.fixture
def started(programs: Path, request: pytest.FixtureRequest) -> Iterator[Child]:
    end_seconds = 0.5 if request.param == "stubborn" else PATIENCE_S
    found = child(request.param, programs, end_seconds)
    until(lambda: (found.look(), found.note.ready)[1], "it is ready")
    yield found
    found.kill()


@pytest.mark.slow
def test_child_that_dies_while_it_starts_waits_longer_and_longer(programs: Path) -> None:
    broken = child("broken", programs, PATIENCE_S)
    with capture_logs() as lines:
        until(lambda: (broken.look(), broken.note.restarts == 3)[1], "it died three times")
    deaths = [line for line in lines if line["event"] == "child died"]
    assert [line["restart_in_seconds"] for line in deaths] == [FIRST_DELAY, 2 * FIRST_DELAY, 4 * FIRST_DELAY]
    assert {line["status"] for line in deaths} == {7}


@pytest.mark.slow
@pytest.mark.parametrize("started", ["obedient"], indirect=True)
def test_child_that_was_ready_is_started_anew_at_once(started: Child) -> None:
    first = started.note.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    with capture_logs() as lines:
        until(lambda: (started.look(), started.note.pid not in (None, first))[1], "another runs")
    assert lines[0]["restart_in_seconds"] == 0
    assert started.note.restarts == 1


@pytest.mark.slow
@pytest.mark.parametrize("started", ["obedient"], indirect=True)
def test_child_ends_when_asked(started: Child) -> None:
    with capture_logs() as lines:
        started.ask_to_end()
        started.wait(time.monotonic() + started.role.end_seconds, lambda: False)
    assert lines == []
    assert started.note.pid
    assert not is_running(started.note.pid)


@pytest.mark.slow
@pytest.mark.parametrize("started", ["stubborn"], indirect=True)
@pytest.mark.parametrize("hurried", [True, False], ids=["asked twice", "out of time"])
def test_child_that_does_not_listen_is_killed(started: Child, *, hurried: bool) -> None:
    started.ask_to_end()
    with capture_logs() as lines:
        started.wait(time.monotonic() + started.role.end_seconds, lambda: hurried)
    assert [line["event"] for line in lines] == ["child did not end in time and is killed"]
    assert started.note.pid
    assert not is_running(started.note.pid)


def test_port_in_use_names_port_and_flag() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Busy, match=rf"port {port} is in use .* --gateway-port"):
            listen("127.0.0.1", port, "--gateway-port")


@pytest.mark.parametrize(
    ("host", "error"),
    [("no such host", BadInput), ("192.0.2.1", Unreachable)],
    ids=["no address", "another machine's"],
)
def test_address_that_is_not_ours_is_named(host: str, error: type[Exception]) -> None:
    with pytest.raises(error, match="--host"):
        listen(host, 8700, "--port")
