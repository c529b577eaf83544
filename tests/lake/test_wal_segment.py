"""The format of a segment: whole records are read, whatever the rest of the file looks like."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hypercare.lake.wal import segment
from hypercare.lake.wal.segment import (
    FORMAT,
    RAW_BYTES,
    Damage,
    encode_header,
    encode_payload,
    encode_seal,
    read_segment,
)
from hypercare.model.errors import BadInput, Damaged
from hypercare.model.facts import Payload

LOG = "0198c0de-0000-7000-8000-000000000001"


def payload(row: int, body: bytes = b'{"event": "upload_submitted"}') -> Payload:
    return Payload("mixpanel", "track", "app", 1_790_000_000_000_000, body, {"content-type": "json"}, {"ip": "1"}, row)


def written(folder: Path, *records: bytes, number: int = 1, log: str = LOG) -> Path:
    path = folder / log / f"{number:012d}.seg"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"".join(records))
    return path


HEADER, SEAL = encode_header(LOG, 1), encode_seal(LOG)
RECORDS = [encode_payload(LOG, payload(row)) for row in range(3)]


def test_a_segment_reads_back_as_written(tmp_path: Path) -> None:
    contents = read_segment(written(tmp_path, HEADER, *RECORDS, SEAL))
    assert contents.payloads == (payload(0), payload(1), payload(2))
    assert contents.sealed
    assert contents.damage is None
    assert contents.torn is None


def test_an_empty_file_holds_nothing(tmp_path: Path) -> None:
    contents = read_segment(written(tmp_path))
    assert (contents.payloads, contents.sealed, contents.damage, contents.torn) == ((), False, None, None)


@given(st.lists(st.binary(max_size=300), max_size=5))
def test_any_bodies_read_back(tmp_path_factory: pytest.TempPathFactory, bodies: list[bytes]) -> None:
    payloads = tuple(payload(row, body) for row, body in enumerate(bodies))
    records = [encode_payload(LOG, each) for each in payloads]
    assert read_segment(written(tmp_path_factory.mktemp("wal"), HEADER, *records)).payloads == payloads


def test_a_tail_torn_at_any_length_leaves_the_records_before_it(tmp_path: Path) -> None:
    whole = HEADER + RECORDS[0]
    for length in range(1, len(RECORDS[1])):
        contents = read_segment(written(tmp_path, whole, RECORDS[1][:length]))
        assert contents.payloads == (payload(0),)
        assert contents.torn == Damage(len(whole), length, RECORDS[1][:length])
        assert contents.damage is None


def test_a_torn_header_leaves_nothing(tmp_path: Path) -> None:
    contents = read_segment(written(tmp_path, HEADER[:-1]))
    assert contents.payloads == ()
    assert contents.torn == Damage(0, len(HEADER) - 1, HEADER[:-1])


@pytest.mark.parametrize(
    "tail", [bytes(1), bytes(500), b"\xf5HCP", b"\xf5HCP" * 100], ids=["0", "0s", "start", "starts"]
)
def test_what_the_disk_put_after_the_end_is_torn(tmp_path: Path, tail: bytes) -> None:
    contents = read_segment(written(tmp_path, HEADER, RECORDS[0], tail))
    assert contents.payloads == (payload(0),)
    assert contents.torn is not None
    assert contents.torn.raw == tail


def test_one_flipped_bit_anywhere_costs_one_record_and_is_reported(tmp_path: Path) -> None:
    whole = HEADER + b"".join(RECORDS) + SEAL
    ends = [len(HEADER) + len(RECORDS[0]) * n for n in range(4)]
    for at in range(len(whole)):
        bad = bytearray(whole)
        bad[at] ^= 1 << at % 8
        contents = read_segment(written(tmp_path, bytes(bad)))
        left = tuple(payload(row) for row in range(3) if not ends[row] <= at < ends[row + 1])
        assert contents.payloads == left
        found = contents.damage if at < ends[3] else contents.torn
        assert found is not None
        assert found.raw[at - found.offset] == bad[at]


def test_damage_to_the_last_record_of_a_sealed_segment_is_no_torn_tail(tmp_path: Path) -> None:
    contents = read_segment(written(tmp_path, HEADER, RECORDS[0], RECORDS[1][:-1], SEAL))
    assert contents.torn is None
    assert contents.damage == Damage(len(HEADER + RECORDS[0]), len(RECORDS[1]) - 1, RECORDS[1][:-1])


def test_bytes_after_the_seal_are_damage(tmp_path: Path) -> None:
    contents = read_segment(written(tmp_path, HEADER, RECORDS[0], SEAL, b"more"))
    assert contents.damage == Damage(len(HEADER + RECORDS[0] + SEAL), 4, b"more")


def test_several_damaged_stretches_are_one_report(tmp_path: Path) -> None:
    contents = read_segment(written(tmp_path, HEADER, b"bad", RECORDS[0], b"worse", RECORDS[1], SEAL))
    assert contents.payloads == (payload(0), payload(1))
    assert contents.damage == Damage(len(HEADER), 8, b"badworse")


def test_the_report_of_damage_is_bounded(tmp_path: Path) -> None:
    contents = read_segment(written(tmp_path, HEADER, bytes(RAW_BYTES + 1), RECORDS[0]))
    assert contents.damage == Damage(len(HEADER), RAW_BYTES + 1, bytes(RAW_BYTES))


def test_a_client_cannot_pass_a_body_off_as_a_record(tmp_path: Path) -> None:
    forged = encode_payload("a guessed log", payload(9))
    carrier = bytearray(encode_payload(LOG, payload(0, forged)))
    carrier[-1] ^= 1
    contents = read_segment(written(tmp_path, HEADER, bytes(carrier), RECORDS[1], SEAL))
    assert contents.payloads == (payload(1),)


def test_another_format_is_refused_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segment, "FORMAT", FORMAT + 1)
    later = encode_header(LOG, 1)
    monkeypatch.undo()
    with pytest.raises(BadInput, match=r"format 2; expected format 1; fix: start the version"):
        read_segment(written(tmp_path, later, *RECORDS))


def test_a_renumbered_segment_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Damaged, match="holds segment 1 of its log"):
        read_segment(written(tmp_path, HEADER, *RECORDS, number=2))


def test_a_segment_of_another_log_holds_no_record(tmp_path: Path) -> None:
    contents = read_segment(written(tmp_path, HEADER, *RECORDS, log="0198c0de-0000-7000-8000-000000000002"))
    assert contents.payloads == ()
    assert contents.torn is not None


def overwrite(data: bytearray, luck: random.Random) -> None:
    at = luck.randrange(len(data))
    data[at : at + luck.randint(1, 40)] = luck.randbytes(luck.randint(0, 40))


def drop(data: bytearray, luck: random.Random) -> None:
    del data[luck.randrange(len(data)) :]


@pytest.mark.parametrize("harm", [overwrite, drop])
@given(st.integers(0, 2**32))
def test_no_harm_makes_a_record_that_was_not_written(
    tmp_path_factory: pytest.TempPathFactory, harm: Callable[[bytearray, random.Random], None], seed: int
) -> None:
    luck = random.Random(seed)
    data = bytearray(HEADER + b"".join(RECORDS) + SEAL)
    harm(data, luck)
    contents = read_segment(written(tmp_path_factory.mktemp("wal"), bytes(data)))
    rows = [each.first_row for each in contents.payloads]
    assert rows == sorted(set(rows))
    assert all(each == payload(each.first_row) for each in contents.payloads)
