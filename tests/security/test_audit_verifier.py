"""S-74: whoever tampers with the audit table is found by a program that anyone can run, given the records' heads and
the last signed root."""

import json
import subprocess
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

import boto3
import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.errors import PortalError
from chalicelib.domain.merkle import inclusion_proof, leaf_hash, merkle_levels
from chalicelib.domain.request import RequestState
from chalicelib.jobs.sign_daily_root import sign_due_roots
from chalicelib.runtime.root_signer import KmsRootSigner
from infra import verify_audit
from infra.local.root_signer import LocalRootSigner
from infra.template import ROOT
from tests.builders import World
from tests.checks.after_each_test import all_items
from tests.invariants.faults import Fault, planted
from tests.sampling import WHOLE
from tests.security.audit_export import SIGNER, checked, exported, last_statement, signed
from tests.security.tamperings import TAMPERINGS, rewritten, tampered

TRIES = 10_000 if WHOLE else 500


def some_days(world: World) -> list[dict[str, Any]]:
    """Four days of the portal, all signed."""
    form = world.form()
    browsers = [world.browser(world.default_user(role)) for role in (Role.SCHOOL, Role.REVIEWER)]
    browsers[0].get(f"/schools/pupils/{form.id}")
    browsers[1].get(f"/reviews/forms/{form.id}")
    world.clock.advance(days=1)
    world.request(RequestState.CANCELED)
    world.browser(world.default_user(Role.SCHOOL)).get("/schools")
    world.clock.advance(days=2)
    world.browser(world.default_user(Role.PHYSICIAN)).get(f"/physicians/forms/{form.id}")
    assert signed(world) == 4
    return exported(world)


def test_an_untouched_table_is_sound(world: World) -> None:
    lines = some_days(world)
    check = checked(lines, last_statement(lines))
    assert (check.problems, check.notes) == ([], [])


@pytest.mark.timeout(900)
def test_every_tampering_with_the_audit_table_is_found(world: World) -> None:
    lines = some_days(world)
    root, missed, tried = last_statement(lines), [], Counter[str]()
    for seed in range(TRIES):
        name, changed = tampered(lines, seed)
        tried[name] += 1
        if not checked(changed, root).problems:
            missed.append(f"{name}, seed {seed}")
    sys.stdout.write(f"tamperings: {dict(tried)}, missed {len(missed)}\n")
    assert missed == []
    assert set(tried) == set(TAMPERINGS)


