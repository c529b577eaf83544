"""Sessions of browsers, kept in the ledger: Django's engine of that name. A leaked ledger holds no usable cookie."""

from datetime import UTC, datetime
from typing import Any, Final

from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db.models import QuerySet

from hypercare.ledger import canonical
from hypercare.ledger.models import Session
from hypercare.ledger.people_views import SessionView, session_view
from hypercare.ledger.transactions import session, writing

PERSON: Final = "person"
"""The key in a session under which the id of who is signed in stands."""
AGENT: Final = "agent"
"""The key under which the name of the browser stands."""


class SessionStore(SessionBase):
    """What a browser's cookie stands for. Only the SHA-256 of the cookie is stored."""

    @session
    def load(self) -> dict[str, Any]:
        """What is kept, nothing for an unknown or expired cookie."""
        row = None if self.session_key is None else _of(self.session_key).filter(expires_at__gt=_now()).first()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row.data)

    @session
    def exists(self, session_key: str) -> bool:
        """Whether the key is taken."""
        return _of(session_key).exists()

    def create(self) -> None:
        """Begins a new session under a new key."""
        while True:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]  # documented, not in the stubs
            try:
                self.save(must_create=True)
            except CreateError:
                continue
            self.modified = True
            return

    @session
    def save(self, must_create: bool = False) -> None:
        """Writes it. Raises `UpdateError` where it was ended meanwhile: a late answer brings no session back."""
        if self.session_key is None:
            self.create()
            return
        kept = self._get_session(no_load=must_create)  # type: ignore[attr-defined]  # documented, not in the stubs
        values = {
            "data": self.encode(kept),
            "user_id": kept.get(PERSON),
            "agent": str(kept.get(AGENT, ""))[:300],
            "seen_at": _now(),
            "expires_at": self.get_expiry_date(),
        }
        with writing():
            if not must_create:
                if not _of(self.session_key).update(**values):
                    raise UpdateError
                return
            if self.exists(self.session_key):
                raise CreateError
            Session.objects.create(key_hash=canonical.digest(self.session_key), created_at=_now(), **values)

    @session
    def delete(self, session_key: str | None = None) -> None:
        """Ends the session of a key, else this one."""
        key = session_key or self.session_key
        if key is not None:
            with writing():
                _of(key).delete()

    @classmethod
    @session
    def clear_expired(cls) -> None:
        """Removes what has expired."""
        with writing():
            Session.objects.filter(expires_at__lt=_now()).delete()


def id_of(key: str) -> str:
    """The id of the session with that key."""
    return canonical.digest(key)


@session
def of_person(person_id: int) -> tuple[SessionView, ...]:
    """Where a person is signed in, latest seen first."""
    rows = Session.objects.filter(user_id=person_id, expires_at__gt=_now()).order_by("-seen_at")
    return tuple(session_view(row) for row in rows)


@session
def end_of_person(person_id: int, *, but: str | None = None, only: str | None = None) -> int:
    """Ends a person's sessions: all, all but the one with the key `but`, or the one with the id `only`; how many."""
    rows = Session.objects.filter(user_id=person_id)
    if but is not None:
        rows = rows.exclude(key_hash=canonical.digest(but))
    if only is not None:
        rows = rows.filter(key_hash=only)
    with writing():
        return rows.delete()[0]


def _of(key: str) -> QuerySet[Session]:
    return Session.objects.filter(key_hash=canonical.digest(key))


def _now() -> datetime:
    """The system's time: a clock that was set must not keep a session alive."""
    return datetime.now(UTC)
