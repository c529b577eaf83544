"""The answers to queries as one long table: a row for each number, what it is of, and how many it rests on."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from hypercare.app.documents.texts import Document

Row = tuple[str | int | float | None, ...]
COLUMNS: Final = (
    *("metric", "kind", "side", "cell", "part", "of", "name", "value", "low", "high"),
    *("units", "mature", "hits", "open", "count"),
)
"""`part` says what a row is: answer, by, over, step, cohort, active, lifecycle, progress, path, stopped."""
TEXTS: Final = frozenset(COLUMNS[:7])


def query_rows(document: Document) -> list[Row]:
    """The rows of a `hypercare/query.v2`, in its order."""
    rows = [row for each in document["answers"] for row in _answer(each)]
    return rows + [row for each in document.get("paths", ()) for row in _paths(each)]


def _answer(said: Mapping[str, Any]) -> Iterator[Row]:
    head = (said["metric"], said["kind"], said.get("side", ""), said.get("cell", ""))
    yield _judged(head, "answer", "", "", said["answer"])
    for each in said.get("by", {}).get("values", ()):
        yield _judged(head, "by", said["by"]["property"], str(each["value"]), each["answer"])
    for each in said.get("over", {}).get("periods", ()):
        yield _judged(head, "over", said["over"]["grain"], each["from"], each["answer"])
    detail = said.get("detail", {})
    of_kind = OF_DETAIL.get(detail.get("schema", ""))
    if of_kind is not None:
        yield from of_kind(head, detail)
    elif "steps" in said:
        yield from _steps(head, said)
    for step in said.get("drop_off", {}).get("steps", ()):
        yield _row(head, "stopped", "", step["event"], units=step["units"], open=step["open"])
        for each in step["next"]:
            yield _row(head, "stopped", step["event"], each["event"] or "", units=each["units"])


def _judged(head: tuple[str, ...], part: str, of: str, name: str, answer: Mapping[str, Any]) -> Row:
    interval, counts = answer.get("interval") or {}, answer.get("counts") or {}
    counted = {each: counts.get(each) for each in ("units", "mature", "hits", "open")}
    return _row(
        head, part, of, name, value=answer.get("value"), low=interval.get("low"), high=interval.get("high"), **counted
    )


def _steps(head: tuple[str, ...], detail: Mapping[str, Any]) -> Iterator[Row]:
    for step in detail["steps"]:
        yield _row(
            head, "step", "", step["event"], value=step.get("from_start"), units=step["units"], open=step.get("open"),
            mature=step.get("mature", step.get("mature_units")),
        )  # fmt: skip


def _retention(head: tuple[str, ...], detail: Mapping[str, Any]) -> Iterator[Row]:
    for each in detail["average"]:
        yield _row(
            head, "cohort", "", each["name"], value=each["share"], low=each["low"], high=each["high"],
            units=each["units"],
        )  # fmt: skip
    for cohort in detail["cohorts"]:
        for cell in cohort["cells"]:
            yield _row(
                head, "cohort", cohort["from"], cell["name"], value=cell["share"], units=cohort["units"],
                mature=cell["mature"], hits=cell["retained"], open=cell["waiting"],
            )  # fmt: skip


def _activity(head: tuple[str, ...], detail: Mapping[str, Any]) -> Iterator[Row]:
    for grain, periods in detail["series"].items():
        for each in periods:
            yield _row(head, "active", grain, each["from"], units=each["units"])
    for each in detail["lifecycle"]:
        for phase in ("new", "returning", "resurrecting", "dormant"):
            yield _row(head, "lifecycle", each["from"], phase, units=each[phase])
    for each in detail["usage"]:
        yield _row(head, "usage", "", each["event"], value=each["share"], units=each["units"], count=each["events"])


def _cycle(head: tuple[str, ...], detail: Mapping[str, Any]) -> Iterator[Row]:
    for each in detail["cycles"]:
        first = each["from"] or ""
        yield _row(
            head, "cycle", "", first, value=each["share"], units=each["units"], mature=each["mature"],
            hits=each["reached_mature"], open=each["open"], count=each["events"],
        )  # fmt: skip
        for band in each["progress"]:
            yield _row(head, "progress", first, band["percent"], units=band["units"])


def _paths(said: Mapping[str, Any]) -> Iterator[Row]:
    head = ("", "paths", said.get("side", ""), "")
    for step in said["paths"]["steps"]:
        for each in step["events"]:
            yield _row(head, "path", str(step["depth"]), each["event"], units=each["units"])


def _row(head: tuple[str, ...], part: str, of: str, name: str, **numbers: float | None) -> Row:
    return (*head, part, of, name, *(numbers.get(column) for column in COLUMNS[7:]))


OF_DETAIL: Final = {
    "hypercare/funnel.v1": _steps,
    "hypercare/retention.v1": _retention,
    "hypercare/activity.v1": _activity,
    "hypercare/cycle.v1": _cycle,
}
"""What there is in the detail of each kind, by the name of its document."""
