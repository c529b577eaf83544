import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.ledger import canonical
from hypercare.model.errors import BadInput

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param({"b": 1, "a": [True, None]}, '{"a":[true,null],"b":1}', id="sorted keys, no spaces"),
        pytest.param({"ü": "é", "z": 1}, '{"z":1,"ü":"é"}', id="code point order, no escapes"),
        pytest.param([0.1 + 0.2, 1e22, 5e-324], "[0.30000000000000004,1e+22,5e-324]", id="floats as they round-trip"),
        pytest.param([1, 1.0, -0.0], "[1,1.0,-0.0]", id="whole numbers and floats stay apart"),
        pytest.param((1, ("a",)), '[1,["a"]]', id="tuples as lists"),
        pytest.param('a\x00\n"', '"a\\u0000\\n\\""', id="control characters escaped"),
    ],
)
def test_a_value_has_one_text(value: object, text: str) -> None:
    assert canonical.encode(value) == text


@pytest.mark.parametrize(
    ("value", "place"),
    [
        pytest.param({"a": [1.0, math.nan]}, "$.a[1]", id="nan"),
        pytest.param({"low": -math.inf}, "$.low", id="infinity"),
        pytest.param({"a": {1: 2}}, "$.a", id="key that is no text"),
        pytest.param(["\ud800"], "$[0]", id="unpaired surrogate"),
        pytest.param({"a": {3}}, "$.a", id="set"),
        pytest.param({"a": b""}, "$.a", id="bytes"),
    ],
)
def test_what_json_cannot_hold_is_refused_with_its_place(value: object, place: str) -> None:
    with pytest.raises(BadInput) as caught:
        canonical.encode(value)
    assert caught.value.where == place


@given(VALUES)
def test_a_value_reads_back_the_same(value: object) -> None:
    text = canonical.encode(value)
    assert canonical.decode(text) == value
    assert canonical.encode(canonical.decode(text)) == text
    assert "\n" not in text


@given(st.dictionaries(TEXT, VALUES, max_size=5))
def test_the_order_of_keys_does_not_matter(value: dict[str, object]) -> None:
    assert canonical.encode(dict(reversed(value.items()))) == canonical.encode(value)


@given(VALUES)
def test_any_json_reader_reads_it(value: object) -> None:
    assert json.loads(canonical.encode(value).encode()) == value


def test_digest_is_sha_256() -> None:
    # FIPS 180-2, appendix B.1.
    assert canonical.digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
