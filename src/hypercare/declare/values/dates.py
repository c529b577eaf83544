"""Local dates as people write them."""

from datetime import date
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from hypercare.declare.reading.complaints import shown
from hypercare.declare.reading.rejections import reject


def parse_date(written: object) -> date:
    """A local date: `2026-09-22`. Raises PydanticCustomError otherwise."""
    try:
        return date.fromisoformat(written if isinstance(written, str) and len(written) == 10 else "")
    except ValueError:
        raise reject(f"{shown(written)} is not a date", "year, month and day, such as 2026-09-22") from None


LocalDate = Annotated[
    date,
    PlainValidator(parse_date),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "title": "date"}),
]
