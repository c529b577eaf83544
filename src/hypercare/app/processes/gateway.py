"""The gateway process: receives, keeps, answers. It never loads the libraries of the tables, and so stays small."""

import resource
import time
from collections.abc import Mapping, Sequence
from functools import cache

from structlog.typing import FilteringBoundLogger

from hypercare.app import site
from hypercare.app.processes.journal import Journal
from hypercare.app.processes.life import Life, listener
from hypercare.app.processes.role import run_role
from hypercare.app.processes.server import GATEWAY_GRACE_SECONDS, MOST_CONNECTIONS, Server, run_loop
from hypercare.app.settings import Settings
from hypercare.app.token_book import LedgerTokenBook
from hypercare.ledger.setup import migrate
from hypercare.model.errors import Unreachable
from hypercare.model.facts import Decoded
from hypercare.model.ports import Inspector
from hypercare.sources.gateway import gateway_app
from hypercare.sources.metrics import Counters

RETRY_SECONDS = 1.0
# Beside the connections: segments, the ledger, libraries.
OTHER_FILES = 200


def now_us() -> int:
    """The system's time in microseconds UTC. Whatever a process's clock was set to, this says when facts came."""
    return time.time_ns() // 1000


def gateway(settings: Settings, life: Life, log: FilteringBoundLogger) -> None:
    """Runs the gateway until it is asked to end: what came is then kept and handed to the loader."""
    book = LedgerTokenBook(log)
    if not _open_ledger(settings, book, life, log):
        return
    _allow_files(MOST_CONNECTIONS + OTHER_FILES)
    refresher = book.start(life.wait)
    run_loop(_serve(settings, book, life, log))
    refresher.join()


async def _serve(settings: Settings, book: LedgerTokenBook, life: Life, log: FilteringBoundLogger) -> None:
    journal = Journal(settings.data / "wal", now_us)
    try:
        journal.open()
    except Unreachable as error:
        log.error("nothing can be kept now; clients are told so", error=error.line())
    try:
        app = gateway_app(book, journal, now_us, Counters(), inspector(settings))
        await Server(app, life, grace=GATEWAY_GRACE_SECONDS).serve(sockets=[listener()])
    finally:
        await journal.close()


def inspector(settings: Settings) -> Inspector:
    """What says what is wrong with the facts of a debug request, by the plans of the registered launches."""

    @cache
    def made() -> Inspector:
        # Imported with the first debug request: reading launch files holds 15 MB, and few gateways ever do.
        from hypercare.app.clock import Clock  # noqa: PLC0415  see above
        from hypercare.app.plan_inspector import PlanInspector  # noqa: PLC0415  see above

        return PlanInspector(Clock(settings.clock).now, settings.language)

    def inspect(facts: Decoded) -> Sequence[Mapping[str, object]]:
        return made()(facts)

    return inspect


def _open_ledger(settings: Settings, book: LedgerTokenBook, life: Life, log: FilteringBoundLogger) -> bool:
    """Reads the first book. Nobody is answered before: an unknown token would be refused, and clients do not retry."""
    while not life.is_ending:
        try:
            site.configure(settings.data, settings.database_url)
            migrate()
            if book.refresh():
                return True
        except Unreachable as error:
            log.error("the ledger does not answer; waiting for it", error=error.line())
        life.wait(RETRY_SECONDS)
    return False


def _allow_files(count: int) -> None:
    """Raises this process's limit of open files as far as it may be raised."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = count if hard == resource.RLIM_INFINITY else min(count, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


if __name__ == "__main__":
    run_role("gateway", gateway)
