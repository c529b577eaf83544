"""New parts of a launch file as people would write them: short values in one line, the great parts in blocks."""

from hypercare.declare.reading.flow_yaml import flow, scalar
from hypercare.declare.reading.yaml_lines import Path, Value

# Lines of the launch files that people write stay below this; a longer value goes into a block.
WIDEST = 110
STEP = 2
BLOCKS = frozenset(
    {
        ("gates",),
        ("guardrails",),
        ("metrics",),
        ("sanity",),
        ("segment",),
        ("squad",),
        ("stability",),
        ("support",),
        ("tracking",),
    }
)


def entry(key: str, value: Value, path: Path, column: int) -> str:
    """`key: value` at a column, without the blanks before its first line and without a line break at its end."""
    return f"{scalar(key)}:{after_key(value, path, column, width=len(key))}"


def after_key(value: Value, path: Path, column: int, *, width: int = 0) -> str:
    """What stands behind the colon of a key of so many letters at a column: ` value`, or a block on the lines below."""
    inline = flow(value)
    if value and isinstance(value, dict | list) and _wants_block(path, column + width + len(inline)):
        inner = column + STEP
        return "\n" + " " * inner + block(value, path, inner)
    return " " + inline


def block(value: dict[str, Value] | list[Value], path: Path, column: int) -> str:
    """A value that is not empty as a block at a column, without the blanks before its first line."""
    if isinstance(value, dict):
        lines = [entry(key, each, (*path, key), column) for key, each in value.items()]
    else:
        lines = [f"- {flow(each)}" for each in value]
    return ("\n" + " " * column).join(lines)


def _wants_block(path: Path, width: int) -> bool:
    in_gates = len(path) == 2 and path[0] == "gates"
    return path in BLOCKS or in_gates or width > WIDEST
