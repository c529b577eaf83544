"""Forgetting a person: their rows leave every file of the installation, and the ledger says that they did."""

import secrets
import shutil
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from hypercare.app import erasures, forgetting
from hypercare.app.decisions import open_ledger
from hypercare.app.documents.texts import Document
from hypercare.app.forgetting import Forgetting
from hypercare.app.house import House
from hypercare.app.ingest import drain
from hypercare.app.usecases.care.alone import alone
from hypercare.lake.erasure import Survey, discard, erase, survey
from hypercare.lake.facts import whole
from hypercare.lake.person import Person, Traces
from hypercare.lake.rows import ERASED, FACTS
from hypercare.lake.table_facts import TableFacts
from hypercare.lake.wal.wal import set_aside_segments, unloaded_segments
from hypercare.ledger import attendance, refusals
from hypercare.ledger.views import RecordView
from hypercare.model.errors import BadInput

LONGEST_REASON = 500
DERIVED = ("looks", "charts", "tmp")
"""What was derived from the facts and is made again when it is asked for."""


@dataclass(frozen=True)
class Asked:
    """Whom to forget: user or anonymous keys, and accounts as (group key, value)."""

    users: tuple[str, ...]
    accounts: tuple[tuple[str, str], ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Outcome:
    """What forgetting would do, or did: `keys` name the person, rows by table are `gone` or `blanked`.

    `files` are removed (`table/path`), pinned ones and those of earlier versions among them. `waiting` segments of the
    log were not loaded yet. `presences` are the ledger's rows of where somebody of that name was, or tried to sign.
    `record` is the ledger's, None where nothing was done yet.
    """

    keys: tuple[str, ...]
    accounts: tuple[tuple[str, str], ...]
    gone: dict[str, int]
    blanked: dict[str, int]
    files: tuple[str, ...]
    waiting: int = 0
    presences: int = 0
    record: str | None = None


def find(house: House, asked: Asked) -> Outcome:
    """What forgetting would do, without doing anything. Raises `BadInput` for what cannot be asked."""
    _check(house, asked)
    person, found = _found(house, asked.users, asked.accounts)
    open_ledger(house)
    presences = attendance.count(person.keys) + refusals.count(person.keys)
    return replace(_outcome(person, found), waiting=len(unloaded_segments(house.wal)), presences=presences)


def unfinished(house: House) -> bool:
    """Whether an earlier call was cut short: the next one begins with the rest of it."""
    return forgetting.load(house.require().data) is not None


def forget(house: House, asked: Asked, *, by: str) -> Outcome:
    """Takes a person out of all facts, and puts on record that it did.

    What was answered before the call is gone when it returns. A call that was cut short is resumed by the next one,
    whoever that is about. Raises `BadInput` for what cannot be asked, `Busy` while a backup runs.
    """
    _check(house, asked)
    open_ledger(house)
    earlier = forgetting.load(house.data)
    if earlier is not None:
        _carried_out(house, earlier)
    work = Forgetting(secrets.token_hex(16), tuple(sorted(set(asked.users))), asked.accounts, asked.reason, by)
    return _carried_out(house, work)


def listing(house: House, asked: Asked | None = None) -> Document:
    """`hypercare/erasures.v1`: who was forgotten, latest first; of one person where a key is named."""
    open_ledger(house.require())
    wanted = (
        None if asked is None else {erasures.digest(house, name) for name in _on_record(asked.users, asked.accounts)}
    )
    found = [each for each in erasures.persons() if wanted is None or wanted & set(each.content["digests"])]
    return {"schema": "hypercare/erasures.v1", "erasures": [_entry(each) for each in found]}


def document(done: Outcome) -> Document:
    """`hypercare/forget.v1`: what forgetting would do, or did."""
    values: dict[str, Any] = msgspec.to_builtins(done)
    accounts = [{"key": key, "value": value} for key, value in done.accounts]
    return {"schema": "hypercare/forget.v1", **values, "accounts": accounts, "done": done.record is not None}


def _entry(record: RecordView) -> Document:
    content = record.content
    return {
        "record": record.id,
        "at": record.at.isoformat(),
        "by": content["by"],
        "reason": content["reason"],
        "digests": content["digests"],
        "gone": _of_all(content["gone"]),
        "blanked": _of_all(content["blanked"]),
        "files": len(content["files"]),
    }


def _of_all(counts: dict[str, int]) -> dict[str, int]:
    """Counts for every table: one that there was not at the time had no rows."""
    return {table: counts.get(table, 0) for table in FACTS}


def _check(house: House, asked: Asked) -> None:
    house.require()
    _ = house.commits  # a lake in an object store is read, not written
    if not asked.users and not asked.accounts:
        raise BadInput("nobody is named", expected="--user KEY, or --account KEY=VALUE")
    if not all(_names(asked)):
        raise BadInput("a key is empty", expected="a key as the events carry it")
    if len(asked.reason) > LONGEST_REASON or not asked.reason.isprintable():
        raise BadInput("the reason is no line", where="--reason", expected=f"at most {LONGEST_REASON} characters")
    if any(name in asked.reason for name in _names(asked)):
        raise BadInput(
            "the reason names whom it is about, and stays on record",
            where="--reason",
            expected="a reason without the key, such as the number of a request",
        )


def _names(asked: Asked) -> tuple[str, ...]:
    return (*asked.users, *(part for account in asked.accounts for part in account))


def _on_record(keys: tuple[str, ...], accounts: tuple[tuple[str, str], ...]) -> set[str]:
    """The names whose digests stand on record."""
    return {*keys, *(f"{key}={value}" for key, value in accounts)}


def _found(house: House, users: tuple[str, ...], accounts: tuple[tuple[str, str], ...]) -> tuple[Person, Survey]:
    facts = TableFacts.newest(house.tables, FACTS)
    person = Person.known(whole(facts, "aliases"), users, accounts)
    return person, survey(house.tables, Traces(person, facts))


def _outcome(person: Person, found: Survey) -> Outcome:
    return Outcome(
        keys=tuple(sorted(person.keys)),
        accounts=tuple(sorted(person.accounts)),
        gone={table: found.gone(table) for table in FACTS},
        blanked={table: found.blanked(table) for table in FACTS},
        files=found.paths,
    )


def _carried_out(house: House, work: Forgetting) -> Outcome:
    drain(house)
    with alone(house, "forget"):
        house.commits.prepare()
        person, found = _found(house, work.keys, work.accounts)
        work = _with(work, person, found)
        forgetting.save(house.data, work, house.files)
        _erase(house, work, person, found)
        presences = attendance.forget(work.keys) + refusals.forget(work.keys)
        record = _recorded(house, work)
        forgetting.remove(house.data, house.files)
    outcome = _outcome(person, found)
    done = replace(outcome, gone=work.gone, blanked=work.blanked, files=work.paths)
    return replace(done, presences=presences, record=record.id)


def _with(work: Forgetting, person: Person, found: Survey) -> Forgetting:
    """The work with what was found now. A run that was cut short has counted what it took: the larger count holds."""
    outcome = _outcome(person, found)
    return msgspec.structs.replace(
        work,
        keys=outcome.keys,
        paths=tuple(sorted({*work.paths, *outcome.files})),
        gone={table: max(rows, work.gone.get(table, 0)) for table, rows in outcome.gone.items()},
        blanked={table: max(rows, work.blanked.get(table, 0)) for table, rows in outcome.blanked.items()},
    )


def _erase(house: House, work: Forgetting, person: Person, found: Survey) -> None:
    application = f"erasure/{work.id}"
    number = house.tables.transaction_version(ERASED, application)
    sieve = Traces(person, TableFacts.newest(house.tables, FACTS))
    erase(house.commits, sieve, found, keep_keys=(application, 0 if number is None else number + 1))
    discard(house.commits, work.paths)
    _remove_damaged(house, person)
    house.sequences.drop()
    for name in DERIVED:
        _empty(house.data / name)


def _recorded(house: House, work: Forgetting) -> RecordView:
    names = _on_record(work.keys, work.accounts)
    counts = erasures.Counts(work.gone, work.blanked, work.paths)
    at = datetime.now(UTC)
    return erasures.record_person(house, names, counts, work=work.id, reason=work.reason, by=work.by, at=at)


def _remove_damaged(house: House, person: Person) -> None:
    """Removes damaged segments that hold a name: what could be read of them is in the tables, or was."""
    names = [name.encode("utf-8", "surrogatepass") for name in person.names]
    for path in set_aside_segments(house.wal):
        content = path.read_bytes()
        if any(name in content for name in names):
            house.files.remove(path)
            house.files.sync_folder(path.parent)


def _empty(folder: Path) -> None:
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
