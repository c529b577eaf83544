"""When a probe is due."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hypercare.app.probing.schedule import JITTER, due_at, is_due
from hypercare.model.probe import Probe, ProbeResult

AT = datetime(2026, 9, 22, 9, tzinfo=UTC)
PROBE = Probe("page", "https://example.com", every=timedelta(minutes=10))


def result(name: str = "page") -> ProbeResult:
    return ProbeResult("biza", name, PROBE.digest, AT)


def test_what_never_ran_is_due() -> None:
    assert is_due(PROBE, None, AT)


def test_what_ran_is_due_an_interval_later_give_or_take() -> None:
    assert not is_due(PROBE, result(), AT + timedelta(minutes=9))
    assert is_due(PROBE, result(), AT + timedelta(minutes=11))


@given(st.text(), st.integers(1, 1440))
def test_an_interval_is_spread_by_a_tenth_of_it(name: str, minutes: int) -> None:
    probe = Probe(name, "https://example.com", every=timedelta(minutes=minutes))
    found = ProbeResult("biza", name.encode("utf-8", "replace").decode(), probe.digest, AT)
    due = due_at(probe, found)
    assert due == due_at(probe, found)
    assert due is not None
    assert abs(due - AT - probe.every) <= JITTER / 2 * probe.every


def test_probes_do_not_march_in_step() -> None:
    assert len({due_at(PROBE, result(f"page {number}")) for number in range(20)}) == 20
