from datetime import UTC, datetime, timedelta

import pytest

from hypercare.ledger import chain, records
from hypercare.ledger.views import Evidence, RecordView
from hypercare.model.errors import NotFound

AT = datetime(2026, 10, 22, 1, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("ledger")


def append(kind: str, subject: str = "biza", **more: object) -> RecordView:
    return chain.append(kind=kind, subject=subject, content={"word": "PASS"}, at=AT, **more)


def test_a_record_is_found_by_its_id() -> None:
    append("look")
    record = append("verdict", slot="day 30")
    assert record.id == f"v-000002-{record.hash[:6]}"
    assert records.find(record.id) == record
    assert records.find(f" {record.id.upper()}") == record
    assert (record.content, record.slot, record.at) == ({"word": "PASS"}, "day 30", AT)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("v-000001-000000", id="other hash"),
        pytest.param("l-{rest}", id="other kind"),
        pytest.param("v-000009-1a2b3c", id="beyond the end"),
        pytest.param("v-1-1a2b3c", id="short"),
        pytest.param("", id="empty"),
        pytest.param("v-99999999999999999999-1a2b3c", id="huge"),
        pytest.param("v-٠٠٠٠٠١-1a2b3c", id="arabic digits"),
    ],
)
def test_an_unknown_id_is_not_found(name: str) -> None:
    rest = append("verdict").id[2:]
    with pytest.raises(NotFound, match="there is no record"):
        records.find(name.format(rest=rest))


def test_records_of_a_launch_come_latest_first() -> None:
    made = [append(kind) for kind in ("verdict", "look", "verdict", "verdict")]
    append("verdict", "pro")
    assert records.of_launch("biza") == tuple(reversed(made))
    assert records.of_launch("biza", "look") == (made[1],)
    assert records.of_launch("biza", "verdict", limit=2) == (made[3], made[2])
    assert records.of_launch("biza", "verdict", "look", limit=3) == (made[3], made[2], made[1])
    assert records.of_launch("nothing") == ()
    assert records.of_launch("biza", until=made[0].at) == tuple(reversed(made))
    assert records.of_launch("biza", until=made[0].at - timedelta(microseconds=1)) == ()


def test_issued_gates_are_found_by_their_name() -> None:
    first = append("issue", slot="day 30")
    append("verdict", slot="day 60")
    append("issue", "pro", slot="day 60")
    append("issue")
    second = append("issue", slot="cycle end")
    again = append("issue", slot="day 30")
    assert records.issued_gates("biza") == (first, second, again)


def test_evidence_reads_back_as_it_was_given() -> None:
    evidence = Evidence(states={"m": {"hits": [1, 2], "share": 0.1}}, manifest={"files": {"a": "1"}}, pins=("a", "b"))
    with_files = append("issue", evidence=evidence)
    state_only = append("look", evidence=Evidence(states={"m": {"hits": [1]}}))
    nothing = append("sign_off")
    assert records.evidence(with_files.id) == evidence
    assert records.evidence(state_only.id) == Evidence(states={"m": {"hits": [1]}}, manifest=None, pins=())
    assert records.evidence(nothing.id) is None
    assert (with_files.evidence_digest is None, nothing.evidence_digest) == (False, None)
    with pytest.raises(NotFound):
        records.evidence("v-000009-1a2b3c")


def test_content_may_hold_any_text() -> None:
    content = {"note": "NUL \0, line\nbreak, 日本, \U0001f680", "share": 0.1 + 0.2, "count": 10**30}
    record = chain.append(kind="verdict", subject="biza", content=content, at=AT)
    assert records.find(record.id).content == content
    assert chain.verify().ok


def test_pinned_files_are_those_of_all_records() -> None:
    assert records.pinned_files() == frozenset()
    append("issue", evidence=Evidence(states={}, pins=("a", "b")))
    append("issue", "pro", evidence=Evidence(states={}, pins=("b", "c")))
    append("look", evidence=Evidence(states={}, manifest={"files": {"d": "1"}}))
    assert records.pinned_files() == frozenset("abc")
