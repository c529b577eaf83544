"""The generated pages and schemas are those of the models."""

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from hypercare.declare.example import EXAMPLE
from hypercare.declare.json_schema import launch_schema, query_schema
from hypercare.declare.launch_file import read_launch
from hypercare.declare.publish import published
from hypercare.declare.query import QueryFile, read_query
from hypercare.declare.reading.flow_yaml import flow
from hypercare.declare.reading.model_paths import keys
from hypercare.declare.reading.yaml_lines import parse_yaml
from hypercare.declare.reference import launch_reference
from hypercare.declare.schema import LaunchFile
from hypercare.declare.specs.metrics import SPECS
from hypercare.model.metrics import METRIC_KINDS

ROOT = Path(__file__).parents[2]
AGAIN = """\
from pathlib import Path
from hypercare.declare.publish import published
for path, text in published().items():
    Path(path).write_text(text, encoding="utf-8")
"""


@pytest.mark.parametrize("path", published())
def test_what_is_published_is_up_to_date(path: str) -> None:
    made = published()[path]
    assert (ROOT / path).read_text(encoding="utf-8") == made, f"write it anew, in the repository's folder:\n{AGAIN}"


def test_the_whole_example_stands_in_the_reference_and_is_valid() -> None:
    assert EXAMPLE in launch_reference()
    assert read_launch(EXAMPLE, file="example.yaml").id == "kirim-massal"


@pytest.mark.parametrize("kind", METRIC_KINDS)
def test_every_kind_of_metric_is_documented_with_an_example_that_is_read(kind: str) -> None:
    page = launch_reference()
    section = page[page.index(f"\n### {kind}\n") :]
    example = section.split("```yaml\n")[1].split("```")[0]
    unit = "unit: {account: company_id}\n" if "accounts" in example else ""
    query = read_query(f"{unit}metrics:\n  {example}", file="reference.md")
    assert [metric.kind for metric in query.metrics.values()] == [kind]


def test_the_bare_query_of_the_reference_is_read() -> None:
    text = launch_reference().split("## Queries")[1].split("```yaml\n")[1].split("```")[0]
    assert set(read_query(text, file="reference.md").metrics) == {"funnel"}


@pytest.mark.parametrize("model", [LaunchFile, QueryFile, *SPECS.values()])
def test_every_key_is_described(model: type[LaunchFile]) -> None:
    for key, field in keys(model).items():
        assert field.description, key
        assert f"| `{key}` |" in launch_reference()


@pytest.mark.parametrize("key", [key for key, field in keys(LaunchFile).items() if field.examples])
def test_the_examples_of_the_keys_have_the_shape_of_the_schema(key: str) -> None:
    schema = launch_schema()
    for example in keys(LaunchFile)[key].examples or ():
        value = parse_yaml(f"{key}: {flow(example)}", file="x").value[key]
        errors = Draft202012Validator({**schema["properties"][key], "$defs": schema["$defs"]}).iter_errors(value)
        assert [error.message for error in errors] == []


def test_the_schemas_are_valid_and_know_the_examples() -> None:
    for schema in (launch_schema(), query_schema()):
        Draft202012Validator.check_schema(schema)
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert errors_of(EXAMPLE) == []


def errors_of(text: str) -> list[Any]:
    return [
        list(error.path)
        for error in Draft202012Validator(launch_schema()).iter_errors(parse_yaml(text, file="x").value)
    ]


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("metrics: {n: {count: a}}\nfrom: 2026-02-02\n", True),
        ("funnel: [a, b]\nwithin: 1 day\nfrom: 2026-02-02\nunit: user\n", True),
        ("rate: a\nwhere: {x: 1}\n", True),
        ("funnel: [a, b]\n", False),
        ("metrics: {n: {count: a}}\nwithin: 1 day\n", False),
        ("from: 2026-02-02\n", False),
    ],
)
def test_an_editor_knows_both_forms_of_a_query(text: str, valid: bool) -> None:
    assert Draft202012Validator(query_schema()).is_valid(parse_yaml(text, file="q").value) is valid


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("lateness: 6 hours", "latenes: 6 hours", []),
        ("lateness: 6 hours", "lateness: 6", ["lateness"]),
        ("lateness: 6 hours", "lateness:", ["lateness"]),
        ("expect: 200", "expect: two hundred", ["sanity", 0, "expect"]),
        ("unit: {account: shop_id}", "unit: account", ["unit"]),
        ("require: one", "require: two", ["peaks", "require"]),
        ("launch: kirim-massal", "launch: Kirim", ["launch"]),
    ],
)
def test_an_editor_sees_slips_of_shape(old: str, new: str, path: list[str | int]) -> None:
    assert errors_of(EXAMPLE.replace(old, new)) == [path]
