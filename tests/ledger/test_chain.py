import hashlib
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hypercare.ledger import canonical, chain, records, versions
from hypercare.ledger.links import GENESIS
from hypercare.ledger.models import Evidence as EvidenceRow
from hypercare.ledger.models import Record
from hypercare.ledger.views import ChainReport, Evidence, RecordView
from hypercare.model.errors import BadInput, Refused
from hypercare.model.text import Text
from ledger_places import Place, Tamper
from patience import PATIENCE_S

AT = datetime(2026, 10, 22, 1, tzinfo=UTC)
EVIDENCE = Evidence(
    states={"completion": {"hits": 3}}, manifest={"files": {"events/a": "1"}}, pins=("events/b", "events/a")
)
pytestmark = pytest.mark.usefixtures("ledger")


def append(number: int = 1, **changes: object) -> RecordView:
    fields = {"kind": "verdict", "subject": "biza", "content": {"number": number}, "at": AT} | changes
    return chain.append(**fields)


def fill(count: int) -> list[RecordView]:
    return [append(number, evidence=EVIDENCE) for number in range(1, count + 1)]


def test_records_follow_on_each_other() -> None:
    first, second = append(1), append(2)
    assert (first.sequence, first.previous) == (1, GENESIS.hash)
    assert (second.sequence, second.previous) == (2, first.hash)
    assert chain.head() == (2, second.hash)
    assert chain.verify() == ChainReport(ok=True, length=2, head=chain.head())


def test_an_empty_chain_is_sound() -> None:
    assert chain.head() == GENESIS
    assert chain.verify() == ChainReport(ok=True, length=0, head=GENESIS)


def test_the_hash_covers_all_that_was_said() -> None:
    """The same value as on any machine and engine: a changed format would break every chain there is."""
    record = append(7, slot="day 30", content_key="k", evidence=EVIDENCE)
    evidence = '{"completion":{"hits":3}}\n{"files":{"events/a":"1"}}\n["events/a","events/b"]'
    text = (
        f'{{"at":"2026-10-22T01:00:00.000000+00:00","content":{{"number":7}},"evidence":"{sha256(evidence)}",'
        f'"key":"k","kind":"verdict","previous":"{"0" * 64}","sequence":1,"slot":"day 30","subject":"biza"}}'
    )
    assert record.evidence_digest == sha256(evidence)
    assert record.hash == sha256(text)


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_the_same_content_key_makes_no_second_record() -> None:
    first = append(1, content_key="digest")
    again = append(2, content_key="digest", at=AT + timedelta(days=1))
    assert (first.is_new, again.is_new) == (True, False)
    assert again == first
    assert append(3, content_key="digest", subject="pro").is_new
    assert append(3, content_key="digest", kind="look").is_new
    assert chain.head().sequence == 3


def test_instants_are_kept_to_the_microsecond_in_any_zone() -> None:
    at = datetime(2026, 10, 22, 8, 0, 0, 123457, tzinfo=UTC).astimezone(tz=None)
    record = append(at=at)
    assert records.find(record.id).at == at
    assert chain.verify().ok


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"at": AT.replace(tzinfo=None)}, id="naive time"),
        pytest.param({"content": {"share": float("nan")}}, id="nan"),
        pytest.param({"subject": ""}, id="empty subject"),
        pytest.param({"subject": "x" * 201}, id="subject too long"),
        pytest.param({"slot": "day\x0030"}, id="NUL"),
        pytest.param({"kind": "a\nb"}, id="line break"),
        pytest.param({"kind": "Verdict"}, id="kind that is no word"),
        pytest.param({"evidence": Evidence(states={"a": object()})}, id="evidence that JSON cannot hold"),
    ],
)
def test_what_cannot_be_kept_leaves_the_chain_as_it_was(changes: dict[str, object]) -> None:
    append(1)
    with pytest.raises(BadInput):
        append(2, **changes)
    assert chain.verify().length == 1


def test_rows_are_added_never_changed() -> None:
    append(1, evidence=EVIDENCE)
    for row in (Record.objects.get(), EvidenceRow.objects.get()):
        with pytest.raises(Refused, match="added, never changed"):
            row.save()
        with pytest.raises(Refused, match="added, never changed"):
            row.delete()
    attempts: list[Callable[[], object]] = [
        lambda: Record.objects.update(kind="look"),
        lambda: Record.objects.filter(sequence=1).delete(),
        lambda: Record.objects.bulk_update([Record.objects.get()], ["kind"]),
    ]
    for attempt in attempts:
        with pytest.raises(Refused, match="ledger_record"):
            attempt()


