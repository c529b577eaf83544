"""Who is who: which keys name one person, how they were joined, and which claims did not count."""

from hypercare.app.documents.texts import Document
from hypercare.app.house import House
from hypercare.lake.claims import Contest, contests, joined
from hypercare.lake.facts import whole
from hypercare.lake.identity import Identity
from hypercare.lake.table_facts import TableFacts
from hypercare.model.instant import from_micros

MOST_CONTESTS = 1000
"""Contested keys that a document lists: a device shared by a shop's staff is one, a broken integration makes many."""


def who(house: House, key: str | None) -> Document:
    """`hypercare/who.v1`: the person that a key names; without one, how many there are, and the contested keys."""
    aliases = whole(TableFacts.newest(house.require().tables), "aliases")
    identity = Identity.build(aliases)
    found = contests(aliases, identity)
    keys = frozenset(identity.users)
    if key is not None:
        person = identity.user(key)
        keys = frozenset({key, *(each for each, user in identity.users.items() if user == person)})
        found = tuple(each for each in found if each.key in keys or keys & {claim.user for claim in each.claims})
    return {
        "schema": "hypercare/who.v1",
        "key": key,
        "user": None if key is None else identity.user(key),
        "people": len({identity.user(each) for each in keys}),
        "keys": sorted(keys) if key is not None else [],
        "joined": [
            {"kind": each.kind, "key": each.key, "user": each.user, "at": _instant(each.ts)}
            for each in (joined(aliases, keys) if key is not None else ())
        ],
        "contested": len(found),
        "contests": [_contest(each) for each in found[:MOST_CONTESTS]],
    }


def _contest(contest: Contest) -> Document:
    claims = [{"user": claim.user, "at": _instant(claim.ts), "counts": claim.counts} for claim in contest.claims]
    return {"key": contest.key, "claims": claims}


def _instant(micros: int) -> str:
    return from_micros(micros).isoformat()
