"""Mappings as people write them: what is wrong, where, what is expected, what is nearest."""

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.model.errors import InvalidFile
from hypercare.sources.webhook.declared import KEYS, check_mapping
from hypercare.sources.webhook.mapping import rules_of


def test_the_canonical_form_is_json_and_stays_itself() -> None:
    canonical = check_mapping("event: opened\nwhen: {type: [a, b], n: {above: 5}}\nuser: customer.id  # who\n")
    assert json.loads(canonical) == {
        "rules": [{"event": "opened", "when": {"type": {"is": ["a", "b"]}, "n": {"above": [5]}}, "user": "customer.id"}]
    }
    assert check_mapping(canonical) == canonical


WRONG = [
    pytest.param("", 1, "the mapping is empty", id="empty"),
    pytest.param("- event: a", 1, "not made of keys and values", id="list"),
    pytest.param("# orders\nevnt: a", 2, "does not say what it makes.*nearest: event", id="no-kind"),
    pytest.param("event: a\nfeedback: b", 1, "makes event and feedback at once", id="two-kinds"),
    pytest.param("event: a\ntme: created", 2, 'unknown key "tme".*nearest: time', id="unknown-key"),
    pytest.param("event: a\n\nuser: 5", 3, "5 is no path", id="path-is-a-number"),
    pytest.param("event: a\nuser: a..b", 2, '"a..b" is no path', id="path-with-a-gap"),
    pytest.param("event: a\nuser: 'a.'", 2, "is no path", id="path-that-ends-in-a-dot"),
    pytest.param("event: a\nuser: header:cookie", 2, "x-github-event", id="header-that-is-not-read"),
    pytest.param("event: a\nuser: {path: x}", 2, "neither from nor value", id="value-by-another-word"),
    pytest.param("event: a\nuser: [a, b, c, d, e, f]", 2, "has 6 paths", id="too-many-paths"),
    pytest.param("event: [a]", 1, "a list is no name", id="name-is-a-list"),
    pytest.param("event: a\nproperties: [x]", 2, "not a mapping of names to paths", id="properties-are-a-list"),
    pytest.param("event: a\ngroups: company", 2, "not a mapping of names to paths", id="groups-are-a-path"),
    pytest.param("event: a\nwhen: paid", 2, "when is not a filter", id="when-is-text"),
    pytest.param("event: a\nwhen:\n  n: {abov: 5}", 3, 'unknown operator "abov".*nearest: above', id="operator"),
    pytest.param("event: a\nwhen: {n: {above: x}}", 2, '"x" does not go with above', id="operand"),
    pytest.param("event: a\nwhen: {n: {}}", 2, "is empty", id="empty-condition"),
    pytest.param("event: a\nwhen: {n: [[1]]}", 2, "cannot be compared", id="nested-operands"),
    pytest.param("feedback: tickets", 1, "has no id", id="feedback-without-id"),
    pytest.param("traits: {plan: plan}", 1, "whose traits", id="traits-of-nobody"),
    pytest.param("rules: []", 1, "not a list of rules", id="no-rules"),
    pytest.param("rules:\n- event: a\neach: items", 3, "stands beside rules", id="key-beside-rules"),
    pytest.param("rules:\n- event: a\n- 5", 3, "rule 2 is not made of", id="rule-is-a-number"),
    pytest.param("event: a\nevent: b", 2, "written twice", id="key-twice"),
    pytest.param("event: &x a\nuser: *x", 1, "anchor", id="anchor"),
    pytest.param("event: !!str a", 1, "tag", id="tag"),
    pytest.param("event: a\n---\nevent: b", 3, "second document", id="two-documents"),
    pytest.param('event: "a', 1, "not YAML", id="open-quote"),
    pytest.param('event: "\\ud800"', 1, "half a character", id="lone-surrogate"),
    pytest.param("event: a\x00", 1, "not YAML", id="control-character"),
    pytest.param("[" * 5_000, 1, "nested", id="deep"),
    pytest.param("event: " + "a" * 40_000, 1, "bytes", id="large"),
    pytest.param("event: a\nproperties: {" + ", ".join(f"k{n}: p{n}.{'x' * 200}" for n in range(60)) + "}", 1, "bytes"),
]


@pytest.mark.parametrize(("text", "line", "words"), WRONG)
def test_what_is_wrong(text: str, line: int, words: str) -> None:
    with pytest.raises(InvalidFile, match=words) as caught:
        check_mapping(text)
    assert caught.value.problems[0].line == line


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(InvalidFile) as caught:
        check_mapping("event: a\ntme: x\nuser: 5\nwhen: {n: {abov: 1}}")
    assert [problem.line for problem in caught.value.problems] == [2, 3, 4]


def test_every_key_can_be_written() -> None:
    several = {"groups", "properties", "flags", "traits", "set_once", "add", "union"}
    for kind, keys in KEYS.items():
        written = {key: {"x": "a.b"} if key in several else "a.b" for key in keys} | {"when": {"a": 1}}
        assert len(rules_of(check_mapping(json.dumps(written))).rules) == 1, kind


WORDS = sorted({key for keys in KEYS.values() for key in keys} | {"rules", "from", "value", "above", "is"})
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(["a.b", "$.x"])
)
WRITTEN = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=4),
    max_leaves=12,
)


@given(st.text(max_size=60) | WRITTEN.map(json.dumps))
def test_any_text_is_a_mapping_that_can_be_in_force_or_wrong(text: str) -> None:
    try:
        canonical = check_mapping(text)
    except InvalidFile as error:
        told = error.problems
        assert told
    else:
        assert rules_of(canonical).rules


def test_the_door_needs_no_parser_of_yaml() -> None:
    said = subprocess.run(
        [sys.executable, "-c", "import hypercare.sources.webhook, sys; print('ruamel.yaml' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout == "False\n"
