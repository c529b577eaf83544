"""What the page of the units behind a number shows. Their names are personal data: for contributors, never logged."""

from datetime import datetime
from typing import Final

from ninja import Field, Schema

from hypercare.app.documents.texts import Document
from hypercare.model.errors import BadInput
from hypercare.web.asked import LaunchAsked
from hypercare.web.pages.gates.judged import GUARDRAIL
from hypercare.web.pages.widgets.scene import scene_of
from hypercare.web.status import Status

STATES: Final[dict[str, Status]] = {
    "converted": "ok",
    "open": "early",
    "missed": "none",
    "counted": "none",
    "out": "none",
}
"""How a unit's state is drawn: one unit that did not convert is no trouble."""
LONGEST_FIND: Final = 200
"""Characters of a name, or of a part of it, that is looked for."""
MOST_PAGES: Final = 1_000_000


class UnitRow(Schema):
    """One unit, with its own part in the number."""

    unit: str = Field(description="The unit's name: personal data.")
    state: str = Field(description="converted, open, missed, counted, or out where it is in no part of the number.")
    numerator: float = Field(description="What it adds to the numerator.")
    denominator: int = Field(description="What it adds to the denominator.")
    is_open: bool = Field(description="Whether its window is not over yet.")
    exposed_at: datetime = Field(description="When it became part of the launch.")

    @property
    def status(self) -> Status:
        """How its state is drawn."""
        return STATES[self.state]


class Units(Schema):
    """A page of the units behind a number, by name. Over all pages they add up to the number."""

    launch: str = Field(description="The launch's id.")
    metric: str = Field(description="The metric's name.")
    gate: str | None = Field(description="The gate that asked; null for a guardrail, or where none asked.")
    as_of: datetime = Field(description="Whose knowledge this is.")
    unit: Document = Field(description="Who is counted: `kind`, and the `key` that names it.")
    members: int = Field(description="Units in the launch cohort.")
    counts: Document | None = Field(description="The counts of the number: units, mature, open, hits, trials.")
    states: dict[str, int] | None = Field(description="Units by state; null where that would cost too much.")
    find: str = Field(description="What their names must contain.")
    state: str | None = Field(description="The state asked for.")
    found: int = Field(description="Units that are so.")
    page: int = Field(description="This page, from 1.")
    pages: int = Field(description="How many pages there are.")
    units: list[UnitRow]


def units_of(
    asked: LaunchAsked, metric: str, gate: str | None, *, find: str = "", state: str | None = None, page: int = 1
) -> Units:
    """The units of a request that has a look. Raises `BadInput` for another state, or a name or a page too far out."""
    if state is not None and state not in STATES:
        raise BadInput(f"{state[:40]!r} is no state", where="state", expected=" or ".join(STATES))
    if len(find) > LONGEST_FIND or not 1 <= page <= MOST_PAGES:
        raise BadInput("the name or the page is too long", where="find, page", expected=f"{LONGEST_FIND} characters")
    known_at, of = _known_at(asked, metric, gate)
    found = asked.here.studio.ask(
        "units", launch=asked.launch.id, metric=metric, gate=of, at=known_at.isoformat(), find=find, state=state,
        page=page,
    )  # fmt: skip
    return Units(**found, find=find, state=state)


def _known_at(asked: LaunchAsked, metric: str, gate: str | None) -> tuple[datetime, str | None]:
    """Whose knowledge the number speaks from, and the gate that asked for it."""
    verdict = scene_of(asked).verdict
    asking = [each for each in verdict.gates if metric in {said.metric for said in each.metrics}]
    named = next((each for each in reversed(asking) if gate in (None, "", each.gate)), None)
    if named is None:
        return verdict.as_of, None if gate in (None, "", GUARDRAIL) else gate
    return (named.judged_at if named.settled else verdict.as_of), named.gate
