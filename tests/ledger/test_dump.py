import io
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

from hypercare.ledger import (
    chain,
    dump,
    entrance_acts,
    incidents,
    marks,
    probes,
    records,
    setup,
    sign_in_links,
    tokens,
    versions,
)
from hypercare.ledger.models import Purpose, Role, SignInLink, User
from hypercare.ledger.views import Evidence
from hypercare.model.entrance import ActKind, EntranceAct
from hypercare.model.errors import BadInput, Damaged, HypercareError, Refused
from hypercare.model.incident import Incident, Severity, Step, StepKind
from hypercare.model.mark import MarkKind
from hypercare.model.probe import ProbeFailure, ProbeResult
from ledger_places import Place

AT = datetime(2026, 10, 22, 1, 0, 0, 5, tzinfo=UTC)
EVIDENCE = Evidence(states={"m": {"hits": [1, 2]}}, manifest={"files": {"a": "é"}}, pins=("a",))


def seed() -> str:
    """Fills the ledger in use with a row of every kind, and returns the secret of its token."""
    User.objects.create(email="putri@example.com", name="A. Putri", role=Role.ADMIN, created_at=AT, password="!")
    _, secret = tokens.new_token(vendor="mixpanel", source="shop", project="", by="putri", at=AT)
    versions.register(text="launch: biza\n# ü\n", launch_id="biza", digest="d", file_name="b.yaml", at=AT, by="putri")
    chain.append(kind="issue", subject="biza", slot="day 30", content={"share": 0.1}, at=AT, evidence=EVIDENCE)
    chain.append(kind="look", subject="biza", content={}, at=AT, content_key="k")
    sign_in_links.new_link(
        email="putri@example.com",
        role=Role.ADMIN,
        purpose=Purpose.SIGN_IN,
        made_by="dewi",
        at=AT,
        valid_for=timedelta(hours=1),
    )
    mark = marks.add(launch_id="biza", kind=MarkKind.NOTE, at=AT, title="go", by="putri", recorded_at=AT)
    marks.retract(mark.id, by="putri", at=AT)
    entrance_acts.add(EntranceAct("biza", "support/guide", ActKind.READ, AT, "putri@example.com", AT, digest="g"))
    raised = Step(StepKind.RAISED, 1, AT, "putri", AT)
    incidents.add(Incident("", "biza", "Uploads hang", Severity.S2, False, AT, "putri", AT, (raised,)))
    probes.add([ProbeResult("biza", "page answers", "d" * 64, AT, ProbeFailure.STATUS, "", 503, 120.5, 30)])
    return secret


def dumped() -> bytes:
    stream = io.BytesIO()
    dump.dump(stream)
    return stream.getvalue()


def load(data: bytes) -> None:
    dump.load(io.BytesIO(data))


@pytest.fixture
def other(new_place: Callable[[], Place], ledger: Place) -> Place:
    """Another empty ledger of the same engine, with tables."""
    return _with_tables(new_place())


def _with_tables(place: Place) -> Place:
    place.enter()
    setup.migrate()
    return place


def test_a_loaded_ledger_answers_as_the_first(ledger: Place, other: Place) -> None:
    ledger.enter()
    secret = seed()
    data = dumped()
    answers = _answers(secret)
    other.enter()
    load(data)
    assert _answers(secret) == answers
    assert dumped() == data


def _answers(secret: str) -> tuple[object, ...]:
    first = records.of_launch("biza")[0]
    return (
        chain.head(),
        chain.verify(),
        tokens.active_tokens(AT).get(tokens.hash_of(secret)),
        versions.versions("biza"),
        records.of_launch("biza"),
        records.evidence(first.id),
        records.pinned_files(),
        marks.of_launch("biza"),
        entrance_acts.of_launch("biza", AT),
        incidents.of_launch("biza", AT),
        probes.newest("biza", "page answers", "d" * 64, as_of=AT, limit=9),
        list(User.objects.values()),
        list(SignInLink.objects.values()),
    )


def test_a_loaded_ledger_goes_on(ledger: Place, other: Place) -> None:
    ledger.enter()
    seed()
    data = dumped()
    other.enter()
    load(data)
    User.objects.create(email="dewi@example.com", name="C. Dewi", created_at=AT, password="!")
    chain.append(kind="look", subject="biza", content={}, at=AT)
    assert chain.verify().length == 6


@pytest.mark.slow
@pytest.mark.parametrize("from_sqlite", [True, False], ids=["sqlite to postgresql", "postgresql to sqlite"])
def test_a_dump_of_one_engine_loads_into_the_other(
    request: pytest.FixtureRequest, tmp_path: Path, *, from_sqlite: bool
) -> None:
    server = request.getfixturevalue("postgres_server")
    places = [Place(tmp_path, None), Place(tmp_path, server.new_database())]
    source, target = places if from_sqlite else reversed(places)
    _with_tables(source)
    secret = seed()
    data = dumped()
    answers = _answers(secret)
    _with_tables(target)
    load(data)
    assert _answers(secret) == answers
    assert dumped() == data


