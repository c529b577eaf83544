"""Identity: which keys name one user, resolved from alias facts."""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
import xxhash

from hypercare.model.errors import Damaged

# (kind, key, user, first event time) of a distinct alias fact.
Link = tuple[str, str, str, int]
KINDS = frozenset({"identify", "alias", "merge"})


@dataclass(frozen=True)
class Identity:
    """Keys read as users. `users` holds every key that an alias fact names; any other key names itself.

    `version` is a digest of the distinct alias facts used: equal facts in any order give the same version and users.

    - `alias` and `merge` join two keys, and with them all that either was joined with, in any order; cycles do no harm.
    - `identify` gives an anonymous key to the first user that claims it, by event time, then by name. It never joins
      two users who share a device.
    - Of the joined keys the canonical user is one that is never itself to be read as another, else any that is named
      as a user; among equals the one first seen by event time, then the smallest name.
    """

    users: Mapping[str, str]
    version: str

    @classmethod
    def build(cls, aliases: pa.Table, *, known_by: int | None = None) -> "Identity":
        """The identity that the alias facts give; with `known_by` (microseconds UTC), as it was known then."""
        links = links_of(aliases, known_by)
        return cls(_canonical(_edges(links), links), _version(links))

    def user(self, key: str) -> str:
        """The canonical user that a key names."""
        return self.users.get(key, key)

    def renames(self, older: "Identity") -> dict[str, str] | None:
        """What users of an older identity are called in this one: those whose name differs.

        None where this identity splits what the older one had joined, so that renaming is not enough.
        """
        if not older.users.keys() <= self.users.keys():
            return None
        renamed: dict[str, str] = {}
        for key, user in self.users.items():
            if renamed.setdefault(older.user(key), user) != user:
                return None
        return {old: new for old, new in renamed.items() if old != new}


def links_of(aliases: pa.Table, known_by: int | None = None) -> list[Link]:
    """The distinct links with the earliest event time of each, sorted."""
    rows = aliases.select(["kind", "key", "user", "ts_event", "ts_known"])
    if known_by is not None:
        rows = rows.filter(pc.less_equal(pc.cast(rows["ts_known"], pa.int64()), known_by))
    firsts = rows.group_by(["kind", "key", "user"]).aggregate([("ts_event", "min")])
    columns = [firsts[name].to_pylist() for name in ("kind", "key", "user")]
    columns.append(pc.cast(firsts["ts_event_min"], pa.int64()).to_pylist())
    links: list[Link] = sorted(zip(*columns, strict=True))
    unknown = sorted({link[0] for link in links} - KINDS)
    if unknown:
        raise Damaged(f"alias facts of kind {unknown[0]!r}", where="aliases", expected=", ".join(sorted(KINDS)))
    return links


def _version(links: list[Link]) -> str:
    digest = xxhash.xxh3_128()
    for link in links:
        digest.update(repr(link).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _edges(links: list[Link]) -> list[tuple[str, str]]:
    """Which keys are one user: each alias and merge, and for each identified key its first claim."""
    joined = [(key, user) for kind, key, user, _ in links if kind != "identify"]
    claims: dict[str, tuple[int, str]] = {}
    for kind, key, user, seen in links:
        if kind == "identify" and user != key:
            claims[key] = min(claims.get(key, (seen, user)), (seen, user))
    return joined + [(key, user) for key, (_, user) in claims.items()]


def _canonical(edges: list[tuple[str, str]], links: list[Link]) -> dict[str, str]:
    """Every named key with the canonical user of its cluster."""
    roots = _clusters(edges)
    rank = _ranks(links)
    best: dict[str, tuple[int, int, str]] = {}
    for key, (kind, seen) in rank.items():
        root = _find(roots, key)
        best[root] = min(best.get(root, (kind, seen, key)), (kind, seen, key))
    return {key: best[_find(roots, key)][2] for key in rank}


def _ranks(links: list[Link]) -> dict[str, tuple[int, int]]:
    """Per key: 0 named as a user only, 1 as both, 2 only to be read as another; and when it was first seen."""
    as_user = {link[2] for link in links}
    as_key = {link[1] for link in links}
    seen: dict[str, int] = {}
    for _, key, user, at in links:
        seen[key] = min(seen.get(key, at), at)
        seen[user] = min(seen.get(user, at), at)
    return {key: ((key in as_key) + (key not in as_user), at) for key, at in seen.items()}


def _clusters(edges: list[tuple[str, str]]) -> dict[str, str]:
    """Union-find over the edges: parents by key."""
    parents: dict[str, str] = {}
    for left, right in edges:
        a, b = _find(parents, left), _find(parents, right)
        if a != b:
            parents[a] = b
    return parents


def _find(parents: dict[str, str], key: str) -> str:
    """The root of a key's cluster; shortens the path that it walked."""
    root = key
    while root in parents:
        root = parents[root]
    while key != root:
        parents[key], key = root, parents[key]
    return root
