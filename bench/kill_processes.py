"""kill -9 of the worker and of the gateway at random instants under load: what is lost, what counts twice?"""

import http.client
import json
import os
import random
import signal
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from bench.report import Report
from bench.serving import Server, serving, until
from hypercare.lake.sql import connect
from hypercare.lake.tables import Tables

SEED = 20260922
SENDERS = 4
EVENTS = 50
# Between two batches of a sender: together they bring about 8,000 events a second, so that a worker which lives for
# half a second gets something done.
PAUSE_SECONDS = 0.02
# After its process was started. It takes 0.6 s until a worker loads and a gateway receives: half of the kills come
# before that, half while it is at work.
EARLIEST, LATEST = 0.2, 1.2
TIMEOUT_SECONDS = 10


class Client(threading.Thread):
    """A sender that repeats each batch until it is answered, as SDKs do, and remembers what was."""

    def __init__(self, server: Server, name: str, over: threading.Event) -> None:
        super().__init__()
        self._server, self._name, self._over = server, name, over
        self._line = self._connect()
        self.answered: list[str] = []
        self.repeated = 0

    def run(self) -> None:
        batch = 0
        while not self._over.wait(PAUSE_SECONDS):
            ids = [f"{self._name}-{batch}-{index}" for index in range(EVENTS)]
            body = json.dumps([_event(each, self._server.token) for each in ids])
            while not self._is_answered(body):
                self.repeated += 1
            self.answered += ids
            batch += 1

    def _connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self._server.gateway_port, timeout=TIMEOUT_SECONDS)

    def _is_answered(self, body: str) -> bool:
        try:
            self._line.request("POST", "/ingest/mixpanel/track", body, {"Content-Type": "application/json"})
            reply = self._line.getresponse()
            return reply.status == http.client.OK and reply.read() == b"1"
        except (OSError, http.client.HTTPException):
            self._line.close()
            self._line = self._connect()
            return False


def run(report: Report, worker_rounds: int = 200, gateway_rounds: int = 50) -> None:
    """Kills each role so many times, lets everything be loaded, and compares what was answered with the tables."""
    for role, rounds in (("worker", worker_rounds), ("gateway", gateway_rounds)):
        with tempfile.TemporaryDirectory() as name, serving(Path(name) / "data") as server:
            _measure(report, server, role, rounds)


def _measure(report: Report, server: Server, role: str, rounds: int) -> None:
    over = threading.Event()
    clients = [Client(server, f"c{number}", over) for number in range(SENDERS)]
    for client in clients:
        client.start()
    at_work = sum(_kill_once(server, role, random.Random(SEED + number)) for number in range(rounds))
    over.set()
    for client in clients:
        client.join()
    server.verb("drain")
    answered = {each for client in clients for each in client.answered}
    found = _found(server)
    report.row(f"{role} killed", rounds, "times", None)
    report.row(f"{role} killed at work, not while it started", at_work, "times", None)
    report.row(f"events answered, {role} killed", len(answered), "events", None)
    report.row(f"batches sent again, {role} killed", sum(client.repeated for client in clients), "batches", None)
    report.row(f"lost, {role} killed", len(answered - found.keys()), "events", "0")
    report.row(f"counted twice, {role} killed", sum(count > 1 for count in found.values()), "events", "0")
    report.row(f"never sent, {role} killed", len(found.keys() - answered), "events", "0")


def _kill_once(server: Server, role: str, chance: random.Random) -> bool:
    """Kills a role's process at a random instant of its life, and waits for the next one; whether it was at work."""
    pid = _pid(server, role)
    time.sleep(chance.uniform(EARLIEST, LATEST))
    at_work = server.pid(role) == pid
    os.kill(pid, signal.SIGKILL)
    until(lambda: _pid(server, role) not in (0, pid))
    return at_work


def _pid(server: Server, role: str) -> int:
    """The process of a role, at work or starting; 0 for none."""
    note = server.note
    return next((each.pid or 0 for each in note.processes if each.role == role), 0) if note else 0


def _found(server: Server) -> Counter[str]:
    with connect(Tables(str(server.data / "lake"))) as connection:
        rows = connection.execute("SELECT user_key, count(*) FROM events GROUP BY user_key").fetchall()
    return Counter(dict(rows))


def _event(name: str, token: str) -> dict[str, object]:
    return {"event": "sent", "properties": {"token": token, "distinct_id": name, "$insert_id": name, "rows": 120}}
