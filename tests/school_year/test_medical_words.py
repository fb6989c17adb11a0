"""No medical reason and no diagnosis reaches a school: words planted in every medical field of the forms stand on no
page, file or paper of the school, in no e-mail and no log line. A leak that is planted is found."""

from datetime import date

import pytest

from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.roster import RosterRow
from chalicelib.law.enums import LineKind
from chalicelib.runtime.logging import log
from tests.builders import World
from tests.school_year.cases import CANARIES, PLANTED, Cases
from tests.school_year.district import District, Known
from tests.school_year.outputs import behind_the_pages, leaks, outputs
from tests.school_year.town import SCHOOLS, Child


def with_an_exempt_child(world: World) -> tuple[District, Cases, Known]:
    """One child of the second grade at one school, with a form for MMR and varicella."""
    world.clock.set("2026-09-14")
    district = District(world, SCHOOLS[3:])
    district.save_calendars()
    cases = Cases(district)
    child = Child("Alder", "Bramabode", date(2019, 3, 14), "2", "exempt", SCHOOLS[3].id, exempt=("MMR", "VAR"))
    known = district.add(SCHOOLS[3], child)
    cases.sign(known, (LineKind.TEMPORARY, LineKind.PERMANENT), date(2027, 3, 1), None)
    return district, cases, known


class TestALeakIsFound:
    def test_on_the_pages_and_rows(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        """Given a roster row that takes the description along, then the search names the row and the page."""
        right = RosterRow.of.__func__  # type: ignore[attr-defined]

        def leaking(cls: type[RosterRow], form: ExemptionForm) -> RosterRow:
            made: RosterRow = right(cls, form)
            return made.with_changes(physician_name=form.lines[0].description)

        monkeypatch.setattr(RosterRow, "of", classmethod(leaking))
        district, _cases, known = with_an_exempt_child(world)

        where = " ".join(leaks(outputs(district), PLANTED))

        assert f"/schools/students/{known.student_id}" in where
        assert f"FACILITY#{SCHOOLS[3].id}" in where

    def test_in_the_log(self, world: World) -> None:
        log("import.failed", code=CANARIES["finding"])

        assert [each.partition(":")[0] for each in leaks(behind_the_pages(world), PLANTED)] == ["log line"]
        world.recorder.lines.clear()


def test_after_every_act_on_an_exemption_the_schools_outputs_hold_no_medical_word(world: World) -> None:
    """Given an exemption that was revoked, appealed and reinstated, then nothing of it is told to the school but dates
    and answers."""
    district, cases, known = with_an_exempt_child(world)
    cases.revoke(known)
    cases.appeal(known)
    cases.decide_appeal(known, reinstated=True)
    cases.withdraw(known)

    found = list(outputs(district))

    assert len(found) > 40
    assert leaks(found, PLANTED) == []
