"""Expiry: rows that are older than the settings keep them leave every file, and the ledger says that they did."""

from dataclasses import dataclass
from datetime import UTC, datetime

from hypercare.app import erasures
from hypercare.app.decisions import open_ledger
from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.app.usecases.care.alone import alone
from hypercare.app.verifications import Verifications
from hypercare.lake.age import Age
from hypercare.lake.erasure import discard, erase, survey
from hypercare.lake.rows import FACTS
from hypercare.model.instant import from_micros, to_micros


@dataclass(frozen=True)
class Expired:
    """What went by its age: by table the `first` day that is kept, and the rows `gone`.

    `files` went with them (`table/path`); `record` is the ledger's, None where nothing was old enough.
    """

    first: dict[str, str]
    gone: dict[str, int]
    files: tuple[str, ...] = ()
    record: str | None = None


def expire(house: House) -> Expired:
    """Removes the rows that the settings keep no longer, from files of earlier versions and pinned ones, too.

    The day is that of the clock, but never one that is still to come. Raises `Busy` while a backup runs.
    """
    days = house.require().settings.keep_days
    age = Age.of(days, to_micros(min(house.clock.now(), datetime.now(UTC))))
    first = {table: from_micros(micros).date().isoformat() for table, micros in age.first.items()}
    if not days:
        return Expired(first, {})
    open_ledger(house)
    with alone(house, "clean"):
        house.commits.prepare()
        found = survey(house.tables, age)
        gone = {table: found.gone(table) for table in FACTS if table in days}
        if not found.files:
            return Expired(first, gone)
        erase(house.commits, age, found, keep_keys=None)
        files = discard(house.commits, found.paths)
        Verifications(house.data).clear()  # they hold payloads
        counts = erasures.Counts(gone, {}, files)
        record = erasures.record_expiry(counts, first, at=datetime.now(UTC))
    return Expired(first, gone, files, record.id)


def document(done: Expired) -> Document:
    """`hypercare/clean.v1`: what went by its age."""
    tables = [
        {"table": table, "first": first, "gone": done.gone.get(table, 0)} for table, first in sorted(done.first.items())
    ]
    return {"schema": "hypercare/clean.v1", "tables": tables, "files": list(done.files), "record": done.record}
