"""Logs: one JSON object a line, whoever logs, and no secret in any of them."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from hypercare.app.logs import configure_logs

TOKEN = "hc_" + "a2b3" * 8


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root, level, raising = logging.getLogger(), logging.getLogger().level, logging.raiseExceptions
    handlers = list(root.handlers)
    yield io.StringIO()
    root.handlers, logging.raiseExceptions = handlers, raising
    root.setLevel(level)
    structlog.reset_defaults()


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_line_says_what_where_and_when(stream: io.StringIO) -> None:
    configure_logs("gateway", stream).info("child started", child_pid=7)
    (line,) = lines(stream)
    assert (line["event"], line["level"], line["logger"], line["child_pid"]) == (
        "child started",
        "info",
        "hypercare.gateway",
        7,
    )
    assert line["timestamp"].endswith("Z")


def test_libraries_log_in_the_same_form(stream: io.StringIO) -> None:
    configure_logs("gateway", stream)
    logging.getLogger("uvicorn.error").error("broken %s", "pipe")
    (line,) = lines(stream)
    assert (line["event"], line["logger"]) == ("broken pipe", "uvicorn.error")


@pytest.mark.parametrize(
    "fields",
    [
        {"token": TOKEN},
        {"Authorization": f"Basic {TOKEN}"},
        {"database_password": TOKEN},
        {"request": {"headers": [{"api_secret": TOKEN}]}},
        {"url": f"postgresql://ann:{TOKEN}@db/hypercare"},
        {"said": f"the token {TOKEN} is unknown"},
        {"error": ValueError(f"the token {TOKEN} is unknown")},
    ],
    ids=["by name", "in any case", "part of a name", "nested", "in an address", "in a text", "in an error"],
)
def test_secret_is_hidden(stream: io.StringIO, fields: dict[str, Any]) -> None:
    configure_logs("gateway", stream).error("it happened", **fields)
    assert TOKEN not in stream.getvalue()
    assert lines(stream)[0]["event"] == "it happened"


def test_secret_in_a_traceback_is_hidden(stream: io.StringIO) -> None:
    log = configure_logs("gateway", stream)
    try:
        raise ValueError(TOKEN)
    except ValueError:
        log.exception("it happened")
    assert TOKEN not in stream.getvalue()
    assert "ValueError" in lines(stream)[0]["exception"]


def test_stream_that_is_gone_is_no_error(stream: io.StringIO) -> None:
    log = configure_logs("gateway", stream)
    stream.close()
    log.info("nobody hears this")
