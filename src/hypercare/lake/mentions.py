"""Mentions: where texts and JSON values name somebody, and what they say without the name."""

import base64
import json
import re
from collections.abc import Callable, Iterable
from urllib.parse import quote

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hypercare.lake.json_values import text_of, value_of
from hypercare.lake.sieve import Mask

SHORTEST = 5
"""Characters of a name that is looked for in texts: a shorter one ("7", "anna") stands in the texts of many."""
ERASED = "(erased)"
"""What stands in the place of a name within a longer text."""
AT_ONCE = 100
"""Names in one expression: RE2 bounds the memory of an expression, and a person may have a thousand devices."""
SHORTEST_CODED = 8
"""Characters of a name in base64 that are enough to tell it."""
# A name ends where no longer one goes on: `ana@x.id` is not in `diana@x.id`, `u-1` is not in `u-12`. What is escaped
# before it (%22 in a form, \n in JSON) is no part of it.
_BEFORE, _AFTER = r"(?:(?<=%[0-9A-Fa-f]{2})|(?<=\\[nrtbf])|(?<![\w@+.-]))", r"(?![\w@+-])(?!\.\w)"


class Mentions:
    """Finds some names wherever they stand whole: plainly, escaped as in JSON, or as in an address.

    Names of fewer than `SHORTEST` characters are not looked for. `coded` finds them in base64, too.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(name for name in names if len(name) >= SHORTEST)
        spellings = sorted({spelling for name in self._names for spelling in _spellings(name)}, key=len, reverse=True)
        self._candidates = [_alternatives(spellings[at : at + AT_ONCE]) for at in range(0, len(spellings), AT_ONCE)]
        self._whole = re.compile(f"{_BEFORE}(?:{_alternatives(spellings)}){_AFTER}") if spellings else None
        self._coded = sorted({part for name in self._names for part in _in_base64(name)})

    def stand_in(self, column: pa.ChunkedArray) -> Mask:
        """Which texts (n,) hold one of the names."""
        found = self._may_stand_in(column)
        for place in np.flatnonzero(found):
            found[place] = self._whole is not None and self._whole.search(column[int(place)].as_py()) is not None
        return found

    def coded(self, column: pa.ChunkedArray) -> Mask:
        """Which texts (n,) hold one of the names in base64, as forms carry their data."""
        found = np.zeros(len(column), np.bool_)
        for part in self._coded:
            found |= _true(pc.match_substring(column, part))
        return found

    def blanked(self, column: pa.ChunkedArray) -> tuple[pa.ChunkedArray, Mask]:
        """JSON texts (n,) without the names, and which of them changed.

        A value that is a name, be it a number, becomes null; within a longer text `ERASED` stands for it; what is kept
        under a name goes.
        """
        return self._replaced(column, self.json_without)

    def blanked_words(self, column: pa.ChunkedArray) -> tuple[pa.ChunkedArray, Mask]:
        """Plain texts (n,) with `ERASED` in place of the names, and which of them changed."""
        return self._replaced(column, self._text_without)

    def _replaced(self, column: pa.ChunkedArray, rid: Callable[[str], str]) -> tuple[pa.ChunkedArray, Mask]:
        changed = self._may_stand_in(column)
        replaced: list[str] = []
        for place in np.flatnonzero(changed):
            text = column[int(place)].as_py()
            without = rid(text)
            changed[place] = without != text
            replaced += [without] if without != text else []
        if not replaced:
            return column, changed
        plain = column.combine_chunks()
        return pa.chunked_array(
            [pc.replace_with_mask(plain, pa.array(changed), pa.array(replaced, plain.type))]
        ), changed

    def json_without(self, text: str) -> str:
        """One JSON text without the names; the same text where it holds none. What is no JSON is read as a text."""
        try:
            value = value_of(text)
        except ValueError:
            return self._text_without(text)
        without = self._without(value)
        return text if without == value else text_of(without)

    def _without(self, value: object) -> object:
        if isinstance(value, str):
            return None if value in self._names else self._text_without(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return None if str(value) in self._names else value
        if isinstance(value, list):
            return [self._without(each) for each in value]
        if isinstance(value, dict):
            return {key: self._without(each) for key, each in value.items() if self._text_without(key) == key}
        return value

    def _text_without(self, text: str) -> str:
        return text if self._whole is None else self._whole.sub(ERASED, text)

    def _may_stand_in(self, column: pa.ChunkedArray) -> Mask:
        found = np.zeros(len(column), np.bool_)
        for alternatives in self._candidates:
            found |= _true(pc.match_substring_regex(column, alternatives))
        return found


def _alternatives(spellings: Iterable[str]) -> str:
    return "|".join(map(re.escape, spellings))


def _spellings(name: str) -> set[str]:
    """How a name is written in plain text, in JSON by various writers, and in an address."""
    escaped = json.dumps(name)[1:-1]
    upper = re.sub(r"\\u[0-9a-f]{4}", lambda found: "\\u" + found[0][2:].upper(), escaped)
    in_json = {escaped, upper, json.dumps(name, ensure_ascii=False)[1:-1]}
    in_address = {quote(name, safe=safe, errors="surrogatepass") for safe in ("", "@", "/", "@/:")}
    spelt = {name, *in_json, *(each.replace("/", r"\/") for each in in_json), *in_address}
    return spelt | {each.lower() for each in in_address if "%" in each}


def _in_base64(name: str) -> set[str]:
    """What a name adds to base64 text whatever stands around it: at each of three offsets, without the shared ends."""
    data = name.encode("utf-8", "surrogatepass")
    found = set()
    for offset in range(3):
        coded = base64.b64encode(bytes(offset) + data).decode()
        first, last = (0, 2, 3)[offset], len(coded) - (0, 3, 2)[(3 - (offset + len(data)) % 3) % 3]
        found.add(coded[first:last])
    return {part for part in found if len(part) >= SHORTEST_CODED}


def _true(mask: pa.ChunkedArray) -> Mask:
    """A mask as an array that can be written to; null is false."""
    found: Mask = np.array(pc.fill_null(mask, fill_value=False).to_numpy(), np.bool_)
    return found
