"""What there is to say of a metric beside its answer, kind by kind, for a terminal."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from hypercare.cli.teller import MOST_ROWS, NOT_YET, Teller, bar

Document = dict[str, Any]
Detail = Callable[[Teller, Document], Iterator[str]]
MOST_CELLS = 13
MOST_PERIODS = 60


def funnel_lines(told: Teller, detail: Document) -> Iterator[str]:
    """The steps, how far mature units came, and how long it took; then the values at a step, where they were asked."""
    yield from _steps(told, detail)
    median = (detail["seconds"] or {}).get("median")
    if median is not None:
        yield f"  {told.tongue.words('query-took', median=told.duration(median))}"
    survival = (detail["survival"] or {}).get("median")
    if survival is not None:
        yield f"  {told.tongue.words('query-half', time=told.duration(survival))}"


def _steps(told: Teller, detail: Document) -> Iterator[str]:
    """The steps of a funnel: how many came, how many stopped there or may go on, and how long they took."""
    entered = detail["steps"][0]["units"]
    rows = [
        (
            step["event"] + (f" ({told.tongue.words('query-optional')})" if step["optional"] else ""),
            bar(step["units"] / entered if entered else 0.0),
            told.count(step["units"]),
            told.count(step["dropped"]),
            told.count(step["open"]),
            told.share(step["from_start"]),
            told.share(step["from_previous"]),
            told.duration((step["seconds"] or {}).get("median")),
        )
        for step in detail["steps"]
    ]
    heads = ("step", "", "units", "stopped-here", "open", "of-first", "of-before", "median")
    yield from told.grid(told.heads(*heads), rows, right=(2, 3, 4, 5, 6, 7))


def cycle_lines(told: Teller, detail: Document) -> Iterator[str]:
    """The cycles, and how far the units of the last one are on the way to the goal."""
    rows = [
        (
            told.day(each["from"]) if each["from"] else told.tongue.words("query-of-each"),
            told.count(each["units"]),
            told.count(each["reached"]),
            told.count(each["open"]),
            told.share(each["share"]),
        )
        for each in detail["cycles"][-MOST_PERIODS:]
    ]
    heads = told.heads("cycle", "units", "reached", "open", "share")
    yield from told.grid(heads, rows, right=(1, 2, 3, 4))
    bands = detail["cycles"][-1]["progress"] if detail["cycles"] else []
    most = max((band["units"] for band in bands), default=0)
    if most:
        shown = [
            (f"{band['percent']} %", bar(band["units"] / most), told.count(band["units"]))
            for band in bands
            if band["units"]
        ]
        yield from told.grid(told.heads("progress", "", "units"), shown, right=(2,))


def drop_off_lines(told: Teller, detail: Document) -> Iterator[str]:
    """For each step, who stopped there: what they did next, and what stands out among them."""
    for step in detail["steps"]:
        if not step["units"]:
            continue
        named = {"event": step["event"], "units": step["units"], "open": step["open"]}
        yield f"  {told.tongue.words('query-stopped', **named)}"
        nothing = [(told.tongue.words("query-nothing"), step["nothing_next"])] if step["nothing_next"] else []
        others = told.tongue.words("query-others")
        following = [(each["event"] or others, each["units"]) for each in step["next"]]
        shown = sorted([*following, *nothing], key=lambda each: -each[1])[:MOST_ROWS]
        rows = [(event, bar(units / step["units"]), told.count(units)) for event, units in shown]
        yield from told.grid(told.heads("next", "", "units"), rows, right=(2,))
        if step["lingered"]:
            yield f"  {told.tongue.words('query-lingered', median=told.duration(step['lingered']['median_seconds']))}"
        yield from (f"  {each['text']}" for each in step["findings"])


def paths_lines(told: Teller, detail: Document) -> Iterator[str]:
    """The events at each depth from the start, the commonest first."""
    said = {"start": detail["start"], "units": detail["units"], "direction": detail["direction"]}
    yield f"{told.tongue.words('query-paths', **said)}"
    for step in detail["steps"]:
        others = [("query-others", step["others"]), ("query-ended", step["ended"]), ("query-may-go-on", step["open"])]
        listed = [(each["event"], each["units"]) for each in step["events"]]
        listed += [(f"({told.tongue.words(name)})", units) for name, units in others if units]
        rows = [
            (event, bar(units / detail["units"] if detail["units"] else 0.0), told.count(units))
            for event, units in listed
        ]
        yield from told.grid((f"{step['depth']}.", *told.heads("", "units")), rows, right=(2,))


def retention_lines(told: Teller, detail: Document) -> Iterator[str]:
    """Cohorts by cells, and the average; a dot stands where a cell cannot be observed yet."""
    names = [each["name"] for each in detail["average"]][:MOST_CELLS]
    rows = []
    for cohort in detail["cohorts"]:
        shares = {cell["name"]: told.share(cell["share"]) for cell in cohort["cells"] if cell["share"] is not None}
        rows.append(
            [told.day(cohort["from"]), told.count(cohort["units"]), *(shares.get(name, NOT_YET) for name in names)]
        )
    average = {each["name"]: each["share"] for each in detail["average"]}
    told_shares = (NOT_YET if average[name] is None else told.share(average[name]) for name in names)
    rows.append([told.tongue.words("query-average"), "", *told_shares])
    heads = (*told.heads("cohort", "units"), *names)
    yield from told.grid(heads, rows, right=range(1, len(heads)))
    yield from told.left_out(len(detail["average"]) - len(names))


def activity_lines(told: Teller, detail: Document) -> Iterator[str]:
    """Active units by period, and in what phase of life they are; then the events that they used."""
    counts = {each["from"]: each for each in detail["lifecycle"]}
    series = detail["series"][detail["per"]]
    most = max((each["units"] for each in series), default=0) or 1
    phases = ("new", "returning", "resurrecting", "dormant")
    rows = [
        (
            told.day(each["from"]) + ("" if each["complete"] else f" {NOT_YET}"),
            bar(each["units"] / most),
            told.count(each["units"]),
            *(told.count(counts[each["from"]][phase]) if each["from"] in counts else "" for phase in phases),
        )
        for each in series[-MOST_PERIODS:]
    ]
    heads = told.heads(detail["per"], "", "active", *phases)
    yield from told.grid(heads, rows, right=(2, 3, 4, 5, 6))
    used = detail["usage"][:MOST_ROWS]
    shown = [
        (each["event"], told.count(each["units"]), told.share(each["share"]), told.count(each["events"]))
        for each in used
    ]
    yield from told.grid(told.heads("event", "units", "of-active", "events"), shown, right=(1, 2, 3))
    yield from told.left_out(len(detail["usage"]) - len(used))


DETAILS: Mapping[str, Detail] = {
    "hypercare/funnel.v1": funnel_lines,
    "hypercare/retention.v1": retention_lines,
    "hypercare/activity.v1": activity_lines,
    "hypercare/cycle.v1": cycle_lines,
    "hypercare/drop_off.v1": drop_off_lines,
    "hypercare/paths.v1": paths_lines,
}
"""How the detail of each kind is told, by the name of its document."""
