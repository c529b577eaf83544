"""A person: all the keys that name somebody, and the rows of the tables that are theirs or name them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hypercare.lake.facts import Facts, whole
from hypercare.lake.identity import Identity
from hypercare.lake.json_values import plain_text
from hypercare.lake.keyed import Keying
from hypercare.lake.mentions import Mentions
from hypercare.lake.rows import FACTS
from hypercare.lake.sieve import Mask, Sifted
from hypercare.lake.traits import USER, TraitBook, about
from hypercare.model.metrics import Unit, UnitKind
from hypercare.model.pseudonym import pseudonym

JSON = {
    "events": ("groups", "props", "flags"),
    "traits": ("value",),
    "feedback": ("groups", "props"),
    "requests": ("props",),
    "errors": ("groups", "props"),
    "sessions": ("props",),
}
"""The columns that hold JSON, in which anybody's row may name anybody."""
WORDS = {"feedback": ("title", "body"), "requests": ("route",), "errors": ("message", "route")}
"""The columns that hold what people wrote, or an address in which they may be named."""


@dataclass(frozen=True)
class Person:
    """Who is meant: user and anonymous keys that name one person, and accounts as (group key, value)."""

    keys: frozenset[str]
    accounts: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def known(cls, aliases: pa.Table, users: Iterable[str], accounts: Iterable[tuple[str, str]] = ()) -> "Person":
        """The person of some keys, with all keys that alias facts join with them."""
        asked = frozenset(users)
        identity = Identity.build(aliases)
        canonical = {identity.user(key) for key in asked}
        joined = {key for key, user in identity.users.items() if user in canonical}
        return cls(asked | joined, frozenset(accounts))

    @property
    def names(self) -> frozenset[str]:
        """What is looked for in texts."""
        return self.keys | {value for _, value in self.accounts}


