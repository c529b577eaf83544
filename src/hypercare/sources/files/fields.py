"""The fields of our own shapes, read strictly: what docs/import.md says of each holds wherever it stands."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from hypercare.sources.identifiers import placeholder
from hypercare.sources.instants import check_bounds, micros_or_iso
from hypercare.sources.keys import digest
from hypercare.sources.reasons import Reason, Unfit
from hypercare.sources.records import MALFORMED

# Event names, ids, keys and source names: longer ones are data in the wrong place.
TEXT_CHARACTERS = 255
DIGEST_HEX = 32

_encode = msgspec.json.Encoder().encode
Line = dict[str, Any]
Fallback = Callable[[], bytes]
"""Makes the key of a line that has none of its own."""


@dataclass(frozen=True)
class Origin:
    """Where lines come from: a file, whose facts were known when they happened, or a push, known at its receipt.

    A pushed line belongs to its token's source, and needs no time: it then happened when it was received. With
    `exact_ids` an id is whatever is written, as in what Hypercare itself exported.
    """

    source: str
    received: int
    pushed: bool = False
    exact_ids: bool = False

    def source_of(self, line: Line) -> str:
        """The source of a line. Raises Unfit for a push that names another than its token's."""
        named = name(line.get("source"), "source", Reason.SOURCE_INVALID) or self.source
        if self.pushed and named != self.source:
            raise Unfit(Reason.SOURCE_INVALID, "source", f"is the token's, {self.source}: leave it out")
        return named

    def who(self, line: Line, field: str) -> str | None:
        """The user or device of a line; None for nobody. Raises Unfit, also for a word that stands for nobody."""
        return (identifier if self.exact_ids else person)(line.get(field), field)

    def instant(self, line: Line) -> int:
        """The time of a line (microseconds UTC)."""
        if line.get("time") is not None:
            return self._within(line["time"], "time")
        if self.pushed:
            return self.received
        raise Unfit(Reason.TIME_MISSING, "time", "is missing")

    def other_instant(self, line: Line, field: str, otherwise: int) -> int:
        """Another time of a line; `otherwise` where it has none."""
        value = line.get(field)
        return otherwise if value is None else self._within(value, field)

    def known(self, line: Line, micros: int) -> int:
        """When a line's fact could first be known here."""
        return self.received if self.pushed else self.other_instant(line, "known_at", micros)

    def key(self, line: Line, source: str, fallback: Fallback) -> tuple[bytes, bool]:
        """The key of a line, and whether it holds for as long as the fact is kept.

        A pushed line without a time has that of its receipt, which a resend does not repeat: its key holds for 7 days.
        """
        own = _own_key(line, source)
        if own is None:
            return fallback(), not self.pushed
        return own, not self.pushed or line.get("time") is not None

    def _within(self, value: Any, field: str) -> int:
        return check_bounds(micros_or_iso(value, field), self.received, field)


def _own_key(line: Line, source: str) -> bytes | None:
    """The digest as an export wrote it, else one of the source's own key; None where the line has neither."""
    written = line.get("digest")
    if written is not None:
        try:
            return _bytes_of(written)
        except ValueError:
            raise Unfit(Reason.KEY_INVALID, "digest", f"must be {DIGEST_HEX} hex digits") from None
    key = identifier(line.get("key"), "key", Reason.KEY_INVALID)
    return None if key is None else digest(f"{len(source)}:{source}{key}".encode("utf-8", "surrogatepass"))


def _bytes_of(written: Any) -> bytes:
    if not isinstance(written, str) or len(written) != DIGEST_HEX:
        raise ValueError(written)
    return bytes.fromhex(written)


def name(value: Any, field: str, reason: Reason) -> str | None:
    """A short text, None when it is missing."""
    if value is None:
        return None
    if not isinstance(value, str) or not 0 < len(value) <= TEXT_CHARACTERS:
        raise Unfit(reason, field, f"must be a text of 1 to {TEXT_CHARACTERS} characters")
    return value


def identifier(value: Any, field: str, reason: Reason = Reason.ID_INVALID) -> str | None:
    """An id as text, whatever it says; None when it is missing or empty."""
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, str | int) or (isinstance(value, int) and abs(value) >= 2**63):
        raise Unfit(reason, field, "must be a text or a whole number")
    text = str(value)
    if len(text) > TEXT_CHARACTERS:
        raise Unfit(reason, field, f"must have at most {TEXT_CHARACTERS} characters")
    return text


def person(value: Any, field: str) -> str | None:
    """The id of a user or device; None when it is missing or empty. Raises Unfit for one that stands for nobody.

    Whoever joins what is written `undefined` joins everybody to everybody.
    """
    text = identifier(value, field)
    if text is not None and placeholder(text):
        raise Unfit(Reason.ID_PLACEHOLDER, field, f"must not be a placeholder such as {text!r}")
    return text


def single_values(value: Any, field: str) -> str | None:
    """A JSON object of single values as text, None when it is missing or empty."""
    if value is None or value == {}:
        return None
    if not isinstance(value, dict) or not all(isinstance(item, str | int | bool) for item in value.values()):
        raise Unfit(Reason.PROPERTIES_INVALID, field, "must be an object of names to single values")
    return json_text(value, field)


def properties(line: Line, fields: frozenset[str]) -> str:
    """The properties; fields that the shape does not know count as properties, behind those that are."""
    value = line.get("properties")
    if value is not None and not isinstance(value, dict):
        raise Unfit(Reason.PROPERTIES_INVALID, "properties", "must be an object")
    unknown = {each: line[each] for each in line.keys() - fields} if line.keys() - fields else {}
    return json_text(dict(sorted(unknown.items())) | (value or {}), "properties")


def json_text(value: Any, field: str) -> str:
    """Any JSON value as text. Raises Unfit where it holds a number beyond 64 bits."""
    try:
        return _encode(value).decode()
    except MALFORMED:
        raise Unfit(Reason.NUMBER_OUT_OF_RANGE, field, "holds a number beyond 64 bits") from None
