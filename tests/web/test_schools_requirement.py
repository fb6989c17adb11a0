"""What a school's page answers where the law asks nothing, or not yet, or for other vaccines than the exempt one."""

from datetime import date

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.child import ChildFacts
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.review import ReviewState
from chalicelib.law.enums import Grade, LineKind, Vaccine
from tests.builders import SCHOOL_ID, World, line
from tests.web.test_schools_records import record_dose, record_grade


def exempt(world: World, vaccine: Vaccine, grade: Grade, born: str, **facts: object) -> ExemptionForm:
    """A form with a permanent exemption of a child born on this day."""
    child = ChildFacts(first_name="Bo", last_name="Lindholm", birth_date=date.fromisoformat(born))
    return world.form(
        child=world.child(parent := world.parent(), facts=child),
        parent=parent,
        grade=grade,
        grade_now=facts.pop("grade_now", grade),
        lines=(line(vaccine, LineKind.PERMANENT),),
        **facts,  # type: ignore[arg-type]
    )


def answered(world: World, form: ExemptionForm, on: str) -> str:
    """The words of the student's page from today's answer on; the list must give the same answer."""
    world.clock.set(on)
    office = world.browser(world.default_user(Role.SCHOOL))
    words = office.get(f"/schools/pupils/{form.id}").words
    answer = words[words.index("Answer for today ") :]
    on_the_list = office.get(f"/schools/at/{SCHOOL_ID}").words
    said = (
        "Exclude starting",
        "Admit conditionally",
        "Check the record",
        "Not an exemption today",
        "May attend",
        "Admit",
    )
    assert next(each for each in said if answer.startswith(f"Answer for today {each}")) in on_the_list
    return answer


def test_case_110_a_student_of_eighteen_is_not_kept_out_for_a_revoked_exemption(world: World) -> None:
    world.clock.set("2026-11-02")
    form = exempt(world, Vaccine.MMR, Grade.GRADE_12, "2009-01-15")
    world.review(ReviewState.DECIDED, form=form)

    before, after = answered(world, form, "2027-01-14"), answered(world, form, "2027-01-15")

    assert before.startswith("Answer for today Exclude starting December 3, 2026")
    assert after.startswith("Answer for today Admit ")
    assert "turned 18 on January 15, 2027" in after
    assert "Check on the student's own record" not in after


def test_case_111_hib_asks_nothing_from_the_entry_into_tk(world: World) -> None:
    world.clock.set("2026-03-02")
    form = exempt(world, Vaccine.HIB, Grade.PRESCHOOL, "2022-03-01", next_span_entry=date(2026, 8, 17))

    before, after = answered(world, form, "2026-08-16"), answered(world, form, "2026-08-17")

    assert "Hib (Haemophilus influenzae type b) Admit Permanent" in before
    assert "Hib (Haemophilus influenzae type b) Admit " in after
    assert "no doses are required at this age and grade" in after
    assert "Tell the parent in writing" not in after


def test_hepatitis_b_asks_nothing_of_a_child_who_moves_up_to_grade_7(world: World) -> None:
    world.clock.set("2026-10-05")
    form = exempt(world, Vaccine.HEPB, Grade.GRADE_6, "2015-03-01", next_span_entry=date(2027, 8, 16))

    after = answered(world, form, "2027-08-16")

    assert "Hepatitis B Admit " in after
    assert "Hepatitis B is not needed to move up to grade 7" in after
    assert "Tell the parent in writing" not in after


def test_an_ungraded_student_of_twelve_is_asked_no_hepatitis_b(world: World) -> None:
    world.clock.set("2026-03-02")
    form = exempt(world, Vaccine.HEPB, Grade.UNGRADED, "2014-08-18", next_span_entry=date(2026, 8, 18))

    assert "Hepatitis B Admit " in answered(world, form, "2026-08-18")


def test_the_grade_of_today_is_shown_and_asked_and_not_that_of_a_form_to_come(world: World) -> None:
    world.clock.set("2026-11-20")
    form = exempt(
        world, Vaccine.TDAP, Grade.GRADE_7, "2015-05-02", grade_now=Grade.GRADE_6, planned_first_day=date(2027, 8, 12)
    )

    before, after = answered(world, form, "2026-11-20"), answered(world, form, "2027-08-12")

    assert "Grade Grade 6" in before
    assert "Tdap (tetanus, diphtheria, whooping cough booster) Admit " in before
    assert "Grade Grade 7" in after
    assert "A permanent exemption covers this vaccine" in after


def test_the_other_required_vaccines_are_named_where_one_alone_is_exempt(world: World) -> None:
    form = exempt(world, Vaccine.DTAP, Grade.GRADE_2, "2019-03-01")
    told = answered(world, form, "2026-11-20")

    assert told.startswith("Answer for today Check the record ")
    assert "Check on the student's own record These vaccines are required too." in told
    for vaccine in ("Polio", "MMR (measles, mumps, rubella)", "Varicella (chickenpox)", "Hepatitis B"):
        assert vaccine in told, vaccine

    record_dose(world, form, "VAR", given_on=date(2020, 3, 1))
    record_dose(world, form, "VAR", given_on=date(2023, 3, 1))
    assert "Varicella (chickenpox) Admit No exemption on file here" in answered(world, form, "2026-11-20")


def test_case_112_a_child_of_eight_months_is_admitted_until_the_next_age(world: World) -> None:
    world.clock.set("2026-09-05")
    form = exempt(world, Vaccine.HEPB, Grade.INFANT_TODDLER, "2026-01-05")
    for given_on in (date(2026, 3, 5), date(2026, 5, 5), date(2026, 7, 5)):
        record_dose(world, form, "DTAP", "IPV", "HIB", given_on=given_on)

    told = answered(world, form, "2026-09-05")

    assert told.startswith("Answer for today Admit conditionally through May 5, 2027")
    assert "More are required from April 5, 2027" in told
    assert "DTaP (diphtheria, tetanus, whooping cough) Admit conditionally through May 5, 2027" in told


@pytest.mark.parametrize(("since", "asked"), [(Grade.GRADE_6, False), (Grade.GRADE_7, True)])
def test_a_child_moved_up_by_this_school_is_asked_tdap_alone(world: World, since: Grade, *, asked: bool) -> None:
    """The one who was admitted in grade 7 is asked everything of Table B."""
    world.clock.set("2026-06-01")
    form = exempt(world, Vaccine.IPV, Grade.GRADE_6, "2014-03-01")
    if since is Grade.GRADE_6:
        record_grade(world, form, "6", date(2025, 8, 18))
    world.clock.set("2026-08-17")
    record_grade(world, form, "7", date(2026, 8, 17))

    told = answered(world, form, "2026-08-17")

    to_check = told[told.index("Check on the student's own record") : told.index("Doses on record")]
    assert "Tdap" in to_check
    assert ("Varicella (chickenpox)" in to_check) is asked
    assert "Polio Not an exemption today" in told  # it ended with grade 6: HSC 120370(a)(3)


def test_the_certificate_of_a_form_to_come_names_the_grade_it_was_signed_for(world: World) -> None:
    world.clock.set("2026-11-20")
    form = exempt(
        world, Vaccine.VAR, Grade.GRADE_7, "2015-05-02", grade_now=Grade.GRADE_6, planned_first_day=date(2027, 8, 12)
    )
    office = world.browser(world.default_user(Role.SCHOOL))

    assert "Grade 7" in office.get(f"/schools/pupils/{form.id}/certificate").words
    assert "Grade Grade 6" in office.get(f"/schools/pupils/{form.id}").words
