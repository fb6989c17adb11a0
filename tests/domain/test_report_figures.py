"""The annual report counts a student by the answer that the school is given for the student, and each student once."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.report_duty import grades_taught, review_by_missing_report, review_by_rate, sections_of
from chalicelib.domain.report_figures import Figures, groups_of
from chalicelib.domain.roster import StudentRow
from chalicelib.domain.school_record import RecordedDose, RecordedGrade, SchoolRecord
from chalicelib.domain.school_report import SchoolReport
from chalicelib.domain.student import Situation
from chalicelib.domain.student_answers import answer_for_student
from chalicelib.law.annual_report import (
    ReportCategory,
    ReportSection,
    VaccineStatus,
    reported_vaccines,
    section_of,
    vaccine_status,
)
from chalicelib.law.calendar import SchoolYear
from chalicelib.law.enums import Grade
from chalicelib.law.vaccine_products import GivenVaccine
from chalicelib.law.verdict import Outcome
from tests.builders import SCHOOL_ID, World
from tests.invariants.places_reports import filed, kindergartner

ON = date(2026, 11, 20)
EVERY = tuple(ReportSection)
_TAUGHT_AT_HOME = {Situation.INDEPENDENT_STUDY, Situation.HOME_SCHOOL}


def student(
    number: int, grade: Grade, born: date, *, shots: Any = (), situations: Any = (), left_on: date | None = None
) -> StudentRow:
    doses = tuple(
        RecordedDose(
            id=str(place), vaccines=(vaccine,), given_on=day, recorded_on=date(2026, 8, 17), facility_id=SCHOOL_ID
        )
        for place, (vaccine, day) in enumerate(shots)
        if born <= day
    )
    since = date(2026, 8, 17)
    entry = RecordedGrade(grade=grade, since=since, recorded_on=since, facility_id=SCHOOL_ID)
    return StudentRow(
        student_id=f"student{number:04}",
        facility_id=SCHOOL_ID,
        child_id="",
        first_name="Beatrix",
        last_name=f"Quillfeather {number}",
        birth_date=born,
        room="",
        situations=tuple(situations),
        enrolled_on=since,
        left_on=left_on,
        school_record=SchoolRecord(doses=doses, grades=(entry,)),
    )


SHOTS = st.lists(
    st.tuples(st.sampled_from(GivenVaccine), st.dates(date(2015, 1, 1), ON)), max_size=16, unique_by=lambda shot: shot
)
AGES = {
    Grade.INFANT_TODDLER: (date(2023, 1, 1), date(2026, 8, 1)),
    Grade.PRESCHOOL: (date(2021, 1, 1), date(2025, 3, 1)),
    Grade.TK: (date(2020, 1, 1), date(2022, 12, 1)),
    Grade.K: (date(2019, 1, 1), date(2022, 12, 1)),
    Grade.GRADE_3: (date(2016, 1, 1), date(2019, 1, 1)),
    Grade.GRADE_7: (date(2012, 1, 1), date(2015, 1, 1)),
}
STUDENTS = st.sampled_from(list(AGES)).flatmap(
    lambda grade: st.builds(
        student,
        st.integers(0, 9999),
        st.just(grade),
        st.dates(*AGES[grade]),
        shots=SHOTS,
        situations=st.lists(st.sampled_from(Situation), max_size=2, unique=True),
        left_on=st.none() | st.dates(date(2026, 8, 17), date(2027, 1, 10)),
    )
)


@given(st.lists(STUDENTS, max_size=8, unique_by=lambda row: row.student_id))
@settings(deadline=None, max_examples=60)
def test_each_enrolled_student_of_a_reported_grade_stands_in_exactly_one_group(rows: list[StudentRow]) -> None:
    figures = Figures(groups_of(rows, [], EVERY, ON))
    reported = {
        row.student_id
        for row in rows
        if not row.has_left_by(ON) and section_of(row.grade, row.birth_date, ON) is not None
    }
    counted = Counter(each for group in figures.groups for each in group.student_ids)
    assert counted == Counter(reported)
    for section in figures.sections:
        assert sum(figures.count(section, category) for category in ReportCategory) == figures.count(section)


@given(STUDENTS)
@settings(deadline=None, max_examples=120)
def test_a_student_is_counted_by_the_answer_of_the_students_own_page(row: StudentRow) -> None:
    """Given a student who is taught in a classroom, then each vaccine counts as the student's answer says."""
    row = row.with_changes(
        left_on=None, situations=tuple(each for each in row.situations if each not in _TAUGHT_AT_HOME)
    )
    told = answer_for_student(row, ON)
    for group in groups_of([row], [], EVERY, ON):
        for vaccine in reported_vaccines(group.section, ON):
            given_answer = told.vaccines.get(vaccine)
            expected = vaccine_status(given_answer) if given_answer else VaccineStatus.NOT_REQUIRED
            assert group.status_of(vaccine) is expected, vaccine


