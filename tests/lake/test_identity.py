"""Identity: one user, whatever the order in which the links arrive."""

import random
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.lake.identity import Identity
from hypercare.lake.rows import to_arrow
from hypercare.model.errors import Damaged
from hypercare.model.facts import Alias
from lake.sequence_oracle import aliases, canonical_users


def link(kind: str, key: str, user: str, ts: int = 0, known: int = 0) -> Alias:
    return Alias("s", kind, key, user, ts, 0, known)


def identity(*links: Alias, known_by: int | None = None) -> Identity:
    return Identity.build(to_arrow("aliases", links, range(len(links))), known_by=known_by)


def test_an_anonymous_key_becomes_known() -> None:
    found = identity(link("identify", "anon", "ana"))
    assert [found.user(key) for key in ("anon", "ana", "stranger")] == ["ana", "ana", "stranger"]


CASES = [
    pytest.param([link("alias", "a", "b"), link("alias", "b", "c")], {"a": "c", "b": "c", "c": "c"}, id="chain"),
    pytest.param(
        [link("merge", "a", "b"), link("merge", "c", "d"), link("merge", "b", "d")],
        dict.fromkeys("abcd", "d"),
        id="merge of merged",
    ),
    pytest.param([link("merge", "a", "b"), link("merge", "b", "a")], {"a": "a", "b": "a"}, id="cycle"),
    pytest.param(
        [link("merge", "a", "b", 5), link("merge", "b", "a", 5), link("merge", "b", "c", 9)],
        dict.fromkeys("abc", "c"),
        id="cycle with a way out",
    ),
    pytest.param([link("merge", "a", "a")], {"a": "a"}, id="merged with itself"),
    pytest.param([link("merge", "x", "b", 7), link("merge", "x", "a", 9)], dict.fromkeys("abx", "b"), id="first seen"),
    pytest.param([link("merge", "x", "b", 7), link("merge", "x", "a", 7)], dict.fromkeys("abx", "a"), id="then name"),
    pytest.param(
        [link("identify", "anon", "late", 9), link("identify", "anon", "early", 2)],
        {"anon": "early", "early": "early", "late": "late"},
        id="a shared device goes to who came first and joins nobody",
    ),
    pytest.param(
        [link("identify", "anon", "old"), link("merge", "old", "new")],
        dict.fromkeys(("anon", "old", "new"), "new"),
        id="an anonymous key follows its user",
    ),
    pytest.param(
        [link("identify", "a1", "a2"), link("identify", "a2", "user")],
        dict.fromkeys(("a1", "a2", "user"), "user"),
        id="anonymous by way of anonymous",
    ),
]


@pytest.mark.parametrize(("links", "users"), CASES)
def test_links_in_any_order_name_the_same_users(links: list[Alias], users: dict[str, str]) -> None:
    found = [identity(*order) for order in permutations(links)]
    assert [one.users for one in found] == [users] * len(found)
    assert len({one.version for one in found}) == 1


@given(st.lists(aliases(), max_size=12), st.randoms(use_true_random=False))
def test_identity_is_what_growing_sets_give(links: list[Alias], order: random.Random) -> None:
    shuffled = order.sample(links, len(links))
    assert identity(*shuffled).users == canonical_users(links)
    assert identity(*shuffled).version == identity(*links).version


@given(st.lists(aliases(), max_size=12), st.integers(0, 12))
def test_renames_lead_from_any_older_identity_to_the_newer(links: list[Alias], cut: int) -> None:
    older, newer = identity(*links[:cut]), identity(*links)
    renames = newer.renames(older)
    if renames is None:
        assert any(alias.kind == "identify" for alias in links), "only a claim can split what was joined"
        return
    for key in newer.users:
        assert renames.get(older.user(key), older.user(key)) == newer.user(key)


def test_identity_as_it_was_known() -> None:
    links = [link("merge", "a", "b", 1, known=10), link("merge", "b", "c", 2, known=20)]
    assert [identity(*links, known_by=known).user("a") for known in (9, 10, 20)] == ["a", "b", "c"]


def test_the_version_tells_other_facts_apart() -> None:
    base = link("merge", "a", "b", 1)
    others = [link("merge", "b", "a", 1), link("alias", "a", "b", 1), link("merge", "a", "b", 2)]
    assert len({identity(one).version for one in (base, *others)}) == 4
    assert identity(base, base).version == identity(base).version


def test_an_unknown_kind_is_no_silent_merge() -> None:
    with pytest.raises(Damaged, match="'guess'"):
        identity(link("guess", "a", "b"))


def test_a_long_chain_is_no_obstacle() -> None:
    links = [link("alias", f"k{i}", f"k{i + 1}") for i in range(5000)]
    assert set(identity(*links).users.values()) == {"k5000"}
