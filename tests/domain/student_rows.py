"""Random rows of a school's list: grades and ages that go together more or less, any doses, notices, situations."""

from datetime import date, timedelta

from hypothesis import strategies as st

from chalicelib.domain.roster import StudentRow
from chalicelib.domain.school_record import RecordedDose, RecordedGrade, RecordedNotice, SchoolRecord
from chalicelib.domain.student import RecordedPaper, Situation
from chalicelib.domain.transfers import Arrival, ArrivedFrom, RecordReceived, RecordResult
from chalicelib.law.enums import Grade, GradeSpan, NoticeWay, Vaccine
from chalicelib.law.grandfathering import OlderPaper
from chalicelib.law.vaccine_products import GivenVaccine

SCHOOL = "19647336016161"
_AGES = {Grade.INFANT_TODDLER: 1, Grade.PRESCHOOL: 3, Grade.TK: 4, Grade.K: 5, Grade.UNGRADED: 11}
_USUAL_MONTHS = {
    GivenVaccine.DTAP: (2, 4, 6, 15, 50),
    GivenVaccine.IPV: (2, 4, 6, 50),
    GivenVaccine.MMR: (12, 50),
    GivenVaccine.VAR: (12, 50),
    GivenVaccine.HEPB: (0, 2, 9),
    GivenVaccine.HIB: (2, 4, 15),
    GivenVaccine.TDAP: (132,),
}


@st.composite
def student_rows(draw: st.DrawFn) -> tuple[StudentRow, date]:
    """A row, and the day on which it is written."""
    on = date(2026, 8, 1) + timedelta(days=draw(st.integers(0, 364)))
    grade = draw(st.sampled_from(list(Grade)))
    age = _AGES.get(grade) or int(grade.value) + 5
    birth = on - timedelta(days=age * 365 + draw(st.integers(-200, 330)))
    enrolled = max(birth, on + timedelta(days=draw(st.sampled_from([-800, -400, -90, -20, 0, 15]))))
    return StudentRow(
        student_id="student",
        facility_id=SCHOOL,
        child_id="",
        first_name="Rosalind",
        last_name="Quillfeather",
        birth_date=birth,
        room="",
        situations=tuple(draw(st.lists(st.sampled_from(list(Situation)), max_size=1))),
        enrolled_on=enrolled,
        left_on=None,
        school_record=SchoolRecord(
            doses=tuple(sorted(_doses(draw, birth, on), key=lambda dose: dose.given_on)),
            grades=_grades(draw, grade, enrolled, on),
            notices=_notices(draw, on),
        ),
        papers=_papers(draw, birth, on),
        arrival=_arrival(draw, enrolled),
    ), on


def _papers(draw: st.DrawFn, birth: date, on: date) -> tuple[RecordedPaper, ...]:
    """Now and then a letter or a belief exemption, the letter sometimes with an end of its own, or stopped."""
    if draw(st.integers(0, 3)):
        return ()
    paper = draw(st.sampled_from(list(OlderPaper)))
    is_letter = paper is OlderPaper.PHYSICIAN_LETTER
    dated = max(birth, date(2020, 11, 1) if is_letter else date(2015, 9, 1))
    return (
        RecordedPaper(
            id="paper",
            paper=paper,
            dated_on=dated,
            span=draw(st.sampled_from(list(GradeSpan))),
            vaccines=tuple(draw(st.lists(st.sampled_from(list(Vaccine)), min_size=1, unique=True))),
            expires_on=on + timedelta(days=draw(st.integers(0, 90))) if is_letter and draw(st.booleans()) else None,
            stopped_on=on - timedelta(days=draw(st.integers(0, 40))) if is_letter and draw(st.booleans()) else None,
            recorded_on=on,
            recorded_by="somebody",
        ),
    )


def _arrival(draw: st.DrawFn, enrolled: date) -> Arrival | None:
    """Some came from another school; the wait ends on a day of the next weeks, and the first day out follows."""
    came_from = draw(st.sampled_from([None, None, *ArrivedFrom]))
    if came_from is None:
        return None
    last_day = enrolled + timedelta(days=draw(st.integers(0, 90)))
    result = draw(st.sampled_from([None, None, RecordResult.SHORT]))
    return Arrival(
        came_from=came_from,
        school_name="Juniper Hollow Elementary",
        first_day=enrolled,
        last_day=last_day if came_from is ArrivedFrom.US_SCHOOL else None,
        first_day_out=last_day + timedelta(days=draw(st.integers(1, 4))),
        recorded_on=enrolled,
        recorded_by="clerk",
        received=RecordReceived(received_on=enrolled, result=result, recorded_by="clerk") if result else None,
    )


def _doses(draw: st.DrawFn, birth: date, on: date) -> list[RecordedDose]:
    """The usual doses, some left out, late, or of a month alone."""
    found = []
    left_out = draw(st.sampled_from([0, 0, 1, 3, 6]))
    for vaccine, months in _USUAL_MONTHS.items():
        for number, month in enumerate(months):
            if left_out and draw(st.integers(0, 9)) < left_out:
                continue
            given = birth + timedelta(days=month * 30 + draw(st.sampled_from([0, 0, 3, 20, 200, 700])))
            if given > on:
                break
            month_only = draw(st.integers(0, 40)) == 40
            found.append(
                RecordedDose(
                    id=f"{vaccine}-{number}",
                    vaccines=(vaccine,),
                    month_only=month_only,
                    given_on=given.replace(day=1) if month_only else given,
                    recorded_on=max(given, on - timedelta(days=draw(st.sampled_from([0, 300])))),
                    facility_id=SCHOOL,
                )
            )
    return found


def _grades(draw: st.DrawFn, grade: Grade, enrolled: date, on: date) -> tuple[RecordedGrade, ...]:
    first = RecordedGrade(grade=grade, since=enrolled, recorded_on=min(on, enrolled), facility_id=SCHOOL)
    later = draw(st.sampled_from([None, None, None, 40, 200]))
    if later is None:
        return (first,)
    since = max(on, enrolled) + timedelta(days=later)
    return first, RecordedGrade(
        grade=draw(st.sampled_from(list(Grade))), since=since, recorded_on=on, facility_id=SCHOOL
    )


def _notices(draw: st.DrawFn, on: date) -> tuple[RecordedNotice, ...]:
    if draw(st.integers(0, 2)):
        return ()
    given = on - timedelta(days=draw(st.integers(0, 30)))
    return (
        RecordedNotice(
            vaccines=tuple(draw(st.lists(st.sampled_from(list(Vaccine)), min_size=1, max_size=3, unique=True))),
            given_on=given,
            way=NoticeWay.BY_HAND,
            received_on=given + timedelta(days=draw(st.integers(0, 5))),
            last_day=None,
            recorded_on=on,
            facility_id=SCHOOL,
        ),
    )
