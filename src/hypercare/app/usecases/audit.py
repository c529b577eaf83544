"""The audit of the chain of records."""

from hypercare.app.decisions import open_ledger
from hypercare.app.documents.texts import Document, text_document
from hypercare.app.house import House
from hypercare.ledger import chain


def audit(house: House, printed: str | None) -> Document:
    """`hypercare/audit.v1`: whether the chain is whole, its head, and the first broken record where it is not."""
    open_ledger(house.require())
    report = chain.verify(printed=printed)
    return {
        "schema": "hypercare/audit.v1",
        "ok": report.ok,
        "length": report.length,
        "head": report.head.hash,
        "first_broken": report.first_broken,
        "why": None if report.why is None else text_document(report.why),
    }