# What somebody with access to the database does to a chain of four, the first record that shows it, and how it shows.
SET = "UPDATE ledger_record SET"
NO_EVIDENCE = "DELETE FROM ledger_evidence WHERE record_id ="
OTHER_HASH = "a" * 64
TAMPERINGS = {
    "content": ([f"{SET} text = REPLACE(text, '\"number\":2', '\"number\":9')"], 2, "content"),
    "content of the last": ([f"{SET} text = REPLACE(text, '\"number\":4', '\"number\":9')"], 4, "content"),
    "content that is no JSON": ([f"{SET} text = 'x' WHERE sequence = 3"], 3, "content"),
    "hash": ([f"{SET} hash = '{OTHER_HASH}' WHERE sequence = 2"], 2, "hash"),
    "subject": ([f"{SET} subject = 'other' WHERE sequence = 3"], 3, "columns"),
    "slot": ([f"{SET} slot = 'day 60' WHERE sequence = 3"], 3, "columns"),
    "content key": ([f"{SET} content_key = 'k' WHERE sequence = 3"], 3, "columns"),
    "time": ([f"{SET} created_at = '2026-01-01 00:00:00+00:00' WHERE sequence = 2"], 2, "columns"),
    "previous": ([f"{SET} previous = '{OTHER_HASH}' WHERE sequence = 2"], 2, "columns"),
    "record deleted": ([f"{NO_EVIDENCE} 3", "DELETE FROM ledger_record WHERE sequence = 3"], 3, "gap"),
    "first record deleted": ([f"{NO_EVIDENCE} 1", "DELETE FROM ledger_record WHERE sequence = 1"], 1, "gap"),
    "states": (["UPDATE ledger_evidence SET states = '{}' WHERE record_id = 2"], 2, "evidence"),
    "manifest": (["UPDATE ledger_evidence SET manifest = 'null' WHERE record_id = 1"], 1, "evidence"),
    "pins": (["UPDATE ledger_evidence SET pins = '[]' WHERE record_id = 4"], 4, "evidence"),
    "evidence deleted": ([f"{NO_EVIDENCE} 3"], 3, "evidence"),
    "two of them": (
        [f"{SET} hash = '{OTHER_HASH}' WHERE sequence = 4", f"{SET} slot = 'x' WHERE sequence = 2"],
        2,
        "columns",
    ),
}


@pytest.mark.parametrize(("statements", "first_broken", "why"), TAMPERINGS.values(), ids=TAMPERINGS)
def test_an_audit_names_the_first_broken_record(
    tamper: Tamper, statements: list[str], first_broken: int, why: str
) -> None:
    sound = fill(4)
    tamper(*statements)
    report = chain.verify()
    heads = [GENESIS, *((record.sequence, record.hash) for record in sound)]
    assert (report.ok, report.first_broken, report.length) == (False, first_broken, first_broken - 1)
    assert report.head == heads[first_broken - 1]
    assert report.why == Text(f"ledger-chain-{why}", {"sequence": first_broken})


def test_swapped_records_show(tamper: Tamper) -> None:
    for number in range(1, 5):
        append(number)
    tamper(*(f"{SET} sequence = {there} WHERE sequence = {here}" for here, there in ((2, 9), (3, 2), (9, 3))))
    report = chain.verify()
    assert (report.first_broken, report.why) == (2, Text("ledger-chain-order", {"sequence": 2}))


def test_evidence_added_later_shows(tamper: Tamper) -> None:
    append(1)
    tamper("INSERT INTO ledger_evidence (record_id, states, manifest, pins) VALUES (1, '{}', 'null', '[]')")
    assert chain.verify().why == Text("ledger-chain-evidence", {"sequence": 1})


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_launch_version SET text = 'gates moved'",
        "UPDATE ledger_launch_version SET digest = 'other'",
        "UPDATE ledger_launch_version SET registered_at = '2026-01-01 00:00:00+00:00'",
        "DELETE FROM ledger_launch_version",
    ],
)
def test_a_changed_launch_version_shows(tamper: Tamper, statement: str) -> None:
    append(1)
    versions.register(text="gates", launch_id="biza", digest="d1", file_name="biza.yaml", at=AT, by="putri")
    assert chain.verify().ok
    tamper(statement)
    assert chain.verify().why == Text("ledger-chain-version", {"sequence": 2})


