"""S-80: the audit of known weaknesses says what it found, and does not call it good where no one looked.

Of the audits that find nothing, `make test` runs the one that the day draws, and all where the audit was changed:
each starts pip-audit and npm."""

import json
from pathlib import Path

import pytest

from infra.supply.audit import (
    exit_code,
    judged_npm,
    judged_python,
    npm_blindness,
    npm_outcome,
    python_blindness,
    python_outcomes,
    spoken,
)
from tests.changed_cells import changed_below
from tests.sampling import drawn
from tests.security.advisory_service import KNOWN_FOR_LONG, advisory_service

LOCK = "requirements.lock"
HASH = "--hash=sha256:" + "1" * 64
AUDITS = ("one that looked", "one that knows nothing", "one that refuses")
RUN_TODAY = AUDITS if changed_below("infra/supply") else drawn(AUDITS)
SKIPPED = "Dependency not found on PyPI and could not be audited: jinja2 (2.4.1)"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that locks sesame 1.0 for Python and barley 2.0.0 for npm."""
    (tmp_path / LOCK).write_text(f"sesame==1.0 \\\n    {HASH}\n")
    (tmp_path / "package.json").write_text('{"name": "x", "version": "1.0.0", "dependencies": {"barley": "2.0.0"}}')
    packages = {
        "": {"name": "x", "version": "1.0.0", "dependencies": {"barley": "2.0.0"}},
        "node_modules/barley": {"version": "2.0.0"},
    }
    lock = {"name": "x", "version": "1.0.0", "lockfileVersion": 3, "requires": True, "packages": packages}
    (tmp_path / "package-lock.json").write_text(json.dumps(lock))
    return tmp_path


def audit(project: Path, weak: dict[str, str], *, refuses: bool = False) -> tuple[int, list[str]]:
    """The exit code and what is said when the service knows these weak packages."""
    with advisory_service(weak, refuses=refuses) as service:
        outcomes = [*python_outcomes(project, f"{service}/osv", [LOCK]), npm_outcome(project, service)]
    return exit_code(outcomes), spoken(outcomes)


def of_the_day(audit_that_finds_nothing: str) -> pytest.MarkDecorator:
    """Leave the test to the days that draw it."""
    return pytest.mark.skipif(audit_that_finds_nothing not in RUN_TODAY, reason="not drawn; `make test-all` runs it")


@of_the_day("one that looked")
def test_packages_without_known_weakness_pass_an_audit_that_looked(project: Path) -> None:
    assert audit(project, KNOWN_FOR_LONG) == (
        0,
        [
            "requirements.lock: all 1 packages checked, no weakness known.",
            "package-lock.json: all 1 packages checked, no weakness known.",
            "Everything was checked; no weakness is known.",
        ],
    )


def test_a_known_weakness_fails_the_audit_and_is_named(project: Path) -> None:
    assert audit(project, {**KNOWN_FOR_LONG, "sesame": "1.0", "barley": "2.0.0"}) == (
        1,
        [
            "requirements.lock: KNOWN WEAKNESS: sesame 1.0: PYSEC-0000-1",
            "package-lock.json: KNOWN WEAKNESS: barley: critical, see `npm audit`",
            "Weaknesses are known: update these packages.",
        ],
    )


@of_the_day("one that knows nothing")
def test_a_service_that_knows_nothing_is_not_taken_for_good_news(project: Path) -> None:
    code, (of_python, of_npm, closing) = audit(project, {})
    for said in (of_python, of_npm):
        assert "NOT CHECKED: all 1 packages. The advisory service knows no weakness of" in said
    assert "This audit is NOT complete" in closing
    assert code == 2


@of_the_day("one that refuses")
def test_a_service_that_refuses_fails_the_audit(project: Path) -> None:
    code, (of_python, of_npm, closing) = audit(project, KNOWN_FOR_LONG, refuses=True)
    for said in (of_python, of_npm):
        assert "NOT CHECKED: all 1 packages. The advisory service could not be reached: " in said
    assert "This audit is NOT complete" in closing
    assert code == 2


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (json.dumps({"dependencies": [{"name": "jinja2", "skip_reason": SKIPPED}], "fixes": []}), SKIPPED),
        (json.dumps({"dependencies": [{"name": "jinja2", "version": "2.4.1", "vulns": []}]}), "looks nothing up"),
        (json.dumps({"dependencies": []}), "looks nothing up"),
        ("Traceback (most recent call last):\nConnectionError: no such host", "ConnectionError: no such host"),
        ("", "it said nothing"),
    ],
)
def test_a_service_that_does_not_find_what_is_long_known_counts_for_nothing(answer: str, why: str) -> None:
    assert why in python_blindness(answer)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (json.dumps({"message": "405 Method Not Allowed", "statusCode": 405}), "405 Method Not Allowed"),
        (json.dumps({"vulnerabilities": {}, "metadata": {"dependencies": {"total": 1}}}), "looks nothing up"),
        ("sh: npm: not found", "npm: not found"),
    ],
)
def test_nor_does_a_registry_that_does_not(answer: str, why: str) -> None:
    assert why in npm_blindness(answer)


def test_a_package_that_was_skipped_or_left_out_is_named_as_not_checked() -> None:
    locked = {"barley": "1.0", "oats": "2.0", "rye": "3.0", "sesame": "4.0"}
    report = {
        "dependencies": [
            {"name": "barley", "version": "1.0", "vulns": []},
            {"name": "oats", "skip_reason": "not found"},
            {"name": "rye", "version": "3.1", "vulns": []},
        ]
    }
    outcome = judged_python("requirements.lock", locked, json.dumps(report))
    assert outcome.unchecked == (
        "oats 2.0: not found",
        "rye 3.0: it was not looked at in this version",
        "sesame 4.0: it was not looked at in this version",
    )


@pytest.mark.parametrize("answer", ["", "ConnectionError: reset", "[]"])
def test_a_service_that_breaks_off_leaves_the_lock_unchecked(answer: str) -> None:
    assert judged_python("requirements.lock", {"oats": "2.0"}, answer).unchecked
    assert judged_npm(1, answer).unchecked


def test_npm_having_looked_at_fewer_packages_than_are_locked_is_said() -> None:
    answer = json.dumps({"vulnerabilities": {}, "metadata": {"dependencies": {"total": 28}}})
    assert judged_npm(30, answer).unchecked == ("2 of 30 packages: npm looked at 28",)
