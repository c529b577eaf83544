"""Who events belong to, told by the sequences: however the links come, early, late, in any order, before or after."""

import itertools
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hypercare.lake.sequences.direct import sequences_of
from hypercare.lake.sequences.sequences import Sequences, SequenceStore
from hypercare.model.facts import Alias, Event, Trait
from hypercare.model.metrics import Unit, UnitKind
from lake.sequence_oracle import Lake, aliases, contents, events, traits

USER, COMPANY = Unit(), Unit(UnitKind.ACCOUNT, "company")
NO_COLUMNS: frozenset[str] = frozenset()


def did(name: str, ts: int, *, user: str | None = None, anon: str | None = None) -> Event:
    return Event("s", name, ts, ts, ts, bytes(16), False, user_key=user, anon_key=anon)


def link(kind: str, key: str, user: str, ts: int = 0, known: int = 0) -> Alias:
    return Alias("s", kind, key, user, ts, known, known)


def belongs(user: str, company: str | None, ts: int) -> Trait:
    op, value = ("unset", "null") if company is None else ("set", f'"{company}"')
    return Trait("s", "user", user, "company", op, value, ts, ts, ts)


def of(*facts: Event | Alias | Trait, unit: Unit = USER, known_by: int | None = None) -> dict[str, list[str]]:
    """Per unit the names of its events, in their order."""
    kinds: dict[type, list[Event | Alias | Trait]] = {Event: [], Alias: [], Trait: []}
    for fact in facts:
        kinds[type(fact)].append(fact)
    return told(sequences_of(kinds[Event], kinds[Alias], kinds[Trait], unit, NO_COLUMNS, known_by=known_by))


def told(sequences: Sequences) -> dict[str, list[str]]:
    return {unit: [row[2] for row in rows] for unit, rows in contents(sequences).items()}


SEEN = did("seen", 1, anon="device")
OPENED, PAID = did("opened", 2, user="ana"), did("paid", 3, user="ana@old")

PEOPLE = [
    pytest.param([], {"device": ["seen"], "ana": ["opened"], "ana@old": ["paid"]}, id="strangers"),
    pytest.param(
        [link("identify", "device", "ana", 9)],
        {"ana": ["seen", "opened"], "ana@old": ["paid"]},
        id="anonymous to known, what was done before included",
    ),
    pytest.param(
        [link("merge", "ana@old", "ana")], {"device": ["seen"], "ana": ["opened", "paid"]}, id="two known merged"
    ),
    pytest.param(
        [link("identify", "device", "ana@old"), link("merge", "ana@old", "ana")],
        {"ana": ["seen", "opened", "paid"]},
        id="a chain",
    ),
    pytest.param(
        [link("identify", "device", "ana@old", 5), link("identify", "device", "ana", 4)],
        {"ana": ["seen", "opened"], "ana@old": ["paid"]},
        id="conflicting claims: the earlier one counts",
    ),
    pytest.param(
        [link("identify", "device", "ana@old", 5), link("identify", "device", "ana", 5)],
        {"ana": ["seen", "opened"], "ana@old": ["paid"]},
        id="conflicting claims at one instant: the smaller name",
    ),
    pytest.param(
        [
            link("identify", "device", "ana", 4),
            link("identify", "device", "ana@old", 5),
            link("merge", "ana@old", "ana"),
        ],
        {"ana": ["seen", "opened", "paid"]},
        id="conflicting claims of users who are merged are none",
    ),
]


@pytest.mark.parametrize(("links", "expected"), PEOPLE)
def test_events_belong_to_people(links: list[Alias], expected: dict[str, list[str]]) -> None:
    assert of(SEEN, OPENED, PAID, *links) == expected


@settings(deadline=None, max_examples=40)
@given(st.lists(aliases(), max_size=8), st.lists(events(), max_size=8), st.randoms(use_true_random=False))
def test_links_in_any_order_and_any_steps_give_the_same_people(
    tmp_path_factory: pytest.TempPathFactory, links: list[Alias], done: list[Event], luck: random.Random
) -> None:
    expected = of(*done, *links)
    assert of(*done, *luck.sample(links, len(links))) == expected
    # Whoever looks in between, between any two of the facts, sees the same in the end.
    folder = tmp_path_factory.mktemp("steps")
    lake = Lake(folder / "lake")
    store = SequenceStore(folder / "sequences", lake.tables)
    for chunk in _chunks([*done, *luck.sample(links, len(links))], luck):
        lake.add(chunk)
        store.open(USER, NO_COLUMNS)
    found = told(store.open(USER, NO_COLUMNS))
    assert {unit: sorted(names) for unit, names in found.items()} == {
        unit: sorted(names) for unit, names in expected.items()
    }


