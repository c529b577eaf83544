"""The steps of a funnel's page: who came to each, who may still come, who stopped before it, and how long it took."""

from ninja import Field, Schema

from hypercare.app.documents.texts import Document
from hypercare.model.metrics import ANY_ORDER
from hypercare.web.status import titled


class Durations(Schema):
    """How long something took, in seconds, of those who did it."""

    units: int = Field(description="Of how many.")
    lower: float | None = Field(description="A quarter of them were faster.")
    median: float | None
    upper: float | None = Field(description="A quarter of them took longer.")
    mean: float | None = Field(description="The mean; far above the median where a few take very long.")


class FunnelStep(Schema):
    """A step, with those whose best chain fills it."""

    number: int = Field(description="From 1.")
    event: str
    title: str = Field(description="The same for people.")
    optional: bool
    units: int = Field(description="Units whose chain fills the step.")
    mature_units: int = Field(description="Of them those whose window is over.")
    of_first: float | None = Field(description="The share of the mature units that came to it.")
    of_before: float | None = Field(
        description="Their share of the mature units at the required step before; null for the first, and in any order."
    )
    open: int | None = Field(
        description="Units that stand before it and may still come; null for the first, and for an optional one."
    )
    dropped: int | None = Field(
        description="Units that stopped before it for good; null for the first, and for an optional one."
    )
    lost: float | None = Field(description="What `of_before` lacks of the whole; null for an optional step.")
    took: Durations | None = Field(description="Since the step before; null for the first, and while it is computed.")

    @property
    def number_word(self) -> str:
        """Its number as part of an address."""
        return str(self.number)

    @property
    def before_number(self) -> int:
        """The step at which those stopped who did not come here."""
        return self.number - 1


def steps_of(answer: Document, order: str) -> list[FunnelStep]:
    """The steps of an answer; what the detail says of a step are those that stopped there, before the next one. Before
    a required step those stopped who stopped at the required one before it, or at an optional one between.
    """
    whole = answer["answer"]["counts"]["mature"]
    told = (answer.get("detail") or {}).get("steps") or [{} for _ in answer["steps"]]
    found: list[FunnelStep] = []
    for number, step in enumerate(answer["steps"], start=1):
        required = [each for each in found if not each.optional] if order != ANY_ORDER else found
        before = required[-1].mature_units if required and order != ANY_ORDER else 0
        of_before = step["mature_units"] / before if before else None
        stopped = [] if step["optional"] or not required else told[required[-1].number - 1 : number - 1]
        found.append(
            FunnelStep(
                number=number,
                event=step["event"],
                title=titled(step["event"]),
                optional=step["optional"],
                units=step["units"],
                mature_units=step["mature_units"],
                of_first=step["mature_units"] / whole if whole else None,
                of_before=of_before,
                open=_sum(stopped, "open"),
                dropped=_sum(stopped, "dropped"),
                lost=None if of_before is None or step["optional"] else 1 - of_before,
                took=durations_of(told[number - 1].get("seconds")) if found else None,
            )
        )
    return found


def _sum(stopped: list[Document], name: str) -> int | None:
    """None where it is not known of a step, or there is none."""
    known = [each[name] for each in stopped if name in each]
    return sum(known) if stopped and len(known) == len(stopped) else None


def worst_of(steps: list[FunnelStep]) -> int | None:
    """The number of the required step that lost the largest share; None where none lost anybody."""
    lost = [step for step in steps if step.lost and not step.optional]
    return max(lost, key=lambda step: step.lost or 0).number if lost else None


def durations_of(found: Document | None) -> Durations | None:
    """How long something took, from a detail; None where it took nobody anything."""
    if found is None:
        return None
    return Durations(
        units=found["count"], lower=found["p25"], median=found["median"], upper=found["p75"], mean=found["mean"]
    )
