"""Pseudonyms: what stands for a user or device where their key is not kept."""

from hashlib import blake2b

DIGEST_BYTES = 16
_PERSON = b"hypercare.did"


def pseudonym(key: str) -> str:
    """32 hex digits that stand for a key: the same for the same key, in every table and installation.

    It hides the key from who reads the rows, not from who knows it: so `forget` finds whose they are.
    """
    return blake2b(key.encode("utf-8", "surrogatepass"), digest_size=DIGEST_BYTES, person=_PERSON).hexdigest()
