import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime

import psycopg
import pytest
from django.db import connection, transaction

from hypercare.ledger import chain, transactions
from hypercare.model.errors import Busy, Unreachable
from ledger_places import Place

AT = datetime(2026, 10, 22, 1, tzinfo=UTC)


def append() -> None:
    chain.append(kind="look", subject="biza", content={}, at=AT)


@pytest.fixture
def impatient(ledger: Place, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A ledger that waits 50 ms for others to end their writing."""
    monkeypatch.setattr(transactions, "PATIENCE_SECONDS", 0.05)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 50")
    return ledger


@pytest.fixture
def held(impatient: Place) -> Iterator[None]:
    """Somebody else writes, and does not end."""
    if impatient.url:
        with psycopg.connect(impatient.url) as other:
            other.execute("SELECT pg_advisory_xact_lock(%s)", [transactions.ADVISORY_LOCK])
            yield
    else:
        with closing(sqlite3.connect(impatient.folder / "hypercare.sqlite3", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield


def test_a_writer_that_hangs_is_reported(held: None) -> None:
    with pytest.raises(Busy, match="writing to the ledger for too long"):
        append()


def test_readers_need_not_wait_for_writers(held: None) -> None:
    assert chain.verify().ok


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("pragma", "said"),
    [
        pytest.param("query_only = 1", "readonly", id="read-only"),
        pytest.param("max_page_count = 1", "full", id="disk full"),
    ],
)
def test_a_disk_that_takes_nothing_is_reported(ledger: Place, pragma: str, said: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
    with pytest.raises(Unreachable, match=rf"hypercare\.sqlite3.*{said}"):
        chain.append(kind="look", subject="biza", content={"weight": "x" * 100_000}, at=AT)


def test_writing_that_fails_leaves_nothing(ledger: Place) -> None:
    def fail() -> None:
        with transactions.writing():
            append()
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert chain.head().sequence == 0
    append()
    assert chain.verify().length == 1


def test_a_snapshot_does_not_move_and_holds_up_nobody(ledger: Place) -> None:
    append()
    with transactions.snapshot():
        before = chain.head()
        with ThreadPoolExecutor(1) as pool:
            pool.submit(append).result()
            pool.submit(lambda: connection.close()).result()  # noqa: PLW0108 the thread's own one
        assert chain.head() == before
    assert chain.head().sequence == 2


@pytest.mark.parametrize("engine", [pytest.param("postgresql", marks=pytest.mark.slow)], indirect=True)
def test_a_pooled_connection_goes_back_after_each_call(ledger: Place) -> None:
    append()
    assert connection.connection is None
    with transaction.atomic():
        chain.head()
        assert connection.connection is not None
