"""The process that answers one question in SQL, and ends.

What the engine's own limits do not bound is bounded here by the system: memory beside its buffers, time within one of
its steps, files that it might write. Whatever becomes of this process, the one that asked lives on.
"""

import os
import resource
import sys
import threading
import time
from typing import Final

import msgspec

from hypercare.app.documents.errors import error_document
from hypercare.app.sql.forms import FORMS, Bounds
from hypercare.app.sql.memory import too_much_memory
from hypercare.app.sql.wire import ASKED, Asked, Head
from hypercare.lake.sql import LONGEST_WORDS, THREADS, allowed, connect, rows_read
from hypercare.lake.tables import Tables
from hypercare.model.errors import BadInput, HypercareError

NICENESS: Final = 10
"""After the gateway, the pages and the studio."""
MEMORY: Final = "512MB"
"""Of the engine's buffers. What does not fit is refused: there is nowhere to swap it to."""
LARGEST: Final = 3 << 29
"""Bytes of data that the process may hold: the engine's buffers, its values beside them, and the answer."""
GRACE_SECONDS: Final = 5
"""Of processor time beyond what the statement may use on all of its threads."""


def main() -> None:
    """Answers the question on standard input; ends at once when whoever asked is gone."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not end up in the answer
    asked = ASKED.decode(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_the_asker, daemon=True).start()
    _bind(asked)
    head, body = answer(asked)
    out.write(msgspec.json.encode(head) + b"\n" + body)
    out.flush()
    os._exit(0)  # there is nothing to put away, and the engine takes its time


def answer(asked: Asked) -> tuple[Head, bytes]:
    """The head of an answer and its rows as bytes."""
    began = time.perf_counter()
    try:
        with connect(Tables(asked.root), memory=MEMORY) as connection:
            opened = time.perf_counter()
            with allowed(connection, asked.statement, seconds=asked.seconds):
                rows = FORMS[asked.form](connection, asked.statement, Bounds(asked.rows, asked.bytes))
            read = None if rows.truncated else rows_read(connection)
            seconds = time.perf_counter() - opened
    except HypercareError as error:
        return Head(error=error_document(error)), b""
    except MemoryError:
        return Head(error=error_document(too_much_memory())), b""
    except Exception as error:  # noqa: BLE001  an edge: an answer that has no form is told, not a silent end
        what = f"the answer cannot be written as {asked.form}: {error}"[:LONGEST_WORDS]
        return Head(error=error_document(BadInput(what, where="SQL", fix="cast the columns to simpler types"))), b""
    if not rows.count and rows.truncated == "bytes":
        large = BadInput("a row is too large", where="SQL", expected=f"at most {asked.bytes:,} bytes in all")
        return Head(error=error_document(large)), b""
    return Head(rows.columns, rows.count, rows.truncated, read, opened - began, seconds), rows.body


def _bind(asked: Asked) -> None:
    """Limits of the system: of memory, of processor time, and none to be written to files."""
    os.nice(NICENESS)
    cpu = int(asked.seconds * THREADS) + GRACE_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 1))  # says that it was time, before it ends the process
    for what, most in ((resource.RLIMIT_DATA, LARGEST), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(what, (most, most))


def _end_with_the_asker() -> None:
    while sys.stdin.buffer.read(1):
        pass
    os._exit(1)


if __name__ == "__main__":
    main()
