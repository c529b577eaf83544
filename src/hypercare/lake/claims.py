"""Claims: who said that a device is theirs, where more than one did."""

from dataclasses import dataclass

import pyarrow as pa

from hypercare.lake.identity import Identity, links_of


@dataclass(frozen=True)
class Claim:
    """A user signed in on a device, first at `ts` (microseconds UTC). It `counts` if the device is read as them."""

    user: str
    ts: int
    counts: bool


@dataclass(frozen=True)
class Contest:
    """A key that several people claim, and their claims in the order in which they are considered."""

    key: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class Joined:
    """An alias fact: `key` is to be read as `user`, by its kind; first seen at `ts` (microseconds UTC)."""

    kind: str
    key: str
    user: str
    ts: int


def contests(aliases: pa.Table, identity: Identity) -> tuple[Contest, ...]:
    """The keys that people claim who were never merged, by key. `identity` is of the same facts."""
    claimed: dict[str, list[tuple[int, str]]] = {}
    for kind, key, user, ts in links_of(aliases):
        if kind == "identify" and user != key:
            claimed.setdefault(key, []).append((ts, user))
    found = ((key, sorted(claims)) for key, claims in sorted(claimed.items()))
    return tuple(
        Contest(key, tuple(Claim(user, ts, identity.user(user) == identity.user(key)) for ts, user in claims))
        for key, claims in found
        if len({identity.user(user) for _, user in claims}) > 1
    )


def joined(aliases: pa.Table, keys: frozenset[str]) -> tuple[Joined, ...]:
    """The alias facts that name one of some keys, each once, in the order of their event time."""
    found = [Joined(*link) for link in links_of(aliases) if keys & {link[1], link[2]}]
    return tuple(sorted(found, key=lambda each: (each.ts, each.kind, each.key, each.user)))
