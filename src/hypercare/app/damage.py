"""Errors of the stores of facts that say: what was written does not read back."""

from hypercare.model.errors import Damaged

UNREADABLE = frozenset(
    (
        ("pyarrow", "ArrowInvalid"),
        ("pyarrow", "ArrowSerializationError"),
        ("_internal", "DeltaError"),  # deltalake's
        ("_internal", "DeltaProtocolError"),
        ("_duckdb", "InvalidInputException"),
        ("_duckdb", "IOException"),
        ("_duckdb", "SerializationException"),
    )
)
"""By library and name, so that nothing has to be imported to ask."""


def damage_of(error: Exception) -> Damaged | None:
    """The same error in our words, where it is about stored facts; None for any other."""
    if (type(error).__module__.partition(".")[0], type(error).__name__) not in UNREADABLE:
        return None
    first = str(error).strip().partition("\n")[0].rstrip(".")
    return Damaged(
        f"the facts do not read back ({first})",
        expected="the files of the lake as they were written",
        fix="hypercare restore FILE, into a new data folder; a verdict can still be recomputed: hypercare replay",
    )
