"""Tokens: made, listed, revoked; and the gateway's book of them."""

from dataclasses import replace
from pathlib import Path

import pytest
import structlog
from structlog.testing import capture_logs

from hypercare.app import site
from hypercare.app.house import House
from hypercare.app.processes.notes import PROCESSES_FILE, ServerNote, write_note
from hypercare.app.settings import read_settings
from hypercare.app.token_book import LedgerTokenBook
from hypercare.app.usecases.access import tokens
from hypercare.ledger.tokens import hash_of
from hypercare.model.errors import BadInput, NotFound
from hypercare.model.instant import from_micros


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(read_settings({"HYPERCARE_CLOCK": "2026-10-22T08:00+07:00"}, data=tmp_path / "data"))


@pytest.fixture
def book() -> LedgerTokenBook:
    return LedgerTokenBook(structlog.get_logger())


def test_new_token_comes_with_the_lines_for_its_clients(house: House) -> None:
    made = tokens.new(house, "mixpanel", source=None, project="", by="ann")
    document = tokens.new_document(made)
    assert document["schema"] == "hypercare/token.v1"
    assert (document["source"], document["url"]) == ("mixpanel", "http://127.0.0.1:8701/ingest/mixpanel")
    assert set(document["lines"]) == {"python", "node", "browser"}
    assert document["line"] == document["lines"]["python"]
    assert all(document["token"] in line for line in document["lines"].values())


def test_source_may_have_a_name_of_its_own(house: House) -> None:
    made = tokens.new(house, "mixpanel", source="shop", project="7", by="ann")
    assert (made.token.source, made.token.vendor, made.token.project) == ("shop", "mixpanel", "7")


@pytest.mark.parametrize("vendor", ["mixpane", "files", ""], ids=["misspelt", "does not push", "empty"])
def test_vendor_without_a_receiver_is_refused(house: House, vendor: str) -> None:
    with pytest.raises(BadInput, match=r"one of amplitude, .*mixpanel"):
        tokens.new(house, vendor, source=None, project="", by="ann")
    assert not house.data.exists()


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("10.0.0.7", "http://10.0.0.7:8701"),
        ("0.0.0.0", "http://localhost:8701"),
        ("::1", "http://[::1]:8701"),
    ],
)
def test_url_is_one_that_a_client_can_reach(house: House, host: str, url: str) -> None:
    assert tokens.gateway_url(House(replace(house.settings, host=host))) == url


def test_url_is_the_public_one_where_a_proxy_stands_before_the_gateway(tmp_path: Path) -> None:
    public = {"HYPERCARE_PUBLIC_GATEWAY_URL": "https://Events.example.com/"}
    house = House(read_settings(public, data=tmp_path / "data"))
    for vendor in tokens.vendors():
        mapping = {"mapping": "event: seen"} if vendor == "webhook" else {}
        made = tokens.new(house, vendor, source="shop", project="", by="ann", settings=mapping)
        assert made.url.startswith(f"https://events.example.com/ingest/{vendor}")
        assert made.url in made.try_line
        assert not any("http:" in line or '"http"' in line for line in (*made.lines.values(), made.try_line))


def test_url_is_that_of_the_running_server(house: House) -> None:
    house.create()
    write_note(house.data / PROCESSES_FILE, ServerNote(1, from_micros(0), "127.0.0.1", 9000, 9001, ()))
    assert tokens.gateway_url(house).endswith(":8701")
    with house.lock("serve"):
        assert tokens.gateway_url(house).endswith(":9001")


def test_list_shows_no_secret(house: House) -> None:
    made = tokens.new(house, "mixpanel", source=None, project="", by="ann")
    (listed,) = map(tokens.document, tokens.listing(house))
    assert made.secret not in str(listed)
    assert listed["created_at"] == "2026-10-22T01:00:00+00:00"


def test_unknown_token_cannot_be_revoked(house: House) -> None:
    house.create()
    with pytest.raises(NotFound):
        tokens.revoke(house, "t-0000000000", by="ann")


def test_book_learns_new_and_revoked_tokens(house: House, book: LedgerTokenBook) -> None:
    made = tokens.new(house, "mixpanel", source="shop", project="", by="ann")
    assert book.find(made.secret) is None
    book.refresh()
    found = book.find(made.secret)
    assert found is not None
    assert (found.vendor, found.source) == ("mixpanel", "shop")
    assert book.find(hash_of(made.secret)) is None
    tokens.revoke(house, made.token.token_id, by="ann")
    book.refresh()
    assert book.find(made.secret) is None


def test_book_stays_in_force_while_the_ledger_does_not_answer(house: House, book: LedgerTokenBook) -> None:
    made = tokens.new(house, "mixpanel", source=None, project="", by="ann")
    book.refresh()
    site.close()
    ledger, away = house.data / site.SQLITE_FILE, house.data / "away"
    ledger.rename(away)
    ledger.mkdir()
    with capture_logs() as lines:
        assert [book.refresh(), book.refresh()] == [False, False]
        assert book.find(made.secret) is not None
        ledger.rmdir()
        away.rename(ledger)
        site.close()
        assert book.refresh()
    assert [line["log_level"] for line in lines] == ["error", "info"]


def test_book_notes_when_a_token_was_used(house: House, book: LedgerTokenBook) -> None:
    made = tokens.new(house, "mixpanel", source=None, project="", by="ann")
    book.refresh()
    book.find(made.secret)
    rounds = iter([False, True])
    book.keep_fresh(lambda _seconds: next(rounds))
    (listed,) = tokens.listing(house)
    assert listed.last_used_at is not None
