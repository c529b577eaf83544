"""Whether an answer of production is what a probe expects."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from hypercare.model.probe import Answer, Probe, ProbeFailure, Scalar

Failed = tuple[ProbeFailure, str]
"""Why, and the detail that belongs to it."""
LONGEST_SHOWN: Final = 80
"""Characters of a found value: enough to know it by."""
MISSING: Final = object()
CHARSETS: Final = re.compile(
    r"utf-?8|utf-16(le|be)?|(us-)?ascii|latin-?1|iso-8859-([1-9]|1[013-6])|(windows-|cp)125[0-8]|shift_jis|euc-(jp|kr)"
    r"|gb2312|gbk|gb18030|big5|koi8-[ru]"
)
"""Of the web. Python knows others that are no charsets, some of which take their time: idna, unicode_escape."""


def failed(probe: Probe, answer: Answer) -> Failed | None:
    """What is wrong with the answer, the most telling first; None for nothing."""
    return next(filter(None, (test(probe, answer) for test in TESTS)), None)


def _status(probe: Probe, answer: Answer) -> Failed | None:
    return None if answer.status in probe.expect else (ProbeFailure.STATUS, "")


def _certificate(probe: Probe, answer: Answer) -> Failed | None:
    if probe.certificate is None or answer.certificate_days is None:
        return None
    return (ProbeFailure.CERTIFICATE, "") if timedelta(days=answer.certificate_days) < probe.certificate else None


def _body(probe: Probe, answer: Answer) -> Failed | None:
    if not probe.contains or (not answer.encoding and probe.contains in _text(answer)):
        return None
    return ProbeFailure.BODY, _hindrance(answer)


def _json(probe: Probe, answer: Answer) -> Failed | None:
    if not probe.json:
        return None
    try:
        value = None if answer.encoding or not answer.is_whole else json.loads(_text(answer))
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict | list):
        return ProbeFailure.JSON, _hindrance(answer) or "no JSON"
    wrong = ((path, found) for path, wanted in probe.json.items() if not _same(found := at(value, path), wanted))
    return next(((ProbeFailure.JSON, f"{path}: {_shown(found)}") for path, found in wrong), None)


def _latency(probe: Probe, answer: Answer) -> Failed | None:
    slow = probe.within is not None and timedelta(milliseconds=answer.latency_ms) > probe.within
    return (ProbeFailure.LATENCY, "") if slow else None


TESTS: Final[tuple[Callable[[Probe, Answer], Failed | None], ...]] = (_status, _certificate, _body, _json, _latency)


def _text(answer: Answer) -> str:
    charset = answer.charset.lower()
    return answer.body.decode(charset if CHARSETS.fullmatch(charset) else "utf-8", "replace")


def _hindrance(answer: Answer) -> str:
    """Why a body could not be looked into, or not all of it."""
    if answer.encoding:
        return f"content-encoding: {answer.encoding}"[:LONGEST_SHOWN]
    return "" if answer.is_whole else f"longer than {len(answer.body)} bytes"


def at(value: Any, path: str) -> Any:
    """The value at a path such as `data.items.0.id`; `MISSING` where there is none."""
    for step in path.split("."):
        if isinstance(value, dict):
            value = value.get(step, MISSING)
        elif isinstance(value, list) and step.isascii() and step.isdecimal() and int(step[:9]) < len(value):
            value = value[int(step[:9])]
        else:
            return MISSING
    return value


def _same(found: Any, wanted: Scalar) -> bool:
    """Equal, with numbers as numbers: 3 is 3.0, and true is no 1."""
    return isinstance(found, bool) is isinstance(wanted, bool) and bool(found == wanted)


def _shown(found: Any) -> str:
    """A value of somebody else's in one line, cut."""
    if found is MISSING:
        return "missing"
    if isinstance(found, dict | list):
        return "an object" if isinstance(found, dict) else "a list"
    text = json.dumps(found, ensure_ascii=False)
    kept = "".join(sign if sign.isprintable() else "?" for sign in text[: LONGEST_SHOWN + 1])
    return kept if len(kept) <= LONGEST_SHOWN else f"{kept[:LONGEST_SHOWN]}…"
