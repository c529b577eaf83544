"""Progress of long work: a bar on a terminal, silence elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from hypercare.app.progress import Progress


@contextmanager
def progress(label: str, *, quiet: bool) -> Iterator[Callable[[Progress], None]]:
    """Gives a function that is told how far the work is. The bar goes to standard error."""
    if quiet or not sys.stderr.isatty():
        yield lambda _moved: None
        return
    from rich.console import Console  # noqa: PLC0415  takes 50 ms, and only terminals need it
    from rich.progress import Progress as Bar  # noqa: PLC0415  as above

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda moved: bar.update(task, completed=moved.done, total=moved.total)
