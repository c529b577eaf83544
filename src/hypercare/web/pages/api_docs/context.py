"""What the API's documentation shows: its OpenAPI description, flattened for reading."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ninja import Field, Schema

REF: Final = "$ref"
METHODS: Final = ("get", "post", "put", "patch", "delete")
WHOLE: Final = "object"


class Parameter(Schema):
    """A parameter of an operation."""

    name: str
    where: str = Field(description="path or query.")
    type: str
    required: bool
    description: str


class Property(Schema):
    """A property of an answer."""

    name: str
    type: str
    of: str = Field(description="The shape it holds, by name; empty for a plain value.")
    description: str


class Shape(Schema):
    """A documented value."""

    name: str
    description: str
    properties: list[Property]


class Operation(Schema):
    """Something that can be asked or done."""

    id: str = Field(description="Stable within the page: a link leads here.")
    method: str
    path: str
    summary: str
    description: str
    parameters: list[Parameter]
    answer: str = Field(
        description="The shape of the answer, by name; empty for a document that is described in words."
    )


class ApiDocs(Schema):
    """The API."""

    title: str
    version: str
    description: str
    operations: list[Operation]
    shapes: list[Shape]


def api_docs_of(description: Mapping[str, Any]) -> ApiDocs:
    """The documentation, from the OpenAPI description."""
    shapes = description.get("components", {}).get("schemas", {})
    return ApiDocs(
        title=description["info"]["title"],
        version=description["info"]["version"],
        description=description["info"]["description"],
        operations=list(_operations(description["paths"])),
        shapes=[_shape(name, shape) for name, shape in sorted(shapes.items())],
    )


def _operations(paths: Mapping[str, Any]) -> Iterator[Operation]:
    for path, methods in paths.items():
        for method in METHODS:
            if method in methods:
                said = methods[method]
                yield Operation(
                    id=said["operationId"],
                    method=method.upper(),
                    path=path,
                    summary=said.get("summary", ""),
                    description=said.get("description", ""),
                    parameters=[_parameter(each) for each in said.get("parameters", ())],
                    answer=_answer(said.get("responses", {})),
                )


def _parameter(said: Mapping[str, Any]) -> Parameter:
    return Parameter(
        name=said["name"],
        where=said["in"],
        type=_type(said["schema"]),
        required=said.get("required", False),
        description=said.get("description") or said["schema"].get("description", ""),
    )


def _answer(responses: Mapping[Any, Any]) -> str:
    for status, response in responses.items():
        if str(status).startswith("2"):
            content = response.get("content", {}).get("application/json", {})
            return _of(content.get("schema", {}))
    return ""


def _shape(name: str, said: Mapping[str, Any]) -> Shape:
    properties = [
        Property(name=each, type=_type(value), of=_of(value), description=value.get("description", ""))
        for each, value in said.get("properties", {}).items()
    ]
    return Shape(name=name, description=said.get("description", ""), properties=properties)


def _type(said: Mapping[str, Any]) -> str:
    """A type in a word or a few: `integer or null`, `list of Row`."""
    if REF in said:
        return _of(said)
    if "anyOf" in said:
        return " or ".join(dict.fromkeys(_type(each) for each in said["anyOf"]))
    if said.get("type") == "array":
        return f"list of {_type(said.get('items', {}))}"
    if "enum" in said:
        return " or ".join(str(each) for each in said["enum"])
    return str(said.get("type", WHOLE))


def _of(said: Mapping[str, Any]) -> str:
    """The name of the shape that a value is, or is a list of."""
    if REF in said:
        return str(said[REF]).rpartition("/")[2]
    inner = [*said.get("anyOf", ()), *said.get("allOf", ()), *([said["items"]] if "items" in said else [])]
    return next((name for name in map(_of, inner) if name), "")
