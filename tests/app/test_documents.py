"""Documents of verdicts: what is kept reads back as it was said."""

import json
import math
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from checks.launches import ZONE, a_launch, asks, day, gate
from checks.verdicts import FEEDBACK, HARM, NEW_YEAR, guarded, judged, said, verdict
from hypercare.app.documents.answers import answer_document, answer_of
from hypercare.app.documents.verdict import gate_document, gate_of, launch_verdict_of, verdict_document
from hypercare.model.estimate import Answer, Counts, Estimate, Insufficient, Interval
from hypercare.model.launch import GateKind, Relative
from hypercare.model.text import Text
from hypercare.model.verdict import Action, Flaw, GateVerdict, Harm, MetricVerdict, Word

COUNTS = Counts(units=10, mature=8, open=2, hits=3, trials=8, excluded={"late": 1})
ANSWERS: dict[str, Answer] = {
    "estimate": Estimate(0.375, Interval(0.1, 0.7, 0.95, "exact", always_valid=False), COUNTS, "share", (0.3, 0.5)),
    "not bounded": Estimate(3.0, Interval(-math.inf, math.inf, 0.95, "cs", always_valid=True), COUNTS, "value"),
    "insufficient": Insufficient(Text("metric-x", {"have": 3}), 100, 3, COUNTS, (0.0, 1.0)),
    "nothing": Insufficient(Text("metric-x")),
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS.keys())
def test_an_answer_reads_back(answer: Answer) -> None:
    kept = json.loads(json.dumps(answer_document(answer), allow_nan=False))
    assert answer_of(kept) == answer


def test_a_gate_reads_back() -> None:
    zone = ZoneInfo("Asia/Jakarta")
    metrics = tuple(
        MetricVerdict(
            metric="m",
            word=Word.INCONCLUSIVE,
            code="straddles_success",
            reasons=(Text("gate-x", {"metric": "m"}),),
            answer=answer,
            success=Relative("before", 1.16),
            failure=None,
            primary=True,
            maturity=0.8,
            days=(0, 30),
            needed=Text("gate-needs", {"more": 5}),
        )
        for answer in ANSWERS.values()
    )
    gate = GateVerdict(
        gate="day 30",
        kind=GateKind.DAY,
        word=Word.INVALID,
        judgeable=datetime(2026, 10, 23, 6, tzinfo=zone),
        judged_at=datetime(2026, 10, 22, 23, 0, 0, 1, tzinfo=UTC),
        settled=True,
        metrics=metrics,
        harms=(
            Harm("tickets", "guardrail", True, Text("harm", {}), ANSWERS["estimate"]),
            Harm("x", "y", False, Text("z")),
        ),
        flaws=(Flaw("GATE-SRM", Text("flaw", {"p": 0.001})),),
        now=metrics[:1],
    )
    kept = json.loads(json.dumps(gate_document(gate, zone), allow_nan=False))
    assert gate_of(kept) == gate
    assert kept["judged_at"] == "2026-10-23T06:00:00.000001+07:00"


def test_the_verdict_of_a_launch_reads_back() -> None:
    found = verdict(
        judged(said("completion", "PASS"), harms=(HARM,)), judged(said("pro", "EARLY"), name="cycle end"),
        action=Action.HOLD, until=NEW_YEAR, harms=[HARM], criteria=[FEEDBACK], guardrails=[guarded()],
    )  # fmt: skip
    kept = json.loads(json.dumps(verdict_document(found, a_launch(gate(30, asks("completion")))), allow_nan=False))
    assert launch_verdict_of(kept) == found
    assert launch_verdict_of(kept).as_of.utcoffset() == day(60).astimezone(ZONE).utcoffset()
