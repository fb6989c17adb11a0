"""A kindergartner at a school with a record of shots, for the tests of the CDPH 286."""

from datetime import date

from chalicelib.domain.checkpoints import Checkpoint
from chalicelib.domain.immunization_record import StatusRow, immunization_record
from chalicelib.domain.roster import RosterLine, RosterRow, StudentRow
from chalicelib.domain.school_record import RecordedDose, RecordedGrade, RecordedNotice, SchoolRecord
from chalicelib.domain.student import Situation
from chalicelib.law.enums import Grade, GradeSpan, LineKind, LineState, NoticeWay, Vaccine
from chalicelib.law.vaccine_products import GivenVaccine

SCHOOL = "10621661035831"
FIRST_DAY, SEEN_ON = date(2026, 8, 17), date(2026, 8, 3)
COMPLETE = {
    "DTAP": ("2021-06-10", "2021-08-10", "2021-10-10", "2022-07-10", "2025-04-20"),
    "IPV": ("2021-06-10", "2021-08-10", "2021-10-10", "2025-04-20"),
    "MMR": ("2022-04-20", "2025-04-20"),
    "HEPB": ("2021-04-10", "2021-06-10", "2021-10-20"),
    "VAR": ("2022-04-20", "2025-04-20"),
}
"""All that 17 CCR 6025 asks in kindergarten of a child born on April 10, 2021."""


def shot(vaccine: str, day: str, *, seen_on: date = SEEN_ON, month_only: bool = False) -> RecordedDose:
    vaccines = tuple(map(GivenVaccine, vaccine.split("+")))
    given_on = date.fromisoformat(day)
    return RecordedDose(
        id=f"{vaccine}{day}", vaccines=vaccines, month_only=month_only, given_on=given_on, recorded_on=seen_on,
        facility_id=SCHOOL,
    )  # fmt: skip


def shots(card: dict[str, tuple[str, ...]], *, seen_on: date = SEEN_ON) -> tuple[RecordedDose, ...]:
    given = [shot(vaccine, day, seen_on=seen_on) for vaccine, days in card.items() for day in days]
    return tuple(sorted(given, key=lambda dose: (dose.given_on, dose.id)))


def grade(which: Grade, since: date, recorded_on: date) -> RecordedGrade:
    return RecordedGrade(grade=which, since=since, recorded_on=recorded_on, facility_id=SCHOOL)


def notice(vaccine: Vaccine, given_on: date, last_day: date) -> RecordedNotice:
    return RecordedNotice(
        vaccines=(vaccine,), given_on=given_on, way=NoticeWay.BY_HAND, received_on=given_on, last_day=last_day,
        recorded_on=given_on, facility_id=SCHOOL,
    )  # fmt: skip


def student(
    doses: tuple[RecordedDose, ...] = (),
    *situations: Situation,
    born: date = date(2021, 4, 10),
    grades: tuple[RecordedGrade, ...] = (grade(Grade.K, FIRST_DAY, SEEN_ON),),
    notices: tuple[RecordedNotice, ...] = (),
) -> StudentRow:
    return StudentRow(
        student_id="student-1", facility_id=SCHOOL, child_id="", first_name="Rosalind", last_name="Quillfeather",
        birth_date=born, room="4", situations=situations, enrolled_on=grades[0].since, left_on=None,
        school_record=SchoolRecord(doses=doses, grades=grades, notices=notices),
    )  # fmt: skip


def exemption(
    row: StudentRow,
    *vaccines: Vaccine,
    signed_on: date = date(2026, 8, 1),
    expires_on: date | None = None,
    state: LineState = LineState.ISSUED,
    revoked_on: date | None = None,
    record: SchoolRecord | None = None,
) -> RosterRow:
    """An exemption for the vaccines at the student's school: temporary where it has an expiry, else permanent."""
    kind = LineKind.TEMPORARY if expires_on else LineKind.PERMANENT
    return RosterRow(
        form_id="form-1", form_number="P3Q9-TPKP-QVY", facility_id=row.facility_id, child_id="child-1",
        first_name=row.first_name, last_name=row.last_name, birth_date=row.birth_date, grade=row.grade,
        span=GradeSpan.TK_TO_6, signed_on=signed_on, span_starts_on=None, next_span_entry=None,
        school_record=row.school_record if record is None else record, physician_name="Odette Marshlight, MD",
        parent_name="Odalys Quillfeather", parent_telephone="559 555 0127",
        lines=tuple(
            RosterLine(vaccine=each, state=state, kind=kind, expires_on=expires_on, revoked_on=revoked_on)
            for each in vaccines
        ),
    )  # fmt: skip


def status_at(
    row: StudentRow, *forms: RosterRow, on: date = FIRST_DAY, checkpoint: Checkpoint = Checkpoint.TK_12
) -> StatusRow:
    return immunization_record(row, forms, on).statuses[checkpoint]
