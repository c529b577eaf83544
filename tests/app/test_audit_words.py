"""Every kind of record is told in words: what it is called in the list, in each language."""

import pytest

from hypercare.app.usecases.acts.audit import SENTENCES
from hypercare.app.words import languages, render
from hypercare.model.text import Text


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("kind", list(SENTENCES))
def test_every_kind_has_a_name(kind: str, language: str) -> None:
    assert "audit-kind" not in render(Text(f"audit-kind-{kind}"), language)
