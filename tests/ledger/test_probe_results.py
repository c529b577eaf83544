"""What production answered, kept in the ledger on each engine."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hypercare.ledger import probes
from hypercare.model.errors import BadInput
from hypercare.model.probe import ProbeFailure, ProbeResult
from ledger_places import Place

AT = datetime(2026, 9, 22, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DIGEST = "d" * 64


def result(minutes: float = 0, probe: str = "page", **more: object) -> ProbeResult:
    return replace(ProbeResult("biza", probe, DIGEST, AT + minutes * MINUTE, status=200, latency_ms=12.5), **more)  # type: ignore[arg-type]  # by the caller


def newest(
    probe: str = "page", digest: str = DIGEST, as_of: datetime = AT + 99 * MINUTE, limit: int = 99
) -> list[float]:
    found = probes.newest("biza", probe, digest, as_of=as_of, limit=limit)
    return [(each.at - AT) / MINUTE for each in found]


def test_a_result_comes_back_as_it_was_kept(ledger: Place) -> None:
    kept = result(failure=ProbeFailure.STATUS, detail="10.0.0.1", status=None, latency_ms=None, certificate_days=-1)
    probes.add([kept])
    assert probes.newest("biza", "page", DIGEST, as_of=AT, limit=1) == (kept,)


def test_the_newest_of_the_same_question_by_an_instant(ledger: Place) -> None:
    probes.add([result(n) for n in (3, 1, 2)] + [result(5, digest="e" * 64), result(6, "other")])
    probes.add([result(7, launch="another")])
    assert newest() == [3, 2, 1]
    assert newest(limit=2) == [3, 2]
    assert newest(as_of=AT + 2 * MINUTE) == [2, 1]
    assert newest(digest="e" * 64) == [5]


def test_a_detail_is_kept_in_one_line_and_cut(ledger: Place) -> None:
    probes.add([result(detail="a\n\0\ud800" + "x" * 900)])
    (found,) = probes.newest("biza", "page", DIGEST, as_of=AT, limit=1)
    assert found.detail == "a???" + "x" * 496


def test_what_cannot_be_kept_is_refused(ledger: Place) -> None:
    with pytest.raises(BadInput):
        probes.add([result(probe="p" * 201)])
    assert newest() == []


def test_what_is_old_or_too_much_goes(ledger: Place) -> None:
    probes.add([*(result(n) for n in range(10)), *(result(n, "other") for n in (0, 8))])
    assert probes.prune(before=AT + 2 * MINUTE, most=5) == 3 + 3
    assert (newest(), newest("other")) == ([9, 8, 7, 6, 5], [8])
    assert probes.prune(before=AT, most=5) == 0