@pytest.mark.timeout(900)
def test_a_past_that_is_rewritten_in_both_tables_is_found_up_to_the_last_root(world: World) -> None:
    lines = some_days(world)
    root = last_statement(lines)
    missed = [seed for seed in range(TRIES // 10) if not checked(rewritten(lines, seed), root).problems]
    assert missed == []


def test_what_was_rewritten_since_the_last_root_is_only_said_to_be_unsigned(world: World) -> None:
    some_days(world)
    person = world.parent()
    lines = exported(world)
    check = checked([line for line in lines if person.id not in json.dumps(line)], last_statement(lines))
    assert check.problems == []
    assert any(person.id in note for note in checked(lines, last_statement(lines)).notes)


@pytest.mark.parametrize("wrong", ["root", "key"])
def test_a_table_signed_anew_by_someone_else_is_found(world: World, wrong: str) -> None:
    world.form()
    world.clock.advance(days=1, hours=2)
    sign_due_roots(LocalRootSigner(b"someone else's"), world.clock)
    lines = exported(world)
    root = '{"day":"2026-11-20"}' if wrong == "root" else ""
    key = SIGNER.public_key.hex() if wrong == "key" else ""
    assert verify_audit.Check(lines, root, key).problems


class TestTheNightlyJob:
    def test_a_day_is_signed_when_it_is_over_and_once(self, world: World) -> None:
        world.form()
        assert sign_due_roots(SIGNER, world.clock)["signed"] == 0
        world.clock.advance(days=2)
        assert sign_due_roots(SIGNER, world.clock)["signed"] == 2
        before = all_items(world.table.audit_name)
        assert sign_due_roots(SIGNER, world.clock)["signed"] == 0
        assert all_items(world.table.audit_name) == before

    def test_an_empty_portal_has_nothing_to_sign(self, world: World) -> None:
        assert sign_due_roots(SIGNER, world.clock)["signed"] == 0

    def test_a_long_arrear_can_be_signed_in_parts(self, world: World) -> None:
        world.parent()
        world.clock.advance(days=5)
        assert [sign_due_roots(SIGNER, world.clock, limit=2)["signed"] for _run in range(4)] == [2, 2, 1, 0]
        lines = exported(world)
        assert checked(lines, last_statement(lines)).problems == []

    def test_a_day_on_which_nothing_happened_has_a_root_too(self, world: World) -> None:
        world.parent()
        world.clock.advance(days=5)
        assert sign_due_roots(SIGNER, world.clock)["signed"] == 5
        lines = exported(world)
        assert checked(lines, last_statement(lines)).problems == []

    @pytest.mark.parametrize("at", range(1, 7))
    def test_a_run_that_breaks_off_is_finished_by_the_next(self, world: World, at: int) -> None:
        world.parent()
        world.parent()
        world.clock.advance(days=1, hours=2)
        # Where it breaks before any day is begun, the last root cannot be read.
        with planted(Fault.NEVER_ARRIVED, at, lasting=True), suppress(PortalError):
            assert sign_due_roots(SIGNER, world.clock) == {"failed": 1}
        assert sign_due_roots(SIGNER, world.clock) == {"signed": 1}
        lines = exported(world)
        assert checked(lines, last_statement(lines)).problems == []

    def test_in_a_stage_kms_signs_and_the_statement_is_locked_away(self, world: World) -> None:
        kms, store = boto3.client("kms"), boto3.client("s3", region_name="us-west-2")
        key = kms.create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["Arn"]
        store.create_bucket(
            Bucket="roots",
            ObjectLockEnabledForBucket=True,
            CreateBucketConfiguration={"LocationConstraint": "us-west-2"},
        )
        signer = KmsRootSigner(key, "roots")
        world.form()
        world.clock.advance(days=1, hours=2)

        sign_due_roots(signer, world.clock)

        kept = store.get_object(Bucket="roots", Key="2026-11-20.json")["Body"].read().decode()
        check = verify_audit.Check(exported(world), kept, signer.public_key.hex())
        assert (check.problems, check.notes) == ([], [])


@pytest.mark.parametrize("count", range(9))
def test_both_programs_make_the_same_tree(count: int) -> None:
    leaves = [leaf_hash(f"FORM#{number}", [("EVENT#00000001", "d")]) for number in range(count)]
    levels = merkle_levels(leaves)
    assert levels[-1][0] == verify_audit.top_of(leaves)
    for place, leaf in enumerate(leaves):
        assert verify_audit.climbed(leaf, inclusion_proof(levels, place)) == levels[-1][0]


def test_signatures_have_one_spelling(world: World) -> None:
    key, signature = SIGNER.public_key.hex(), SIGNER.sign(b"text").hex()
    assert verify_audit.is_signed("text", signature, key)
    for wrong in (signature.upper(), signature + "00", "3000", "", signature.replace("02", "03", 1)):
        assert not verify_audit.is_signed("text", wrong, key)
    assert not verify_audit.is_signed("text", signature, key[:-1] + ("0" if key[-1] != "0" else "1"))
    assert not verify_audit.is_signed("other", signature, key)


def test_the_program_runs_alone_and_says_in_words_what_it_found(world: World, tmp_path: Path) -> None:
    lines = some_days(world)
    program = tmp_path / "verify_audit.py"
    program.write_text((ROOT / "infra" / "verify_audit.py").read_text())
    (tmp_path / "root.json").write_text(last_statement(lines))

    def run(told: list[dict[str, Any]]) -> subprocess.CompletedProcess[str]:
        (tmp_path / "export.json").write_text(json.dumps(told))
        return subprocess.run(
            [sys.executable, "-I", str(program), "export.json", "--root", "root.json"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )

    sound, broken = run(lines), run(lines[:-1])
    assert (sound.returncode, broken.returncode) == (0, 1)
    assert "Sound: " in sound.stdout
    assert "missing" in broken.stdout or "not what was signed" in broken.stdout
