"""Refused attempts to sign: counted up by the day, bounded, found by launch or person, kept by a dump."""

import io
from datetime import UTC, datetime, timedelta

import pytest

from hypercare.ledger import dump, refusals
from hypercare.ledger.models import Refusal as Row
from hypercare.model.errors import BadInput
from hypercare.model.refusal import Refusal, What, Why

NOON = datetime(2026, 9, 22, 5, tzinfo=UTC)
MINUTES = timedelta(minutes=10)


def refused(
    at: datetime = NOON, who: str = "putri@example.com", why: Why = Why.NOT_NAMED, what: What = What.SIGN
) -> Refusal:
    return Refusal("biza", who, at.date(), "SCALE", why, at, at, what=what)


@pytest.mark.usefixtures("ledger")
def test_a_flood_of_one_person_is_one_row_that_counts_up() -> None:
    for at in (NOON, NOON + MINUTES, NOON - MINUTES):
        refusals.note(refused(at))
    (found,) = refusals.latest(limit=10)
    assert (found.first_at, found.last_at, found.count) == (NOON - MINUTES, NOON + MINUTES, 3)


@pytest.mark.usefixtures("ledger")
def test_people_reasons_and_days_are_told_apart_latest_first() -> None:
    told = [refused(), refused(NOON + MINUTES, who="b@example.com"), refused(NOON + 2 * MINUTES, why=Why.NO_REASON)]
    told.append(refused(NOON + 3 * MINUTES, what=What.ACCEPT_PEAK))
    told.append(refused(NOON + timedelta(days=1)))
    for each in told:
        refusals.note(each)
    assert refusals.latest(limit=10) == tuple(reversed(told))
    assert refusals.latest(limit=2) == tuple(reversed(told))[:2]


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize(("subject", "count"), [("BIZ", 2), ("putri", 1), ("nobody", 0)])
def test_they_are_found_by_launch_or_person(subject: str, count: int) -> None:
    refusals.note(refused())
    refusals.note(refused(who="b@example.com"))
    assert len(refusals.latest(subject=subject, limit=10)) == count


@pytest.mark.usefixtures("ledger")
def test_the_oldest_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refusals, "MOST", 3)
    for day in range(5):
        refusals.note(refused(NOON + timedelta(days=day)))
    assert [each.day.day for each in refusals.latest(limit=10)] == [26, 25, 24]


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize("who", ["", "a\nb", "x" * 255], ids=["nobody", "two lines", "too long"])
def test_what_cannot_be_kept_is_refused(who: str) -> None:
    with pytest.raises(BadInput):
        refusals.note(refused(who=who))


@pytest.mark.usefixtures("ledger")
def test_a_person_is_erased_and_nobody_else() -> None:
    refusals.note(refused())
    refusals.note(refused(who="b@example.com"))
    assert refusals.count(["PUTRI@example.com "]) == 1
    assert refusals.forget(["PUTRI@example.com ", "nobody@example.com"]) == 1
    assert [each.who for each in refusals.latest(limit=10)] == ["b@example.com"]


@pytest.mark.usefixtures("ledger")
def test_a_dump_holds_them_and_a_load_brings_them_back() -> None:
    refusals.note(refused())
    kept = refusals.latest(limit=10)
    stream = io.BytesIO()
    dump.dump(stream)
    Row.objects.all().delete()
    stream.seek(0)
    dump.load(stream)
    assert refusals.latest(limit=10) == kept
