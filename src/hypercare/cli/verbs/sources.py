"""Sources."""

from hypercare.app.usecases import sources as reading
from hypercare.cli.options import Data, Json, house
from hypercare.cli.show import emit, note, table


def sources(data: Data = None, as_json: Json = False) -> None:
    found = reading.sources(house(data))
    if as_json:
        emit(found)
        return
    if not found["sources"]:
        note("Nothing has arrived yet. Fix: hypercare token new mixpanel, or hypercare import events FILE")
    table(
        ("SOURCE", "EVENTS", "LATEST EVENT", "LATEST RECEIPT", "IN QUARANTINE"),
        [
            (each["source"], f"{each['events']:,}", each["latest_event"] or "-", each["latest_received"] or "-",
             str(each["quarantined"]))
            for each in found["sources"]
        ],
    )  # fmt: skip
