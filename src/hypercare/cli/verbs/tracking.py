"""Whether the planned events arrive as planned; watched live, they tick off as they come."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from hypercare.app.documents.texts import Document, with_words
from hypercare.app.documents.tracking import tracking_document
from hypercare.app.house import House
from hypercare.app.usecases.judging.measuring import integrity
from hypercare.app.usecases.launches import tracking
from hypercare.cli import tracking_text as text
from hypercare.cli.options import AsOf, Data, Json, house
from hypercare.cli.show import emit, say, table, visible
from hypercare.model.errors import BadInput
from hypercare.model.launch import Launch

if TYPE_CHECKING:
    from rich.console import RenderableType

Measured = Callable[[House, Launch, datetime], Document | None]

EXIT_CODES = {"pass": 0, "fail": 1, "unknown": 4}
LOOK_SECONDS = 1.0
"""Between two looks: an event can be read three seconds after it was answered."""
HEADINGS = ("", "Event", "From", "Arrived", "Last")
PAYLOAD_HEADINGS = ("Property", "Planned", "Found")

Plan = Annotated[str, typer.Argument(metavar="LAUNCH", help="The launch's id, or a launch file (registered or not).")]
Watch = Annotated[bool, typer.Option("--watch", help="Go on until every planned event is verified, or until Ctrl-C.")]


def verify_tracking(
    launch: Plan, watch: Watch = False, as_of: AsOf = None, data: Data = None, as_json: Json = False
) -> None:
    here = house(data).require()
    if watch and as_of:
        raise BadInput("the past does not change, so there is nothing to watch", fix="leave out --as-of or --watch")
    found = _watched(here, launch, as_json=as_json) if watch else _look(here, launch, as_of)
    if as_json:
        emit(found)
    elif not watch:
        _tell(found)
    raise typer.Exit(EXIT_CODES[found["state"]])


def _look(here: House, named: str, as_of: str | None = None, *, measured: Measured = integrity) -> Document:
    launch, at = tracking.planned(here, named, as_of)
    found = tracking_document(tracking.verified(here, launch, at), launch, measured(here, launch, at))
    spoken: Document = with_words(found, here.settings.language)
    return spoken


def _unasked(_house: House, _launch: Launch, _at: datetime) -> None:
    """Who waits for events looks every second: what all of them together say is asked without `--watch`."""


def _watched(here: House, named: str, *, as_json: bool) -> Document:
    """Looks again and again; what stood last, when everything is verified or somebody has seen enough."""
    found = _look(here, named, measured=_unasked)
    try:
        with _screen(quiet=as_json) as shown:
            shown(found)
            while found["state"] != "pass":
                time.sleep(LOOK_SECONDS)
                found = _look(here, named, measured=_unasked)
                shown(found)
    except KeyboardInterrupt:
        pass
    return found


@contextmanager
def _screen(*, quiet: bool) -> Iterator[Callable[[Document], None]]:
    """Shows each look: in place on a terminal; elsewhere as lines, each change once."""
    if quiet:
        yield lambda _found: None
    elif sys.stdout.isatty():
        from rich.live import Live  # noqa: PLC0415  takes 50 ms, and only terminals need it

        with Live(auto_refresh=False) as live:
            yield lambda found: live.update(_drawn(found), refresh=True)
    else:
        seen: list[Document] = []

        def lines(found: Document) -> None:
            for line in text.changes(seen[-1] if seen else None, found):
                say(line)
            sys.stdout.flush()
            seen[:] = [found]

        yield lines


def _tell(found: Document) -> None:
    when = datetime.fromisoformat(found["as_of"]).astimezone(ZoneInfo(found["timezone"]))
    say(f"{found['title']} ({found['launch']}), as of {when:%Y-%m-%d %H:%M %Z}")
    say(found["says"]["text"])
    say()
    table(HEADINGS, text.rows(found))
    event = text.latest(found)
    if event is not None:
        say()
        say(text.payload_heading(event))
        table(PAYLOAD_HEADINGS, text.payload_rows(event))
    listed = list(text.findings(found))
    if listed:
        say()
    for finding in listed:
        for line in text.finding_lines(finding):
            say(line)
    for line in text.integrity_lines(found):
        say(line)


def _drawn(found: Document) -> "RenderableType":
    """One look on a terminal. Nothing from outside is read as markup, or obeyed."""
    from rich.console import Group  # noqa: PLC0415  as above
    from rich.table import Table  # noqa: PLC0415  as above
    from rich.text import Text  # noqa: PLC0415  as above

    def line(words: str, style: str = "") -> Text:
        return Text(visible(words), style=style, overflow="fold")

    def drawn(headings: tuple[str, ...], cells: list[tuple[str, ...]]) -> Table:
        grid = Table(box=None, pad_edge=False, header_style="bold")
        for heading in headings:
            grid.add_column(heading, overflow="fold")
        for row in cells:
            grid.add_row(*(line(cell, STYLES.get(cell, "")) for cell in row))
        return grid

    parts: list[RenderableType] = [line(found["title"], "bold"), line(found["says"]["text"]), Text()]
    parts.append(drawn(HEADINGS, list(text.rows(found))))
    event = text.latest(found)
    if event is not None:
        parts += [Text(), line(text.payload_heading(event)), drawn(PAYLOAD_HEADINGS, list(text.payload_rows(event)))]
    for finding in text.findings(found):
        if finding["level"] in SHOWN_LIVE:
            parts += [line(each, "" if each.startswith(" ") else "bold") for each in text.finding_lines(finding)]
    return Group(*parts)


STYLES = {"[x]": "green", "[!]": "red", "[?]": "yellow"}
SHOWN_LIVE = ("fail", "unknown", "watch")
"""What somebody who waits for events can do something about."""
