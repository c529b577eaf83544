"""Text that nobody vouches for, read as plain values with their lines."""

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.declare.reading.yaml_lines import DEEPEST, MOST_BYTES, MOST_NODES, parse_yaml, plain
from hypercare.model.errors import InvalidFile, Problem


def refused(text: str | bytes) -> list[str]:
    with pytest.raises(InvalidFile) as caught:
        parse_yaml(text, file="f.yaml")
    return [str(problem) for problem in caught.value.problems]


def test_values_come_with_the_line_of_every_key_and_item() -> None:
    document = parse_yaml("a: 1\nb:\n  - x\n  - {c: 2.5,\n     d: [true, ~]}\n", file="f.yaml")
    assert document.value == {"a": 1, "b": ["x", {"c": 2.5, "d": [True, None]}]}
    paths = [("a",), ("b",), ("b", 0), ("b", 1, "c"), ("b", 1, "d"), ("b", 1, "d", 1)]
    assert [document.line(path) for path in paths] == [1, 2, 3, 4, 5, 5]
    assert document.line(("b", 1, "d", 1, "not", "there")) == 5
    assert document.problems == ()


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("on", "on"), ("off", "off"), ("yes", "yes"), ("no", "no"), ("true", True), ("False", False), ("null", None),
        ("42", 42), ("-7", -7), ("4.5", 4.5), ("1e3", 1000.0), (".5", 0.5), ("42%", "42%"), ("09:30", "09:30"),
        ("2026-09-22", "2026-09-22"), ("2026-09-22T09:00", "2026-09-22T09:00"), ("0x1F", "0x1F"), ("1_000", "1_000"),
        (".inf", ".inf"), (".nan", ".nan"), ('"42"', "42"), ("'true'", "true"), ('""', ""),
    ],
)  # fmt: skip
def test_scalars_follow_yaml_1_2(written: str, value: object) -> None:
    read = parse_yaml(f"a: {written}\n", file="f.yaml").value["a"]
    assert (read, type(read)) == (value, type(value))


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends_do_not_matter(ending: str) -> None:
    document = parse_yaml(ending.join(["a: 1", "b: 2", "c: 3"]).encode(), file="f.yaml")
    assert (document.value, document.line(("c",))) == ({"a": 1, "b": 2, "c": 3}, 3)


def test_a_byte_order_mark_is_skipped() -> None:
    assert parse_yaml(b"\xef\xbb\xbfa: 1\n", file="f.yaml").value == {"a": 1}


UNREADABLE = {
    "empty": ("", "f.yaml:1: the file is empty"),
    "comment only": ("# nothing\n", "f.yaml:1: the file is empty"),
    "a list": ("- a\n- b\n", "f.yaml:1: the file is not a mapping"),
    "a word": ("hello\n", "f.yaml:1: the file is not a mapping"),
    "two documents": ("a: 1\n---\nb: 2\n", "f.yaml:3: a second document starts here"),
    "tab": ("a:\n\t- b\n", "f.yaml:2: the line is indented with a tab, expected spaces"),
    "two colons": ("a: 1\nb: at most: 3\n", "f.yaml:2: there is a second colon"),
    "open bracket": ("a: [1, 2\nb: 3\n", "f.yaml:2: a [ or { is not closed"),
    "open quote": ("a: 'x\n", "a quoted text is not closed"),
    "crooked": ("a:\n  b: 1\n c: 2\n", "f.yaml:3: this line is not indented like its neighbours"),
    "at sign": ("a: @x\n", "f.yaml:1: a value starts with a sign"),
    "stray bracket": ("a: ]\n", "f.yaml:1: the value is missing"),
    "backslash": ('a: "\\q"\n', "f.yaml:1: a backslash"),
    "no colon": ("a: 1\nb\n", "f.yaml:2"),
    "star alone": ("a: *\n", "f.yaml:1: a value starts with * or & or !"),
    "complex key": ("? [a]\n: b\n", "f.yaml:1: a key is not text"),
    "empty key": (": b\n", "f.yaml:1: a key is not text"),
    "binary": (b"a: \x00\x01", "f.yaml:1: there is a control character U+0000"),
    "latin-1": ("a: 1\nb: caf\xe9\n".encode("latin-1"), "f.yaml:2: byte 0xE9 is not UTF-8"),
    "utf-16": ("a: 1\n".encode("utf-16"), "f.yaml:1: byte 0xFF is not UTF-8"),
    "bell": ("a: 1\nb: \x07\n", "f.yaml:2: there is a control character U+0007"),
    "text turned around": ("a: 1\nb: \u202eevil\n", "f.yaml:2: there is a control character U+202E"),
    "half a surrogate": ("a: \ud800\n", "f.yaml:1: there is a control character U+D800"),
    "unknown directive": ("%YAML 9\n---\na: 1\n", "f.yaml"),
}


