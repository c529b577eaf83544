"""What people said in the demo, brought in as anybody's file of feedback is."""

from collections.abc import Callable

from hypercare.app.house import House
from hypercare.app.import_columns import Way
from hypercare.app.import_file import ImportFile
from hypercare.app.progress import Progress
from hypercare.app.usecases.data.imports import FEEDBACK, import_file
from hypercare.simulate.feedback import Feedback

SOURCE = "survey-tool"
OnProgress = Callable[[str, Progress], None]


def import_feedback(house: House, told: Feedback, on_progress: OnProgress) -> None:
    """Imports what was simulated."""
    path = house.data / "tmp" / "demo-feedback.jsonl"
    path.write_bytes(b"".join(told.lines))
    import_file(
        house,
        ImportFile.of(path),
        Way(FEEDBACK),
        source=SOURCE,
        again=False,
        on_progress=lambda moved: on_progress("feedback", moved),
    )
    path.unlink()
