"""What the gates page shows: each gate with its metrics, and what follows from them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from ninja import Field, Schema

from hypercare.app.documents.texts import Document, text_document
from hypercare.app.usecases.launches.history import history
from hypercare.model.text import Text
from hypercare.model.verdict import Action, CriterionState, ExitCriterion, GateVerdict, Recommendation
from hypercare.reports.scene import Scene, gate_name, judged
from hypercare.web.asked import LaunchAsked
from hypercare.web.pages.gates.judged import JudgedMetric, judged_of
from hypercare.web.pages.gates.limits import JudgedLimit, judged_limit
from hypercare.web.pages.launch.context import Freshness, freshness_of
from hypercare.web.pages.widgets.registry import slug
from hypercare.web.pages.widgets.scene import scene_of
from hypercare.web.status import OF_ACTION, OF_WORD, Status, named

RECORDS: Final = 20
"""Records of the ledger that are listed; `hypercare verdicts` has them all."""
ROWS: Final[tuple[tuple[Text, Action | None], ...]] = (
    (Text("gates-row-invalid"), Action.HOLD),
    (Text("gates-row-rollback"), Action.ROLLBACK),
    (Text("gates-row-harm"), Action.PIVOT),
    (Text("gates-row-early"), Action.HOLD),
    (Text("gates-row-pass"), Action.SCALE),
    (Text("gates-row-below"), Action.ROLLBACK),
    (Text("gates-row-fail"), Action.PIVOT),
    (Text("gates-row-else"), None),
)
"""The table of the recommendation: each row's condition and what follows; the last holds, then pivots."""
OF_STATE: Final[dict[CriterionState, Status]] = {
    CriterionState.MET: "ok",
    CriterionState.OPEN: "early",
    CriterionState.UNKNOWN: "none",
    CriterionState.NOT_DECLARED: "none",
}


class Gate(Schema):
    """One gate."""

    gate: str = Field(description="The gate's name as declared.")
    slug: str = Field(description="The same as part of an address.")
    title: Document = Field(description="Its name for people, as a text.")
    word: str = Field(
        description="INVALID, HARM, TOO_EARLY, FAIL, INCONCLUSIVE or PASS: the first that a metric holds."
    )
    status: Status = Field(description="How that is drawn.")
    judgeable: datetime = Field(description="When it can be judged at the latest.")
    judged_at: datetime = Field(description="Whose knowledge it speaks from.")
    settled: bool = Field(description="Whether its date has come, so that its word stands.")
    issued: str | None = Field(description="The id of the record that fixed its word.")
    metrics: list[JudgedMetric]
    flaws: list[Document] = Field(description="Why its measurement cannot be trusted, as texts.")
    harms: list[Document] = Field(description="Which limits are credibly passed, as texts.")


class GatesCriterion(Schema):
    """One exit criterion."""

    name: str = Field(description="stability, feedback, business_cycle or peaks.")
    title: Document = Field(description="Its name for people, as a text.")
    state: str = Field(description="met, open or not declared.")
    state_title: Document = Field(description="The same for people, as a text.")
    status: Status = Field(description="How that is drawn.")
    reason: Document = Field(description="Why, as a text.")
    until: datetime | None = Field(description="When it can be met at the earliest.")


class TableRow(Schema):
    """One row of the table of the recommendation."""

    number: int = Field(description="From 1; the first that matches wins.")
    when: Document = Field(description="Its condition, as a text.")
    action: str | None = Field(description="What follows; null for the last: hold for one more cycle, then pivot.")
    matched: bool = Field(description="Whether it is the one that matched.")


class GatesRecommended(Schema):
    """What follows from the gates."""

    action: str = Field(description="HOLD, SCALE, PIVOT or ROLLBACK.")
    status: Status = Field(description="How that is drawn.")
    until: datetime | None = Field(description="Until when to hold.")
    reasons: list[Document] = Field(description="Why, as texts.")
    table: list[TableRow]

    @property
    def matched(self) -> int:
        """The number of the row that matched."""
        return next(row.number for row in self.table if row.matched)


class GatesRecord(Schema):
    """A record of the ledger: a word that was issued, or a verdict that was recorded."""

    id: str = Field(description="Its id: `hypercare replay` recomputes it.")
    kind: str = Field(description="`issue` for the word of a gate, `verdict` for the whole launch.")
    gate: str | None = Field(description="The gate whose word was issued.")
    says: str = Field(description="The gate's word, or the recommended action.")
    status: Status = Field(description="How that is drawn.")
    as_of: datetime = Field(description="Whose knowledge it speaks from.")
    recorded_at: datetime = Field(description="When it was recorded.")
    hash: str = Field(description="Its link in the hash chain, 64 hex digits.")


