"""The demo's technical health, brought in as anybody's files of requests, errors and sessions are."""

from collections.abc import Callable

from hypercare.app.house import House
from hypercare.app.import_columns import ERRORS, REQUESTS, SESSIONS, Proposal, Shape, Told, proposed
from hypercare.app.import_file import ImportFile
from hypercare.app.progress import Progress
from hypercare.app.usecases.data.imports import import_file
from hypercare.simulate.health import Health

SOURCE = "monitoring"
OnProgress = Callable[[str, Progress], None]


def import_health(house: House, told: Health, on_progress: OnProgress) -> None:
    """Imports what was simulated, a file a kind."""
    for shape, lines in ((REQUESTS, told.requests), (ERRORS, told.errors), (SESSIONS, told.sessions)):
        _import(house, shape, lines, on_progress)


def _import(house: House, shape: Shape, lines: tuple[bytes, ...], on_progress: OnProgress) -> None:
    path = house.data / "tmp" / f"demo-{shape.word}.jsonl"
    path.write_bytes(b"".join(lines))
    file = ImportFile.of(path)
    found = proposed(house, file, shape, SOURCE, Told())
    way = found.way() if isinstance(found, Proposal) else found
    import_file(house, file, way, source=SOURCE, again=False, on_progress=lambda moved: on_progress(shape.word, moved))
    path.unlink()
