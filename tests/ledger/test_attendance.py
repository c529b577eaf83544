"""Attendance: counted up by the day, read as of an instant, erased with the person, kept by a dump."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest

from hypercare.ledger import attendance, dump
from hypercare.ledger.models import Attendance as Row
from hypercare.model.attendance import Attendance, Presence
from hypercare.model.errors import BadInput

NOON = datetime(2026, 9, 22, 5, tzinfo=UTC)
MINUTES = timedelta(minutes=10)


def seen(at: datetime = NOON, who: str = "putri@example.com", what: Presence = Presence.OPENED) -> Attendance:
    return Attendance("biza", who, at.date(), what, at, at)


@pytest.mark.usefixtures("ledger")
def test_a_day_is_one_row_that_counts_up() -> None:
    for at in (NOON, NOON + MINUTES, NOON - MINUTES):
        attendance.note(seen(at))
    (found,) = attendance.of_launch("biza", NOON + timedelta(days=1))
    assert (found.first_at, found.last_at, found.count) == (NOON - MINUTES, NOON + MINUTES, 3)
    assert found.day == date(2026, 9, 22)


@pytest.mark.usefixtures("ledger")
def test_another_person_day_kind_or_launch_is_another_row() -> None:
    attendance.note(seen())
    attendance.note(seen(who="santoso@example.com"))
    attendance.note(seen(NOON + timedelta(days=1)))
    attendance.note(seen(what=Presence.STOOD_UP))
    attendance.note(Attendance("other", "putri@example.com", NOON.date(), Presence.OPENED, NOON, NOON))
    assert len(attendance.of_launch("biza", NOON + timedelta(days=2))) == 4
    assert len(attendance.of_launch("other", NOON)) == 1


@pytest.mark.usefixtures("ledger")
def test_the_case_of_an_address_makes_nobody_else() -> None:
    attendance.note(seen(who="Putri@Example.com "))
    attendance.note(seen())
    assert [(each.who, each.count) for each in attendance.of_launch("biza", NOON)] == [("putri@example.com", 2)]


@pytest.mark.usefixtures("ledger")
def test_of_a_past_instant_only_what_had_begun_is_known() -> None:
    attendance.note(seen())
    attendance.note(seen(NOON + MINUTES))
    assert attendance.of_launch("biza", NOON - MINUTES) == ()
    (found,) = attendance.of_launch("biza", NOON + MINUTES / 2)
    assert found.last_at == NOON + MINUTES / 2


@pytest.mark.usefixtures("ledger")
def test_recording_begins_with_the_table_or_with_an_earlier_presence() -> None:
    made = attendance.recorded_since()
    assert made is not None
    assert datetime.now(UTC) - made < timedelta(days=1)
    attendance.note(seen(NOON.replace(year=2020)))
    assert attendance.recorded_since() == NOON.replace(year=2020)


@pytest.mark.usefixtures("ledger")
def test_a_person_is_erased_and_nobody_else() -> None:
    attendance.add([seen(), seen(what=Presence.FIXED), seen(who="B. Santoso")])
    assert attendance.forget(["PUTRI@example.com", "nobody@example.com"]) == 2
    assert [each.who for each in attendance.of_launch("biza", NOON)] == ["B. Santoso"]


@pytest.mark.usefixtures("ledger")
@pytest.mark.parametrize("who", ["", "a\nb", "x" * 255], ids=["nobody", "two lines", "too long"])
def test_what_cannot_be_kept_is_refused(who: str) -> None:
    with pytest.raises(BadInput):
        attendance.note(seen(who=who))


@pytest.mark.usefixtures("ledger")
def test_a_dump_holds_it_and_a_load_brings_it_back() -> None:
    attendance.add([seen(), seen(what=Presence.STOOD_UP)])
    kept = attendance.of_launch("biza", NOON)
    stream = io.BytesIO()
    dump.dump(stream)
    Row.objects.all().delete()
    stream.seek(0)
    dump.load(stream)
    assert attendance.of_launch("biza", NOON) == kept
