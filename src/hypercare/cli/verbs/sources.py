"""Sources."""

from hypercare.app.documents.texts import Document, with_words
from hypercare.app.usecases.data import sources as reading
from hypercare.cli.options import Data, Json, house
from hypercare.cli.show import emit, note, table


def sources(data: Data = None, as_json: Json = False) -> None:
    here = house(data)
    found = with_words(reading.sources(here), here.settings.language)
    if as_json:
        emit(found)
        return
    if not found["sources"]:
        note("Nothing has arrived yet. Fix: hypercare token new mixpanel, or hypercare import events FILE")
    table(
        ("SOURCE", "STATE", "EVENTS", "LAST HOUR", "LAG", "LATEST EVENT", "LATEST ARRIVAL", "IN QUARANTINE"),
        [
            (each["source"], each["state"], f"{each['events']:,}", f"{each['events_last_hour']:,}", _lag(each["lag"]),
             _moment(each["latest_event"]), _moment(each["latest_known"]), f"{each['quarantined']:,}")
            for each in found["sources"]
        ],
    )  # fmt: skip


def _moment(iso: str | None) -> str:
    return "-" if iso is None else f"{iso[:19].replace('T', ' ')} UTC"


def _lag(lag: Document | None) -> str:
    """How late most events come."""
    return "-" if lag is None else f"{lag['median_seconds']:.1f} s"
