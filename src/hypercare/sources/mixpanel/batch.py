"""The records of one request, each with its owner: what is kept of them, and what is wrong with which."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hypercare.model.facts import Decoded, Payload
from hypercare.model.ports import Credential, TokenBook
from hypercare.sources.mixpanel.credentials import VENDOR_NAME, all_blanked, find, secret_of
from hypercare.sources.mixpanel.decode import read
from hypercare.sources.mixpanel.shapes import Reading
from hypercare.sources.reasons import Reason, Unfit
from hypercare.sources.records import object_of


@dataclass(frozen=True)
class Batch:
    """The records of one request. `owners[i]` is None where record i bears no valid token.

    `query` is what the decoder must know of the request.
    """

    path: str
    received: int
    raws: list[bytes]
    owners: Sequence[Credential | None]
    query: dict[str, str]

    def payloads(self) -> tuple[Payload, ...]:
        """One payload per owner. Records of nobody go with the first owner's, marked, to be quarantined."""
        sources = list(dict.fromkeys(owner.source for owner in self.owners if owner is not None))
        return tuple(self._payload(source, first=source == sources[0]) for source in sources)

    def _payload(self, source: str, *, first: bool) -> Payload:
        raws: list[bytes] = []
        unknown: list[str] = []
        for raw, owner in zip(self.raws, self.owners, strict=True):
            if owner is None and first:
                unknown.append(str(len(raws)))
            elif owner is None or owner.source != source:
                continue
            raws.append(all_blanked(raw))
        query = self.query | ({"token_unknown": ",".join(unknown)} if unknown else {})
        body = b"\n".join(raws) if "lines" in query else b"[" + b",".join(raws) + b"]"
        return Payload(VENDOR_NAME, self.path, source, self.received, body, query=query)

    def reading(self) -> Reading:
        """A reading of these records as the decoder will do it."""
        reading = Reading.of(Payload(VENDOR_NAME, self.path, "", self.received, b"", query=self.query))
        reading.raws = self.raws
        return reading

    def problems(self) -> list[Unfit | None]:
        """What is wrong with each record, None where nothing is."""
        reading = self.reading()
        foreign = Unfit(Reason.TOKEN_UNKNOWN, "properties.token", "is not a token of this installation")
        return [
            foreign if owner is None else unfit(raw, index, reading)
            for index, (raw, owner) in enumerate(zip(self.raws, self.owners, strict=True))
        ]


def unfit(raw: bytes, index: int, reading: Reading) -> Unfit | None:
    """What is wrong with one record, None where nothing is."""
    try:
        read(raw, index, reading, Decoded([], [], [], []))
    except Unfit as problem:
        return problem
    return None


def owners_of(path: str, raws: list[bytes], tokens: TokenBook) -> list[Credential | None]:
    """Whose each record is, by its token. What is no JSON object has none of its own: it goes with the others.

    Nobody's at all when no token is valid.
    """
    secrets = [secret_of(path, raw) for raw in raws]
    known = {secret: find(secret, tokens) for secret in dict.fromkeys(secrets) if secret}
    first = next((owner for owner in known.values() if owner is not None), None)
    return [first if secret is None else known.get(secret) for secret in secrets]


def failed_record(index: int, raw: bytes, problem: Unfit) -> dict[str, Any]:
    """A row of `failed_records` in the answer to a strict import."""
    message = f"'{problem.field}' is invalid: {problem.message}" if problem.field else problem.message
    return {"index": index, "insert_id": _insert_id(raw), "field": problem.field, "message": message}


def _insert_id(raw: bytes) -> str:
    try:
        properties = object_of(raw).get("properties")
    except Unfit:
        return ""
    insert_id = properties.get("$insert_id") if isinstance(properties, dict) else None
    return insert_id if isinstance(insert_id, str) else ""
