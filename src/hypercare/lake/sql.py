"""SQL over the facts: DuckDB reads the tables' data files, and nothing else."""

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Timer
from typing import Any

import duckdb
import pyarrow as pa

from hypercare.lake.missing import check_present
from hypercare.lake.rows import FACTS, SCHEMAS
from hypercare.lake.tables import Tables
from hypercare.model.errors import BadInput, Refused

# A question runs beside the gateway and the web process; what does not fit is refused, not swapped.
MEMORY = "1GB"
THREADS = 2
# What a person waits for, and what a page can show.
SECONDS = 30.0
ROWS = 10_000
# Of the engine's words: it repeats names as long as somebody wrote them.
LONGEST_WORDS = 500
_LINE = re.compile(r"^LINE (\d+):", re.MULTILINE)
_OFFERED = re.compile(r"^(Candidate bindings|Did you mean).*$", re.MULTILINE)
_QUOTED = re.compile(r'"([^"]+)"')

# What lets a statement reach beyond its connection: extensions, secrets, variables of this process, scratch files.
SEALED = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_persistent_secrets": "false",
    "python_enable_replacements": "false",
    "temp_directory": "",
}
SQL_TYPES = {
    pa.string(): "VARCHAR",
    pa.int64(): "BIGINT",
    pa.binary(): "BLOB",
    pa.bool_(): "BOOLEAN",
    pa.timestamp("us", "UTC"): "TIMESTAMPTZ",
    pa.float64(): "DOUBLE",
}


@dataclass(frozen=True)
class Answer:
    """What a statement yields: names and SQL types of the columns, and rows. `truncated`: there were more rows."""

    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    truncated: bool


def connect(tables: Tables, *, memory: str = MEMORY, threads: int = THREADS) -> duckdb.DuckDBPyConnection:
    """A connection with a view for each of `FACTS`, as the tables are now.

    It reads their data files and can reach nothing else: no other file, no network, no extension, no change of its own
    settings. Times are UTC. Raises `BadInput` for tables in an object store, `Damaged` where a data file is gone.
    """
    if not tables.is_local:
        raise BadInput("SQL reads a lake in a local folder only", where=tables.root, expected="a folder")
    check_present(tables)
    connection = duckdb.connect(config={**SEALED, "memory_limit": memory, "threads": threads})
    connection.execute("SET TimeZone = 'UTC'")
    paths = {table: [f"{tables.path(table)}/{file.path}" for file in tables.files(table)] for table in FACTS}
    connection.execute(f"SET allowed_paths = {_list(path for found in paths.values() for path in found)}")
    connection.execute("SET enable_external_access = false")
    for table, found in paths.items():
        connection.execute(f"CREATE VIEW {table} AS {_rows_of(table, found)}")
    connection.execute("SET enable_profiling = 'no_output'")  # says how many rows a statement read
    connection.execute("SET lock_configuration = true")
    return connection


def select(
    connection: duckdb.DuckDBPyConnection,
    statement: str,
    parameters: Sequence[object] = (),
    *,
    most: int = ROWS,
    seconds: float = SECONDS,
) -> Answer:
    """The answer to one SELECT statement that somebody wrote, at most so many rows of it, within so many seconds.

    Raises `Refused` for any other kind of statement and for what reaches beyond the tables, `BadInput` for a mistake in
    it, or when it takes too long or too much memory.
    """
    with allowed(connection, statement, seconds=seconds):
        cursor = connection.execute(statement, list(parameters))
        names = [column[0] for column in cursor.description]
        types = [str(column[1]) for column in cursor.description]
        rows = cursor.fetchmany(most + 1)
    return Answer(tuple(names), tuple(types), tuple(rows[:most]), len(rows) > most)


@contextmanager
def allowed(connection: duckdb.DuckDBPyConnection, statement: str, *, seconds: float = SECONDS) -> Iterator[None]:
    """A block in which one SELECT statement may be run, and its rows fetched. Raises as `select` does."""
    check_select(connection, statement)
    with _said_plainly(seconds), _stopped_after(connection, seconds):
        yield


def rows_read(connection: duckdb.DuckDBPyConnection) -> int | None:
    """How many rows of the tables the last statement read, None where that is not known.

    A statement that is not read to its end has no count.
    """
    try:
        said = json.loads(connection.get_profiling_information())
    except (duckdb.Error, ValueError):
        return None
    found = said.get("query", {}).get("total_rows_scanned")
    return int(found) if found is not None else None


def check_select(connection: duckdb.DuckDBPyConnection, statement: str) -> None:
    """Raises `Refused` unless the text is one SELECT statement (FROM, VALUES, DESCRIBE and SHOW are such, too)."""
    with _said_plainly(SECONDS):
        found = connection.extract_statements(statement)
    if len(found) != 1:
        raise Refused(f"{len(found)} statements", where="SQL", expected="one SELECT statement")
    if found[0].type != duckdb.StatementType.SELECT:
        raise Refused(f"a statement of type {found[0].type.name}", where="SQL", expected="one SELECT statement")


@contextmanager
def _said_plainly(seconds: float) -> Iterator[None]:
    """Turns DuckDB's errors into ours, with its words."""
    try:
        yield
    except duckdb.PermissionException as error:
        raise Refused(_first_line(error), where="SQL", expected="the tables " + ", ".join(FACTS)) from error
    except duckdb.InterruptException as error:
        raise BadInput(f"took longer than {seconds:g} s", where="SQL", fix="ask for less at a time") from error
    except duckdb.OutOfMemoryException as error:
        raise BadInput(_first_line(error), where="SQL", fix="ask for less: fewer rows, columns or groups") from error
    except duckdb.Error as error:
        raise BadInput(_first_line(error), where=_place(error), expected=_nearest(error)) from error


def _first_line(error: Exception) -> str:
    return _shortest(str(error).partition("\n")[0])


def _place(error: Exception) -> str:
    """Where in the statement a mistake is, as the engine points at it."""
    found = _LINE.search(str(error))
    return f"SQL, line {found[1]}" if found else "SQL"


def _nearest(error: Exception) -> str:
    """The names that the engine offers instead of one that there is not."""
    found = _OFFERED.search(str(error))
    return _shortest(", ".join(_QUOTED.findall(found[0]))) if found else ""


def _shortest(text: str) -> str:
    return text if len(text) <= LONGEST_WORDS else text[: LONGEST_WORDS - 1] + "…"


@contextmanager
def _stopped_after(connection: duckdb.DuckDBPyConnection, seconds: float) -> Iterator[None]:
    timer = Timer(seconds, connection.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _rows_of(table: str, paths: list[str]) -> str:
    """The SELECT behind a view; a table without files has its columns all the same."""
    if paths:
        return f"SELECT * FROM read_parquet({_list(paths)}, union_by_name = true)"  # noqa: S608  quoted literals of our own files
    columns = ", ".join(f'CAST(NULL AS {SQL_TYPES[field.type]}) AS "{field.name}"' for field in SCHEMAS[table])
    return f"SELECT {columns} WHERE false"


def _list(texts: "Iterator[str] | list[str]") -> str:
    """A SQL list of text literals. DDL takes no parameters, so they are quoted here."""
    return "[" + ", ".join("'" + text.replace("'", "''") + "'" for text in texts) + "]"
