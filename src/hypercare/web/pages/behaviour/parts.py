"""What the pages of behaviour have in common: shares with their intervals, differences, what one may ask for."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from ninja import Field, Schema

from hypercare.app.details import told_apart
from hypercare.app.documents.texts import Document, text_document, text_of
from hypercare.checks.spoken import spoken
from hypercare.model.cohorts import PREFIX
from hypercare.model.errors import BadInput
from hypercare.model.metrics import Metric
from hypercare.model.text import Text
from hypercare.reports.chart import ChartModel, Kind, Point, Series
from hypercare.reports.voice import Figure, Params, Phrase, Words, bounded
from hypercare.web.asked import LaunchAsked
from hypercare.web.status import Status, titled

GRAINS: Final = ("day", "week", "month")
LONGEST: Final = 200
"""Characters of a value that may be asked for."""
DIGEST_SHOWN: Final = 8


class Basis(Schema):
    """What the numbers of a page rest on."""

    as_of: datetime = Field(description="The instant that is answered for.")
    facts_until: datetime | None = Field(description="Up to when facts have come in; null without any.")
    computed_at: datetime = Field(description="When it was computed.")
    version: str = Field(description="The version of the launch that declared it, in short.")


class Share(Schema):
    """A share of units with its interval."""

    value: float | None = Field(description="Null where there is not enough to say.")
    low: float | None
    high: float | None
    level: float | None = Field(description="The level of the interval, 0.95.")
    units: int = Field(description="All who are counted.")
    mature: int = Field(description="Of them those whose time is over: the denominator.")
    hits: int = Field(description="Of those the ones that did it: the numerator.")
    open: int = Field(description="Those who may still do it.")
    bounds: tuple[float, float] | None = Field(
        description="Between what the units counted so far will end, whatever the open ones do."
    )
    insufficient: Document | None = Field(description="Why there is no value, as a text.")

    @property
    def counted(self) -> int:
        """Of how many the value is; without a value all, of whom its bounds are."""
        return self.units if self.value is None else self.mature

    @property
    def early(self) -> int:
        """Those who did it, and whose time is not over: not counted yet, as all others who came with them."""
        return max(self.units - self.mature - self.open, 0)


class Option(Schema):
    """Something that may be asked for."""

    value: str = Field(description="As the address takes it.")
    title: str = Field(description="The same for people.")


class Side(Schema):
    """One side of a comparison."""

    value: str = Field(description="As the address takes it.")
    title: str = Field(description="The same for people.")
    share: Share


class Comparison(Schema):
    """Two sides, and what lies between them: the right one less the left one."""

    left: Side
    right: Side
    difference: float | None = Field(description="Right less left, of matured units; null where a side has no value.")
    low: float | None = Field(description="The always-valid interval of the difference.")
    high: float | None
    level: float | None = Field(description="Its level: both sides hold at once (Bonferroni).")
    said: Document = Field(description="What that says, as a text.")

    @property
    def word(self) -> str:
        """The id of what it says, for sides that are told as dates."""
        return str(self.said["id"])

    @property
    def sides(self) -> tuple[Side, Side]:
        """Left, right."""
        return self.left, self.right

    @property
    def top(self) -> float:
        """Where the lines of both bars end."""
        ends = [end for each in self.sides for end in (each.share.value, each.share.high) if end is not None]
        return max(ends, default=1.0) or 1.0

    @property
    def status(self) -> Status:
        """How it is drawn: a difference is neither good nor bad by itself."""
        return "early" if self.low is None or self.high is None or self.low <= 0 <= self.high else "info"


def share_of(answer: Document) -> Share:
    """A share from the document of an answer."""
    interval, counts = answer.get("interval") or {}, answer["counts"] or {}
    bounds = answer["bounds"]
    return Share(
        value=answer.get("value"),
        low=interval.get("low"),
        high=interval.get("high"),
        level=interval.get("level"),
        units=counts.get("units", 0),
        mature=counts.get("mature", 0),
        hits=counts.get("hits", 0),
        open=counts.get("open", 0),
        bounds=None if bounds is None else (bounds[0], bounds[1]),
        insufficient=answer.get("reason"),
    )


def basis_of(found: Document) -> Basis:
    """What a detail rests on."""
    until = found["facts_until"]
    known = until and min(until, found["as_of"], key=datetime.fromisoformat)
    return Basis(
        as_of=found["as_of"],
        facts_until=known,
        computed_at=found["computed_at"],
        version=found["version"][:DIGEST_SHOWN],
    )


def properties_of(asked: LaunchAsked, metric: Metric | None = None) -> list[Option]:
    """The properties that one may break down by: what the launch declares."""
    return [Option(value=name, title=property_title(name)) for name in told_apart(asked.launch, metric)]


def property_title(name: str) -> str:
    """A property for people; of a cohort its name."""
    return titled(name.removeprefix(PREFIX))


def value_title(value: Any) -> str:
    """A value of a property, bounded: it came from outside."""
    return bounded(str(value))


def asked_property(asked: LaunchAsked, name: str, metric: Metric | None = None) -> str:
    """A property that was asked for. Raises `BadInput` for one that the launch does not declare.

    Others may be asked for by a query: every property takes room beside the events once it was asked for.
    """
    known = told_apart(asked.launch, metric)
    if name and name not in known:
        raise BadInput(
            f"the launch declares no property {name[:LONGEST]!r}", where="by", expected=", ".join(known) or "nothing"
        )
    return name


def asked_one(query: dict[str, str], name: str, of: tuple[str, ...]) -> str:
    """One of a few words, by default the first. Raises `BadInput` for another one."""
    value = query.get(name) or of[0]
    if value not in of:
        raise BadInput(f"{value[:LONGEST]!r} is no {name}", where=name, expected=" or ".join(filter(None, of)))
    return value


Sided = tuple[Side, Document | None]
"""A side with the wider interval that is made for it; None where it has nobody yet."""


def compared(sides: list[Sided], left: str, right: str) -> Comparison | None:
    """The comparison of the two sides that are named; of one that is not, the first that is left. None for fewer."""
    known = {side.value: (side, interval) for side, interval in sides}
    if len(known) <= 1:
        return None
    first = left if left in known else next(each for each in known if each != right)
    second = right if right in known and right != first else next(each for each in known if each != first)
    return _compared(known[first], known[second])


def _compared(first: Sided, second: Sided) -> Comparison:
    sides = first[0], second[0]
    one, other = first[1], second[1]
    values = sides[0].share.value, sides[1].share.value
    if one is None or other is None or values[0] is None or values[1] is None:
        said = Text("behaviour-compare-none")
        return Comparison(
            left=sides[0], right=sides[1], difference=None, low=None, high=None, level=None, said=text_document(said)
        )
    low, high, apart = other["low"] - one["high"], other["high"] - one["low"], values[1] - values[0]
    return Comparison(
        left=sides[0],
        right=sides[1],
        difference=apart,
        low=low,
        high=high,
        level=one["level"] + other["level"] - 1,
        said=text_document(
            Text(f"behaviour-compare-{word_between(one, other)}", {"left": sides[0].title, "right": sides[1].title})
        ),
    )


def word_between(one: Document | None, other: Document | None) -> str:
    """What the wider intervals of two sides say of the second one: `more`, `less`, or `open` where they overlap."""
    if one is None or other is None:
        return "open"
    if other["low"] > one["high"]:
        return "more"
    return "less" if other["high"] < one["low"] else "open"


def side_point(place: int, title: str, share: Share) -> Point:
    """A side, or the units with one value, as a column of a chart: what may still come is hatched."""
    waiting = share.bounds if share.value is None and share.units else None
    return Point(
        place,
        waiting[0] if waiting else share.value,
        low=share.low,
        high=share.high,
        name=title,
        ends=waiting,
        units=share.counted,
        note=Text("behaviour-open", {"count": share.open}) if share.open else "",
    )


def broken(asked: LaunchAsked, basis: Basis, metric: str, by: str, points: tuple[Point, ...]) -> ChartModel:
    """Shares by the values of a property."""
    title = property_title(by)
    params: Params = {"metric": metric_words(metric), "property": title, "count": len(points)}
    return ChartModel(
        Kind.COLUMNS,
        Phrase("behaviour-finding-broken", params),
        (Phrase("behaviour-alt-broken", params),),
        (Series(metric_words(metric), points, "share"),),
        source=source_of(asked, basis),
        names=title,
    )


def side_by_side(
    asked: LaunchAsked, basis: Basis, metric: str, comparison: Comparison, *, dated: bool = False
) -> ChartModel:
    """The two sides of a comparison; `dated` where they are periods, named by their first day."""
    points = tuple(side_point(place, each.title, each.share) for place, each in enumerate(comparison.sides))
    said: Words = text_of(comparison.said)
    if dated:
        left, right = (date.fromisoformat(each.value) for each in comparison.sides)
        points = tuple(replace(point, name="", day=day) for point, day in zip(points, (left, right), strict=True))
        said = Phrase(comparison.word, {"left": left, "right": right})
    return ChartModel(
        Kind.COLUMNS,
        said,
        (Phrase("behaviour-alt-compared", {"metric": metric_words(metric)}),),
        (Series(metric_words(metric), points, "share"),),
        source=source_of(asked, basis),
        names=Text("behaviour-side"),
    )


def sides_of(comparison: Comparison | None) -> tuple[tuple[str, str], ...]:
    """The sides that are shown, by the names that the address has for them."""
    return () if comparison is None else (("left", comparison.left.value), ("right", comparison.right.value))


def source_of(asked: LaunchAsked, basis: Basis) -> Words:
    """The line under a chart that stands alone."""
    day = (basis.as_of.astimezone(asked.zone).date() - asked.launch.live.astimezone(asked.zone).date()).days
    return Phrase(
        "chart-source", {"launch": asked.launch.title, "day": day, "date": basis.as_of.astimezone(asked.zone)}
    )


def share_figure(value: float) -> Figure:
    """A share in a sentence."""
    return Figure(value, "share")


def metric_words(name: str) -> str:
    """A declared name in a sentence."""
    return spoken(name)
