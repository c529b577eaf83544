"""Writing values as flow YAML in one line, the way the launch file shows them."""

import json
import re

from hypercare.declare.reading.yaml_lines import plain

# A time of day keeps its quotes: YAML 1.1 readers take 09:30 for a number of minutes.
_WORDS = r"[A-Za-z_](?:[A-Za-z0-9_ .%/@+-]|:(?=[A-Za-z0-9/]))*(?<! )"
_NUMBERS = r"[0-9][A-Za-z0-9_ .%/-]*(?<! )"
_INSTANT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}"
_SAFE = re.compile(f"{_INSTANT}|{_WORDS}|{_NUMBERS}")


def scalar(value: object) -> str:
    """A scalar as YAML: bare where that reads back as the same value, else in double quotes."""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str):
        return str(value)
    return value if _SAFE.fullmatch(value) and _reads_back(value) else json.dumps(value, ensure_ascii=False)


def _reads_back(text: str) -> bool:
    try:
        return isinstance(plain(text), str)
    except OverflowError:
        return False


def flow(value: object) -> str:
    """A value of mappings, lists and scalars in one line: `{a: [1, 2], b: text}`."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(str(key))}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return scalar(value)
