"""Answers to take away: rows as CSV, Parquet and JSON, charts as PNG and SVG. Who may see them may have them."""

import base64
import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse

from hypercare.app.documents.query_rows import COLUMNS, query_rows
from hypercare.app.documents.texts import Document, with_words
from hypercare.app.stored_questions import SPEC, SQL
from hypercare.app.voice import Speaker
from hypercare.app.words import languages
from hypercare.model.errors import BadInput, NotFound
from hypercare.reports.chart import ChartModel
from hypercare.reports.table import FORMULA, csv_text
from hypercare.web.api.queries import PATIENCE_SECONDS
from hypercare.web.asked import Asked, asked
from hypercare.web.leaving import waited_for
from hypercare.web.pages.analyst.answers import FILE_ROWS, SHOWN_ROWS, check_spec, spec_document
from hypercare.web.pages.analyst.panels import figures_of, panels_of
from hypercare.web.pages.analyst.sql_figure import figure_of
from hypercare.web.pages.analyst.state import State, state_of
from hypercare.web.pages.widgets.alone import alone, picture
from hypercare.web.sql_asked import sql_answer, sql_file
from hypercare.web.turns import QUERIES

LONGEST: Final = 60
TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "svg": "image/svg+xml",
    "png": "image/png",
}


@dataclass(frozen=True)
class Wanted:
    """A file that was asked for: of an answer, or of one of its charts."""

    request: HttpRequest
    asked: Asked
    state: State
    figure: str


def analyst_file(request: HttpRequest, kind: str) -> HttpResponse:
    """A file of the answer to a query."""
    return _file(request, kind, SPEC, OF_SPEC)


def analyst_sql_file(request: HttpRequest, kind: str) -> HttpResponse:
    """A file of the answer to a statement."""
    return _file(request, kind, SQL, OF_SQL)


def _file(request: HttpRequest, kind: str, asks: str, of: "Mapping[str, Callable[[Wanted], bytes]]") -> HttpResponse:
    """Raises `NotFound` for another kind of file or chart, `BadInput` for no question, and what the question raises."""
    if kind not in of:
        raise NotFound(f"there is no {kind[:LONGEST]!r} of an answer", expected=", ".join(of))
    asking = asked(request)
    state = state_of(request, asking, asks)
    if state.kind != asks or not state.text:
        raise BadInput(f"there is no question of kind {asks}", where="q", expected=asks)
    wanted = Wanted(request, asking, state, request.GET.get("figure", "")[:LONGEST])
    response = HttpResponse(of[kind](wanted), content_type=TYPES[kind])
    name = "-".join(filter(None, ("answer", _safe(wanted.figure))))
    response.headers["Content-Disposition"] = f'attachment; filename="hypercare-{name}.{kind}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _safe(name: str) -> str:
    return "".join(each for each in name if each.isascii() and (each.isalnum() or each in "_-"))


def _document(wanted: Wanted) -> Document:
    return spec_document(wanted.request, wanted.asked, wanted.state)


def _spec_json(wanted: Wanted) -> bytes:
    return json.dumps(with_words(_document(wanted), wanted.asked.language), ensure_ascii=False).encode()


def _spec_csv(wanted: Wanted) -> bytes:
    """The chart's data where one is named; else all answers as one long table."""
    if wanted.figure:
        return csv_text(_chart(wanted).table(), _voice(wanted)).encode()
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([[_field(each) for each in row] for row in query_rows(_document(wanted))])
    return out.getvalue().encode()


def _spec_parquet(wanted: Wanted) -> bytes:
    check_spec(wanted.asked, wanted.state)
    with QUERIES.turn(wanted.request, wanted.asked.person.by):
        future = wanted.asked.here.studio.asking_long("query-file", text=wanted.state.text)
        return base64.b64decode(waited_for(wanted.request, future, PATIENCE_SECONDS)["base64"])


def _sql_json(wanted: Wanted) -> bytes:
    return json.dumps(sql_answer(wanted.request, wanted.state.text, FILE_ROWS), ensure_ascii=False).encode()


def _sql_csv(wanted: Wanted) -> bytes:
    if wanted.figure:
        return csv_text(_chart(wanted).table(), _voice(wanted)).encode()
    return sql_file(wanted.request, wanted.state.text, "csv", FILE_ROWS)


def _sql_parquet(wanted: Wanted) -> bytes:
    return sql_file(wanted.request, wanted.state.text, "parquet", FILE_ROWS)


def _svg(wanted: Wanted) -> bytes:
    return _alone(wanted).encode()


def _png(wanted: Wanted) -> bytes:
    return picture(wanted.asked.here, _alone(wanted))


def _alone(wanted: Wanted) -> str:
    theme = wanted.request.GET.get("theme", "light")[:LONGEST]
    return alone(wanted.asked.here, _chart(wanted), _voice(wanted), theme)


def _chart(wanted: Wanted) -> ChartModel:
    """The chart that is named, else the first. Raises `NotFound` for another one, or where there is none."""
    if wanted.state.kind == SQL:
        drawn = figure_of(sql_answer(wanted.request, wanted.state.text, SHOWN_ROWS))
        found = {} if drawn is None else {"rows": drawn}
    else:
        found = dict(figures_of(panels_of(_document(wanted))))
    name = wanted.figure or next(iter(found), "")
    if name not in found:
        raise NotFound("the answer has no such chart", where="figure", expected=", ".join(found) or "none")
    return found[name]


def _voice(wanted: Wanted) -> Speaker:
    language = wanted.request.GET.get("lang") or wanted.asked.language
    if language not in languages():
        raise BadInput(f"there is no language {language[:LONGEST]!r}", where="lang", expected=" or ".join(languages()))
    return Speaker(language)


def _field(cell: str | float | None) -> str | float:
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(FORMULA) else cell
    return "" if cell is None else cell


CHARTS: Final = {"svg": _svg, "png": _png}
OF_SPEC: Final = {"csv": _spec_csv, "json": _spec_json, "parquet": _spec_parquet, **CHARTS}
OF_SQL: Final = {"csv": _sql_csv, "json": _sql_json, "parquet": _sql_parquet, **CHARTS}
