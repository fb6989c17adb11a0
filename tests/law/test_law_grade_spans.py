"""Grades, spans, vaccines of a span, and who needs no exemption."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.law.enums import Grade, GradeSpan, Vaccine
from chalicelib.law.grade_spans import (
    AgeNeededError,
    Instruction,
    check_vaccine_in_span,
    exemption_needed,
    expected_next_span_entry,
    first_grade_of,
    grade_after_entry,
    grade_before,
    grade_on,
    next_span,
    requirement_applies,
    span_of,
    usual_next_span_entry,
    vaccines_for_span,
)
from chalicelib.law.verdict import Outcome, ReasonCode

ON = date(2026, 10, 1)
DAYS = st.dates(date(2020, 1, 1), date(2045, 12, 31))
GRADED = [grade for grade in Grade if grade is not Grade.UNGRADED]


def vaccines(span: GradeSpan) -> set[Vaccine]:
    return {each.vaccine for each in vaccines_for_span(span)}


@pytest.mark.parametrize(
    ("grade", "span"),
    [
        (Grade.INFANT_TODDLER, GradeSpan.BIRTH_TO_PRESCHOOL),
        (Grade.PRESCHOOL, GradeSpan.BIRTH_TO_PRESCHOOL),
        (Grade.TK, GradeSpan.TK_TO_6),
        (Grade.K, GradeSpan.TK_TO_6),
        (Grade.GRADE_6, GradeSpan.TK_TO_6),
        (Grade.GRADE_7, GradeSpan.GRADES_7_TO_12),
        (Grade.GRADE_12, GradeSpan.GRADES_7_TO_12),
    ],
)
def test_each_grade_lies_in_its_span(grade: Grade, span: GradeSpan) -> None:
    assert span_of(grade) is span


def test_case_22_tk_to_k_stays_in_the_span_and_case_21_preschool_to_tk_leaves_it() -> None:
    assert span_of(Grade.TK) is span_of(Grade.K)
    assert span_of(Grade.PRESCHOOL) is not span_of(Grade.TK)


def test_an_ungraded_pupil_goes_by_age_from_twelve() -> None:
    assert span_of(Grade.UNGRADED, age_years=11) is GradeSpan.TK_TO_6
    assert span_of(Grade.UNGRADED, age_years=12) is GradeSpan.GRADES_7_TO_12
    with pytest.raises(AgeNeededError):
        span_of(Grade.UNGRADED)


def test_spans_follow_each_other_and_begin_with_their_first_grade() -> None:
    assert next_span(GradeSpan.BIRTH_TO_PRESCHOOL) is GradeSpan.TK_TO_6
    assert next_span(GradeSpan.TK_TO_6) is GradeSpan.GRADES_7_TO_12
    assert next_span(GradeSpan.GRADES_7_TO_12) is None
    assert [first_grade_of(span) for span in GradeSpan] == [Grade.INFANT_TODDLER, Grade.TK, Grade.GRADE_7]


def test_a_grade_advances_on_july_1_and_not_before() -> None:
    recorded_on = date(2026, 9, 1)

    assert grade_on(Grade.GRADE_6, recorded_on, date(2027, 6, 30)) is Grade.GRADE_6
    assert grade_on(Grade.GRADE_6, recorded_on, date(2027, 7, 1)) is Grade.GRADE_7
    assert grade_on(Grade.TK, recorded_on, date(2028, 7, 1)) is Grade.GRADE_1


def test_grade_twelve_stays_and_a_grade_before_tk_or_ungraded_waits_for_a_record() -> None:
    recorded_on, later = date(2026, 9, 1), date(2030, 9, 1)

    assert grade_on(Grade.GRADE_11, recorded_on, later) is Grade.GRADE_12
    for grade in (Grade.INFANT_TODDLER, Grade.PRESCHOOL, Grade.UNGRADED):
        assert grade_on(grade, recorded_on, later) is grade


def test_a_day_before_the_record_reads_as_recorded() -> None:
    assert grade_on(Grade.GRADE_2, date(2026, 9, 1), date(2024, 9, 1)) is Grade.GRADE_2


@given(st.sampled_from(GRADED), DAYS, DAYS, DAYS)
def test_a_grade_never_falls_as_time_passes(grade: Grade, recorded_on: date, one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    order = list(Grade)

    before, after = (order.index(grade_on(grade, recorded_on, on)) for on in (earlier, later))
    assert before <= after


def test_a_child_in_grade_2_in_fall_2026_is_expected_in_grade_7_around_august_2031() -> None:
    expected = expected_next_span_entry(Grade.GRADE_2, ON)

    assert expected is not None
    assert expected.grade is Grade.GRADE_7
    assert expected.around == date(2031, 8, 1)


def test_in_july_the_expectation_goes_by_the_grade_of_the_new_year() -> None:
    before = expected_next_span_entry(Grade.GRADE_6, date(2027, 6, 30))
    after = expected_next_span_entry(grade_on(Grade.GRADE_5, ON, date(2027, 7, 1)), date(2027, 7, 1))

    assert before is not None
    assert after is not None
    assert (before.around, after.around) == (date(2027, 8, 1), date(2028, 8, 1))


def test_no_entry_is_expected_after_grade_7_or_without_the_birth_date_it_depends_on() -> None:
    assert expected_next_span_entry(Grade.GRADE_7, ON) is None
    assert expected_next_span_entry(Grade.PRESCHOOL, ON) is None
    assert expected_next_span_entry(Grade.UNGRADED, ON) is None


def test_a_preschooler_is_expected_in_tk_in_the_year_of_being_four_by_september_1() -> None:
    by_then = expected_next_span_entry(Grade.PRESCHOOL, ON, birth_date=date(2023, 9, 1))
    a_day_late = expected_next_span_entry(Grade.PRESCHOOL, ON, birth_date=date(2023, 9, 2))

    assert by_then is not None
    assert a_day_late is not None
    assert (by_then.around, by_then.grade) == (date(2027, 8, 1), Grade.TK)
    assert (a_day_late.around, a_day_late.grade) == (date(2028, 8, 1), Grade.TK)


def test_a_preschooler_past_the_age_of_tk_is_expected_in_kindergarten_next_year() -> None:
    expected = expected_next_span_entry(Grade.PRESCHOOL, ON, birth_date=date(2022, 5, 1))

    assert expected is not None
    assert (expected.around, expected.grade) == (date(2027, 8, 1), Grade.K)


def test_an_ungraded_pupil_is_expected_in_the_school_year_of_turning_twelve() -> None:
    expected = expected_next_span_entry(Grade.UNGRADED, ON, birth_date=date(2016, 3, 4))

    assert expected is not None
    assert expected.school_year.first_day <= date(2028, 3, 4) <= expected.school_year.last_day
    assert expected_next_span_entry(Grade.UNGRADED, ON, birth_date=date(2014, 10, 1)) is None


def test_the_vaccines_of_each_span() -> None:
    common = {Vaccine.IPV, Vaccine.MMR, Vaccine.VAR, Vaccine.HEPB}

    assert vaccines(GradeSpan.BIRTH_TO_PRESCHOOL) == common | {Vaccine.DTAP, Vaccine.HIB}
    assert vaccines(GradeSpan.TK_TO_6) == common | {Vaccine.DTAP, Vaccine.TDAP}
    assert vaccines(GradeSpan.GRADES_7_TO_12) == common | {Vaccine.TDAP}


def test_case_26_hib_is_refused_for_grade_3() -> None:
    given_back = check_vaccine_in_span(Vaccine.HIB, span_of(Grade.GRADE_3), on=ON)

    assert given_back.codes == (ReasonCode.VACCINE_NOT_REQUIRED_IN_SPAN,)
    assert check_vaccine_in_span(Vaccine.HIB, GradeSpan.BIRTH_TO_PRESCHOOL, on=ON).allowed


def test_case_27_hepatitis_b_is_allowed_in_7_to_12_with_a_note() -> None:
    given_back = check_vaccine_in_span(Vaccine.HEPB, GradeSpan.GRADES_7_TO_12, on=ON)

    assert given_back.allowed
    assert given_back.codes == (ReasonCode.HEPB_NOT_A_CONDITION_OF_GRADE_7,)
    assert given_back.reasons[0].citation == "HSC-120335-c"
    assert check_vaccine_in_span(Vaccine.HEPB, GradeSpan.TK_TO_6, on=ON).reasons == ()


def test_tdap_in_tk_to_6_is_for_children_of_seven_and_older() -> None:
    six = check_vaccine_in_span(Vaccine.TDAP, GradeSpan.TK_TO_6, on=ON, age_years=6)

    assert six.codes == (ReasonCode.TDAP_BEFORE_AGE_SEVEN,)
    assert check_vaccine_in_span(Vaccine.TDAP, GradeSpan.TK_TO_6, on=ON, age_years=7).allowed
    assert check_vaccine_in_span(Vaccine.TDAP, GradeSpan.TK_TO_6, on=ON).codes == (ReasonCode.TDAP_FROM_AGE_SEVEN,)


def test_the_requirement_ends_on_the_eighteenth_birthday() -> None:
    birth = date(2008, 11, 20)

    assert requirement_applies(birth, date(2026, 11, 19)).outcome is Outcome.REQUIRED
    on_birthday = requirement_applies(birth, date(2026, 11, 20))
    assert on_birthday.outcome is Outcome.NOT_REQUIRED
    assert on_birthday.fact("since") == date(2026, 11, 20)


def test_home_based_school_and_independent_study_without_classroom_need_no_exemption() -> None:
    assert exemption_needed(Instruction.HOME_BASED_PRIVATE_SCHOOL).codes == (ReasonCode.HOME_BASED_PRIVATE_SCHOOL,)
    assert exemption_needed(Instruction.INDEPENDENT_STUDY_WITHOUT_CLASSROOM).outcome is Outcome.NOT_REQUIRED
    assert exemption_needed(Instruction.SCHOOL_OR_CHILD_CARE).outcome is Outcome.REQUIRED


@pytest.mark.parametrize(
    ("on", "year", "grade"),
    [
        (date(2026, 6, 30), 2026, Grade.TK),
        (date(2026, 7, 1), 2026, Grade.TK),
        (date(2026, 8, 1), 2026, Grade.TK),
        (date(2026, 8, 31), 2026, Grade.TK),
        (date(2026, 9, 1), 2027, Grade.K),
    ],
)
def test_tk_is_expected_this_autumn_until_september_begins(on: date, year: int, grade: Grade) -> None:
    """Born on August 15, 2022: four by September 1, 2026."""
    entry = expected_next_span_entry(Grade.PRESCHOOL, on, birth_date=date(2022, 8, 15))

    assert entry is not None
    assert (entry.school_year.starts_in, entry.grade) == (year, grade)


@pytest.mark.parametrize(
    ("first", "on", "before"),
    [
        (Grade.GRADE_7, date(2026, 11, 20), Grade.GRADE_6),
        (Grade.GRADE_7, date(2027, 7, 15), Grade.GRADE_6),
        (Grade.GRADE_7, date(2026, 6, 30), Grade.GRADE_5),
        (Grade.GRADE_9, date(2026, 11, 20), Grade.GRADE_6),
        (Grade.TK, date(2026, 11, 20), Grade.PRESCHOOL),
        (Grade.UNGRADED, date(2026, 11, 20), Grade.UNGRADED),
    ],
)
def test_before_the_first_day_in_a_span_the_grade_is_one_of_the_span_before(
    first: Grade, on: date, before: Grade
) -> None:
    assert grade_before(first, date(2027, 8, 12), on) is before


def test_long_before_the_first_day_in_grade_7_a_child_was_in_tk_at_the_earliest() -> None:
    first_day = date(2027, 8, 12)

    assert grade_before(Grade.GRADE_7, first_day, date(2020, 9, 1)) is Grade.K
    assert grade_before(Grade.GRADE_7, first_day, date(2019, 9, 1)) is Grade.TK
    assert grade_before(Grade.GRADE_7, first_day, date(2018, 9, 1)) is Grade.TK


@pytest.mark.parametrize(
    ("after", "entry"),
    [
        (date(2023, 7, 31), date(2023, 8, 1)),
        (date(2023, 8, 1), date(2030, 8, 1)),
        (date(2030, 7, 31), date(2030, 8, 1)),
        (date(2030, 8, 1), None),
    ],
)
def test_a_child_born_in_march_2018_usually_enters_kindergarten_in_2023_and_grade_7_in_2030(
    after: date, entry: date | None
) -> None:
    assert usual_next_span_entry(date(2018, 3, 1), after) == entry


@pytest.mark.parametrize(
    ("grade", "entered", "after"),
    [
        (Grade.PRESCHOOL, date(2026, 8, 17), Grade.TK),
        (Grade.PRESCHOOL, date(2027, 8, 17), Grade.K),
        (Grade.GRADE_6, date(2026, 8, 17), Grade.GRADE_7),
        (Grade.GRADE_8, date(2026, 8, 17), Grade.GRADE_8),
        (Grade.UNGRADED, date(2026, 8, 17), Grade.UNGRADED),
    ],
)
def test_from_the_entry_into_the_next_span_on_the_grade_is_one_of_that_span(
    grade: Grade, entered: date, after: Grade
) -> None:
    assert grade_after_entry(grade, date(2022, 8, 15), entered, entered) is after
