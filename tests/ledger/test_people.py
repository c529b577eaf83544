from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from hypercare.ledger import chain, people, records, sign_in_links, tokens
from hypercare.ledger.models import Purpose, Theme, User
from hypercare.ledger.people_views import PersonView, Preferences
from hypercare.ledger.sessions import PERSON, SessionStore, of_person
from hypercare.model.errors import BadInput, NotFound, Refused
from hypercare.model.role import Role

AT = datetime(2026, 9, 1, tzinfo=UTC)
GOOD = "ferry-lantern-quilt"
pytestmark = pytest.mark.usefixtures("ledger")


def add(name: str = "putri", role: Role = Role.VIEWER) -> PersonView:
    return people.add(email=f"{name}@example.com", name=name.title(), role=role, by="dewi", at=AT)


def told(person: PersonView) -> list[dict[str, object]]:
    return [dict(record.content) for record in reversed(records.of_launch(person.email, people.KIND))]


def test_a_person_may_only_look_until_given_more() -> None:
    person = User.objects.create(email="putri@example.com", name="A. Putri", created_at=AT)
    assert Role(person.role) is Role.VIEWER
    assert User.objects.get_by_natural_key("putri@example.com") == person


def test_addresses_that_differ_in_case_are_one_person() -> None:
    User.objects.create(email="putri@example.com", name="A. Putri", created_at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="Putri@Example.com", name="A. Putri", created_at=AT)


def test_a_person_is_found_by_address_in_any_case() -> None:
    person = add()
    assert people.by_email(" Putri@EXAMPLE.com ") == person
    assert people.person(person.id) == person
    assert people.by_email("nobody@example.com") is None
    with pytest.raises(Refused, match="known already"):
        people.add(email="PUTRI@example.com", name="", role=Role.VIEWER, by="dewi", at=AT)


def test_without_a_name_a_person_is_called_by_address() -> None:
    assert people.add(email="x@example.com", name=" ", role=Role.VIEWER, by="dewi", at=AT).name == "x@example.com"


@pytest.mark.parametrize(
    "email", ["", "putri", "putri@", "a@b@example.com", "putri\n@example.com", "p" * 300 + "@e.com"]
)
def test_what_is_no_address_is_refused(email: str) -> None:
    with pytest.raises(BadInput):
        people.add(email=email, name="P", role=Role.VIEWER, by="dewi", at=AT)
    assert people.people() == ()


def test_every_change_of_what_somebody_may_do_is_on_record() -> None:
    person = add()
    add("dewi", Role.ADMIN)
    people.change_role(person.id, Role.APPROVER, by="dewi", at=AT)
    people.change_role(person.id, Role.APPROVER, by="dewi", at=AT)
    people.set_password(person.id, GOOD, by="putri", at=AT)
    people.set_password(person.id, None, by="putri", at=AT)
    people.rename(person.id, "A. Putri", by="putri", at=AT)
    people.deactivate(person.id, by="dewi", at=AT)
    people.deactivate(person.id, by="dewi", at=AT)
    people.reactivate(person.id, by="dewi", at=AT)
    assert [(entry["what"], entry["by"]) for entry in told(person)] == [
        ("added", "dewi"),
        ("role", "dewi"),
        ("password", "putri"),
        ("no-password", "putri"),
        ("renamed", "putri"),
        ("deactivated", "dewi"),
        ("reactivated", "dewi"),
    ]
    assert told(person)[1] | {"role": "approver", "before": "viewer"} == told(person)[1]
    assert chain.verify().ok


LEAVING: dict[str, Callable[[int], PersonView]] = {
    "demoted": lambda who: people.change_role(who, Role.APPROVER, by="dewi", at=AT),
    "deactivated": lambda who: people.deactivate(who, by="dewi", at=AT),
}


@pytest.mark.parametrize("leave", LEAVING.values(), ids=LEAVING)
def test_the_last_admin_stays(leave: Callable[[int], PersonView]) -> None:
    last = add("dewi", Role.ADMIN)
    gone = add("halim", Role.ADMIN)
    people.deactivate(gone.id, by="dewi", at=AT)
    with pytest.raises(Refused, match="last admin"):
        leave(last.id)
    people.reactivate(gone.id, by="dewi", at=AT)
    assert people.change_role(last.id, Role.APPROVER, by="dewi", at=AT).role is Role.APPROVER


def test_deactivating_ends_sessions_links_and_tokens() -> None:
    add("dewi", Role.ADMIN)
    person = add(role=Role.CONTRIBUTOR)
    browser = SessionStore()
    browser[PERSON] = person.id
    browser.save()
    now = datetime.now(UTC)
    _, link = sign_in_links.new_link(
        email=person.email,
        role=person.role,
        purpose=Purpose.SIGN_IN,
        made_by="dewi",
        at=now,
        valid_for=timedelta(hours=1),
    )
    _, api = tokens.new_token(
        vendor="api", source="script", project="", by="putri", at=AT, role=Role.VIEWER, owner=person.id
    )
    assert (len(of_person(person.id)), tokens.find_api(api) is None) == (1, False)
    people.deactivate(person.id, by="dewi", at=AT)
    assert of_person(person.id) == ()
    assert SessionStore(browser.session_key).load() == {}
    assert sign_in_links.use(link, now) is None
    assert tokens.find_api(api) is None
    assert [view.revoked_by for view in tokens.tokens()] == ["dewi"]
    assert people.check_password(person.email, GOOD) is None


@pytest.mark.parametrize(
    "weak",
    ["short", "12345678901234", "password1234", "putri@example.com"],
    ids=["short", "digits", "common", "address"],
)
def test_a_weak_password_is_refused(weak: str) -> None:
    person = add()
    with pytest.raises(BadInput):
        people.set_password(person.id, weak, by="putri", at=AT)
    assert not (people.person(person.id) or person).has_password


def test_a_password_signs_in_who_has_one() -> None:
    person = people.set_password(add().id, GOOD, by="putri", at=AT)
    assert person.has_password
    assert people.check_password("PUTRI@example.com", GOOD) == person
    assert people.check_password(person.email, GOOD + "x") is None
    assert people.check_password("nobody@example.com", GOOD) is None
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ledger_user")
        assert GOOD not in repr(cursor.fetchall())
    people.set_password(person.id, None, by="putri", at=AT)
    assert people.check_password(person.email, GOOD) is None


def test_preferences_are_kept_and_are_nobody_s_record() -> None:
    person = add()
    wanted = Preferences("id", "Asia/Makassar", Theme.DARK, has_shortcuts=False)
    assert people.prefer(person.id, wanted).preferences == wanted
    assert len(told(person)) == 1


def test_an_unknown_person_cannot_be_changed() -> None:
    with pytest.raises(NotFound):
        people.change_role(7, Role.ADMIN, by="dewi", at=AT)
