"""Random records of students on a school's list: as the slow engine keeps them, and as the list's row of the portal."""

from datetime import date, timedelta
from functools import cache

from hypothesis import strategies as st

from chalicelib.domain.roster import StudentRow
from chalicelib.domain.school_record import RecordedDose, RecordedGrade, RecordedNotice, SchoolRecord
from chalicelib.domain.student import HealthExclusion, Situation
from chalicelib.law.enums import Grade, NoticeWay, Vaccine
from chalicelib.law.school_clocks import notice_ends
from chalicelib.law.school_year import Closure, ClosureKind, SchoolCalendar, school_years
from chalicelib.law.vaccine_products import GivenVaccine
from tests.reference_model.engine.clocks import OpenDays
from tests.reference_model.engine.days import DAY
from tests.reference_model.engine.records import Notice, Record, Shot, notice_given
from tests.reference_model.engine.students import DISEASES, VACCINES, Order
from tests.reference_model.shot_records import shot_records

SCHOOL, OTHER_SCHOOL = "19647336016161", "19647336016179"
_FIRST_DAYS = (date(2026, 8, 17), date(2027, 8, 16))
BREAKS = (
    (date(2026, 9, 7), date(2026, 9, 7)), (date(2026, 11, 11), date(2026, 11, 11)),
    (date(2026, 11, 23), date(2026, 11, 27)), (date(2026, 12, 21), date(2027, 1, 15)),
    (date(2027, 2, 15), date(2027, 2, 19)), (date(2027, 3, 22), date(2027, 4, 9)),
    (date(2027, 5, 31), date(2027, 5, 31)),
)  # fmt: skip
"""Days without school, the four weeks of the winter and three of the spring among them; the summer comes besides."""
_USUAL_AGE = {"infant-toddler": 1, "preschool": 3, "TK": 4, "K": 5, **{str(grade): grade + 5 for grade in range(1, 13)}}
_GRADES = st.sampled_from([*_USUAL_AGE, "ungraded", "ungraded", "infant-toddler", "7", "7", "12"])
_ON, _BESIDE, _AGE_WITHOUT_GRADE = st.integers(0, 320), st.integers(-220, 380), st.integers(5, 17)
_ENROLLED_AGO = st.sampled_from([-800, -400, -90, -20, 0])
_SITUATIONS = st.sampled_from(["", "", "", *Situation])
_NOTICES, _NAMED = st.integers(0, 3), st.lists(st.sampled_from(VACCINES), min_size=1, max_size=4, unique=True)
_SENT_AGO, _WAYS, _CLOCKS = st.integers(0, 60), st.sampled_from(list(NoticeWay)), st.sampled_from(["school", "none"])
_DISEASES = st.lists(st.sampled_from(list(DISEASES)), max_size=2, unique=True)
_OUT_AGO, _OUT_FOR, _LIFTED = st.integers(-1, 30), st.none() | st.integers(0, 25), st.none() | st.integers(1, 20)
_SEEN_AGO, _FROM_BELOW = st.sampled_from([0, 5, 300]), st.integers(0, 1)


@cache
def open_days() -> OpenDays:
    """The days of school of both years, counted one by one."""
    found = []
    for first in _FIRST_DAYS:
        days = (first + count * DAY for count in range(300))
        found += [day for day in days if day.weekday() < 5 and not any(one <= day <= last for one, last in BREAKS)]
    return frozenset(day for day in found if day <= date(2028, 6, 9) and not date(2027, 6, 11) <= day < _FIRST_DAYS[1])


@cache
def school_days() -> SchoolCalendar:
    """The same years as the portal's calendars."""
    closures = tuple(Closure(first, last, "No school", ClosureKind.RECESS) for first, last in BREAKS)
    years = (
        SchoolCalendar(_FIRST_DAYS[0], date(2027, 6, 10), closures=closures),
        SchoolCalendar(_FIRST_DAYS[1], date(2028, 6, 9)),
    )
    return school_years(years)


