"""What all of GA4's forms have in common: who sends, and an event of theirs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hypercare.model.facts import Event
from hypercare.sources.identifiers import identifier, name
from hypercare.sources.properties import properties_text
from hypercare.sources.reading import Reading
from hypercare.sources.reasons import Reason, Unfit

MISSING = "is missing"


@dataclass(frozen=True)
class Sender:
    """Who sends, and what is true of all that they send: properties that an event's own go before."""

    user: str | None
    anon: str | None
    shared: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, user: Any, anon: Any, shared: Mapping[str, Any], *, where: str) -> "Sender":
        """The sender by their ids; `where` is what the form calls the device's. Raises Unfit where there is none."""
        known, device = identifier(user, "user_id"), identifier(anon, where)
        if known is None and device is None:
            raise Unfit(Reason.ID_MISSING, where, MISSING)
        return cls(known, device, shared)

    @property
    def named(self) -> str:
        """The id by which their traits are known: the user's before the device's."""
        return self.user or self.anon or ""

    def add(self, reading: Reading, said: Mapping[str, Any], micros: int, raw: bytes) -> None:
        """Adds an event `{"name", "params"}` of theirs. Raises Unfit when it cannot be used."""
        if said.get("name") in (None, ""):
            raise Unfit(Reason.EVENT_NAME_INVALID, "events.name", MISSING)
        event, params = name(said["name"], "events.name"), said.get("params")
        if params is not None and not isinstance(params, dict):
            raise Unfit(Reason.PROPERTIES_INVALID, "events.params", "must be an object")
        props = properties_text({**self.shared, **(params or {})}, "events.params")
        row = Event(
            source=reading.source,
            event=event,
            ts_event=micros,
            ts_received=reading.received,
            ts_known=reading.received,
            key=reading.retry_key(raw),
            own_key=False,
            user_key=self.user,
            anon_key=self.anon,
            props=props,
            lib=LIBRARIES.get(reading.payload.path),
        )
        reading.into.events.append(row)
        reading.link("identify", self.anon, self.user, micros)


LIBRARIES = {"mp/collect": "measurement-protocol", "g/collect": "gtag"}
"""The names under which events of each form are counted."""
