"""What the studio can be asked: a name, and the function that answers it with a JSON document."""

import base64
from collections.abc import Callable, Generator
from datetime import datetime
from typing import Any

from hypercare.app.details import About, Part
from hypercare.app.documents import query_rows
from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.app.looks import Moment, instant_of
from hypercare.app.metric_answers import Wanted
from hypercare.app.parquet import parquet_file
from hypercare.app.studio import exit_questions
from hypercare.app.usecases.data import drawing, files_read, query, sample_size, sources, sql, tail, vocabulary
from hypercare.app.usecases.judging import (
    detailing,
    entrance,
    lapsed,
    looking,
    replay,
    units_behind,
    verdicts,
    verifying,
)
from hypercare.app.usecases.judging.metric_detail import metric_detail, wanted_of
from hypercare.app.usecases.launches.launches import at_version
from hypercare.app.usecases.signing import entrance_acts, going_live

Answerer = Callable[..., Any]


def _moment(day: int | None, instant: str | None) -> Moment:
    return Moment(day, None if instant is None else datetime.fromisoformat(instant))


def _look(house: House, *, launch: str, day: int | None = None, instant: str | None = None) -> Document:
    return looking.refresh(house, launch, _moment(day, instant))


def _days(house: House, *, launch: str) -> Generator[None, None, Document]:
    return {"days": (yield from looking.fill_trend(house, launch))}


def _detail(
    house: House, *, launch: str, metric: str, about: str, key: str, at: str, day: int | None = None,
    instant: str | None = None,
) -> Document:  # fmt: skip
    return detailing.refresh(house, launch, _moment(day, instant), Part(metric, About(about), key, at))


def _query(house: House, *, text: str, detail: bool = False) -> Document:
    return query.answer(house, [query.Spec("query", text)], query.Way(seconds=query.ASKED_SECONDS, detail=detail))


def _query_file(house: House, *, text: str) -> Document:
    """The answers as one long table in Parquet, in Base64."""
    rows = query_rows.query_rows(_query(house, text=text, detail=True))
    return {"base64": base64.b64encode(parquet_file(query_rows.COLUMNS, rows, query_rows.TEXTS)).decode()}


def _metric_detail(
    house: House, *, launch: str, metric: str, gate: str | None, day: int | None, instant: str | None, **wanted: Any
) -> Document:
    return metric_detail(house, launch, metric, _moment(day, instant), wanted=wanted_of(**wanted), gate=gate)


def _stopped(house: House, *, launch: str, metric: str, day: int | None = None, instant: str | None = None) -> Document:
    """Names units: answered, never kept."""
    wanted = Wanted(drop_off=True, interviews=True)
    return metric_detail(house, launch, metric, _moment(day, instant), wanted=wanted)


def _lapsed(house: House, *, launch: str, metric: str, day: int | None = None, instant: str | None = None) -> Document:
    """Names units: answered, never kept."""
    now = house.clock.now()
    declared, _ = at_version(house, launch, now)
    at = min(instant_of(declared, _moment(day, instant), now), now)
    return lapsed.lapsed(house, launch=launch, metric=metric, at=at.isoformat())


def _judge(house: House, *, launch: str) -> Document:
    judged = verdicts.judge(house, launch, house.clock.now())
    return {"id": judged.record.id, "says": judged.verdict.recommendation.action.value}


def _replay(house: House, *, record: str) -> Document:
    return replay.document(replay.replay(house, record))


def _tracking(house: House, *, launch: str, day: int | None = None, instant: str | None = None) -> Document:
    return verifying.refresh(house, launch, _moment(day, instant))


def _entrance(house: House, *, launch: str, day: int | None = None, instant: str | None = None) -> Document:
    return entrance.refresh(house, launch, _moment(day, instant))


def _entrance_act(house: House, *, launch: str, item: str, what: str, by: str, **told: str | None) -> Document:
    until = told.get("until")
    said = entrance_acts.Said(
        launch,
        item,
        entrance_acts.kind_of(what),
        told.get("reason") or "",
        None if until is None else datetime.fromisoformat(until),
    )
    made = entrance_acts.add_and_refresh(house, said, by=by)
    _look_again(house, launch)
    return made


def _entrance_anew(house: House, *, launch: str) -> Document:
    """For whatever changed it that the facts do not show: a probe, a drill."""
    found = entrance.refresh(house, launch, Moment(), anew=True)
    _look_again(house, launch)
    return found


def _look_again(house: House, launch: str) -> None:
    """Before go-live the launch's own page and the portfolio tell its entrance, of which the facts show no change."""
    if at_version(house, launch, house.clock.now())[0].live > house.clock.now():
        looking.look(house, launch, Moment())


def _go_live(house: House, *, launch: str) -> Document:
    return going_live.record_entrance(house, launch) or {}


def _warm(_house: House) -> Document:
    """Starts what is slow to start, before anybody waits for it: the first chart takes a second, the next 50 ms."""
    drawing.drawn_svg({"mark": "point", "data": {"values": []}}, "warm")
    return {}


QUESTIONS: dict[str, Answerer] = {
    "warm": _warm,
    "look": _look,
    "days": _days,
    "detail": _detail,
    "stopped": _stopped,
    "metric-detail": _metric_detail,
    "query": _query,
    "query-file": _query_file,
    "sql": sql.answer,
    "sql-file": sql.answer_file,
    "sql-stop": sql.stop,
    "judge": _judge,
    "replay": _replay,
    "entrance": _entrance,
    "tracking": _tracking,
    "entrance-act": _entrance_act,
    "entrance-anew": _entrance_anew,
    "go-live": _go_live,
    "sign": exit_questions.sign,
    "exit-act": exit_questions.act,
    "exit-revoke": exit_questions.revoke,
    "promise": exit_questions.promise,
    "promise-end": exit_questions.end,
    "vocabulary": vocabulary.vocabulary,
    "tail": tail.tail,
    "draw": drawing.draw,
    "picture": drawing.picture,
    "sources": sources.sources,
    "files": files_read.files_read,
    "units": units_behind.units_behind,
    "lapsed": _lapsed,
    "sample-sizes": sample_size.sample_sizes,
}
BRIEF = frozenset({"warm", "draw", "picture", "tail", "sources", "sql-stop"})
"""Questions that take a second on many millions of events, the first time some seconds: they wait for no look."""
IN_STEPS = frozenset({"days"})
"""Questions that nobody waits for and that take minutes: generators, which step aside after each piece of the work."""
APART = frozenset({"sql", "sql-file"})
"""Questions that a process of their own answers, so that whoever waits for it keeps nobody else waiting."""
