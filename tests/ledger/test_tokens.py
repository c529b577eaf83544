import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import override_settings

from hypercare.ledger import people, records, tokens
from hypercare.ledger.views import TokenView
from hypercare.model.errors import BadInput, Damaged, NotFound, Refused
from hypercare.model.ports import Credential
from hypercare.model.role import Role

AT = datetime(2026, 9, 1, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("ledger")


def new(vendor: str = "mixpanel", source: str = "shop", at: datetime = AT) -> tuple[TokenView, str]:
    return tokens.new_token(vendor=vendor, source=source, project="7", by="putri", at=at)


def found(secret: str, at: datetime = AT) -> Credential | None:
    return tokens.active_tokens(at).get(tokens.hash_of(secret))


@pytest.mark.parametrize(
    ("vendor", "shape"),
    [("mixpanel", r"hc_[a-z2-7]{32}"), ("segment", r"hc_[a-z2-7]{32}"), ("sentry", r"[0-9a-f]{32}")],
)
def test_a_secret_has_the_shape_that_the_vendor_s_clients_take(vendor: str, shape: str) -> None:
    assert re.fullmatch(shape, new(vendor)[1])


def test_a_token_is_found_by_its_secret() -> None:
    token, secret = new()
    new()
    assert found(secret) == Credential(token.token_id, "mixpanel", "shop", "7")
    assert found(secret + "x") is None
    assert found(tokens.hash_of(secret)) is None
    assert found("") is None
    assert found("\ud800") is None


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
    assert found(secret) is None
    assert tokens.active_tokens(AT) == {}
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
    assert tokens.active_tokens(AT) == {
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


@pytest.mark.parametrize("role", [Role.APPROVER, Role.ADMIN])
def test_a_program_neither_signs_nor_governs(role: Role) -> None:
    with pytest.raises(BadInput, match=f"a program may not be {role.value}") as refused:
        api(role)
    assert refused.value.expected == "viewer or contributor"
    assert tokens.tokens() == ()


def test_a_token_of_the_api_brings_no_data_and_a_source_s_asks_nothing() -> None:
    secret, (_, ingest) = api(), new()
    assert found(secret) is None
    assert tokens.hash_of(secret) not in tokens.active_tokens(AT)
    assert tokens.find_api(ingest) is None
    asking = tokens.find_api(secret)
    assert asking is not None
    assert (asking.name, asking.role, asking.owner) == ("script", Role.CONTRIBUTOR, "")


def test_a_token_may_never_do_more_than_its_owner_now() -> None:
    owner = people.add(email="putri@example.com", name="Putri", role=Role.VIEWER, by="dewi", at=AT)
    asking = tokens.find_api(api(owner=owner.id))
    assert asking is not None
    assert (asking.role, asking.owner) == (Role.VIEWER, "putri@example.com")


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


def test_a_rotated_token_holds_both_secrets_for_a_while() -> None:
    token, old = new()
    turned, fresh = tokens.rotate(token.token_id, keep_old=timedelta(hours=24), by="putri", at=AT)
    assert turned.token_id == token.token_id
    assert turned.old_secret_until == AT + timedelta(hours=24)
    for secret, at, holds in [
        (fresh, AT, True),
        (old, AT, True),
        (old, AT + timedelta(hours=23, minutes=59), True),
        (old, AT + timedelta(hours=24), False),
        (fresh, AT + timedelta(days=300), True),
    ]:
        assert (found(secret, at) is not None) is holds


def test_a_second_rotation_waits_for_the_first() -> None:
    token, _ = new()
    tokens.rotate(token.token_id, keep_old=timedelta(hours=24), by="putri", at=AT)
    with pytest.raises(Refused, match="holds until"):
        tokens.rotate(token.token_id, keep_old=timedelta(hours=1), by="putri", at=AT + timedelta(hours=2))
    tokens.rotate(token.token_id, keep_old=timedelta(0), by="putri", at=AT + timedelta(hours=25))


def test_a_revoked_token_ends_with_both_its_secrets() -> None:
    token, old = new()
    _, fresh = tokens.rotate(token.token_id, keep_old=timedelta(hours=24), by="putri", at=AT)
    tokens.revoke(token.token_id, by="dewi", at=AT)
    assert (found(old), found(fresh)) == (None, None)
    with pytest.raises(Refused, match="revoked"):
        tokens.rotate(token.token_id, keep_old=timedelta(0), by="putri", at=AT)


def test_settings_are_sealed_and_only_their_names_are_told() -> None:
    told = {"signing_secret": "s3cr3t-of-zendesk"}
    token, secret = tokens.new_token(
        vendor="zendesk", source="help", project="", by="putri", at=AT, settings=told, limits=tokens.Limits(rate=50)
    )
    credential = found(secret)
    assert credential is not None
    assert (credential.settings, credential.rate) == (told, 50)
    assert (token.settings, token.rate) == (("signing_secret",), 50)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ledger_token")
        assert "s3cr3t-of-zendesk" not in repr(cursor.fetchall())
        cursor.execute("SELECT * FROM ledger_record")
        assert "s3cr3t-of-zendesk" not in repr(cursor.fetchall())


def test_a_token_whose_settings_cannot_be_read_brings_nothing() -> None:
    token, secret = tokens.new_token(
        vendor="zendesk", source="help", project="", by="putri", at=AT, settings={"signing_secret": "x"}
    )
    with override_settings(SECRET_KEY="another installation's"):
        assert found(secret) is None
        assert tokens.tokens()[0].settings is None
        with pytest.raises(Damaged, match="sealed with another"):
            tokens.settings_of(token.token_id)


def test_limits_and_settings_change_apart() -> None:
    token, secret = new()
    tokens.change(token.token_id, limits=tokens.Limits(frozenset({"events"}), 10), settings=None, by="putri", at=AT)
    changed = tokens.change(token.token_id, limits=None, settings={"account_id": "W"}, by="putri", at=AT)
    assert (changed.scope, changed.rate, changed.settings) == (("events",), 10, ("account_id",))
    credential = found(secret)
    assert credential is not None
    assert credential.scope == {"events"}