def test_who_is_in_a_category_whatever_the_order_of_the_list(world: World) -> None:
    for _ in range(3):
        kindergartner(world)
    students, rows = world.ctx().store.students(SCHOOL_ID)
    assert groups_of(students, rows, EVERY, ON) == groups_of(reversed(students), rows, EVERY, ON)


def test_conditional_students_are_counted_with_and_without_temporary_exemptions() -> None:
    """Given one of each kind, then a vaccine's number with temporary exemptions is the larger (17 CCR 6075(c))."""
    born = date(2023, 3, 14)
    rows = [student(1, Grade.PRESCHOOL, born)]
    (group,) = groups_of(rows, [], EVERY, ON)
    statuses = (VaccineStatus.CONDITIONAL, VaccineStatus.TEMPORARY)
    categories = (ReportCategory.CONDITIONAL, ReportCategory.TEMPORARY)
    made = [
        group.model_copy(
            update={
                "category": category,
                "vaccines": tuple(each.with_changes(status=status) for each in group.vaccines),
            }
        )
        for status, category in zip(statuses, categories, strict=True)
    ]
    figures = Figures(tuple(made))
    for vaccine in reported_vaccines(ReportSection.PRE_KINDERGARTEN, ON):
        counted = [
            figures.lacking(ReportSection.PRE_KINDERGARTEN, vaccine, with_temporary=each) for each in (True, False)
        ]
        assert counted == [2, 1]


class TestWhatTheStateReadsOfIt:
    def test_the_filed_report_gives_the_rate_and_not_todays_list(self, world: World) -> None:
        kindergartner(world)
        report = filed(world)
        kindergartner(world, left_out=(GivenVaccine.VAR,))
        assert review_by_rate(world.ctx().store.get(SchoolReport, report.id)).outcome is Outcome.NOT_REQUIRED
        assert review_by_rate(filed(world, why_changed="One more")).outcome is Outcome.REQUIRED

    def test_a_missing_report_counts_from_the_day_after_the_last_and_ends_with_the_filing(self, world: World) -> None:
        facility, year, last = world.facility(grades="K-5"), SchoolYear(2026), date(2026, 12, 4)
        late = review_by_missing_report(facility, None, year, last + timedelta(days=1))
        in_time = review_by_missing_report(facility, None, year, last)
        assert late
        assert in_time
        assert (in_time.outcome, late.outcome) == (Outcome.NOT_REQUIRED, Outcome.REQUIRED)
        kindergartner(world)
        report = filed(world)
        done = review_by_missing_report(facility, report, year, last + timedelta(days=1))
        assert done
        assert done.outcome is Outcome.NOT_REQUIRED

    def test_case_116_a_high_school_is_never_missing_and_a_year_without_a_last_day_is_not_told(
        self, world: World
    ) -> None:
        school = world.facility(grades="9-12")
        told = review_by_missing_report(school, None, SchoolYear(2026), date(2027, 1, 4))
        assert told
        assert told.outcome is Outcome.NOT_REQUIRED
        assert review_by_missing_report(school, None, SchoolYear(2027), date(2027, 12, 24)) is None

    def test_what_a_school_teaches_is_read_from_the_directory(self, world: World) -> None:
        assert grades_taught(world.facility(grades="6-8")) == {Grade.GRADE_6, Grade.GRADE_7, Grade.GRADE_8}
        assert grades_taught(world.facility(grades="7")) == {Grade.GRADE_7}
        assert grades_taught(world.facility(grades="")) == set(Grade)
        assert sections_of(None, ON) == EVERY
