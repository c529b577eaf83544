import hashlib
from collections import Counter
from datetime import UTC, datetime

import pytest

from hypercare.model.facts import Payload
from hypercare.model.instant import to_micros
from hypercare.simulate.demo import Simulation, simulate
from hypercare.sources.files.canonical import decode
from simulate.told import Line, company, lines_of


def test_the_same_seed_tells_the_same_bytes_again_and_again() -> None:
    first, again = simulate(7, accounts=40), simulate(7, accounts=40)
    assert _digest(first) == _digest(again) == _digest(first)
    assert first.truth == again.truth
    assert first.launch_text == again.launch_text


def test_another_seed_tells_other_events_with_the_same_plant() -> None:
    first, other = simulate(7, accounts=40), simulate(8, accounts=40)
    assert _digest(first) != _digest(other)
    assert (first.truth.steps, first.truth.pro_at_end) == (other.truth.steps, other.truth.pro_at_end)


def test_the_company_is_of_the_size_that_seeding_is_measured_with() -> None:
    simulation, lines = company()
    assert simulation.count == len(lines)
    assert 200_000 <= len(lines) <= 400_000


def test_fewer_days_are_the_beginning_of_the_same_story() -> None:
    whole, part = simulate(3, accounts=40), simulate(3, accounts=40, days=60)
    told = lines_of(part)
    assert told == lines_of(whole)[: len(told)]
    assert part.truth == whole.truth
    assert part.told_until == datetime(2026, 10, 23, 17, tzinfo=UTC)
    assert told[-1].time < part.told_until.timestamp() * 1000 <= lines_of(whole)[len(told)].time


def test_chunks_are_whole_lines_in_the_order_of_time() -> None:
    chunks = list(simulate(accounts=200).events())
    assert len(chunks) > 1
    assert all(chunk.endswith(b"\n") for chunk in chunks)
    times = [line.time for line in lines_of(simulate(accounts=200))]
    assert times == sorted(times)


def test_every_line_can_be_imported_and_is_known_when_it_happened() -> None:
    simulation = simulate(accounts=60)
    received = to_micros(datetime(2027, 1, 2, tzinfo=UTC))
    decoded = [decode(Payload("import.canonical", "f", "file", received, chunk)) for chunk in simulation.events()]
    assert not [rejected for each in decoded for rejected in each.rejected]
    events = [event for each in decoded for event in each.events]
    assert len(events) == simulation.count
    assert all(event.ts_known == event.ts_event for event in events)
    assert len({event.key for event in events}) == len(events)


def test_the_clean_twin_is_the_same_company() -> None:
    planted, clean = (lines_of(simulate(accounts=100, clean=clean)) for clean in (False, True))
    for event in ("order_created", "page_viewed"):
        assert _facts(planted, event) == _facts(clean, event)


def test_the_clean_twin_has_none_of_the_trouble() -> None:
    simulation, lines = company(clean=True)
    assert not [line for line in lines if line.properties.get("error") == "CSV_HEADER_MISMATCH"]
    assert not [line for line in lines if line.properties.get("topic") == "weight column format"]
    assert simulation.truth.insurance.clicked / simulation.truth.insurance.viewed > 0.06


def test_several_people_use_an_account_and_three_sources_tell() -> None:
    _, lines = company()
    people = Counter(account for account, _ in {(line.account, line.user) for line in lines})
    assert {1, 2, 3, 4} == set(people.values())
    assert {line.source for line in lines} == {"mixpanel", "order-service", "helpdesk"}


@pytest.mark.parametrize(("accounts", "days"), [(19, 130), (1284, 0), (1284, 131)])
def test_sizes_that_cannot_be_told_are_refused(accounts: int, days: int) -> None:
    with pytest.raises(ValueError, match="20 accounts or more and 1 to 130 days"):
        simulate(accounts=accounts, days=days)


def _digest(simulation: Simulation) -> str:
    return hashlib.sha256(b"".join(simulation.events())).hexdigest()


def _facts(lines: list[Line], event: str) -> list[tuple[object, ...]]:
    return [(line.time, line.account, line.user, line.properties) for line in lines if line.event == event]
