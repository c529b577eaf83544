"""Whatever stands in a launch file, the answer is a launch or a list of problems with lines that exist."""

import copy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hypercare.declare.example import EXAMPLE
from hypercare.declare.launch_file import read_launch
from hypercare.declare.reading.flow_yaml import flow
from hypercare.declare.reading.yaml_lines import parse_yaml
from hypercare.model.errors import InvalidFile
from hypercare.model.launch import Launch

TREE = parse_yaml(EXAMPLE, file="example.yaml").value
LEVELS = ("42%", "120% of before", "95% of control", "1 day", "0-30")
WORDS = st.sampled_from([*LEVELS, "day 30", "cycle end", "none", "completion", "on", "", "<funnel>", "[key]"])
KEYS = st.sampled_from(["event", "where", "funnel", "rate", "none", "account", "success", "at most", "name", "<rate>"])
SCALARS = st.one_of(st.booleans(), st.integers(-5, 10**17), st.floats(-1e9, 1e9).map(lambda x: round(x, 3)), WORDS)
JUNK = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=6,
)


def places(tree: object, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every part of a tree but the root."""
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [path for key, inner in items for path in ((*here, key), *places(inner, (*here, key)))]


def replaced(tree: Any, path: tuple[Any, ...], value: object) -> Any:
    changed = copy.deepcopy(tree)
    holder = changed
    for part in path[:-1]:
        holder = holder[part]
    holder[path[-1]] = value
    return changed


def lines(tree: dict[str, Any]) -> str:
    return "".join(f"{flow(key)}: {flow(value)}\n" for key, value in tree.items())


def test_the_tree_is_written_as_it_was_read() -> None:
    assert parse_yaml(lines(TREE), file="x.yaml").value == TREE


@given(st.sampled_from(places(TREE)), JUNK)
def test_junk_anywhere_is_read_or_refused(path: tuple[Any, ...], junk: object) -> None:
    text = lines(replaced(TREE, path, junk))
    try:
        outcome: Launch | InvalidFile = read_launch(text, file="x.yaml")
    except InvalidFile as error:
        outcome = error
    problems = outcome.problems if isinstance(outcome, InvalidFile) else ()
    assert all(1 <= problem.line <= text.count("\n") for problem in problems)
    assert isinstance(outcome, Launch) or problems


@given(st.sampled_from([path for path in places(TREE) if not isinstance(path[-1], int)]))
def test_a_missing_part_is_read_or_refused(path: tuple[Any, ...]) -> None:
    changed = copy.deepcopy(TREE)
    holder: Any = changed
    for part in path[:-1]:
        holder = holder[part]
    del holder[path[-1]]
    try:
        assert read_launch(lines(changed), file="x.yaml").id
    except InvalidFile as error:
        said = str(error)
        assert said.startswith("x.yaml:"), said
