"""A board's licensees: the list, the page of one, the signed evidence file, and what the board reports back."""

import hashlib
import io
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pytest

from chalicelib.domain.account import Account, Role
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.review import ReviewState
from chalicelib.domain.standing import PhysicianStanding, StandingState
from infra.verify_evidence import Broken, verified
from tests.builders import PASSWORD, World
from tests.invariants.places_boards import licensee_id
from tests.portal import Portal, Shown

CASE, WRONG = "800-2026-000042", "three calm otters paddling"


def board(world: World, name: str = "MBC") -> Portal:
    return world.browser(world.board_person(board=name))


def page_of(world: World) -> str:
    return f"/boards/licensees/{licensee_id(world)}"


def evidence(world: World) -> Shown:
    return board(world).get(f"{page_of(world)}/evidence").press("Save the file", case_number=CASE, password=PASSWORD)


def standing(world: World) -> PhysicianStanding:
    return world.ctx().store.get(PhysicianStanding, licensee_id(world))


def report(world: World, what: str, day: date = date(2026, 11, 2)) -> Shown:
    answers = {"what": what, "case_number": CASE, "on": day}
    return board(world).get(f"{page_of(world)}/matter").press("Send the report", **answers)


class TestTheList:
    def test_it_has_the_boards_own_licensees_with_their_numbers(self, world: World) -> None:
        """Given a physician of the Medical Board with a revoked form, then its list has the numbers, and the other
        board's list has no one."""
        world.review(ReviewState.DECIDED)
        doctor = world.default_user(Role.PHYSICIAN)
        shown = board(world).get("/boards")
        assert f"{doctor.last_name}, {doctor.first_name}" in shown.words
        assert page_of(world) in shown.links.values()
        assert sum(call.is_read for call in shown.calls) == 2
        assert doctor.last_name not in board(world, "OMBC").get("/boards").words

    def test_it_finds_by_name_and_by_number(self, world: World) -> None:
        world.form()
        doctor = world.default_user(Role.PHYSICIAN)
        assert doctor.physician
        for words in (doctor.last_name.upper(), doctor.physician.license_number):
            assert doctor.last_name in board(world).get("/boards").press("Find", words=words).words
        assert "No licensee found" in board(world).get("/boards").press("Find", words="Nobodysname").words


class TestTheLicensee:
    def test_the_page_has_forms_and_revocations_with_the_reason_and_names_no_child(self, world: World) -> None:
        review = world.review(ReviewState.DECIDED)
        form = world.ctx().store.get(ExemptionForm, review.form_id)
        shown = board(world).get(page_of(world))
        reasons = [line.revocation.reason for line in form.lines if line.revocation]
        assert reasons
        for part in (form.number, *reasons, "Stopped by the state"):
            assert part in shown.words
        assert form.child.last_name not in shown.text
        assert sum(call.is_read for call in shown.calls) == 3

    def test_another_boards_licensee_is_not_there(self, world: World) -> None:
        world.form()
        for page in ("", "/evidence", "/matter"):
            assert board(world, "OMBC").get(page_of(world) + page).status == 404

    def test_a_report_of_the_state_leads_to_the_page(self, world: World) -> None:
        from chalicelib.actions.physicians.bar_physician import bar_physician  # noqa: PLC0415 - of this test alone

        bar_physician(world.ctx(world.default_user(Role.OFFICER)), licensee_id(world), "A risk", PASSWORD, None)
        assert page_of(world) in board(world).get("/boards/news").links.values()


