"""Sequences from facts in memory, against brute force."""

import json

import pytest
from hypothesis import given

from hypercare.lake.sequences.direct import sequences_of
from hypercare.model.facts import Alias, Event, Trait
from hypercare.model.metrics import Unit, UnitKind
from lake.sequence_oracle import COLUMNS, UNITS, World, contents, expected, worlds


def event(name: str, ts: int, **fields: object) -> Event:
    return Event("s", name, ts, ts, fields.pop("known", ts), bytes(16), False, **fields)


def test_events_lie_by_unit_and_time() -> None:
    facts = [event("b", 5, user_key="u2"), event("a", 9, user_key="u1"), event("c", 3, user_key="u1")]
    sequences = sequences_of(facts, [], [], Unit(), frozenset())
    assert contents(sequences) == {"u1": [(3, 3, "c", ()), (9, 9, "a", ())], "u2": [(5, 5, "b", ())]}
    assert (sequences.rows, sequences.unattributed) == (3, 0)


@pytest.mark.parametrize("unit", UNITS, ids=str)
@given(world=worlds())
def test_sequences_are_what_brute_force_gives(unit: Unit, world: World) -> None:
    tables = world.tables()
    sequences = sequences_of(tables["events"], tables["aliases"], tables["traits"], unit, COLUMNS)
    assert contents(sequences) == expected(world, unit, COLUMNS)
    assert sequences.rows + sequences.unattributed == len(world.of(Event))


PROPERTY_CASES = [
    pytest.param('{"k":1}', 1, id="integer"),
    pytest.param('{"k":1.0}', 1.0, id="number"),
    pytest.param('{"k":true}', True, id="bool"),
    pytest.param('{"k":"\\u0061"}', "a", id="escaped text"),
    pytest.param('{"k":"1"}', "1", id="digits stay text"),
    pytest.param('{"k":[1, 2]}', "[1,2]", id="list as JSON"),
    pytest.param('{"k":null}', None, id="null is absent"),
    pytest.param("{}", None, id="absent"),
    pytest.param("[]", None, id="not an object"),
    pytest.param("{", None, id="not JSON"),
    pytest.param('{"k":123456789012345678901234567890}', 123456789012345678901234567890, id="beyond 64 bits"),
    pytest.param('{"bad":"\\ud800","k":"x"}', "x", id="lone surrogate elsewhere"),
    pytest.param('{"k":"\\ud800"}', "\ud800", id="lone surrogate"),
]


@pytest.mark.parametrize(("props", "value"), PROPERTY_CASES)
def test_properties_keep_their_type(props: str, value: object) -> None:
    [bucket] = sequences_of([event("a", 1, user_key="u", props=props)], [], [], Unit(), frozenset({"k"})).buckets()
    column = bucket.columns["k"]
    assert repr([column.values[code] for code in column.codes if code >= 0]) == repr(
        [value] if value is not None else []
    )


@pytest.mark.parametrize("key", ["ts", "user", "c:k", "a/b", "a~b", 'q"uote', "é", "$feature/f", "flag."])
def test_any_property_name_is_a_column(key: str) -> None:
    facts = [event("a", 1, user_key="u", props=json.dumps({key: "v"}))]
    assert contents(sequences_of(facts, [], [], Unit(), frozenset({key}))) == {"u": [(1, 1, "a", ((key, "'v'"),))]}


TRAIT_OPS = [
    pytest.param([("set", 1), ("set", 2)], 2, id="set"),
    pytest.param([("set_once", 1), ("set_once", 2)], 1, id="set once"),
    pytest.param([("set", 1), ("add", 2), ("add", -0.5)], 2.5, id="add"),
    pytest.param([("add", 3), ("add", "x"), ("add", True)], 3, id="add only numbers"),
    pytest.param([("set", 1), ("unset", None)], None, id="unset"),
    pytest.param([("set", 1), ("delete", None)], None, id="delete"),
    pytest.param([("unset", None)], None, id="never set"),
    pytest.param([("append", 1), ("append", 1)], "[1,1]", id="append"),
    pytest.param([("union", [1, 2]), ("union", [2, 3])], "[1,2,3]", id="union"),
    pytest.param([("union", [1, 2]), ("remove", 1)], "[2]", id="remove"),
    pytest.param([("set", 1), ("unheard of", 5)], 1, id="unknown op changes nothing"),
]


@pytest.mark.parametrize(("ops", "value"), TRAIT_OPS)
def test_traits_fold_as_their_ops_say(ops: list[tuple[str, object]], value: object) -> None:
    traits = [Trait("s", "user", "u", "k", op, json.dumps(operand), i, 0, 0) for i, (op, operand) in enumerate(ops)]
    found = contents(sequences_of([event("a", 99, user_key="u")], [], traits, Unit(), frozenset({"k"})))
    assert found == {"u": [(99, 99, "a", (("k", repr(value)),) if value is not None else ())]}


def test_a_trait_counts_from_its_instant_on() -> None:
    traits = [Trait("s", "user", "u", "k", "set", '"new"', 5, 0, 0)]
    found = contents(sequences_of([event("a", t, user_key="u") for t in (4, 5)], [], traits, Unit(), frozenset({"k"})))
    assert found["u"] == [(4, 4, "a", ()), (5, 5, "a", (("k", "'new'"),))]


def test_aliases_and_traits_count_as_they_were_known() -> None:
    aliases = [Alias("s", "identify", "anon", "u", 1, 1, 50)]
    traits = [Trait("s", "user", "u", "k", "set", "1", 1, 1, 60)]
    facts = [event("a", 5, anon_key="anon")]
    by_then = {
        known: contents(sequences_of(facts, aliases, traits, Unit(), frozenset({"k"}), known_by=known))
        for known in (49, 50, 60)
    }
    assert by_then == {
        49: {"anon": [(5, 5, "a", ())]},
        50: {"u": [(5, 5, "a", ())]},
        60: {"u": [(5, 5, "a", (("k", "1"),))]},
    }


def test_an_event_without_group_counts_for_its_users_account_of_the_time() -> None:
    traits = [
        Trait("s", "user", "u", "company", "set", '"first"', 5, 0, 0),
        Trait("s", "user", "u", "company", "set", '["other","second"]', 7, 0, 0),
    ]
    facts = [event("a", t, user_key="u") for t in (4, 5, 8)]
    sequences = sequences_of(facts, [], traits, Unit(UnitKind.ACCOUNT, "company"), frozenset())
    assert contents(sequences) == {"first": [(5, 5, "a", ())], "second": [(8, 8, "a", ())]}
    assert sequences.unattributed == 1


def test_nothing_at_all_has_no_buckets() -> None:
    sequences = sequences_of([], [], [], Unit(), frozenset({"k"}))
    assert (sequences.rows, list(sequences.buckets())) == (0, [])