@pytest.mark.parametrize(("text", "says"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_cannot_be_read_is_said_in_plain_words(text: str | bytes, says: str) -> None:
    assert any(says in said for said in refused(text))


SPOILT = {
    "anchor": ("a: &x 1\n", "f.yaml:1: &x is a YAML anchor"),
    "alias": ("a: &x 1\nb: *x\n", "f.yaml:2: *x repeats another value"),
    "merge key": ("a: 1\nb:\n  <<: {c: 1}\n", "f.yaml:3: << merges another mapping in"),
    "tag": ("a: !!python/object:os.system [x]\n", "f.yaml:1: tag:yaml.org,2002:python/object:os.system is a YAML tag"),
    "own tag": ("a: !x 1\n", "f.yaml:1: !x is a YAML tag"),
    "directive": ("%YAML 1.1\n---\na: on\n", "a % directive stands before the document"),
    "double key": ("a: 1\nb: 2\na: 3\n", 'f.yaml:3: the key "a" is written twice, expected it once: line 1 has it too'),
    "double key inside": ("b:\n  c: 1\n  c: 2\n", 'f.yaml:3: the key "c" is written twice'),
    "control character as an escape": ('a: "\\u0000"\n', "f.yaml:1: a control character is written as an escape"),
    "long number": (f"a: {'9' * 5000}\n", "has more than 18 digits"),
    "endless number": ("a: 1e999\n", "f.yaml:1: 1e999 is too large a number"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "says"), SPOILT.values(), ids=SPOILT.keys())
def test_what_spoils_a_part_leaves_the_rest_readable(text: str, says: str) -> None:
    document = parse_yaml(text, file="f.yaml")
    assert any(says in str(problem) for problem in document.problems)
    assert document.spoilt


def test_the_first_of_two_keys_counts() -> None:
    assert parse_yaml("a:\na: 2\n", file="f.yaml").value == {"a": None}


BILLION_LAUGHS = "a: &a [lol, lol]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(20)
)
HOSTILE = {
    "billion laughs": BILLION_LAUGHS,
    "ten megabytes": b"a: " + b"x" * 10_000_000,
    "one byte too many": "#" * (MOST_BYTES + 1),
    "deep brackets": "a: " + "[" * 200_000,
    "deep braces": "{a: " * 60_000,
    "deep blocks": "".join("  " * n + "a:\n" for n in range(400)),
    "many items": "a: [" + "b, " * 80_000 + "]",
    "many keys": "".join(f"k{n}: v\n" for n in range(25_000)),
    "many question marks": "? " * 100_000,
    "many dashes": "- " * 100_000,
    "long anchor": "a: &" + "x" * 200_000 + " 1\n",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_costs_little(text: str | bytes) -> None:
    """Seconds on a busy machine are far above what was measured (0.5 s at most) and far below what an attack needs."""
    start = time.process_time()
    try:
        problems = parse_yaml(text, file="f.yaml").problems
    except InvalidFile as error:
        problems = error.problems
    assert problems
    assert all(len(str(problem)) < 300 for problem in problems)
    assert time.process_time() - start < 3


def test_billion_laughs_are_never_multiplied() -> None:
    document = parse_yaml(BILLION_LAUGHS, file="f.yaml")
    assert document.value["u"] == [None] * 9


def test_the_limits_are_where_they_are_said_to_be() -> None:
    assert parse_yaml("#" * (MOST_BYTES - 5) + "\na: 1", file="f.yaml").value == {"a": 1}
    assert "nested more than" in refused("a: " + "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1))[0]
    assert parse_yaml("a: " + "[" * (DEEPEST - 1) + "]" * (DEEPEST - 1), file="f.yaml").problems == ()
    assert f"more than {MOST_NODES} values" in refused("a: [" + "1, " * MOST_NODES + "]")[0]


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(InvalidFile):
        assert isinstance(parse_yaml(text, file="f.yaml").value, dict)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    problems: tuple[Problem, ...] = ()
    try:
        problems = parse_yaml(data, file="f.yaml").problems
    except InvalidFile as error:
        problems = error.problems
    assert all(1 <= problem.line <= len(data) + 1 for problem in problems)


@given(st.integers(min_value=-(10**18) + 1, max_value=10**18 - 1))
def test_integers_of_eighteen_digits_are_exact(number: int) -> None:
    assert plain(str(number)) == number
