"""A verdict that compares with before and with a control replays from the states it kept, to the same digits."""

from datetime import timedelta
from typing import Any

import msgspec
import numpy as np
import pytest

from checks.launches import OPENED, Facts, Told, a_launch, asks, day, gate, guard
from hypercare.app.engine import Engine, Recall
from hypercare.checks.judge import judge_launch
from hypercare.model.errors import Damaged
from hypercare.model.launch import Exposure, Relative, Segment
from hypercare.model.metrics import Condition, Filter, Op
from hypercare.model.verdict import Word

OLD, NEW = (Filter((Condition("arm", Op.IS, (arm,)),)) for arm in ("old", "new"))
GATE = gate(30, asks("orders_per_user", Relative("before", 1.1), None))


def world() -> Told:
    rng = np.random.default_rng(9)
    told = Told()
    for arm, lift in (("new", 1.6), ("old", 1.0)):
        for user in range(12):
            told.add(f"{arm}{user}", "opened", day(0, 1), arm=arm, platform="ios" if user % 3 else "web")
        for number in range(-40, 31):
            for user, orders in enumerate(rng.poisson(3 * (lift if number >= 0 else 1), 12)):
                for order in range(orders):
                    told.add(f"{arm}{user}", "order", day(number, 8) + timedelta(minutes=order), arm=arm)
    return told


@pytest.mark.parametrize(
    ("control", "split"),
    [(OLD, {}), (OLD, {"new": 0.5, "old": 0.5}), (None, {})],
    ids=["control", "control by chance", "before alone"],
)
def test_it_replays_to_the_same_digits(control: Any, split: Any) -> None:
    segment = Segment("treated", NEW, exposure=Exposure(event=OPENED), split=split)
    launch = a_launch(GATE, segment=segment, control=control,
                      segments=("platform",), guardrails=(guard(limit=Relative("before", 1.2)),))  # fmt: skip
    facts = Facts(launch, world())
    engine = Engine(lambda unit, _columns, _as_of: facts.buckets(unit), threads=2)
    verdict = judge_launch(launch, day(35), engine, {})
    kept = msgspec.json.decode(msgspec.json.encode(engine.states))
    assert judge_launch(launch, day(35), Recall(kept), {}) == verdict
    metric = verdict.gates[0].metrics[0]
    assert (metric.word, metric.code) == ((Word.PASS, "success") if control else (Word.INCONCLUSIVE, "uncontrolled"))
    assert verdict.guardrails[0].code == "uncontrolled"


def test_what_other_code_did_not_ask_is_answered_with_nothing() -> None:
    """Records of before a check was written replay; those of this code must hold every state."""
    launch = a_launch(GATE, segment=Segment("treated", NEW, exposure=Exposure(event=OPENED)))
    facts = Facts(launch, world())
    engine = Engine(lambda unit, _columns, _as_of: facts.buckets(unit), threads=2)
    verdict = judge_launch(launch, day(35), engine, {})
    kept = msgspec.json.decode(msgspec.json.encode(engine.states))
    earlier = {name: state for name, state in kept.items() if not name.startswith(("paired/", "clock/", "copies/"))}
    assert len(earlier) < len(kept)
    assert judge_launch(launch, day(35), Recall(earlier, by_other_code=True), {}) == verdict
    with pytest.raises(Damaged, match="kept no state"):
        judge_launch(launch, day(35), Recall(earlier), {})
