"""The files that are made from the models, by their path in the repository."""

from collections.abc import Mapping

from hypercare.declare.json_schema import launch_schema, query_schema, schema_text
from hypercare.declare.reference import launch_reference


def published() -> Mapping[str, str]:
    """The text of every generated page and schema. Whoever changes the models writes these anew."""
    return {
        "docs/launch-file.md": launch_reference(),
        "docs/launch.schema.json": schema_text(launch_schema()),
        "docs/query.schema.json": schema_text(query_schema()),
    }
