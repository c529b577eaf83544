"""Evidence is kept packed: it reads back as it was, texts of before as they stand, and what was tampered with shows."""

import base64
import zlib
from datetime import UTC, datetime

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from hypercare.ledger import chain, records
from hypercare.ledger.models.packed import PACKED, pack, unpack
from hypercare.ledger.transactions import session
from hypercare.ledger.views import Evidence

NOON = datetime(2026, 9, 22, 5, tzinfo=UTC)
STATES = {"day 30/activation": {"hours": {str(hour): hour % 7 for hour in range(2_000)}}}


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_text_reads_back_as_it_was(text: str) -> None:
    assert unpack(pack(text)) == text


@pytest.mark.parametrize(
    "kept",
    [
        pytest.param('{"a":1}', id="of before"),
        pytest.param(f"{PACKED}???", id="no base64"),
        pytest.param(PACKED + base64.b64encode(b"abc").decode(), id="not packed"),
        pytest.param(PACKED + base64.b64encode(zlib.compress(b"x" * 99)[:-3]).decode(), id="cut short"),
        pytest.param(PACKED + base64.b64encode(zlib.compress(b"x" * 99) + b"y").decode(), id="with more behind it"),
        pytest.param(PACKED + base64.b64encode(zlib.compress(b"\xff")).decode(), id="no text"),
    ],
)
def test_what_was_not_packed_here_stays_as_it_stands(kept: str) -> None:
    assert unpack(kept) == kept


@session
def _kept() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT states FROM ledger_evidence")
        (found,) = cursor.fetchone()
    return str(found)


@session
def _keep(states: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_evidence SET states = %s", [states])


@pytest.mark.usefixtures("ledger")
def test_evidence_of_either_way_is_whole_and_a_change_of_it_shows() -> None:
    made = chain.append(kind="verdict", subject="biza", content={}, at=NOON, evidence=Evidence(STATES))
    kept = _kept()
    assert len(kept) < len(unpack(kept)) / 2
    assert records.evidence(made.id) == Evidence(STATES)
    _keep(unpack(kept))
    assert (records.evidence(made.id), chain.verify().ok) == (Evidence(STATES), True)
    for changed in (pack(unpack(kept).replace("6", "5")), kept[:-4]):
        _keep(changed)
        assert chain.verify().first_broken == made.sequence
