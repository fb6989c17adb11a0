"""The nightly work of a local run, and the whole history as a file."""

import io
import json
import sys
from datetime import UTC, datetime

import pytest

from infra import export_audit, verify_audit
from infra.local.nightly import OnceADay
from tests.builders import World
from tests.security.audit_export import SIGNER, signed


def test_the_work_of_a_night_is_done_once_a_day_and_again_after_a_failure() -> None:
    done: list[datetime] = []
    now = [datetime(2026, 11, 20, 9, tzinfo=UTC)]

    def job() -> bool:
        if now[0].day == 21 and not any(each.day == 21 for each in failed):
            failed.append(now[0])
            raise ConnectionError
        done.append(now[0])
        return len(done) != 2  # the first call of the second day leaves something for another

    failed: list[datetime] = []
    nightly = OnceADay(job, lambda: now[0])
    nightly()
    nightly()
    now[0] = datetime(2026, 11, 21, 0, 59, tzinfo=UTC)
    nightly()
    assert len(done) == 1
    now[0] = datetime(2026, 11, 21, 1, 1, tzinfo=UTC)
    with pytest.raises(ConnectionError):
        nightly()
    nightly()
    assert len(done) == 2
    nightly()
    nightly()
    assert len(done) == 3


def test_the_whole_history_is_one_file_that_the_program_reads(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.form()
    signed(world)
    printed = io.StringIO()
    monkeypatch.setattr(sys, "stdout", printed)
    export_audit.main()
    lines = verify_audit.read_export(printed.getvalue())
    assert lines == json.loads(printed.getvalue())
    assert verify_audit.Check(lines, "", SIGNER.public_key.hex()).problems == []