class Traces:
    """A sieve that lets go of a person's rows, and of their name in the rows of others.

    - events go that count for the person (their user key, else their anonymous key), or for the account;
    - alias facts go that name one of the keys;
    - traits go that are of the person or of the account, or that say who belongs to the account;
    - feedback goes as events do, with every other row of its conversation;
    - errors go as events do, sessions by the pseudonyms of the person's keys; a request is nobody's;
    - quarantined records go that hold a name anywhere, for nobody could read whose they are;
    - in what stays, the person's anonymous key and every mention in JSON and in what people wrote is blanked.
    """

    def __init__(self, person: Person, facts: Facts) -> None:
        self._person, self._mentions = person, Mentions(person.names)
        self._keyings = [_keying(facts, key) for key in sorted({key for key, _ in person.accounts})]
        self._said = self._conversations(facts)

    def spares(self, table: str, earliest: int) -> bool:  # noqa: ARG002  a person may be in any file
        """Whether a table says nothing of people."""
        return table not in FACTS

    def sift(self, table: str, rows: pa.Table) -> Sifted:
        """The rows of a table told apart."""
        goes = {
            "events": self._own_events,
            "aliases": self._own_aliases,
            "traits": self._own_traits,
            "feedback": self._own_feedback,
            "requests": _nobodys,
            "errors": self._own_errors,
            "sessions": self._own_sessions,
            "quarantine": self._rejected,
        }
        return self._blanked(table, Sifted.by(rows, goes[table](rows)))

    @cached_property
    def _keys(self) -> pa.Array:
        return pa.array(sorted(self._person.keys), pa.string())

    def _named(self, column: pa.ChunkedArray) -> Mask:
        return np.array(pc.is_in(column, value_set=self._keys).to_numpy(), np.bool_)

    def _own_events(self, rows: pa.Table) -> Mask:
        user, anonymous = rows["user_key"], rows["anon_key"]
        is_known = np.array(pc.fill_null(pc.not_equal(user, ""), fill_value=False).to_numpy(), np.bool_)
        own: Mask = np.where(is_known, self._named(user), self._named(anonymous)).astype(np.bool_)
        for keying in self._keyings:
            units = keying.rows(rows)["unit"]
            values = [value for key, value in self._person.accounts if key == keying.unit.key]
            own |= pc.is_in(units.cast(pa.string()), value_set=pa.array(values, pa.string())).to_numpy()
        return own

    def _own_feedback(self, rows: pa.Table) -> Mask:
        """The person's own, and what was heard later of the same conversations: it may not say again whose they are."""
        later: Mask = pc.is_in(_conversation(rows), value_set=self._said).to_numpy()
        return later | self._own_events(_as_events(rows))

    def _own_errors(self, rows: pa.Table) -> Mask:
        return self._own_events(rows.append_column("event", rows["type"]))

    def _own_sessions(self, rows: pa.Table) -> Mask:
        own: Mask = pc.is_in(rows["did"], value_set=self._pseudonyms).to_numpy()
        return own

    @cached_property
    def _pseudonyms(self) -> pa.Array:
        return pa.array(sorted(map(pseudonym, self._person.keys)), pa.string())

    def _conversations(self, facts: Facts) -> pa.Array:
        """Which conversations somebody began or went on with who is to be forgotten."""
        own = whole(facts, "feedback", lambda rows: rows.filter(pa.array(self._own_events(_as_events(rows)))))
        return pc.unique(_conversation(own))

    def _own_aliases(self, rows: pa.Table) -> Mask:
        return self._named(rows["key"]) | self._named(rows["user"])

    def _own_traits(self, rows: pa.Table) -> Mask:
        own: Mask = self._named(rows["id"]) & pc.equal(rows["holder"], USER).to_numpy()
        for key, value in self._person.accounts:
            account = pc.and_(pc.equal(rows["holder"], key), pc.equal(rows["id"], value))
            own |= account.to_numpy() | _says(rows, key, value)
        return own

    def _rejected(self, rows: pa.Table) -> Mask:
        texts = [rows[name] for name in ("raw", "message", "field")]
        found: Mask = np.logical_or.reduce([self._mentions.stand_in(text) for text in texts])
        return found | self._mentions.coded(rows["raw"])

    def _blanked(self, table: str, sifted: Sifted) -> Sifted:
        rows, changed = sifted.kept, np.zeros(len(sifted.kept), np.bool_)
        if table in ("events", "feedback", "errors"):
            shared = self._named(rows["anon_key"])
            if shared.any():
                anonymous = pc.if_else(pa.array(shared), None, rows["anon_key"])
                rows = _with(rows, "anon_key", anonymous)
                changed |= shared
        for name in JSON.get(table, ()):
            texts, named = self._mentions.blanked(rows[name])
            rows = _with(rows, name, texts) if named.any() else rows
            changed |= named
        for name in WORDS.get(table, ()):
            texts, named = self._mentions.blanked_words(rows[name])
            rows = _with(rows, name, texts) if named.any() else rows
            changed |= named
        return Sifted(rows, sifted.gone, int(changed.sum()))


def _keying(facts: Facts, account: str) -> Keying:
    """How events are told by account, users' memberships included."""
    identity = Identity.build(whole(facts, "aliases"))
    traits = whole(facts, "traits", lambda rows: about(rows, frozenset({account})))
    book = TraitBook.build(traits, frozenset({account}), identity)
    return Keying.of(Unit(UnitKind.ACCOUNT, account), frozenset(), identity, book)


def _nobodys(rows: pa.Table) -> Mask:
    """Of no row (n,) it is known whose it is."""
    return np.zeros(len(rows), np.bool_)


def _as_events(rows: pa.Table) -> pa.Table:
    """Feedback with the columns by which events are told by unit."""
    return rows.append_column("event", rows["channel"])


def _conversation(rows: pa.Table) -> pa.ChunkedArray:
    """What names the conversation of each row (n,): its source, its channel and the source's own id."""
    return pc.binary_join_element_wise(rows["source"], rows["channel"], rows["id"], "\x1f")


def _says(rows: pa.Table, key: str, value: str) -> Mask:
    """Which traits (n,) say that somebody belongs to an account."""
    candidates = np.flatnonzero(pc.equal(rows["name"], key).to_numpy())
    found = np.zeros(len(rows), np.bool_)
    for place in candidates:
        found[place] = _names(rows["value"][int(place)].as_py(), value)
    return found


def _names(text: str, value: str) -> bool:
    try:
        return plain_text(text) == value
    except ValueError:
        return False


def _with(rows: pa.Table, name: str, column: pa.ChunkedArray) -> pa.Table:
    place = rows.column_names.index(name)
    return rows.set_column(place, rows.schema.field(name), column)
