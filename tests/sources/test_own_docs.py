"""The pages of the receivers that are our own, or have codes, name all that the code knows."""

from pathlib import Path

import pytest

from hypercare.sources.clevertap.receive import EMPTY
from hypercare.sources.files.feedback import FIELDS as FEEDBACK_FIELDS
from hypercare.sources.files.traits import OPERATIONS
from hypercare.sources.json.receive import RECORDS_PER_REQUEST
from hypercare.sources.pushed import ADDERS
from hypercare.sources.webhook.conditions import TESTS
from hypercare.sources.webhook.declared import KEYS, check_mapping
from hypercare.sources.webhook.headers import SIGNATURES, TOPICS
from hypercare.sources.webhook.mapping import rules_of
from hypercare.sources.webhook.receive import SETTINGS

DOCS = Path(__file__).parents[2] / "docs" / "receivers"
CODES = ("509", "512", "513", "514 to 520", "522", "523", "524", "525", "526", "528", "555")


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("clevertap.md", [*EMPTY, *CODES]),
        ("json.md", [*OPERATIONS, *(f"/ingest/json/{kind}" for kind in ADDERS), f"{RECORDS_PER_REQUEST:,}"]),
        ("json.md", sorted(FEEDBACK_FIELDS - {"source", "known_at"})),
        ("webhook.md", [*TOPICS, *SIGNATURES, *TESTS, *(each.name for each in SETTINGS)]),
        ("webhook.md", sorted({key for keys in KEYS.values() for key in keys})),
    ],
)
def test_pages_name_all_that_there_is(page: str, names: list[str]) -> None:
    text = (DOCS / page).read_text()
    assert [name for name in names if name not in text] == []


def test_the_mappings_of_the_page_can_be_read() -> None:
    blocks = [block.partition("```")[0] for block in (DOCS / "webhook.md").read_text().split("```yaml\n")[1:]]
    *whole, condition = blocks
    assert [len(rules_of(check_mapping(block)).rules) for block in whole] == [1, 3]
    assert rules_of(check_mapping("event: e\n" + condition)).rules[0].conditions
