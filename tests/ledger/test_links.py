from pathlib import Path

import pytest
from fluent.runtime import FluentBundle, FluentResource

import hypercare
from hypercare.ledger.links import CHECKS

OTHERS = ("ledger-chain-gap", "ledger-chain-hash", "ledger-chain-head-unknown")


@pytest.mark.parametrize("text_id", [*(check for check, _ in CHECKS), *OTHERS])
def test_every_fault_has_its_words(text_id: str) -> None:
    bundle = FluentBundle(["en"], use_isolating=False)
    catalogue = Path(hypercare.__file__).with_name("locale") / "en" / "ledger.ftl"
    bundle.add_resource(FluentResource(catalogue.read_text("utf-8")))
    words, problems = bundle.format_pattern(bundle.get_message(text_id).value, {"sequence": 7, "hash": "1a2b"})
    assert not problems
    assert "7" in words or "1a2b" in words
