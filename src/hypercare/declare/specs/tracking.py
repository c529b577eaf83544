"""The tracking plan as declared: events that must arrive, with what they carry."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field, PlainValidator, StrictBool, WithJsonSchema

from hypercare.declare.reading.complaints import shown
from hypercare.declare.reading.rejections import reject
from hypercare.declare.specs.filters import Bound
from hypercare.declare.specs.metric import Finding
from hypercare.declare.specs.spec import MOST_NAME, Name, Spec
from hypercare.declare.values.durations import PositiveDuration
from hypercare.declare.values.levels import Share
from hypercare.model.metrics import Scalar
from hypercare.model.tracking import AppVersions, Bounds, Per, PlannedProperty, TrackedEvent, Twin, Volume

MOST_ALLOWED = 200
MOST_PROPERTIES = 200
MOST_PLATFORMS = 20
MOST_VOLUME = 10**12
PropertyType = Literal["text", "integer", "number", "boolean", "time", "list"]
NUMBERS = ("integer", "number")
_COUNT = r"([0-9]{1,13}(?:\.[0-9]{1,3})?)"
_VOLUME = re.compile(rf"(?:{_COUNT} to {_COUNT}|(at least|at most) {_COUNT}) an? (hour|day|week)")
_VOLUME_EXPECTED = "a band such as 200 to 900 a day, at least 50 an hour, or at most 2000 a week"
_VERSION = re.compile(r">= ?v?([0-9]{1,9}(?:\.[0-9]{1,9}){0,5})")
_VERSION_EXPECTED = 'any, or the first version that sends it, such as ">= 4.12.0"'


def parse_volume(written: object) -> Volume:
    """The band that `200 to 900 a day` or `at least 50 an hour` says. Raises PydanticCustomError otherwise."""
    found = _VOLUME.fullmatch(written) if isinstance(written, str) else None
    if found is None:
        nearest = (f"at least {written} a day",) if type(written) is int else ()
        raise reject(f"{shown(written)} is not a volume", _VOLUME_EXPECTED, nearest=nearest)
    lower, upper, side, bound, per = found.groups()
    least, most = (lower, upper) if side is None else (bound, None) if side == "at least" else (None, bound)
    band = Volume(_number(least), _number(most), Per(per))
    if band.least is not None and band.most is not None and band.least > band.most:
        raise reject(f"{lower} is more than {upper}", _VOLUME_EXPECTED, nearest=(f"{upper} to {lower} a {per}",))
    if not band.most and not band.least:
        raise reject(f"{shown(written)} asks for nothing", _VOLUME_EXPECTED)
    return band


def _number(written: str | None) -> float | None:
    if written is None:
        return None
    if Decimal(written) > MOST_VOLUME:
        raise reject(f"{written} is out of range", f"at most {MOST_VOLUME}")
    return float(written)


def parse_versions(written: object) -> AppVersions:
    """The versions that `any` or `>= 4.12.0` means. Raises PydanticCustomError otherwise."""
    if written == "any":
        return AppVersions()
    found = _VERSION.fullmatch(written) if isinstance(written, str) else None
    if found is None:
        is_version = isinstance(written, str | int | float) and re.fullmatch(r"v?[0-9.]{1,40}", str(written))
        raise reject(
            f"{shown(written)} names no versions", _VERSION_EXPECTED, nearest=(f">= {written}",) if is_version else ()
        )
    return AppVersions(found[1])


def parse_allowed(written: object) -> tuple[Scalar, ...]:
    """The allowed values of a list. Raises PydanticCustomError for anything else."""
    values = written if isinstance(written, list) else [written]
    if not 1 <= len(values) <= MOST_ALLOWED:
        raise reject(f"the list has {len(values)} values", f"1 to {MOST_ALLOWED}")
    for value in values:
        if not isinstance(value, str | bool | int | float) or len(str(value)) > MOST_NAME:
            raise reject(f"{shown(value)} cannot be an allowed value", "text, a number, true or false")
    if len({(type(value) is bool, value) for value in values}) < len(values):
        raise reject("a value stands there twice", "each value once")
    return tuple(values)


def _by_name(written: object) -> object:
    """A list of platforms is one of all their versions."""
    if isinstance(written, dict):
        return written
    names = written if isinstance(written, list) else [written]
    if not all(isinstance(name, str) and name for name in names):
        raise reject(f"{shown(written)} names no platforms", 'a list such as [android, web], or {android: ">= 4.12.0"}')
    return dict.fromkeys(names, "any")


VolumeField = Annotated[
    Volume,
    PlainValidator(parse_volume),
    WithJsonSchema({
        "type": "string",
        "pattern": rf"^({_COUNT} to {_COUNT}|at (least|most) {_COUNT}) an? (hour|day|week)$",
        "title": "volume",
        "examples": ["200 to 900 a day"],
    }),
]  # fmt: skip
Versions = Annotated[
    AppVersions,
    PlainValidator(parse_versions),
    WithJsonSchema({"type": "string", "pattern": r"^(any|>= ?v?[0-9]+(\.[0-9]+)*)$", "title": "versions"}),
]
_SCALARS = {"type": ["string", "number", "boolean"]}
Allowed = Annotated[
    tuple[Scalar, ...],
    PlainValidator(parse_allowed),
    WithJsonSchema({
        "anyOf": [_SCALARS, {"type": "array", "items": _SCALARS, "minItems": 1, "maxItems": MOST_ALLOWED}],
        "title": "list of values",
    }),
]  # fmt: skip
_PLATFORMS_SCHEMA = {
    "anyOf": [
        {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": MOST_PLATFORMS},
        {"type": "object", "additionalProperties": {"type": "string"}, "maxProperties": MOST_PLATFORMS},
    ],
    "title": "platforms, a list or with their versions",
}
Platforms = Annotated[
    dict[Name, Versions],
    BeforeValidator(_by_name),
    Field(max_length=MOST_PLATFORMS),
    WithJsonSchema(_PLATFORMS_SCHEMA),
]


class PropertySpec(Spec):
    """What an event carries under one name: a type, which is then required, or a mapping."""

    shorthand: ClassVar[str] = "type"

    kind: PropertyType = Field(alias="type", description="The type of its values.", examples=["integer"])
    required: StrictBool = Field(default=True, description="Whether every event must carry it.", examples=[False])
    one_of: Allowed | None = Field(
        default=None, alias="one of", description="The values that it may have.", examples=[["android", "ios", "web"]]
    )
    above: Bound | None = Field(default=None, description="The number must be greater.", examples=[0])
    at_least: Bound | None = Field(default=None, description="The number must be this or greater.", examples=[1])
    below: Bound | None = Field(default=None, description="The number must be smaller.", examples=[1000])
    at_most: Bound | None = Field(default=None, description="The number must be this or smaller.", examples=[500])

    def planned(self) -> PlannedProperty:
        """The property meant."""
        bounds = Bounds(self.above, self.at_least, self.below, self.at_most)
        return PlannedProperty(self.kind, self.required, self.one_of or (), bounds)

    def findings(self) -> Iterator[Finding]:
        """Bounds of what is no number, bounds that leave nothing between them, values of another type."""
        for key in ("above", "at_least", "below", "at_most"):
            if getattr(self, key) is not None and self.kind not in NUMBERS:
                yield Finding((key,), f"a {self.kind} has no size", f"type: {NUMBERS[0]} or {NUMBERS[1]}")
                return
        lower = [each for each in (self.above, self.at_least) if each is not None]
        upper = [each for each in (self.below, self.at_most) if each is not None]
        if lower and upper and max(lower) > min(upper):
            yield Finding((), f"nothing lies between {max(lower):g} and {min(upper):g}", "the smaller bound first")
        for value in self.one_of or ():
            if not _may_be(self.kind, value):
                yield Finding(("one of",), f"{shown(value)} is no {self.kind}", f"values of the type {self.kind}")


def _may_be(kind: str, value: Scalar) -> bool:
    """Whether a value that may be allowed is of a type: whatever a list or a time is made of."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return {
        "text": isinstance(value, str),
        "integer": is_number and float(value or 0).is_integer(),
        "number": is_number,
        "boolean": isinstance(value, bool),
    }.get(kind, True)


