from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection

from hypercare.ledger import sign_in_links
from hypercare.ledger.models import Purpose, SignInLink
from hypercare.model.role import Role

AT = datetime(2026, 9, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
pytestmark = pytest.mark.usefixtures("ledger")


def new(email: str = "putri@example.com") -> str:
    _, secret = sign_in_links.new_link(
        email=email, role=Role.VIEWER, purpose=Purpose.INVITE, made_by="dewi", at=AT, valid_for=HOUR
    )
    return secret


def test_a_link_is_used_once() -> None:
    secret = new()
    found = sign_in_links.find(secret, AT)
    assert found is not None
    assert (found.email, found.role, found.purpose) == ("putri@example.com", Role.VIEWER, Purpose.INVITE)
    assert sign_in_links.find(secret, AT) == found, "looking at it does not use it up"
    assert sign_in_links.use(secret, AT) == found
    assert sign_in_links.use(secret, AT) is None
    assert sign_in_links.find(secret, AT) is None


@pytest.mark.parametrize(
    ("later", "usable"), [(timedelta(0), True), (HOUR - timedelta(seconds=1), True), (HOUR, False)]
)
def test_a_link_ends_with_its_time(later: timedelta, *, usable: bool) -> None:
    assert (sign_in_links.use(new(), AT + later) is not None) is usable


def test_a_new_link_ends_the_earlier_ones_of_that_address() -> None:
    first, other = new(), new("dewi@example.com")
    new("PUTRI@example.com")
    assert sign_in_links.find(first, AT) is None
    assert sign_in_links.find(other, AT) is not None


@pytest.mark.parametrize(
    "secret", ["", "x", "\ud800", "\0", "a" * 100_000], ids=["none", "short", "half", "nul", "long"]
)
def test_what_is_no_secret_finds_nothing(secret: str) -> None:
    new()
    assert sign_in_links.find(secret, AT) is None


def test_the_secret_is_nowhere_in_the_ledger() -> None:
    secret = new()
    assert secret not in repr(list(SignInLink.objects.values()))
    assert len(secret) >= 43


def test_of_requests_at_once_one_gets_the_link() -> None:
    secret, together = new(), Barrier(8)

    def use(_: int) -> bool:
        together.wait()
        try:
            return sign_in_links.use(secret, AT) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(use, range(8))) == [False] * 7 + [True]