@st.composite
def school_records(draw: st.DrawFn) -> tuple[Record, StudentRow, date]:
    """A student's record, the row that the portal keeps of it, and a day."""
    on = _FIRST_DAYS[0] + timedelta(days=draw(_ON))
    grade = draw(_GRADES)
    years = _USUAL_AGE.get(grade) or draw(_AGE_WITHOUT_GRADE)
    birth = min(on, on - timedelta(days=round(years * 365.25) + draw(_BESIDE)))
    enrolled = max(birth, on + timedelta(days=draw(_ENROLLED_AGO)))
    grades = [(grade, enrolled, SCHOOL)]
    if grade == "7" and draw(_FROM_BELOW):
        grades.insert(0, ("6", max(birth, enrolled - timedelta(days=300)), SCHOOL))
    given, months = draw(shot_records(birth, on))
    recorded = on - timedelta(days=draw(_SEEN_AGO))
    record = Record(birth=birth, school=SCHOOL, enrolled=enrolled, grades=grades, situation=draw(_SITUATIONS))
    record.shots = [Shot((name,), day, max(day, recorded)) for name, days in given.items() for day in days]
    record.shots += [Shot((name,), day, max(day, recorded), month_only=True) for name, day in months]
    ways = [_notice(draw, record, on) for _ in range(max(0, draw(_NOTICES) - 1))]
    for disease in draw(_DISEASES):
        record.orders[disease] = _order(draw, disease, on)
    return record, row_of(record, ways), on


def _notice(draw: st.DrawFn, record: Record, on: date) -> RecordedNotice:
    sent = max(record.birth, _FIRST_DAYS[0], on - timedelta(days=draw(_SENT_AGO)))
    way, vaccines = draw(_WAYS), tuple(draw(_NAMED))
    known = notice_given(vaccines, sent, way.value, open_days())
    by_calendar = draw(_CLOCKS) == "school"
    if not by_calendar:
        known = Notice(vaccines, known.received)
    record.notices.append(known)
    last_day = notice_ends(known.received, school_days()) if by_calendar else None
    return RecordedNotice(
        vaccines=tuple(Vaccine(each) for each in vaccines),
        given_on=sent,
        way=way,
        received_on=known.received,
        last_day=last_day,
        first_day=school_days().next_school_day(last_day + DAY) if last_day else None,
        recorded_on=sent,
        facility_id=SCHOOL,
    )


def _order(draw: st.DrawFn, disease: str, on: date) -> Order:
    out = on - timedelta(days=draw(_OUT_AGO))
    through, lifted = draw(_OUT_FOR), draw(_LIFTED)
    return Order(
        disease,
        out,
        lifted=None if lifted is None else out + timedelta(days=lifted),
        through=None if through is None else out + timedelta(days=through),
    )


def row_of(record: Record, notices: list[RecordedNotice]) -> StudentRow:
    """The record as a row of the school's list."""
    return StudentRow(
        student_id="student",
        facility_id=SCHOOL,
        child_id="",
        first_name="Rosalind",
        last_name="Quillfeather",
        birth_date=record.birth,
        room="",
        situations=(Situation(record.situation),) if record.situation else (),
        enrolled_on=record.enrolled,
        left_on=None,
        school_record=SchoolRecord(
            doses=tuple(_dose(each, place) for place, each in enumerate(record.shots)),
            grades=tuple(
                RecordedGrade(grade=Grade(grade), since=since, recorded_on=since, facility_id=school)
                for grade, since, school in record.grades
            ),
            notices=tuple(notices),
        ),
        exclusions=tuple(
            HealthExclusion(
                exposure_id=name, disease=each.disease, since=each.out, through=each.through, lifted_on=each.lifted
            )
            for name, each in record.orders.items()
        ),
    )


def _dose(shot: Shot, place: int) -> RecordedDose:
    return RecordedDose(
        id=f"{place}",
        vaccines=tuple(map(GivenVaccine, shot.names)),
        month_only=shot.month_only,
        given_on=shot.day,
        recorded_on=shot.recorded,
        facility_id=SCHOOL,
    )
