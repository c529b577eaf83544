"""Which rows of the live page somebody is shown, and what of them."""

from typing import Any

import pytest
from django.http import QueryDict

import hypercare.web  # noqa: F401  makes Django ready with the pages
from hypercare.web.pages.live.context import Wanted, row_of, visible
from hypercare.web.person import Person, Role

EVENT: dict[str, Any] = {
    "cursor": "3.-1",
    "kind": "event",
    "source": "android",
    "event": "Bulk opened",
    "time": "2026-10-01T09:00:00+00:00",
    "received": "2026-10-01T09:00:01+00:00",
    "known": "2026-10-01T09:00:01+00:00",
    "user": "putri@example.com",
    "anonymous": "a-1",
    "groups": {"company_id": "c-77"},
    "flags": {},
    "library": None,
    "properties": {"$os": "android", "note": 'say "hi"', "mp_lib": "js", "rows": 3},
    "properties_left_out": 0,
}
REJECTED: dict[str, Any] = {
    "cursor": "3.4",
    "kind": "quarantine",
    "source": "android",
    "reason": "time_invalid",
    "received": "2026-10-01T09:00:01+00:00",
    "decoder": "mixpanel",
    "field": "time",
    "message": "must be a number",
    "raw": '{"user": "putri@example.com"}',
}


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ("", [True, True]),
        ("event=Bulk+opened", [True, False]),
        ("event=bulk+opened", [False, False]),
        ("source=android", [True, True]),
        ("source=and", [False, False]),
        ("q=BULK", [True, False]),
        ("q=c-77", [True, False]),
        ("q=say+%22hi", [True, False]),
        ("q=must+be", [False, True]),
        ("q=3.4", [False, False]),
        ("q=++", [True, True]),
        ("q=bulk&source=ios", [False, False]),
    ],
)
def test_a_filter_lets_through_what_it_names(query: str, fits: list[bool]) -> None:
    wanted = Wanted.of(QueryDict(query))
    assert [wanted.fits(EVENT), wanted.fits(REJECTED)] == fits


@pytest.mark.parametrize("role", [Role.VIEWER, Role.CONTRIBUTOR, Role.ADMIN])
@pytest.mark.parametrize("row", [EVENT, REJECTED], ids=["event", "quarantine"])
def test_whose_it_is_is_for_contributors(role: Role, row: dict[str, Any]) -> None:
    shown = row_of(visible(row, Person(role))).model_dump_json()
    assert ("putri@example.com" in shown) == role.may(Role.CONTRIBUTOR)
    assert "android" in shown


def test_a_filter_tells_no_viewer_whose_a_row_is() -> None:
    assert not Wanted(q="putri").fits(visible(EVENT, Person(Role.VIEWER)))


def test_what_clients_add_comes_last() -> None:
    assert list(row_of(EVENT).properties) == ["note", "rows", "$os", "mp_lib"]
