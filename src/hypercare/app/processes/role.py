"""How every child runs: its life first, then its logs, and errors of the operator's kind as one line."""

from collections.abc import Callable

from structlog.typing import FilteringBoundLogger

from hypercare.app.logs import configure_logs
from hypercare.app.processes.life import Life
from hypercare.app.settings import Settings, read_settings
from hypercare.model.errors import HypercareError


def run_role(role: str, body: Callable[[Settings, Life, FilteringBoundLogger], None]) -> None:
    """Runs a child's body to its end. What it cannot start with is logged and ends the process with its exit code."""
    life = Life()
    log = configure_logs(role)
    try:
        body(read_settings(), life, log)
    except HypercareError as error:
        log.error(error.line(), code=error.code)
        raise SystemExit(error.exit_code) from None