def test_dump_returns_the_head_that_it_wrote(ledger: Place) -> None:
    seed()
    stream = io.BytesIO()
    assert dump.dump(stream) == chain.head()
    first = json.loads(stream.getvalue().splitlines()[0])
    assert first == {"schema": "hypercare/ledger.v1", "level": setup.level(), "head": list(chain.head())}


def test_an_empty_ledger_can_be_dumped_and_loaded(ledger: Place) -> None:
    load(dumped())
    assert chain.head().sequence == 0


def test_a_dump_of_a_version_without_the_later_tables_loads(ledger: Place, other: Place) -> None:
    ledger.enter()
    versions.register(text="launch: biza\n", launch_id="biza", digest="d", file_name="b.yaml", at=AT, by="putri")
    later = ("mark", "retraction", "sign_in_link", "entrance_act", "incident", "incident_step", "probe_result")
    *lines, last = dumped().splitlines(keepends=True)
    counts = {name: count for name, count in json.loads(last)["rows"].items() if name not in later}
    other.enter()
    load(b"".join([*lines, json.dumps({"rows": counts}).encode()]))
    assert [view.number for view in versions.versions("biza")] == [1]


def test_a_ledger_in_use_is_not_overwritten(ledger: Place) -> None:
    seed()
    with pytest.raises(Refused, match="not empty"):
        load(dumped())
    assert chain.verify().length == 5


def test_a_dump_holds_one_instant_while_others_write(ledger: Place) -> None:
    """A record that is appended between the head and the rows is in neither."""
    seed()
    before = chain.head()
    stream = _AppendingStream(ledger)
    assert dump.dump(stream) == before
    assert chain.head().sequence == before.sequence + 1
    assert sum(line.startswith(b'{"table":"record"') for line in stream.getvalue().splitlines()) == before.sequence


class _AppendingStream(io.BytesIO):
    """Appends a record from another thread, so over another connection, when the first line is written."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place

    def write(self, data: bytes) -> int:
        if self.tell() == 0:
            _in_thread(lambda: chain.append(kind="look", subject="late", content={}, at=AT))
        return super().write(data)


def _in_thread(action: Callable[[], object]) -> None:
    with ThreadPoolExecutor(1) as pool:
        pool.submit(action).result()
        pool.submit(lambda: connection.close()).result()  # noqa: PLW0108 the thread's own one


def _line(data: bytes, number: int, old: bytes, new: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    assert old in lines[number]
    lines[number] = lines[number].replace(old, new)
    return b"".join(lines)


DAMAGES: dict[str, tuple[Callable[[bytes], bytes], type[HypercareError]]] = {
    "empty": (lambda _: b"", BadInput),
    "something else": (lambda _: b'{"events": 3}\n', BadInput),
    "not json": (lambda _: b"\x89PNG\r\n", Damaged),
    "a list": (lambda _: b"[1]\n", Damaged),
    "newer": (lambda data: _line(data, 0, setup.level().encode(), b"9999_future"), BadInput),
    "without its last line": (lambda data: b"".join(data.splitlines(keepends=True)[:-1]), Damaged),
    "without its last row": (
        lambda data: b"".join((lines := data.splitlines(keepends=True))[:-2] + lines[-1:]),
        Damaged,
    ),
    "torn": (lambda data: data[: len(data) // 2], Damaged),
    "with rows behind the end": (lambda data: data + data.splitlines(keepends=True)[1], Damaged),
    "unknown table": (lambda data: _line(data, 1, b'"user"', b'"person"'), Damaged),
    "unknown column": (lambda data: _line(data, 1, b'"email"', b'"e_mail"'), Damaged),
    "not a time": (lambda data: _line(data, 1, b"2026-10-22T01", b"yesterday"), Damaged),
    "changed content": (lambda data: _line(data, 6, b"0.1", b"0.9"), Damaged),
    "without a head": (lambda data: _line(data, 0, b'"head"', b'"tail"'), Damaged),
    "a row twice": (lambda data: _line(data, 1, b"\n", b"\n" + data.splitlines(keepends=True)[1]), Damaged),
    "other head": (lambda data: _line(data, 0, b'"head":[5,"', b'"head":[5,"0'), Damaged),
}


@pytest.mark.parametrize(("damage", "error"), DAMAGES.values(), ids=DAMAGES)
def test_a_bad_dump_leaves_the_ledger_empty(
    ledger: Place, clear: Callable[[], None], damage: Callable[[bytes], bytes], error: type[HypercareError]
) -> None:
    seed()
    data = dumped()
    clear()
    with pytest.raises(error):
        load(damage(data))
    assert not User.objects.exists()
    assert chain.head().sequence == 0
    load(data)