class TestTheEvidence:
    def test_each_file_is_what_the_signed_manifest_says(self, world: World) -> None:
        review = world.review(ReviewState.DECIDED)
        file = evidence(world)
        assert file.headers["content-disposition"].endswith('.zip"')
        archive = zipfile.ZipFile(io.BytesIO(file.text.encode()))
        manifest = archive.read("manifest.sha256").decode()
        for name in archive.namelist():
            if name.endswith(".json"):
                assert f"{hashlib.sha256(archive.read(name)).hexdigest()}  {name}" in manifest
        assert CASE in manifest
        forms = archive.read(f"forms-{world.clock.today.year}.json").decode()
        assert review.decision_reason in forms
        assert set(verified(file.text.encode())) >= {"licensee.json", f"forms-{world.clock.today.year}.json"}

    @pytest.mark.parametrize("changed", ["licensee.json", "manifest.sha256"])
    def test_a_letter_that_was_changed_is_found(self, world: World, changed: str) -> None:
        world.form()
        given = zipfile.ZipFile(io.BytesIO(evidence(world).text.encode()))
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as other:
            for name in given.namelist():
                content = given.read(name)
                other.writestr(name, content.replace(b"e", b"a", 1) if name == changed else content)
        with pytest.raises(Broken):
            verified(made.getvalue())

    @pytest.mark.skipif(not all(map(shutil.which, ("openssl", "xxd", "sha256sum"))), reason="needs OpenSSL and xxd")
    def test_the_lines_in_the_archive_check_it_without_the_portal(self, world: World, tmp_path: Path) -> None:
        """Given the archive alone, then the lines of HOW-TO-CHECK.txt say that it is sound."""
        world.form()
        zipfile.ZipFile(io.BytesIO(evidence(world).text.encode())).extractall(tmp_path)
        lines = (tmp_path / "HOW-TO-CHECK.txt").read_text().splitlines()
        commands = [line.strip() for line in lines if line.strip().startswith(("xxd ", "openssl ", "sha256sum "))]
        said, kept = [], {"capture_output": True, "text": True}
        for command in commands:
            told = subprocess.run(command, shell=True, cwd=tmp_path, check=True, **kept)  # noqa: S602 - our own lines
            said.append(told.stdout + told.stderr)
        assert "Verified OK" in said[1]
        assert [line.rpartition(" ")[2] for line in said[2].strip().splitlines()] == ["OK", "OK"]
        assert "improperly" not in said[2]

    def test_the_parents_see_that_it_was_saved(self, world: World) -> None:
        form = world.form()
        evidence(world)
        parent = world.browser(world.ctx().store.get(Account, form.guardian_ids[0]))
        assert "medical board" in parent.get(f"/parents/children/{form.child_id}/views").words

    def test_without_the_password_there_is_no_file(self, world: World) -> None:
        world.form()
        wrong = board(world).get(f"{page_of(world)}/evidence").press("Save the file", case_number=CASE, password=WRONG)
        assert wrong.status == 422


class TestReportingBack:
    def test_a_new_matter_puts_new_forms_on_hold_until_the_state_has_looked(self, world: World) -> None:
        world.form()
        report(world, "accusation")
        assert standing(world).state == StandingState.HOLD
        waiting = world.browser(world.default_user(Role.REVIEWER)).get(f"/reviews/standings/{licensee_id(world)}")
        assert f"ACCUSATION FILED {CASE} 2026-11-02" in waiting.words

    def test_its_end_lifts_the_bar(self, world: World) -> None:
        """Given an accusation that the state found to be about immunization, when the board reports that it was
        resolved, then new forms are accepted again."""
        world.form()
        report(world, "accusation")
        reviewer = world.browser(world.default_user(Role.REVIEWER))
        page = reviewer.get(f"/reviews/standings/{licensee_id(world)}")
        page.press(related_0="yes", kind_0="accusation", reason="It is about exemptions without examination")
        assert standing(world).state == StandingState.BARRED_ACCUSATION
        report(world, "accusation-over", date(2026, 11, 19))
        assert standing(world).state == StandingState.VERIFIED

    def test_an_end_of_nothing_is_refused(self, world: World) -> None:
        world.form()
        refused = report(world, "probation-over")
        assert refused.status == 422
        assert "has no end to record" in refused.errors["what"] if "what" in refused.errors else refused.words

    def test_the_same_matter_twice_changes_nothing(self, world: World) -> None:
        world.form()
        report(world, "probation")
        version = standing(world).version
        report(world, "probation")
        assert standing(world).version == version
