"""A whole ledger as JSON lines, the same for every engine: what a backup holds and a restore reads."""

import json
from collections.abc import Iterator
from datetime import date
from itertools import groupby, islice
from typing import IO, Any, Final

from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import connection, models

from hypercare.ledger import chain, setup
from hypercare.ledger.models import (
    Attendance,
    EntranceAct,
    Evidence,
    Incident,
    IncidentStep,
    LaunchVersion,
    Mark,
    ProbeResult,
    Record,
    Refusal,
    Retraction,
    SignInLink,
    Token,
    User,
)
from hypercare.ledger.transactions import session, snapshot, writing
from hypercare.ledger.views import ChainReport, Head
from hypercare.model.errors import BadInput, Damaged, Refused

SCHEMA: Final = "hypercare/ledger.v1"
# In this order a row comes after all that it refers to. Sessions stay out: nobody is signed in to a restored ledger.
# So do answers to requests: whoever sent one has given up long before a restore.
TABLES: Final[dict[str, type[models.Model]]] = {
    "user": User,
    "sign_in_link": SignInLink,
    "token": Token,
    "record": Record,
    "evidence": Evidence,
    "launch_version": LaunchVersion,
    "mark": Mark,
    "retraction": Retraction,
    "entrance_act": EntranceAct,
    "incident": Incident,
    "incident_step": IncidentStep,
    "probe_result": ProbeResult,
    "attendance": Attendance,
    "refusal": Refusal,
}
# Rows at a time. Evidence may weigh a megabyte a row, so a batch stays at some 20 MB.
BATCH: Final = 20


@session
def dump(stream: IO[bytes]) -> Head:
    """Writes the ledger as it stands at one instant, while others go on writing, and returns the chain's head there.

    The first line names the schema, the tables' level and the head; then comes a line a row; the last counts them.
    Handle it like the ledger itself: it holds all that is personal there.
    """
    counts = dict.fromkeys(TABLES, 0)
    with snapshot():
        head = chain.head()
        _write(stream, {"schema": SCHEMA, "level": setup.level(), "head": list(head)})
        for table, model in TABLES.items():
            for row in model._default_manager.order_by("pk").iterator(chunk_size=BATCH):
                _write(stream, {"table": table, "row": _values(row)})
                counts[table] += 1
    _write(stream, {"rows": counts})
    return head


@session
def load(stream: IO[bytes]) -> ChainReport:
    """Fills an empty ledger with what `dump` wrote, all or nothing, and returns the audit of its chain.

    Raises `Refused` where the ledger is not empty, `BadInput` for something else than a dump or a newer one, and
    `Damaged` for a dump that is cut short, or whose chain is broken or does not end with the head it names.
    """
    lines = _lines(stream)
    head = _head_of(next(lines, {}))
    with writing():
        if any(model._default_manager.exists() for model in TABLES.values()):
            raise Refused("the ledger is not empty", fix="restore into a new data folder or database")
        _fill(lines)
        _renumber()
        return _audited(head)


def _write(stream: IO[bytes], line: dict[str, Any]) -> None:
    stream.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")


def _values(row: models.Model) -> dict[str, Any]:
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _lines(stream: IO[bytes]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(stream, start=1):
        try:
            value = json.loads(line)
        except ValueError as error:
            raise Damaged("the dump holds a line that is not JSON", where=f"line {number}") from error
        if not isinstance(value, dict):
            raise Damaged("the dump holds a line that is no object", where=f"line {number}")
        yield value


def _head_of(first: dict[str, Any]) -> Head:
    if first.get("schema") != SCHEMA:
        raise BadInput("this is no dump of a ledger", where="line 1", expected=f'"schema": "{SCHEMA}"')
    try:
        level, head = str(first["level"]), Head(*first["head"])
    except (KeyError, TypeError) as error:
        raise Damaged("the dump's first line is not as it was written", where="line 1") from error
    if level > setup.level():
        raise BadInput(
            f"the dump comes from a newer Hypercare ({level})",
            expected=f"at most {setup.level()}",
            fix="install that version: pip install --upgrade hypercare",
        )
    return head


def _fill(lines: Iterator[dict[str, Any]]) -> None:
    """Adds the rows, and checks that the last line counts as many."""
    counts, said = dict.fromkeys(TABLES, 0), None
    for table, group in groupby(lines, key=lambda line: line.get("table")):
        if table is None:
            said = next(group).get("rows")
            break
        if table not in TABLES:
            raise Damaged(f"the dump holds rows of an unknown table, {table!r}", expected=", ".join(TABLES))
        for batch in iter(lambda: list(islice(group, BATCH)), []):  # noqa: B023 used up before the next group
            TABLES[table]._default_manager.bulk_create(_row(TABLES[table], line) for line in batch)
            counts[table] += len(batch)
    # A dump of an earlier version names none of the tables that came later.
    whole = isinstance(said, dict) and {**dict.fromkeys(TABLES, 0), **said} == counts
    if not whole or next(lines, None) is not None:
        raise Damaged("the dump is cut short, or not as it was written", expected=f"{said}", fix="use another backup")


def _row(model: type[models.Model], line: dict[str, Any]) -> models.Model:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    try:
        return model(**{name: fields[name].to_python(value) for name, value in line["row"].items()})
    except (KeyError, AttributeError, ValidationError) as error:
        raise Damaged(f"the dump holds a row that does not fit its table ({error})", where=line["table"]) from error


def _renumber() -> None:
    """Lets PostgreSQL count on after the highest id that came with the rows; SQLite does so by itself."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(TABLES.values())):
            cursor.execute(statement)


def _audited(head: Head) -> ChainReport:
    report = chain.verify()
    if not report.ok or report.head != head:
        raise Damaged(
            f"the dump's chain is not sound: {report.length} records hold, up to {report.head.hash[:12]}",
            expected=f"{head.sequence} records, up to {head.hash[:12]}",
            fix="use another backup",
        )
    return report
