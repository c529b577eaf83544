"""What the properties of some rows are said to be."""

import json
import math
from typing import Any

import msgspec
import pytest

from hypercare.lake.properties import FEW, MOST_NAMES, MOST_VALUES, Property, properties_of, value_counts


def described(*values: Any) -> Property:
    [found] = properties_of(json.dumps({"it": value}) for value in values)
    return found


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["android", "ios"], "text"),
        ([1, 2], "integer"),
        ([1, 2.5], "number"),
        ([True, False], "boolean"),
        (["2026-10-22", "2026-10-22T08:00:00Z"], "time"),
        (["2026-10-22", "soon"], "text"),
        (["2026-13-01"], "text"),
        ([["a"], ["b"]], "list"),
        ([{"a": 1}], "object"),
        (["a", "b", 3], "text"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_the_type_is_that_of_most_values(values: list[Any], kind: str) -> None:
    assert described(*values).values.kind == kind


def test_values_are_counted_by_their_json() -> None:
    values = described(1, True, 1, "1", 1.0).values
    assert [(value, type(value), count) for value, count in values.common] == [
        (1, int, 2),
        ("1", str, 1),
        (1.0, float, 1),
        (True, bool, 1),
    ]
    assert (values.count, values.distinct) == (5, 4)


def test_null_is_no_value_and_no_object_holds_none() -> None:
    assert properties_of(['{"it": null}', "[1]", "no JSON", None, "3"]) == ()


def test_the_values_of_an_identifier_are_not_told() -> None:
    values = described(*(f"person-{each}@example.com" for each in range(FEW + 1))).values
    assert (values.common, values.distinct) == ((), FEW + 1)


def test_what_comes_from_outside_is_bounded() -> None:
    names = {f"name {each:05}": "x" * 10_000 for each in range(2 * MOST_NAMES)}
    found = properties_of([json.dumps(names)])
    assert len(found) == MOST_NAMES
    assert max(len(str(value)) for each in found for value, _ in each.values.common) == 100
    many = described(*[value for value in range(30) for _ in range(3)]).values
    assert (len(many.common), many.distinct) == (MOST_VALUES, 30)


@pytest.mark.parametrize("text", ['{"it": "\\ud800"}', '{"\\ud800": 1}', '{"it": 1e999}', '{"it": -1e999}'])
def test_what_no_document_can_carry_is_left_out(text: str) -> None:
    [found] = properties_of([text])
    assert found.values.count == 1
    msgspec.json.encode([found.name, [value for value, _ in found.values.common]])
    assert not any(value is None or value in (math.inf, -math.inf) for value, _ in found.values.common)


def test_trait_values_carry_their_counts() -> None:
    values = value_counts([('"pro"', 30), ('"free"', 70), ("null", 5), ("not JSON", 1)])
    assert values.common == (("free", 70), ("pro", 30), ("not JSON", 1))
    assert (values.kind, values.count) == ("text", 101)