class TwinSpec(Spec):
    """The event by which the backend counts the same thing."""

    event: Name = Field(description="The event's name, as it is sent.", examples=["order_created_backend"])
    source: Name = Field(alias="from", description="The source that sends it.", examples=["backend"])
    within: Share = Field(description="How far the two counts may differ.", examples=["5%"])

    def twin(self) -> Twin:
        """The twin meant."""
        return Twin(self.event, self.source, self.within)


class TrackedSpec(Spec):
    """An event that must arrive for the launch to be measured."""

    source: Name = Field(default="", alias="from", description="The source that sends it.", examples=["mixpanel"])
    every: PositiveDuration | None = Field(
        default=None, description="Longest silence that is still normal.", examples=["1 hour"]
    )
    properties: Annotated[dict[Name, PropertySpec], Field(max_length=MOST_PROPERTIES)] = Field(
        default={},
        description="Properties that it carries: a type, or a mapping.",
        examples=[{"rows": "integer", "note": {"type": "text", "required": False}}],
    )
    volume: VolumeField | None = Field(
        default=None, description="How many are usual once the launch is live.", examples=["200 to 900 a day"]
    )
    twin: TwinSpec | None = Field(
        default=None,
        description="The event by which the backend counts the same.",
        examples=[{"event": "order_created_backend", "from": "backend", "within": "5%"}],
    )
    platforms: Platforms = Field(
        default={},
        description="Platforms that must each send it, with the first version that does.",
        examples=[{"android": ">= 4.12.0", "web": "any"}],
    )
    platform_in: Name = Field(
        default="", description="The property that tells the platform, where it is not a usual one.", examples=["os"]
    )
    version_in: Name = Field(
        default="", description="The property that tells the app's version, likewise.", examples=["build"]
    )

    def tracked(self, event: str) -> TrackedEvent:
        """The tracked event meant."""
        return TrackedEvent(
            event,
            self.source,
            self.every,
            {name: spec.planned() for name, spec in self.properties.items()},
            volume=self.volume,
            twin=self.twin.twin() if self.twin else None,
            platforms=dict(self.platforms),
            platform_in=self.platform_in,
            version_in=self.version_in,
        )

    def findings(self, event: str) -> Iterator[Finding]:
        """What does not fit together inside the plan of an event."""
        for name, spec in self.properties.items():
            for finding in spec.findings():
                yield Finding(("properties", name, *finding.path), finding.what, finding.expected)
        if self.twin is not None and (self.twin.event, self.twin.source) == (event, self.source):
            yield Finding(("twin",), "the event is its own twin", "the backend's event, or another source")
