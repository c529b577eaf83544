"""Which of the shapes that we import a file has, by its first lines."""

from collections.abc import Iterable

from hypercare.model.text import Text
from hypercare.sources.reasons import Unfit
from hypercare.sources.records import object_of
from hypercare.sources.registry import exports

_BOM = b"\xef\xbb\xbf"


def sniff(first_lines: Iterable[bytes]) -> str | Text:
    """The name of the decoder for these lines, else what is wrong with them, for people.

    The first line that some kind of file recognises decides.
    """
    seen, is_list = 0, False
    for line in first_lines:
        text = line.removeprefix(_BOM).strip()
        if not text:
            continue
        seen += 1
        name = _decoder(text)
        if name is not None:
            return name
        is_list = is_list or (seen == 1 and text.startswith(b"["))
    if is_list:
        return Text("source-file-is-list")
    return Text("source-file-shape-unknown", {"lines": seen}) if seen else Text("source-file-empty")


def _decoder(line: bytes) -> str | None:
    try:
        record = object_of(line)
    except Unfit:
        return None
    return next((each.decoder for each in exports().values() if each.recognises(record)), None)
