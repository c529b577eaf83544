"""Limits as declared: guardrails on metrics, and the limits of technical health."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema
from pydantic_core.core_schema import no_info_before_validator_function

from hypercare.declare.specs.metric import Finding
from hypercare.declare.specs.spec import Name, Spec
from hypercare.declare.values.durations import PositiveDuration
from hypercare.declare.values.levels import LevelField, Share, Written
from hypercare.model.launch import Guardrail, StabilityKind, StabilityLimit


class GuardrailSpec(Spec):
    """A metric that must not get worse than a limit: `at most` or `at least`, exactly one of them."""

    at_most: LevelField | None = Field(
        default=None, alias="at most", description="The metric must not rise above.", examples=["120% of before"]
    )
    at_least: LevelField | None = Field(
        default=None, alias="at least", description="The metric must not fall below.", examples=["95% of control"]
    )
    rollback: LevelField | None = Field(
        default=None, description="Beyond this the launch goes back.", examples=["300% of before"]
    )

    @property
    def limit(self) -> Written | None:
        """The declared limit, whichever way it points."""
        return self.at_most or self.at_least

    def guardrail(self, metric: str) -> Guardrail:
        """The guardrail meant; only after `findings` is empty."""
        assert self.limit is not None
        rollback = self.rollback.level if self.rollback else None
        return Guardrail(metric, self.at_most is not None, self.limit.level, rollback)

    def findings(self) -> Iterator[Finding]:
        """No limit, two limits, or a rollback level that is not worse than the limit."""
        if (self.at_most is None) == (self.at_least is None):
            what = "the guardrail has no limit" if self.limit is None else "the guardrail has two limits"
            yield Finding((), what, "at most: or at least:, exactly one")
        elif self.rollback is not None and self.limit is not None:
            yield from _rollback(self.limit, self.rollback, at_most=self.at_most is not None)


def _rollback(limit: Written, rollback: Written, *, at_most: bool) -> Iterator[Finding]:
    if limit.form is not rollback.form:
        what = f"rollback {rollback} is {rollback.form.value}, and the limit {limit} is {limit.form.value}"
        yield Finding(("rollback",), what, "both in one form")
    elif (rollback.size <= limit.size) if at_most else (rollback.size >= limit.size):
        side = "above" if at_most else "below"
        yield Finding(
            ("rollback",), f"rollback {rollback} is not worse than the limit {limit}", f"a level {side} {limit}"
        )


Service = Annotated[
    Name | None,
    Field(description="Only what this service or app reports; else everything.", examples=["orders-api"]),
]


class StabilityLimitSpec(Spec):
    """A limit of technical health and the level beyond which the launch goes back."""

    last_key: ClassVar[str] = "rollback"

    rollback: Share | None = Field(default=None, description="Beyond this the launch goes back.", examples=["5%"])

    def worse(self, limit: float, *, at_most: bool) -> Iterator[Finding]:
        """A rollback level that is not worse than the limit."""
        if self.rollback is not None and ((self.rollback <= limit) if at_most else (self.rollback >= limit)):
            side = "above" if at_most else "below"
            yield Finding(("rollback",), "rollback is not worse than the limit", f"a share {side} the limit")


class BelowSpec(StabilityLimitSpec):
    """A share that must stay below a limit."""

    below: Share = Field(description="The share must stay below.", examples=["0.5%"])
    service: Service = None

    def limit(self, kind: StabilityKind) -> StabilityLimit:
        """The limit meant."""
        return StabilityLimit(kind, self.below, at_most=True, rollback=self.rollback, service=self.service or "")

    def findings(self) -> Iterator[Finding]:
        """A rollback level that is not above the limit."""
        return self.worse(self.below, at_most=True)


class AboveSpec(StabilityLimitSpec):
    """A share that must stay above a limit."""

    above: Share = Field(description="The share must stay above.", examples=["99.5%"])
    service: Service = None

    def limit(self, kind: StabilityKind) -> StabilityLimit:
        """The limit meant."""
        return StabilityLimit(kind, self.above, at_most=False, rollback=self.rollback, service=self.service or "")

    def findings(self) -> Iterator[Finding]:
        """A rollback level that is not below the limit."""
        return self.worse(self.above, at_most=False)


class LatencySpec(StabilityLimitSpec):
    """The share of requests on a route that must be answered in time."""

    route: Name = Field(description="Method and path.", examples=["POST /orders/bulk"])
    under: PositiveDuration = Field(
        description="The time within which a request must be answered.", examples=["800 ms"]
    )
    share: Share = Field(alias="for", description="The share of requests that must be.", examples=["95%"])
    service: Service = None

    def limit(self) -> StabilityLimit:
        """The limit meant."""
        return StabilityLimit(
            StabilityKind.LATENCY,
            self.share,
            at_most=False,
            rollback=self.rollback,
            route=self.route,
            under=self.under,
            service=self.service or "",
        )

    def findings(self) -> Iterator[Finding]:
        """A rollback level that is not below the share."""
        return self.worse(self.share, at_most=False)


class _OneOrMany:
    """A list whose only item may stand without its brackets."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_before_validator_function(lambda v: [v] if isinstance(v, dict) else v, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        many = handler(schema)
        return {"anyOf": [many["items"], many]}


Latencies = Annotated[tuple[LatencySpec, ...], _OneOrMany(), Field(max_length=100, title="latency, or a list of them")]


class StabilitySpec(Spec):
    """The limits of technical health."""

    error_rate: BelowSpec | None = Field(
        default=None, description="Share of requests that fail.", examples=[{"below": "0.5%"}]
    )
    crash_free_users: AboveSpec | None = Field(
        default=None, description="Share of users without a crash.", examples=[{"above": "99.5%"}]
    )
    crash_free_sessions: AboveSpec | None = Field(
        default=None, description="Share of sessions without a crash.", examples=[{"above": "99.9%"}]
    )
    latency: Latencies = Field(
        default=(),
        description="How fast a route answers; one, or a list.",
        examples=[{"route": "POST /orders/bulk", "under": "800 ms", "for": "95%"}],
    )

    def limits(self) -> tuple[StabilityLimit, ...]:
        """The limits in the order of this table."""
        shares = (
            (StabilityKind.ERROR_RATE, self.error_rate),
            (StabilityKind.CRASH_FREE_USERS, self.crash_free_users),
            (StabilityKind.CRASH_FREE_SESSIONS, self.crash_free_sessions),
        )
        return (
            *(spec.limit(kind) for kind, spec in shares if spec is not None),
            *(spec.limit() for spec in self.latency),
        )

    def findings(self) -> Iterator[Finding]:
        """What does not fit together in any of the limits."""
        for key in ("error_rate", "crash_free_users", "crash_free_sessions"):
            spec: BelowSpec | AboveSpec | None = getattr(self, key)
            for finding in spec.findings() if spec else ():
                yield Finding((key, *finding.path), finding.what, finding.expected)
        for index, latency in enumerate(self.latency):
            for finding in latency.findings():
                yield Finding(("latency", index, *finding.path), finding.what, finding.expected)
