import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from hypercare.ledger import people, records, tokens
from hypercare.ledger.views import TokenView
from hypercare.model.errors import BadInput, NotFound
from hypercare.model.ports import Credential
from hypercare.model.role import Role

AT = datetime(2026, 9, 1, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("ledger")


def new(vendor: str = "mixpanel", source: str = "shop", at: datetime = AT) -> tuple[TokenView, str]:
    return tokens.new_token(vendor=vendor, source=source, project="7", by="putri", at=at)


@pytest.mark.parametrize(
    ("vendor", "shape"),
    [("mixpanel", r"hc_[a-z2-7]{32}"), ("segment", r"hc_[a-z2-7]{32}"), ("sentry", r"[0-9a-f]{32}")],
)
def test_a_secret_has_the_shape_that_the_vendor_s_clients_take(vendor: str, shape: str) -> None:
    assert re.fullmatch(shape, new(vendor)[1])


def test_a_token_is_found_by_its_secret() -> None:
    token, secret = new()
    new()
    assert tokens.find(secret) == Credential(token.token_id, "mixpanel", "shop", "7")
    assert tokens.find(secret + "x") is None
    assert tokens.find(tokens.hash_of(secret)) is None
    assert tokens.find("") is None
    assert tokens.find("\ud800") is None


def test_the_secret_itself_is_nowhere_in_the_ledger() -> None:
    _, secret = new()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ledger_token")
        row = cursor.fetchone()
    assert secret not in repr(row)
    assert secret.removeprefix("hc_") not in repr(row)


def test_a_revoked_token_is_found_no_more() -> None:
    token, secret = new()
    revoked = tokens.revoke(token.token_id, by="dewi", at=AT + timedelta(days=1))
    assert (revoked.revoked_at, revoked.revoked_by) == (AT + timedelta(days=1), "dewi")
    assert tokens.find(secret) is None
    assert tokens.active_tokens() == {}
    assert tokens.tokens() == (revoked,)


def test_revoking_twice_keeps_the_first_time() -> None:
    token, _ = new()
    first = tokens.revoke(token.token_id, by="dewi", at=AT)
    assert tokens.revoke(token.token_id, by="halim", at=AT + timedelta(days=9)) == first


def test_revoking_an_unknown_token_says_so() -> None:
    with pytest.raises(NotFound, match="t-nothing"):
        tokens.revoke("t-nothing", by="dewi", at=AT)


def test_active_tokens_are_kept_by_the_hash_of_their_secret() -> None:
    made = [new(source=source) for source in ("shop", "app", "shop")]
    tokens.revoke(made[1][0].token_id, by="dewi", at=AT)
    assert tokens.active_tokens() == {
        tokens.hash_of(secret): Credential(token.token_id, "mixpanel", "shop", "7") for token, secret in made[::2]
    }


def test_last_use_moves_forward_only() -> None:
    token, _ = new()
    assert tokens.tokens()[0].last_used_at is None
    for hours in (2, 1):
        tokens.mark_used({token.token_id: AT + timedelta(hours=hours), "t-unknown": AT})
    assert tokens.tokens()[0].last_used_at == AT + timedelta(hours=2)


def test_a_naive_time_is_no_instant() -> None:
    with pytest.raises(BadInput, match="zone"):
        new(at=AT.replace(tzinfo=None))


def test_tokens_are_listed_oldest_first() -> None:
    sources = [("b", AT + timedelta(1)), ("c", AT + timedelta(2)), ("a", AT)]
    for source, at in sources:
        new(source=source, at=at)
    assert [token.source for token in tokens.tokens()] == ["a", "b", "c"]


@pytest.mark.parametrize("source", ["", "x" * 201, "two\nlines", "nul\0"], ids=["empty", "long", "line break", "NUL"])
def test_names_that_cannot_be_kept_are_refused(source: str) -> None:
    with pytest.raises(BadInput, match="source"):
        new(source=source)
    assert tokens.tokens() == ()


def api(role: Role = Role.CONTRIBUTOR, owner: int | None = None) -> str:
    _, secret = tokens.new_token(
        vendor=tokens.API, source="script", project="", by="putri", at=AT, role=role, owner=owner
    )
    return secret


def test_a_token_of_the_api_brings_no_data_and_a_source_s_asks_nothing() -> None:
    secret, (_, ingest) = api(), new()
    assert tokens.find(secret) is None
    assert tokens.hash_of(secret) not in tokens.active_tokens()
    assert tokens.find_api(ingest) is None
    found = tokens.find_api(secret)
    assert found is not None
    assert (found.name, found.role, found.owner) == ("script", Role.CONTRIBUTOR, "")


def test_a_token_may_never_do_more_than_its_owner_now() -> None:
    owner = people.add(email="putri@example.com", name="Putri", role=Role.VIEWER, by="dewi", at=AT)
    found = tokens.find_api(api(owner=owner.id))
    assert found is not None
    assert (found.role, found.owner) == (Role.VIEWER, "putri@example.com")


@pytest.mark.parametrize(
    ("vendor", "role"), [("api", None), ("mixpanel", Role.VIEWER), ("api", Role.APPROVER), ("api", Role.ADMIN)]
)
def test_a_role_is_for_tokens_of_the_api_and_never_to_sign_or_govern(vendor: str, role: Role | None) -> None:
    with pytest.raises(BadInput, match="role"):
        tokens.new_token(vendor=vendor, source="x", project="", by="putri", at=AT, role=role)


def test_tokens_made_and_revoked_are_on_record() -> None:
    token, secret = new()
    tokens.revoke(token.token_id, by="dewi", at=AT)
    tokens.revoke(token.token_id, by="halim", at=AT)
    told = [record.content for record in records.of_launch(token.token_id, tokens.KIND)]
    assert [(entry["what"], entry["by"]) for entry in told] == [("revoked", "dewi"), ("made", "putri")]
    assert secret not in repr(told)
