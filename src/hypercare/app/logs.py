"""Logs of the processes: JSON lines for programs, plain lines on a terminal; never a secret."""

import logging
import re
import sys
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, FilteringBoundLogger, Processor, WrappedLogger

HIDDEN = "[hidden]"
_SECRET_NAMES = re.compile(r"token$|secret|password|authorization|cookie|api_key", re.IGNORECASE)
# Our own tokens, and what stands between the user and the host of an address.
_SECRET_TEXTS = re.compile(r"hc_[a-z2-7]{32}|(?<=://)[^/@\s:]*:[^/@\s]*(?=@)")


def configure_logs(role: str, stream: TextIO | None = None) -> FilteringBoundLogger:
    """Sends everything that is logged in this process, by whatever library, to one stream; the process's own logger.

    Lines carry the time (UTC), the level, the role and the logger. A stream that does not take them is no error.
    """
    stream = stream or sys.stderr
    logging.raiseExceptions = False
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper("iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=_rendering(stream.isatty()))
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("hypercare").setLevel(logging.INFO)
    log: FilteringBoundLogger = structlog.get_logger(f"hypercare.{role}")
    return log


def _rendering(is_terminal: bool) -> list[Processor]:
    finish: list[Processor] = (
        [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
        if is_terminal
        else [structlog.processors.JSONRenderer(default=str)]
    )
    return [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.format_exc_info,
        hide_secrets,
        *finish,
    ]


def hide_secrets(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """The line without secrets: neither in a field that is named for one, nor anywhere in a text."""
    return {name: HIDDEN if _SECRET_NAMES.search(name) else _hidden(value) for name, value in event.items()}


def _hidden(value: Any) -> Any:
    if isinstance(value, dict):
        return hide_secrets(None, "", value)
    if isinstance(value, list | tuple):
        return [_hidden(item) for item in value]
    return _SECRET_TEXTS.sub(HIDDEN, str(value)) if isinstance(value, str | Exception) else value
