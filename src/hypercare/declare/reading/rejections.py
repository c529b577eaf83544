"""How a field of the launch file says no."""

from pydantic_core import PydanticCustomError

DECLARED = "declared"


def reject(what: str, expected: str, *, nearest: tuple[str, ...] = ()) -> PydanticCustomError:
    """The error by which a field refuses its value: raise it in a validator."""
    return PydanticCustomError(DECLARED, "{what}", {"what": what, "expected": expected, "nearest": nearest})
