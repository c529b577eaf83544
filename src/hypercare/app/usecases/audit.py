"""The audit of the chain of records."""

from hypercare.app.decisions import open_ledger
from hypercare.app.documents.texts import Document, text_document
from hypercare.app.house import House
from hypercare.ledger import chain
from hypercare.ledger.views import ChainReport
from hypercare.model.text import Text


def audit(house: House, printed: str | None) -> Document:
    """`hypercare/audit.v1`: whether the chain is whole, its head, and the first broken record where it is not.

    `says` is the outcome in one sentence; where a record is broken, `why` tells what is wrong with it.
    """
    open_ledger(house.require())
    report = chain.verify(printed=printed)
    return {
        "schema": "hypercare/audit.v1",
        "ok": report.ok,
        "length": report.length,
        "head": report.head.hash,
        "first_broken": report.first_broken,
        "says": text_document(_says(report)),
        "why": None if report.why is None else text_document(report.why),
    }


def _says(report: ChainReport) -> Text:
    if report.first_broken is not None:
        return Text("audit-broken", {"sequence": report.first_broken})
    if report.why is not None:  # the chain is sound in itself: it is the head asked for that is unknown
        return report.why
    if not report.length:
        return Text("audit-empty")
    return Text("audit-whole", {"length": report.length, "head": report.head.hash})