class Gates(Schema):
    """The gates of a launch at one instant."""

    launch: str = Field(description="The launch's id.")
    title: str = Field(description="What it is called.")
    day: int = Field(description="Days since go-live; negative before.")
    as_of: datetime = Field(description="The instant that is answered for.")
    facts_until: datetime | None = Field(description="Up to when facts have come in; null without any.")
    timezone: str = Field(description="The launch's time zone.")
    freshness: Freshness
    version: str = Field(description="The digest of the launch version that judged.")
    headline: Document = Field(description="The answer in one sentence: `lead` and `clauses`, as texts.")
    recommended: GatesRecommended
    decision: Document | None = Field(description="What was signed: `hypercare/decision.v1`; null where nothing was.")
    extended: Document | None = Field(
        description="That the day-90 review is extended, as a text; null where it is not, or is due."
    )
    gates: list[Gate]
    guardrails: list[JudgedMetric]
    stability: list[JudgedLimit] = Field(description="The limits of technical health, by limit and window.")
    criteria: list[GatesCriterion]
    records: list[GatesRecord] = Field(
        description="The latest records of the ledger about this launch, as of this instant."
    )


def gates_of(asked: LaunchAsked) -> Gates:
    """The gates of a request that has a look."""
    assert asked.look is not None
    look, scene = asked.look, scene_of(asked)
    verdict = scene.verdict
    return Gates(
        launch=verdict.launch,
        title=look["title"],
        day=verdict.day,
        as_of=verdict.as_of,
        facts_until=look["facts_until"],
        timezone=look["timezone"],
        freshness=freshness_of(look),
        version=verdict.version,
        headline=look["headline"],
        recommended=_recommended(verdict.recommendation),
        decision=look["decision"],
        extended=next((each["says"] for each in look["exit"]["reviews"] if _is_ahead(each, verdict.as_of)), None),
        gates=[_gate(scene, gate, look["verdict"]["issued"]) for gate in verdict.gates],
        guardrails=[judged_of(scene, each) for each in judged(scene) if each.gate is None],
        stability=[judged_limit(each) for each in verdict.stability],
        criteria=[_criterion(each) for each in verdict.criteria],
        records=_records(history(asked.here.house, verdict.launch, RECORDS, verdict.as_of)),
    )


def _gate(scene: Scene, gate: GateVerdict, issued: Document) -> Gate:
    return Gate(
        gate=gate.gate,
        slug=slug(gate.gate),
        title=text_document(gate_name(gate)),
        word=gate.word.value,
        status=OF_WORD[gate.word.value],
        judgeable=gate.judgeable,
        judged_at=gate.judged_at,
        settled=gate.settled,
        issued=issued.get(gate.gate),
        metrics=[judged_of(scene, each) for each in judged(scene) if each.gate is gate],
        flaws=[text_document(flaw.reason) for flaw in gate.flaws],
        harms=[text_document(harm.reason) for harm in gate.harms],
    )


def _is_ahead(review: Document, as_of: datetime) -> bool:
    """Whether a review is extended, and still to come."""
    return review["extended"] and datetime.fromisoformat(review["at"]) > as_of


def _criterion(criterion: ExitCriterion) -> GatesCriterion:
    return GatesCriterion(
        name=criterion.name,
        title=text_document(Text(f"gates-criterion-{criterion.name.replace('_', '-')}")),
        state=criterion.state.value,
        state_title=text_document(Text(f"gates-state-{criterion.state.value.replace(' ', '-')}")),
        status=OF_STATE[criterion.state],
        reason=text_document(criterion.reason),
        until=criterion.until,
    )


def _recommended(said: Recommendation) -> GatesRecommended:
    return GatesRecommended(
        action=said.action.value,
        status=OF_ACTION[said.action.value],
        until=said.until,
        reasons=[named(text_document(reason)) for reason in said.reasons],
        table=[
            TableRow(
                number=number, when=text_document(when), action=action and action.value, matched=number == said.row
            )
            for number, (when, action) in enumerate(ROWS, start=1)
        ],
    )


def _records(found: Sequence[Document]) -> list[GatesRecord]:
    status = OF_WORD | OF_ACTION
    return [
        GatesRecord(
            **{name: each[name] for name in GatesRecord.model_fields if name in each}, status=status[each["says"]]
        )
        for each in found
    ]
