"""Holm's correction."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.stats.holm import holm

FAMILIES = st.dictionaries(st.text(max_size=3), st.floats(0, 1), max_size=12)


@pytest.mark.parametrize(
    ("p_values", "adjusted"),
    [
        # pingouin's documented example of `holm`: [.50, .003, .32, .054, .0003].
        pytest.param([0.50, 0.003, 0.32, 0.054, 0.0003], [0.64, 0.012, 0.64, 0.162, 0.0015], id="pingouin"),
        # Four hypotheses, the example of Wikipedia, "Holm-Bonferroni method": rejects the first and the last.
        pytest.param([0.01, 0.04, 0.03, 0.005], [0.03, 0.06, 0.06, 0.02], id="four hypotheses"),
        pytest.param([0.6, 0.9], [1.0, 1.0], id="capped at 1"),
        pytest.param([0.04], [0.04], id="a single claim is left alone"),
        pytest.param([], [], id="no claim"),
    ],
)
def test_published_examples(p_values, adjusted):
    result = holm({str(index): p for index, p in enumerate(p_values)})
    assert [result.adjusted[str(index)] for index in range(len(p_values))] == pytest.approx(adjusted)
    assert result.rejected == {str(index) for index, p in enumerate(adjusted) if p <= 0.05}


@given(FAMILIES)
def test_between_the_raw_values_and_bonferroni_in_the_same_order(p_values):
    adjusted = holm(p_values).adjusted
    assert adjusted.keys() == p_values.keys()
    for name, p in p_values.items():
        assert p <= adjusted[name] <= min(1.0, len(p_values) * p)
    ordered = sorted(p_values, key=p_values.__getitem__)
    assert [adjusted[name] for name in ordered] == sorted(adjusted.values())


@given(FAMILIES)
def test_the_order_of_claims_does_not_matter(p_values):
    assert holm(p_values) == holm(dict(reversed(p_values.items())))


@given(FAMILIES, st.floats(0.001, 0.5))
def test_rejects_exactly_what_the_step_down_rejects(p_values, alpha):
    """Holm (1979) as stated: compare the j-th smallest with alpha / (m - j + 1), stop at the first that is larger."""
    rejected, left = set(), sorted(p_values, key=p_values.__getitem__)
    while left and p_values[left[0]] * len(left) <= alpha:
        rejected.add(left.pop(0))
    assert holm(p_values, alpha=alpha).rejected == rejected


@pytest.mark.parametrize("p", [-0.1, 1.1, float("nan")])
def test_what_is_no_p_value_is_refused(p):
    with pytest.raises(ValueError, match="a p-value must lie between 0 and 1: a="):
        holm({"a": p})
