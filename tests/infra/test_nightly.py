"""The nightly work of a local run, and the whole history as a file."""

import io
import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from chalicelib.domain.jobs import EACH_NIGHT
from chalicelib.jobs.handlers import JOBS
from infra import export_audit, verify_audit
from infra.local.folder import DataFolder
from infra.local.nightly import OnceAMinute, jobs
from tests.builders import World
from tests.security.audit_export import SIGNER, signed


def test_a_job_is_called_once_a_minute_and_again_after_a_failure_and_what_is_urgent_meanwhile() -> None:
    """Given a job whose second call fails, when it is due, then it is called again at once; meanwhile the mail goes."""
    said: list[str] = []
    now = [datetime(2026, 11, 20, 9, tzinfo=UTC)]

    def job() -> None:
        said.append("job")
        if len(said) == 3:
            raise ConnectionError

    each = OnceAMinute(job, lambda: said.append("mail"), lambda: now[0])
    each()
    each()
    now[0] += timedelta(minutes=1)
    with pytest.raises(ConnectionError):
        each()
    each()
    each()

    assert said == ["job", "mail", "job", "job", "mail"]


def test_a_local_run_does_every_job_of_a_deployed_stage(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    try:
        assert len(list(jobs(folder, nightly=True))) == len(JOBS)
        assert len(list(jobs(folder, nightly=False))) == len(JOBS) - len([job for job in JOBS if job in EACH_NIGHT])
    finally:
        folder.close()


def test_the_whole_history_is_one_file_that_the_program_reads(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.form()
    signed(world)
    printed = io.StringIO()
    monkeypatch.setattr(sys, "stdout", printed)
    export_audit.main()
    lines = verify_audit.read_export(printed.getvalue())
    assert lines == json.loads(printed.getvalue())
    assert verify_audit.Check(lines, "", SIGNER.public_key.hex()).problems == []
