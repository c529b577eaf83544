"""The document of a comparison fits its schema, in words too."""

import json
from datetime import timedelta
from pathlib import Path

from jsonschema import Draft202012Validator

from analysis.streams import scope_of
from hypercare.analysis.comparison import Side, compared
from hypercare.analysis.funnel.conversion import Funnel
from hypercare.analysis.scope import Judging
from hypercare.app.documents.comparison import comparison_document
from hypercare.app.documents.texts import with_words
from hypercare.model.metrics import EventRef, FunnelMetric, Step

SCHEMAS = Path(__file__).resolve().parents[2] / "docs" / "schemas"
STEPS = (Step(EventRef("opened")), Step(EventRef("bought")))
FUNNEL = Funnel(scope_of(), Judging(exact=True), FunnelMetric("f", STEPS, timedelta(days=1)))


def side(name: str, hits: int, mature: int) -> Side:
    return Side(name, FUNNEL, (mature, mature, hits, hits, 0, mature, hits, mature, hits))


SIDES = compared([side("a", 48, 80), side("none", 0, 0), side("b", 56, 70)])


def test_it_fits_its_schema() -> None:
    document = with_words(json.loads(json.dumps(comparison_document(SIDES), allow_nan=False)), "id")
    Draft202012Validator(json.loads((SCHEMAS / "comparison.v1.json").read_text())).validate(document)
    assert [each["name"] for each in document["sides"]] == ["a", "none", "b"]


def test_a_difference_that_cannot_be_told_says_why() -> None:
    lacking, told = with_words(comparison_document(SIDES), "en")["differences"]
    assert lacking["reason"]["text"] == "No unit has been exposed yet."
    assert (told["side"], told["against"], told["level"]) == ("b", "a", 0.95)
    assert told["finding"]["text"].startswith("b is 20 points above a (between ")