def _chunks(facts: Sequence[Event | Alias], luck: random.Random) -> Iterable[list[Event | Alias]]:
    mixed = luck.sample(list(facts), len(facts))
    cuts = sorted({0, len(mixed), *(luck.randint(0, len(mixed)) for _ in range(3))})
    return [list(mixed[start:stop]) for start, stop in itertools.pairwise(cuts)]


def test_a_merge_counts_only_from_when_it_was_known() -> None:
    merge = link("merge", "ana@old", "ana", ts=1, known=100)
    assert of(OPENED, PAID, merge, known_by=99) == {"ana": ["opened"], "ana@old": ["paid"]}
    assert of(OPENED, PAID, merge, known_by=100) == {"ana": ["opened", "paid"]}


MOVES = [belongs("ana", "acme", 0), belongs("ana", "beta", 10)]
MEMBERSHIP = [
    pytest.param(
        [did("a", 5, user="ana"), did("b", 15, user="ana")], MOVES, {"acme": ["a"], "beta": ["b"]}, id="moved"
    ),
    pytest.param([did("a", 10, user="ana")], MOVES, {"beta": ["a"]}, id="at the instant of the move: the new account"),
    pytest.param([did("a", -1, user="ana")], MOVES, {}, id="before any account"),
    pytest.param([did("a", 20, user="ana")], [*MOVES, belongs("ana", None, 12)], {}, id="left"),
    pytest.param(
        [did("a", 5, anon="device"), did("b", 15, anon="device")],
        [*MOVES, link("identify", "device", "ana")],
        {"acme": ["a"], "beta": ["b"]},
        id="a device belongs where its user does",
    ),
    pytest.param(
        [did("a", 5, user="ana"), did("b", 15, user="ana@old")],
        [*MOVES, link("merge", "ana@old", "ana")],
        {"acme": ["a"], "beta": ["b"]},
        id="merged users are of one account at a time",
    ),
    pytest.param(
        [did("a", 5, user="ana"), did("b", 15, user="ana@old")],
        [belongs("ana", "acme", 0), belongs("ana@old", "beta", 10), link("merge", "ana@old", "ana")],
        {"acme": ["a"], "beta": ["b"]},
        id="memberships of merged users are one line of time",
    ),
]


@pytest.mark.parametrize(("done", "facts", "expected"), MEMBERSHIP)
def test_events_belong_to_accounts_over_time(
    done: list[Event], facts: list[Alias | Trait], expected: dict[str, list[str]]
) -> None:
    assert of(*done, *facts, unit=COMPANY) == expected
    assert of(*reversed(facts), *reversed(done), unit=COMPANY) == expected


def test_accounts_caught_up_with_are_accounts_built_at_once(tmp_path: Path) -> None:
    """Every step changes who belongs where: a move, a merge, a device that becomes known."""
    lake = Lake(tmp_path / "lake")
    store = SequenceStore(tmp_path / "sequences", lake.tables)
    steps: list[list[Event | Alias | Trait]] = [
        [did("a", 5, user="ana"), did("b", 15, user="ana@old"), did("c", 16, anon="device")],
        [belongs("ana", "acme", 0)],
        [link("merge", "ana@old", "ana")],
        [belongs("ana", "beta", 10)],
        [link("identify", "device", "ana@old")],
    ]
    facts: list[Event | Alias | Trait] = []
    for step in steps:
        facts += step
        lake.add(step)
        assert told(store.open(COMPANY, NO_COLUMNS)) == of(*facts, unit=COMPANY)


@settings(deadline=None, max_examples=30)
@given(st.lists(traits(), max_size=8), st.lists(events(), max_size=6), st.randoms(use_true_random=False))
def test_traits_that_come_twice_in_other_orders_are_of_the_same_accounts(
    changes: list[Trait], done: list[Event], luck: random.Random
) -> None:
    """Setting again what is set changes nothing; only what happened at one instant depends on the order of arrival."""
    apart = {
        (trait.holder, trait.id, trait.name, trait.ts_event): trait for trait in changes if trait.op in ("set", "unset")
    }
    once = list(apart.values())
    twice = luck.sample([*once, *once], 2 * len(once))
    assert of(*done, *twice, unit=COMPANY) == of(*done, *once, unit=COMPANY)
