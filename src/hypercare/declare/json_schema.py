"""JSON Schema (2020-12) of the launch file and of queries, for editors."""

import json
from typing import Any

from pydantic import BaseModel

from hypercare.declare.query import ASKING, OWN_KEYS, QueryFile
from hypercare.declare.schema import LaunchFile
from hypercare.declare.specs.metrics import SPECS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]
# The keywords that say what may stand in a mapping.
SHAPE = ("type", "properties", "required", "additionalProperties")


def launch_schema() -> Schema:
    """The schema of `launches/<id>.yaml`: shapes and spellings; what fits together is for `hypercare validate`."""
    return _schema(LaunchFile, "Hypercare launch file")


def query_schema() -> Schema:
    """The schema of a query's file: with `metrics` or `paths`, or with one bare metric of any kind."""
    named = _schema(QueryFile, "Hypercare query")
    own = {key: schema for key, schema in named["properties"].items() if key in OWN_KEYS}
    asking = {"anyOf": [{"required": [key]} for key in ASKING]}
    shape = {key: named.pop(key) for key in SHAPE if key in named} | asking
    bare = [_bare(named["$defs"][spec.__name__], own) for spec in SPECS.values()]
    return {**named, "anyOf": [shape, *bare]}


def _bare(metric: Schema, own: Schema) -> Schema:
    return {**metric, "properties": {**metric["properties"], **own}}


def schema_text(schema: Schema) -> str:
    """A schema as it is published: indented, one line end at the end."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _schema(model: type[BaseModel], title: str) -> Schema:
    made = _without_null(model.model_json_schema(by_alias=True))
    assert isinstance(made, dict)
    return {"$schema": DIALECT, **made, "title": title}


def _without_null(node: Any) -> Any:
    """The schema without the null that optional keys have in Python: in the file an empty value is a mistake."""
    if isinstance(node, list):
        return [_without_null(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _without_null(value) for key, value in node.items() if not (key == "default" and value is None)}
    options = [option for option in kept.get("anyOf", ()) if option != {"type": "null"}]
    if len(options) == 1:
        del kept["anyOf"]
        return {**options[0], **kept}
    return {**kept, "anyOf": options} if options else kept
