"""Clean: lets go of what is older than the settings keep it."""

from hypercare.app.usecases.care import expiry
from hypercare.cli.options import Data, Json, house
from hypercare.cli.show import emit, note, say, table


def clean(data: Data = None, as_json: Json = False) -> None:
    found = expiry.document(expiry.expire(house(data)))
    if as_json:
        emit(found)
        return
    if not found["tables"]:
        note("Everything is kept: no HYPERCARE_KEEP_… is set. See docs/erasure.md.")
        return
    rows = [(each["table"], each["first"], f"{each['gone']:,}") for each in found["tables"]]
    table(("TABLE", "KEPT FROM", "ROWS REMOVED"), rows)
    if found["record"]:
        say(f"{len(found['files'])} data files removed; on record as {found['record']}.")