def test_a_launch_version_slipped_in_shows(tamper: Tamper) -> None:
    append(1)
    tamper(
        "INSERT INTO ledger_launch_version VALUES (1, 'biza', 1, 'd', 'f', 'easier gates', '2026-01-01 00:00:00', 'x')"
    )
    assert chain.verify().why == Text("ledger-chain-version", {"sequence": 1})


def test_a_chain_forged_from_one_record_on_shows_there(tamper: Tamper) -> None:
    """Whoever mends the hash of what he changed breaks the link to the next record."""
    fill(3)
    forged = Record.objects.get(sequence=2).text.replace('"number":2', '"number":9')
    tamper(f"{SET} text = '{forged}', hash = '{canonical.digest(forged)}' WHERE sequence = 2")
    assert chain.verify().why == Text("ledger-chain-previous", {"sequence": 3})


def test_a_chain_rewritten_as_a_whole_shows_by_a_printed_head(tamper: Tamper, clear: Callable[[], None]) -> None:
    printed = fill(3)[-1].hash
    assert chain.verify(printed=printed).ok
    append(4)
    assert chain.verify(printed=printed).ok
    clear()
    for number in (1, 9, 3, 4):
        append(number, evidence=EVIDENCE)
    assert chain.verify().ok
    report = chain.verify(printed=printed)
    assert (report.ok, report.first_broken) == (False, None)
    assert report.why == Text("ledger-chain-head-unknown", {"hash": printed})


def test_a_chain_cut_short_shows_by_a_printed_head(tamper: Tamper) -> None:
    printed = fill(3)[-1].hash
    tamper(f"{NO_EVIDENCE} 3", "DELETE FROM ledger_record WHERE sequence = 3")
    assert chain.verify().ok
    assert not chain.verify(printed=printed).ok


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(length=st.integers(1, 6), data=st.data())
def test_any_changed_character_is_found_at_its_record(
    clear: Callable[[], None], tamper: Tamper, length: int, data: st.DataObject
) -> None:
    clear()
    fill(length)
    broken = data.draw(st.integers(1, length))
    text = Record.objects.get(sequence=broken).text
    place = data.draw(st.integers(0, len(text) - 1))
    changed = text[:place] + ("x" if text[place] != "x" else "y") + text[place + 1 :]
    tamper(f"{SET} text = '{changed}' WHERE sequence = {broken}")
    assert chain.verify().first_broken == broken


def start_appender(place: Place, name: str, count: int) -> subprocess.Popen[str]:
    environment = os.environ | ({"HYPERCARE_DATABASE_URL": place.url} if place.url else {})
    command = [sys.executable, "-W", "error", Path(__file__).with_name("appender.py"), place.folder, name, str(count)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


@pytest.mark.slow
def test_appends_of_several_processes_form_one_chain(new_place: Callable[[], Place]) -> None:
    """They start on a ledger without tables, so they also race to make those."""
    place, count = new_place(), 40
    names = ["ana", "budi", "citra", "dewi"]
    processes = [start_appender(place, name, count) for name in names]
    printed = [process.communicate(timeout=PATIENCE_S)[0].split() for process in processes]
    assert [process.returncode for process in processes] == [0] * len(names)
    place.enter()
    report = chain.verify()
    assert (report.ok, report.length) == (True, (len(names) + 1) * count)
    for name, sequences in zip(names, printed, strict=True):
        kept = records.of_launch(name)[::-1]
        assert [record.sequence for record in kept] == [int(sequence) for sequence in sequences]
        assert [record.content["number"] for record in kept] == list(range(count))
    assert len(records.of_launch("shared")) == count


@pytest.mark.slow
@pytest.mark.parametrize("after", [1, 7, 30])
def test_a_killed_process_leaves_a_sound_chain_with_all_it_was_told(new_place: Callable[[], Place], after: int) -> None:
    place = new_place()
    with start_appender(place, "ana", 1_000_000) as process:
        assert process.stdout is not None
        told = [int(process.stdout.readline()) for _ in range(after)]
        process.kill()
    place.enter()
    report = chain.verify()
    assert report.ok
    assert report.length >= told[-1]
    append(1)
    assert chain.verify().length == report.length + 1


@pytest.mark.slow
def test_an_audit_holds_few_records_at_a_time() -> None:
    weight, count = 100_000, 200
    for number in range(count):
        append(number, evidence=Evidence(states={"m": "x" * weight}))
    tracemalloc.start()
    assert chain.verify().length == count
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < weight * count / 2


def test_appends_of_several_threads_form_one_chain() -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(_append_in_thread, range(20)))
    assert chain.verify().length == 20


def _append_in_thread(number: int) -> None:
    append(number)
    connection.close()
