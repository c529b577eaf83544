"""What production must answer, as declared: probes, and checks by hand."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated, Any

from pydantic import AfterValidator, Field, PlainValidator, StrictBool, StrictStr, WithJsonSchema

from hypercare.declare.reading.complaints import shown
from hypercare.declare.reading.rejections import reject
from hypercare.declare.specs.metric import Finding
from hypercare.declare.specs.spec import Name, Spec
from hypercare.declare.values.durations import PositiveDuration
from hypercare.model.probe import EVERY, ManualCheck, Method, Probe, SanityCheck, Scalar, Statuses

MOST_URL = 2000
MOST_TEXT = 500
MOST_PATHS, LONGEST_PATH = 20, 200
MOST_HEADERS = 10
MOST_STATUSES = 20
LONGEST_WITHIN = timedelta(seconds=10)
"""A page that takes longer has lost its reader; and a probe gives up soon after."""
LEAST_EVERY, MOST_EVERY = timedelta(minutes=1), timedelta(days=1)
LONGEST_CERTIFICATE = timedelta(days=398)
"""No certificate is issued for longer."""
_URL = re.compile(r"https?://[^\s/?#@\\]+([/?#]\S*)?")
_RANGE = re.compile(r"([1-5][0-9]{2}) ?- ?([1-5][0-9]{2})")
_EXPECTED = "a status such as 200, a range such as 200-299, or a list of them"
_STEP = r"[^\s.]+"
_PATH = re.compile(rf"{_STEP}(\.{_STEP})*")
_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
_SECRET = re.compile(r"\$([A-Z][A-Z0-9_]{0,60})")
_OURS = frozenset({"host", "connection", "content-length", "transfer-encoding", "te", "trailer", "upgrade",
                   "expect", "cookie", "user-agent", "accept-encoding"})  # fmt: skip
"""Headers that would change what is asked of whom; and cookies, which belong to a person."""


def _url(written: str) -> str:
    if len(written) > MOST_URL or not written.isascii() or not _URL.fullmatch(written):
        raise reject(f"{shown(written)} is not an address to request", "http:// or https://, without a user name in it")
    return written


def parse_statuses(written: object) -> Statuses:
    """The statuses of `200`, `"200-299"` or `[200, 204]`. Raises PydanticCustomError otherwise."""
    items = written if isinstance(written, list) else [written]
    if not 1 <= len(items) <= MOST_STATUSES:
        raise reject(f"the list has {len(items)} statuses", f"1 to {MOST_STATUSES}")
    return Statuses(tuple(map(_range, items)))


def _range(item: object) -> tuple[int, int]:
    if type(item) is int and 100 <= item <= 599:
        return item, item
    found = _RANGE.fullmatch(item) if isinstance(item, str) else None
    if found is None or found[1] > found[2]:
        raise reject(f"{shown(item)} is no HTTP status", _EXPECTED)
    return int(found[1]), int(found[2])


def parse_paths(written: object) -> dict[str, Scalar]:
    """Values by their paths: `{data.status: ok}`. Raises PydanticCustomError otherwise."""
    if not isinstance(written, dict) or not 1 <= len(written) <= MOST_PATHS:
        raise reject(f"{shown(written)} names no values", f"1 to {MOST_PATHS} paths, such as {{data.status: ok}}")
    for path, value in written.items():
        if not isinstance(path, str) or len(path) > LONGEST_PATH or not _PATH.fullmatch(path) or path[0] == "$":
            nearest = (path.lstrip("$."),) if isinstance(path, str) and path.startswith("$.") else ()
            raise reject(f"{shown(path)} is no path", "names and places with dots between: data.items.0.id",
                         nearest=nearest)  # fmt: skip
        if not isinstance(value, str | int | float | bool) or len(str(value)) > MOST_TEXT:
            raise reject(f"{shown(value)} is no single value", "text, a number, true or false")
    return written


def parse_headers(written: object) -> dict[str, str]:
    """Secrets by the header that carries them: `{Authorization: $BULK}`. Raises PydanticCustomError otherwise."""
    if not isinstance(written, dict) or not 1 <= len(written) <= MOST_HEADERS:
        raise reject(f"{shown(written)} names no headers", "a mapping such as {Authorization: $BULK}")
    return {_header(name): _secret(value) for name, value in written.items()}


def _header(name: object) -> str:
    if not isinstance(name, str) or not _HEADER.fullmatch(name) or name.lower() in _OURS:
        raise reject(f"{shown(name)} cannot be sent", "a header such as Authorization or X-Api-Key")
    return name


def _secret(value: object) -> str:
    found = _SECRET.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        # What stands there may be the secret itself: it is not repeated.
        raise reject("the value of a header is no name of a secret",
                     "$NAME, which HYPERCARE_PROBE_SECRET_NAME holds: no secret stands in this file")  # fmt: skip
    return found[1]


def _bounded(least: timedelta, most: timedelta, expected: str) -> AfterValidator:
    def check(length: timedelta) -> timedelta:
        if not least <= length <= most:
            raise reject("the length of time is out of range", expected)
        return length

    return AfterValidator(check)


Url = Annotated[StrictStr, AfterValidator(_url), Field(title="address")]
_STATUS: dict[str, Any] = {
    "anyOf": [
        {"type": "integer", "minimum": 100, "maximum": 599},
        {"type": "string", "pattern": "^[1-5][0-9]{2} ?- ?[1-5][0-9]{2}$"},
    ]
}
StatusesField = Annotated[
    Statuses,
    PlainValidator(parse_statuses),
    WithJsonSchema({
        "anyOf": [*_STATUS["anyOf"], {"type": "array", "items": _STATUS, "minItems": 1, "maxItems": MOST_STATUSES}],
        "title": "HTTP status, range or list",
    }),
]  # fmt: skip
Paths = Annotated[
    dict[str, Scalar],
    PlainValidator(parse_paths),
    WithJsonSchema({
        "type": "object",
        "additionalProperties": {"type": ["string", "number", "boolean"]},
        "minProperties": 1,
        "maxProperties": MOST_PATHS,
        "title": "mapping of paths to values",
    }),
]  # fmt: skip
Headers = Annotated[
    dict[str, str],
    PlainValidator(parse_headers),
    WithJsonSchema({
        "type": "object",
        "additionalProperties": {"type": "string", "pattern": rf"^{_SECRET.pattern}$"},
        "minProperties": 1,
        "maxProperties": MOST_HEADERS,
        "title": "mapping of headers to secrets",
    }),
]  # fmt: skip
Within = Annotated[PositiveDuration, _bounded(timedelta(milliseconds=1), LONGEST_WITHIN, "1 ms to 10 seconds")]
Every = Annotated[PositiveDuration, _bounded(LEAST_EVERY, MOST_EVERY, "1 minute to 1 day")]
Left = Annotated[PositiveDuration, _bounded(timedelta(days=1), LONGEST_CERTIFICATE, "1 day to 398 days")]


class SanitySpec(Spec):
    """A request to production that must answer as expected; or, with `by`, what a person checks by hand."""

    name: Name = Field(description="What it shows.", examples=["upload page answers"])
    get: Url | None = Field(default=None, description="The address to request.", examples=["https://example.com/bulk"])
    head: Url | None = Field(
        default=None, description="The same, for the head of the answer only.", examples=["https://example.com/file"]
    )
    expect: StatusesField = Field(
        default=Statuses(), description="The HTTP status of the answer; 200 when left out.", examples=[[200, 204]]
    )
    within: Within | None = Field(default=None, description="How long the whole answer may take.", examples=["800 ms"])
    contains: Annotated[StrictStr, Field(min_length=1, max_length=MOST_TEXT, title="text")] | None = Field(
        default=None, description="Text that its body must hold.", examples=["Upload your file"]
    )
    json_: Paths | None = Field(
        default=None, alias="json", description="Values that its JSON must hold.", examples=[{"data.status": "ok"}]
    )
    certificate: Left | None = Field(
        default=None, description="How long the certificate must still hold.", examples=["14 days"]
    )
    every: Every = Field(default=EVERY, description="How often it is requested.", examples=["10 minutes"])
    redirects: StrictBool = Field(default=False, description="Whether redirects to the same host are followed.")
    headers: Headers | None = Field(
        default=None,
        description="Secrets to send, by name: `HYPERCARE_PROBE_SECRET_BULK` holds `$BULK`.",
        examples=[{"Authorization": "$BULK"}],
    )
    by: Name | None = Field(default=None, description="Who checks it by hand, in place of a request.",
                            examples=["E. Lestari"])  # fmt: skip

    def check(self) -> SanityCheck:
        """The check meant."""
        if self.by is not None:
            return ManualCheck(self.name, self.by)
        return Probe(
            name=self.name,
            url=self.get or self.head or "",
            method=Method.GET if self.get else Method.HEAD,
            expect=self.expect,
            within=self.within,
            contains=self.contains or "",
            json=self.json_ or {},
            certificate=self.certificate,
            every=self.every,
            follows=self.redirects,
            headers=self.headers or {},
        )

    def findings(self) -> Iterator[Finding]:
        """What does not fit together in one check."""
        ways = [key for key in ("get", "head", "by") if getattr(self, key)]
        if len(ways) != 1:
            what = f"the check {self.name!r} names {' and '.join(ways) or 'nothing to ask'}"
            yield Finding((), what, "get: ADDRESS, head: ADDRESS, or by: NAME; exactly one")
        elif self.by:
            asked = sorted(self.model_fields_set - {"name", "by"})
            for key in asked:
                yield Finding((key.rstrip("_"),), "a check by hand asks for nothing", "a name and by: alone")
        if self.head and (self.contains or self.json_):
            yield Finding(("head",), "the head of an answer has no body to look into", "get: in its place")
        if self.certificate and not (self.get or self.head or "").startswith("https://"):
            yield Finding(("certificate",), "only https:// has a certificate", "an https:// address")
        if self.headers and not (self.get or self.head or "").startswith("https://"):
            yield Finding(("headers",), "a secret would travel for all to read", "an https:// address")
