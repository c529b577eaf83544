from datetime import UTC, datetime

import pytest
from django.contrib.sessions.backends.base import UpdateError

from hypercare.app import site
from hypercare.ledger import people, sessions
from hypercare.ledger.models import Session
from hypercare.ledger.sessions import AGENT, PERSON, SessionStore
from hypercare.model.role import Role
from ledger_places import Place

AT = datetime(2026, 9, 1, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("ledger")


@pytest.fixture
def person() -> int:
    return people.add(email="putri@example.com", name="Putri", role=Role.VIEWER, by="dewi", at=AT).id


def signed_in(person: int, agent: str = "Firefox") -> SessionStore:
    store = SessionStore()
    store.update({PERSON: person, AGENT: agent})
    store.save()
    return store


def test_what_is_kept_is_read_back_by_the_cookie_alone(person: int) -> None:
    store = signed_in(person)
    assert SessionStore(store.session_key).load() == {PERSON: person, AGENT: "Firefox"}
    assert str(store.session_key) not in repr(list(Session.objects.values()))
    (view,) = sessions.of_person(person)
    assert SessionStore(view.id).load() == {}, "what the ledger holds is of no use as a cookie"


def test_a_key_that_was_never_given_out_is_not_taken(person: int) -> None:
    store = SessionStore("a" * 32)
    assert store.load() == {}
    store[PERSON] = person
    store.save()
    assert store.session_key != "a" * 32


def test_a_session_that_was_ended_does_not_come_back(person: int) -> None:
    late = SessionStore(signed_in(person).session_key)
    late[AGENT] = "late"
    assert sessions.end_of_person(person) == 1
    with pytest.raises(UpdateError):
        late.save()
    assert sessions.of_person(person) == ()


def test_a_new_key_ends_the_old_one(person: int) -> None:
    store = signed_in(person)
    old = store.session_key
    store.cycle_key()
    assert SessionStore(old).load() == {}
    assert SessionStore(store.session_key).load()[PERSON] == person


def test_all_but_this_one_or_one_alone_can_be_ended(person: int) -> None:
    here, _, _ = (signed_in(person, name) for name in ("here", "there", "elsewhere"))
    there = next(view for view in sessions.of_person(person) if view.agent == "there")
    assert sessions.end_of_person(person + 1, only=there.id) == 0
    assert sessions.end_of_person(person, only=there.id) == 1
    assert sessions.end_of_person(person, but=here.session_key) == 1
    assert [view.agent for view in sessions.of_person(person)] == ["here"]


def test_an_expired_session_is_over(person: int) -> None:
    store = signed_in(person)
    store.set_expiry(-1)
    store.save()
    assert SessionStore(store.session_key).load() == {}
    assert sessions.of_person(person) == ()
    SessionStore.clear_expired()
    assert not Session.objects.exists()


def test_another_installation_s_session_says_nothing(ledger: Place, person: int) -> None:
    store = signed_in(person)
    (ledger.folder / site.SECRET_FILE).write_text("another secret", "ascii")
    site.configure(ledger.folder, ledger.url)
    assert SessionStore(store.session_key).load() == {}
