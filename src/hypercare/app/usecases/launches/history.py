"""What the chain keeps of a launch: the words that were issued, and the looks that were recorded."""

from datetime import datetime
from typing import Final

from hypercare.app.decisions import open_ledger
from hypercare.app.documents.manifest import manifest_document
from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.app.record_page import RecordPage
from hypercare.app.usecases.launches.launches import is_id, unregistered
from hypercare.ledger import records, versions
from hypercare.ledger.views import RecordView
from hypercare.model.errors import NotFound

SCHEMA: Final = "hypercare/verdict-record.v1"
SHOWN: Final = 80
"""Characters of what somebody wrote in a message."""
LOOK, ISSUE = "verdict", records.ISSUE


def history(house: House, launch_id: str, limit: int, until: datetime | None = None) -> list[Document]:
    """The records of a launch's verdicts, latest first, made at or before `until`.

    Raises `NotFound` for a launch that was never registered.
    """
    return history_page(house, launch_id, RecordPage(limit), until)[0]


def history_page(
    house: House, launch_id: str, page: RecordPage, until: datetime | None = None
) -> tuple[list[Document], int | None]:
    """A page of the records of a launch's verdicts, and `below` of the page of older ones. Raises as `history` does."""
    open_ledger(house.require())
    if not (is_id(launch_id) and versions.versions(launch_id)):
        raise unregistered(house, launch_id)
    found = records.of_launch(launch_id, LOOK, ISSUE, limit=page.enough, until=until, below=page.below)
    shown, older = page.of(found)
    return [_summary(record) for record in shown], older


def recorded(house: House, record_id: str) -> Document:
    """A record of a verdict in short, with the code and the files that it rests on. Raises `NotFound`."""
    open_ledger(house.require())
    record = records.find(record_id)
    kept = records.evidence(record_id)
    files = None if kept is None or kept.manifest is None else manifest_document(kept.manifest)
    return _summary(record) | {"version": _version(record), "code": record.content["code"], "files": files}


def recorded_in_full(house: House, launch_id: str, record_id: str) -> Document:
    """`hypercare/verdict-record.v1`: a recorded verdict, or an issued gate, of a launch.

    Raises `NotFound` for any other record, and for one of another launch.
    """
    open_ledger(house.require())
    record = records.find(record_id)
    if record.subject != launch_id or record.kind not in (LOOK, ISSUE):
        raise NotFound(
            f"{launch_id[:SHOWN]!r} has no recorded verdict {record_id[:SHOWN]!r}",
            expected="the id of a verdict or an issued gate of this launch",
            fix=f"hypercare verdicts {launch_id[:SHOWN]}",
        )
    content, kept = record.content, records.evidence(record_id)
    return {
        "schema": SCHEMA,
        **recorded(house, record_id),
        "rests_on": leant_on(record),
        "questions": [] if kept is None else sorted(kept.states),
        "verdict": content.get("verdict"),
        "judged": content.get("gate"),
    }


def leant_on(record: RecordView) -> list[str]:
    """The records that a verdict rests on beside its launch version: issued words, a signature, what people said."""
    content = record.content
    signed = content.get("signed")
    return [*content.get("issued", {}).values(), *([signed] if signed else []), *content.get("acts", [])]


def _version(record: RecordView) -> str:
    content = record.content
    return str(content["version"] if record.kind == ISSUE else content["verdict"]["version"])


def _summary(record: RecordView) -> Document:
    issue = record.kind == ISSUE
    said = record.content["gate"]["word"] if issue else record.content["verdict"]["recommendation"]["action"]
    return {
        "id": record.id,
        "kind": record.kind,
        "launch": record.subject,
        "gate": record.slot,
        "as_of": record.content["as_of"] if issue else record.content["verdict"]["as_of"],
        "recorded_at": record.at.isoformat(),
        "says": said,
        "hash": record.hash,
    }
