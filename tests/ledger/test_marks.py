from datetime import UTC, datetime, timedelta

import pytest

from hypercare.ledger import marks
from hypercare.ledger.models import Mark
from hypercare.model.errors import BadInput, NotFound, Refused
from hypercare.model.mark import MarkKind
from ledger_places import Place

AT = datetime(2026, 9, 22, 2, 0, tzinfo=UTC)
LATER = AT + timedelta(days=2)


def add(*, title: str = "Release 4.12.0", link: str = "", at: datetime = AT, until: datetime | None = None) -> str:
    mark = marks.add(
        launch_id="biza",
        kind=MarkKind.DEPLOYMENT,
        at=at,
        title=title,
        by="putri",
        recorded_at=AT,
        until=until,
        link=link,
    )
    return mark.id


def test_a_mark_comes_back_as_it_was_added(ledger: Place) -> None:
    name = add(link="https://example.com/r/4.12.0?tab=notes#new", until=LATER)
    (mark,) = marks.of_launch("biza")
    assert (mark.id, mark.kind, mark.at, mark.until) == (name, MarkKind.DEPLOYMENT, AT, LATER)
    assert (mark.title, mark.by, mark.link) == ("Release 4.12.0", "putri", "https://example.com/r/4.12.0?tab=notes#new")
    assert (mark.retracted_at, mark.retracted_by) == (None, "")


def test_marks_come_in_the_order_of_what_happened(ledger: Place) -> None:
    second, first = add(at=LATER), add(at=AT)
    assert [mark.id for mark in marks.of_launch("biza")] == [first, second]
    assert marks.of_launch("other") == ()


def test_a_retraction_is_kept_once(ledger: Place) -> None:
    name = add()
    marks.retract(name, by="dewi", at=LATER)
    again = marks.retract(name, by="lestari", at=LATER + timedelta(days=1))
    assert (again.retracted_at, again.retracted_by) == (LATER, "dewi")
    assert marks.find(name) == again


@pytest.mark.parametrize(
    ("as_of", "known"),
    [(AT - timedelta(seconds=1), False), (AT, True), (LATER, False)],
    ids=["before it was recorded", "recorded", "retracted"],
)
def test_a_mark_is_known_from_record_to_retraction(ledger: Place, as_of: datetime, *, known: bool) -> None:
    assert marks.retract(add(), by="dewi", at=LATER).known(as_of) is known


@pytest.mark.parametrize("name", ["m-7", "m-0", "7", "m-9999999999999999999", "m-1; drop", ""])
def test_an_unknown_mark_is_named(ledger: Place, name: str) -> None:
    with pytest.raises(NotFound, match="no mark"):
        marks.retract(name, by="dewi", at=LATER)


@pytest.mark.parametrize(
    "link",
    [
        "http://example.com",
        "javascript:alert(1)",
        "https://",
        "https://user@example.com/",
        'https://example.com/"onclick',
        "https://example.com/a b",
        "https://example.com/\n",
        "https://" + "x" * 1000,
    ],
)
def test_only_plain_https_links_are_kept(ledger: Place, link: str) -> None:
    with pytest.raises(BadInput, match="link"):
        add(link=link)


@pytest.mark.parametrize("title", ["", "x" * 201, "two\nlines", "\x1b[31mred"])
def test_a_title_is_one_line(ledger: Place, title: str) -> None:
    with pytest.raises(BadInput, match="title"):
        add(title=title)


def test_a_naive_time_is_no_instant(ledger: Place) -> None:
    with pytest.raises(BadInput, match="zone"):
        add(at=datetime(2026, 9, 22, 9, 0))  # noqa: DTZ001  that is the point


def test_rows_stay_as_they_are(ledger: Place) -> None:
    add()
    with pytest.raises(Refused, match="never changed"):
        Mark.objects.update(title="other")
