"""The reference page of the launch file, made from the models that read it."""

import re
from collections.abc import Iterable, Iterator
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, RootModel, WithJsonSchema
from pydantic.fields import FieldInfo

from hypercare.declare.example import EXAMPLE
from hypercare.declare.query import QueryFile
from hypercare.declare.reading.flow_yaml import flow
from hypercare.declare.reading.model_paths import keys
from hypercare.declare.schema import LaunchFile
from hypercare.declare.specs.metrics import SPECS
from hypercare.declare.specs.spec import Spec, written_default

INTRODUCTION = """\
# The launch file

One YAML file declares a launch: `launches/<id>.yaml`. `hypercare validate` reports every mistake in it at once, as
`file:line: what, what was expected, nearest valid name`. Editors check it against
[launch.schema.json](launch.schema.json).

The file is plain YAML 1.2 in UTF-8, at most 256 KiB: `on`, `off`, `yes` and `no` are text. Anchors, aliases, merge keys
and tags are refused, and so is a key that is written twice.

What is valid may still be regretted. `hypercare validate`, `hypercare launch add`, the page of a new launch and the API
tell it as warnings, which fail nothing:

- a gate that waits for more than its own day, or for longer than the last review
- no gate that sees a whole business cycle
- fewer units expected than tell success from failure, or none named
- events that never arrived, where there is an installation to ask
- a launch that is declared after its go-live
- no `primary` metric, no guardrail, no exposure, no approver
- a control that nothing keeps apart from the launch

## A whole file
"""

GRAMMAR = """\
## How values are written

| Value | Written as | Means |
|---|---|---|
| duration | `28 days`, `6 hours`, `1.5 hours`, `30 minutes`, `800 ms` | a day is 24 hours, a month no fixed length |
| share | `42%`, `0.42` | a part of a whole, from 0% to 100% |
| level | `42%`, `12`, `116% of before`, `95% of control` | what a metric is held against |
| cycle | `calendar month`, `calendar quarter`, `90 days from activation`, `trailing 90 days` | a business cycle |
| no cycle | `business_cycle: {none: "one purchase, no return"}` | a launch without one says why |
| per | `1000 active accounts`, `1000 accounts` | days on which a unit did anything; all days of exposed units |
| unit | `user`, `device`, `{account: company_id}` | who is counted, and the property that names an account |
| days | `0-30` | local days since go-live, both inside; day 0 is the go-live date |
| event | `order_created`, `{event: order_created, where: {rows: {above: 100}}}` | events of a name, and a filter |
| volume | `200 to 900 a day`, `at least 50 an hour`, `at most 2000 a week` | how many events are usual |
| dates | `2026-12-12`, `2026-12-10 to 2026-12-12`, `[2026-10-10, 2026-11-11]`, `none` | local dates of a peak |
| versions | `any`, `">= 4.12.0"` | all versions of an app, or those from one on |
| filter | `{platform: [android, ios], rows: {above: 100}, tester: {exists: false}}` | all must hold |

A key in a filter is the event's property, else the unit's trait at the event's time; `flag.NAME` is a feature flag.
A level is a percentage for funnels, cycles and retention, a percentage or number for ratios, and a number in the
metric's own unit for rates, counts and means. Any of them may be compared with `before` or with `control`.

How a tracking plan is held against what arrives stands in [tracking.md](tracking.md).

In a gate, more is better where failure lies below success, and less is better where it lies above. For funnels, cycles
and retention more is always better. A gate is `day N` or `cycle end`.
"""

METRICS = """\
## Metrics

Each metric has a name of your own and one kind, told by its key.
"""

QUERIES = """\
## Queries

`hypercare query` takes a file with metrics of the same vocabulary ([query.schema.json](query.schema.json)). A single
metric may stand bare:

```yaml
funnel: [bulk_opened, file_picked, upload_submitted]
within: 1 day
from: 2026-09-22
to: 2026-10-22
```
"""

HEADER = "| Key | Type | Default | What it is | Example |\n|---|---|---|---|---|"


def launch_reference() -> str:
    """The page `docs/launch-file.md`: a whole file, the grammar, and every key of every mapping."""
    metrics = list(SPECS.values())
    inner = [model for model in _reachable(LaunchFile) if model not in metrics]
    parts = [
        INTRODUCTION,
        f"```yaml\n{EXAMPLE}```\n",
        GRAMMAR,
        "## Keys\n\n" + _table(LaunchFile),
        METRICS,
        *(_section(model, example=model.example) for model in metrics),
        "## Mappings inside\n",
        *(_section(model) for model in inner),
        QUERIES,
        _table(QueryFile),
    ]
    return "\n".join(parts)


def _section(model: type[Spec], *, example: str = "") -> str:
    shown = f"\n```yaml\n{_heading(model)}_example: {example}\n```\n" if example else ""
    doc = " ".join((model.__doc__ or "").split())
    return f"### {_heading(model)}\n\n{doc}\n{shown}\n{_table(model)}"


def _table(model: type[BaseModel]) -> str:
    return "\n".join([HEADER, *(_row(key, field) for key, field in keys(model).items())]) + "\n"


def _row(key: str, field: FieldInfo) -> str:
    cells = [f"`{key}`", _type(field.annotation, field.metadata, field.title), _default(field), field.description or ""]
    examples = _code(flow(field.examples[0])) if field.examples else ""
    return "| " + " | ".join([*cells, examples]) + " |"


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    written = written_default(field)
    return "" if written is None else _code(flow(written))


def _code(text: str) -> str:
    return f"`{text}`".replace("|", "\\|")


def _heading(model: type[BaseModel]) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", model.__name__.removesuffix("Spec")).lower()


def _type(annotation: Any, metadata: Iterable[Any] = (), title: str | None = None) -> str:
    named = title or next((name for name in map(_title, metadata) if name), None)
    if named:
        return named
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _type(arguments[0], arguments[1:])
    if origin in {Union, UnionType}:
        return " or ".join(dict.fromkeys(_type(member) for member in arguments if member is not type(None)))
    if origin is Literal:
        return ", ".join(f"`{value}`" for value in arguments)
    if origin is tuple:
        return f"list of {_type(arguments[0])}"
    if origin is dict:
        return f"mapping of names to {_type(arguments[1])}"
    return _plain_type(annotation)


def _title(metadata: Any) -> str | None:
    if isinstance(metadata, WithJsonSchema):
        return str((metadata.json_schema or {}).get("title", "")) or None
    return metadata.title if isinstance(metadata, FieldInfo) else None


def _plain_type(annotation: Any) -> str:
    if issubclass(annotation, RootModel):
        return "[filter](#how-values-are-written)"
    if issubclass(annotation, Spec):
        return f"[{_heading(annotation)}](#{_heading(annotation)})"
    return {bool: "true or false", int: "whole number", str: "text"}[annotation]


def _reachable(model: type[BaseModel]) -> Iterator[type[Spec]]:
    """The models below a model, each once, in the order of their keys."""
    found: dict[type[Spec], None] = {}
    waiting: list[type[BaseModel]] = [model]
    while waiting:
        current = waiting.pop(0)
        for field in current.model_fields.values():
            for inner in _models(field.annotation):
                if inner not in found:
                    if issubclass(inner, Spec):
                        found[inner] = None
                    waiting.append(inner)
    return iter(found)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and get_origin(annotation) is None:
        if issubclass(annotation, BaseModel):
            yield annotation
        return
    for argument in get_args(annotation):
        yield from _models(argument)
