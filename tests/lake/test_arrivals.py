"""The newest rows, and what came since a cursor: every row once, whatever is loaded or compacted meanwhile."""

import random
from pathlib import Path

import pytest

from hypercare.lake.arrivals import Arrivals, latest, since
from hypercare.lake.compaction import compact
from hypercare.lake.files import RealFiles
from hypercare.lake.recent import Now
from hypercare.lake.tallies import Known
from hypercare.lake.wanted import Wanted
from hypercare.model.cursor import Cursor
from hypercare.model.errors import BadInput
from hypercare.model.facts import Event, Rejected
from lake.loading import NOW, NOW_US, Lake

NAMES = ["a b rejected:x", "c", "rejected:y rejected:z", "alias:p trait:q", "d e f"]
IN_ORDER = ["a", "b", "x", "c", "y", "z", "d", "e", "f"]


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return Lake(tmp_path, RealFiles())


def load(lake: Lake, number: int, *payloads: str) -> None:
    lake.segment(number, *payloads)
    lake.loader.load_ready(NOW)


def asked(lake: Lake, after: Cursor | None = None, limit: int = 100, *, known: int = NOW_US, **wanted: str) -> Arrivals:
    if after is None:
        return latest(lake.tables, limit=limit, now=Now(known, NOW_US), wanted=Wanted(**wanted))
    return since(lake.tables, after, limit=limit, known=Known(known), wanted=Wanted(**wanted))


def names(found: Arrivals) -> list[str]:
    return [_name(each.fact) for each in found.rows]


def _name(fact: Event | Rejected) -> str:
    return (fact.user_key or "").removeprefix("user-") if isinstance(fact, Event) else fact.message


def loaded(lake: Lake) -> Lake:
    for number, payloads in enumerate(NAMES):
        load(lake, number, payloads)
    return lake


def test_the_newest_rows_in_the_order_of_arrival(lake: Lake) -> None:
    loaded(lake)
    assert names(asked(lake)) == IN_ORDER
    found = asked(lake, limit=3)
    assert (names(found), found.skipped) == (IN_ORDER[-3:], 0)


def test_from_the_cursor_of_any_row_the_rest_follows(lake: Lake) -> None:
    loaded(lake)
    for place, row in enumerate(asked(lake, Cursor()).rows):
        assert names(asked(lake, Cursor.parse(str(row.cursor)))) == IN_ORDER[place + 1 :]


def test_what_is_too_much_is_counted(lake: Lake) -> None:
    loaded(lake)
    found = asked(lake, Cursor(), limit=4)
    assert (names(found), found.skipped) == (["z", "d", "e", "f"], 5)
    assert asked(lake, found.cursor).rows == ()


def test_quarantine_that_is_committed_after_later_events_is_not_lost(lake: Lake) -> None:
    load(lake, 0, "a")
    seen = asked(lake).cursor
    load(lake, 1, "rejected:x", "b")
    events_only = Cursor(asked(lake).cursor.events, seen.quarantine)
    assert names(asked(lake, events_only)) == ["x"]


def test_every_row_once_while_it_is_loaded_and_compacted(lake: Lake) -> None:
    rng, cursor, got, sent = random.Random(7), None, [], []
    for number in range(40):
        # Of one payload the events are numbered before its records in quarantine.
        kinds = sorted(f"{rng.choice(['', 'rejected:'])}n{number}-{each}" for each in range(rng.randrange(1, 4)))
        sent += [word.removeprefix("rejected:") for word in kinds]
        load(lake, number, " ".join(kinds))
        if number % 7 == 6:
            compact(lake.commits, small_files=2)
        if rng.random() < 0.6:
            found = asked(lake, cursor or Cursor())
            got, cursor = got + names(found), found.cursor
            assert found.skipped == 0
    assert cursor is not None
    assert [*got, *names(asked(lake, cursor))] == sent


def test_only_new_files_are_read(lake: Lake) -> None:
    load(lake, 0, "a b c")
    cursor = asked(lake).cursor
    load(lake, 1, "d")
    for file in lake.tables.files("events")[:1]:
        Path(lake.tables.path("events"), file.path).unlink()
    assert names(asked(lake, cursor)) == ["d"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"source": "web"}, IN_ORDER),
        ({"source": "app"}, []),
        ({"event": "order"}, ["a", "b", "c", "d", "e", "f"]),
        ({"event": "ord"}, []),
        ({"text": "USER-C"}, ["c"]),
        ({"text": "time_in_future"}, ["x", "y", "z"]),
        ({"text": "%"}, []),
    ],
    ids=str,
)
def test_only_what_is_wanted(lake: Lake, wanted: dict[str, str], found: list[str]) -> None:
    assert names(asked(loaded(lake), **wanted)) == found


def test_a_set_clock_hides_imports_from_its_future_and_nothing_that_was_pushed(lake: Lake) -> None:
    loaded(lake)
    assert names(asked(lake, known=NOW_US - 1)) == IN_ORDER


def test_there_is_nothing_yet(lake: Lake) -> None:
    assert asked(lake) == Arrivals((), Cursor(), 0, 0)


@pytest.mark.parametrize("text", ["", "1", "1.2.3", "a.b", "1,2", "9" * 100])
def test_what_is_no_cursor_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="is no cursor"):
        Cursor.parse(text)
