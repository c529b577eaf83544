"""Questions in SQL."""

import sys
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from hypercare.app.house import House
from hypercare.app.sql.asking import LONGEST, MOST_ROWS, SECONDS, ask
from hypercare.app.usecases.data.sql import answer
from hypercare.cli.options import Data, Json, house
from hypercare.cli.show import emit, note, say, table
from hypercare.model.errors import BadInput

STDIN: Final = "-"
USUAL_ROWS: Final = 1_000
LONGEST_CELL: Final = 60
"""Characters of a cell on the terminal; the files have them all."""


def sql(
    statement: Annotated[str, typer.Argument(metavar="SELECT", help="One SELECT: docs/analyst.md; - reads it.")],
    limit: Annotated[int, typer.Option("--limit", help="How many rows at most.", min=1, max=MOST_ROWS)] = USUAL_ROWS,
    seconds: Annotated[float, typer.Option("--seconds", help="How long it may take.", min=1, max=3600)] = SECONDS,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    parquet: Annotated[Path | None, typer.Option("--parquet", help="The Parquet file to write.")] = None,
    data: Data = None,
    as_json: Json = False,
) -> None:
    if as_json + as_csv + (parquet is not None) > 1:
        raise BadInput("several forms", where="sql", expected="one of --json, --csv and --parquet")
    here = house(data)
    text = sys.stdin.read(LONGEST + 1) if statement == STDIN else statement
    if as_csv or parquet is not None:
        _write(here, text, limit, seconds, parquet)
        return
    found = answer(here, statement=text, rows=limit, seconds=seconds)
    if as_json:
        emit(found)
        return
    names = [each["name"] for each in found["columns"]]
    table(names, [[_cell(each) for each in row] for row in found["rows"]])
    if not found["rows"]:
        say("no rows")
    note(_told(found["count"], found["truncated"], found["read"]["rows"], found["timing"]["seconds"]))


def _write(here: House, text: str, limit: int, seconds: float, parquet: Path | None) -> None:
    head, body = ask(here, text, "csv" if parquet is None else "parquet", rows=limit, seconds=seconds)
    if parquet is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(body)
    else:
        try:
            parquet.write_bytes(body)
        except OSError as error:
            raise BadInput(f"the file cannot be written ({error.strerror})", where=str(parquet)) from error
    note(_told(head.count, head.truncated, head.read, head.seconds))


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def _told(count: int, truncated: str | None, read: int | None, seconds: float) -> str:
    """How the answer came about, in a line."""
    cut = {"rows": " (cut: there are more; see --limit)", "bytes": " (cut: they grew too large)", None: ""}[truncated]
    rows = "" if read is None else f" of {read:,} read"
    return f"{count:,} rows{rows} in {seconds:.3f} s{cut}"
