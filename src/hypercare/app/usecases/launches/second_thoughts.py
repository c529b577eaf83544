"""What a launch file may still regret, told with its lines: for whoever has the file before them, not the form."""

from contextlib import suppress
from datetime import datetime

from hypercare.app.data_folder import require_data_folder
from hypercare.app.decisions import open_ledger
from hypercare.app.documents.texts import Document, text_document
from hypercare.app.house import House
from hypercare.app.usecases.launches.launch_warnings import Around, Needed, Warned, warnings
from hypercare.declare.reading.complaints import place
from hypercare.declare.reading.yaml_lines import Document as Read
from hypercare.declare.reading.yaml_lines import parse_yaml
from hypercare.ledger import versions
from hypercare.model.errors import HypercareError
from hypercare.model.launch import Launch


def second_thoughts(
    launch: Launch, text: str, *, at: datetime, is_first: bool, seen: frozenset[str] | None, needed: Needed
) -> list[Document]:
    """The warnings of the form of a new launch, the gravest first, each with its place and line in the sound `text`.

    `at` is from when the file holds; `seen` are the events that arrived, None where that is not known.
    """
    read = parse_yaml(text, file="launch.yaml")
    around = Around(at, seen, needed, is_first=is_first, names_primary=bool(read.value.get("primary")))
    return [_document(each, read) for each in warnings(launch, around)]


def _document(warned: Warned, read: Read) -> Document:
    return {
        "path": place(warned.path),
        "line": read.line(warned.path) if warned.path else None,
        "text": text_document(warned.text),
    }


def is_first(house: House, launch_id: str) -> bool:
    """Whether no version of a launch is registered; so it is where there is no installation, or no ledger answers."""
    with suppress(HypercareError):
        require_data_folder(house.data)
        open_ledger(house)
        return not versions.versions(launch_id)
    return True
