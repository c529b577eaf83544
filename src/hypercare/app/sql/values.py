"""Values of SQL as JSON and as cells of a CSV file."""

import math
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from hypercare.reports.table import FORMULA

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
EXACT: Final = 2**53
"""Whole numbers that every reader of JSON keeps to the digit; larger ones are told as text."""
EXACT_DIGITS: Final = 15
"""Decimal digits that a double keeps."""


def json_value(value: object) -> Json:
    """A value as JSON: numbers and booleans as such where JSON keeps every digit, lists and structs as they are.

    All else is text: instants and dates in ISO 8601 (instants in UTC), large whole numbers and decimals, what is no
    number, durations in seconds with `s`, bytes as hexadecimal digits.
    """
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return value if abs(value) <= EXACT else str(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, Decimal):
        return _decimal(value)
    if isinstance(value, Mapping):
        return {str(key): json_value(each) for key, each in value.items()}
    return [json_value(each) for each in value] if isinstance(value, list | tuple) else _text(value)


def csv_value(value: object, written: str) -> str:
    """A value as a cell: as in JSON, lists and structs as `written`; what a spreadsheet would run, after an apostrophe.

    Text alone can be a formula: a number that begins with a minus stays a number.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return str(value)
    return f"'{written}" if written.startswith(FORMULA) else written


def _decimal(value: Decimal) -> Json:
    whole = value == value.to_integral_value()
    if whole and abs(value) <= EXACT:
        return int(value)
    return float(value) if len(value.as_tuple().digits) <= EXACT_DIGITS else str(value)


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return (value if value.tzinfo is None else value.astimezone(UTC)).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return f"{value.total_seconds():g} s"
    return value.hex() if isinstance(value, bytes | bytearray | memoryview) else str(value)
