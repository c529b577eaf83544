"""The answers that the analyst's page shows: of the studio, or what is wrong with the question, at its lines."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest

from hypercare.app.documents.texts import Document
from hypercare.declare.query import read_query
from hypercare.model.errors import HypercareError, InvalidFile, Problem, Refused
from hypercare.reports.voice import bounded
from hypercare.web.api.queries import NAMING, PATIENCE_SECONDS
from hypercare.web.asked import Asked
from hypercare.web.leaving import waited_for
from hypercare.web.pages.analyst.panels import Panel, panels_of
from hypercare.web.pages.analyst.state import State
from hypercare.web.sql_asked import sql_answer
from hypercare.web.turns import QUERIES

FILE: Final = "question"
SHOWN_ROWS: Final = 200
"""Rows of SQL on the page; the files have more."""
FILE_ROWS: Final = 100_000
LONGEST_CELL: Final = 300
"""Characters of a cell on the page; the files have them all."""


@dataclass(frozen=True)
class Line:
    """A line of a question, with what is wrong there."""

    number: int
    text: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Failed:
    """Why there is no answer: problems at lines, or an error."""

    lines: tuple[Line, ...] = ()
    error: HypercareError | None = None

    @property
    def count(self) -> int:
        """How many problems there are."""
        return sum(len(each.problems) for each in self.lines)


@dataclass(frozen=True)
class SpecAnswer:
    """The answer to a query."""

    document: Document
    panels: list[Panel]


@dataclass(frozen=True)
class SqlCell:
    """A cell as it is shown."""

    text: str
    is_number: bool
    is_null: bool = False


@dataclass(frozen=True)
class SqlAnswer:
    """The answer to a statement: names and types of its columns, and rows; numbers stand to the right."""

    document: Document
    columns: list[tuple[str, str]]
    rows: list[list[SqlCell]]


def spec_document(request: HttpRequest, asked: Asked, state: State) -> Document:
    """`hypercare/query.v2` with its details. Raises `InvalidFile`, `Refused` for units, and what the studio raises."""
    check_spec(asked, state)
    with QUERIES.turn(request, asked.person.by):
        future = asked.here.studio.asking_long("query", text=state.text, detail=True)
        found: Document = waited_for(request, future, PATIENCE_SECONDS)
    return found


def check_spec(asked: Asked, state: State) -> None:
    """Raises what is wrong with a query, and `Refused` where it asks for names that are not for this person."""
    if read_query(state.text, file=FILE).units and not asked.person.role.may(NAMING):
        raise Refused(
            "the names of units are personal data", where="units", expected=f"role {NAMING.value}", fix="leave it out"
        )


def spec_answer(request: HttpRequest, asked: Asked, state: State) -> SpecAnswer | Failed:
    """The answer to a query, or why there is none."""
    try:
        found = spec_document(request, asked, state)
    except InvalidFile as error:
        return _at_lines(state.text, error.problems)
    except HypercareError as error:
        return Failed(error=error)
    return SpecAnswer(found, panels_of(found))


def sql_shown(request: HttpRequest, state: State) -> SqlAnswer | Failed:
    """The answer to a statement, or why there is none."""
    try:
        found = sql_answer(request, state.text, SHOWN_ROWS)
    except HypercareError as error:
        line = _line_of(error.where)
        if not line:
            return Failed(error=error)
        nearest = tuple(filter(None, error.expected.split(", ")))
        return _at_lines(state.text, (Problem(FILE, line, error.what, "", nearest),))
    columns = [(bounded(each["name"]), bounded(each["type"])) for each in found["columns"]]
    return SqlAnswer(found, columns, [[_cell(each) for each in row] for row in found["rows"]])


def _line_of(where: str) -> int:
    number = where.removeprefix("SQL, line ")
    return int(number) if number.isdecimal() else 0


def _at_lines(text: str, problems: tuple[Problem, ...]) -> Failed:
    """The lines of a question, those with problems with what is wrong; what is beyond its end stands at the last."""
    lines = text.splitlines() or [""]
    last = len(lines)
    found = {number: tuple(p for p in problems if min(max(p.line, 1), last) == number) for number in range(1, last + 1)}
    near = {number for number, each in found.items() if each}
    shown = {number + step for number in near for step in (-2, -1, 0, 1, 2)}
    return Failed(tuple(Line(number, line, found[number]) for number, line in enumerate(lines, 1) if number in shown))


def _cell(value: Any) -> SqlCell:
    if value is None:
        return SqlCell("", is_number=False, is_null=True)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return SqlCell(bounded(text, LONGEST_CELL), is_number)
