"""The students of a school as a file can speak of them, and a line of a file as the record of a student."""

from collections.abc import Iterator
from datetime import date

from chalicelib.actions.context import Context
from chalicelib.actions.students.student_checks import same_child_of
from chalicelib.domain.child import ChildFacts
from chalicelib.domain.school_record import RecordedGrade, SchoolRecord
from chalicelib.domain.student import Contact, Enrollment, Student, StudentFacts
from chalicelib.law.calendar import one_year_after
from chalicelib.law.enums import Grade
from chalicelib.law.grade_spans import grade_on
from chalicelib.rosters.changes import KnownStudent, with_line
from chalicelib.rosters.letter_languages import language_code
from chalicelib.rosters.recorded import as_recorded, recorded_doses, without_written, written_doses
from chalicelib.rosters.rows import RosterStudent, SchoolElements, StudentIdentity
from chalicelib.storage import keys
from chalicelib.storage.rosters import student_ids


def students_of(ctx: Context, facility_id: str) -> list[Student]:
    """Return the records of all students of a school, those who have left included.

    Raises TooManyRowsError, PortalError UNAVAILABLE.
    """
    ids = student_ids(ctx.store.table, facility_id)
    ctx.store.load(keys.record("student", each) for each in ids)
    return [student for each in ids if (student := ctx.store.find(Student, each))]


def known(student: Student, on: date) -> KnownStudent:
    """Return what a file can say of a student, as the record says it today."""
    facts, child, contact = student.facts, student.facts.child, student.facts.contact
    return KnownStudent(
        id=student.id,
        identity=StudentIdentity(
            last_name=child.last_name,
            first_name=child.first_name,
            middle_name=child.middle_name,
            birth_date=child.birth_date,
            ssid=facts.ssid,
            sex=facts.sex,
            ethnicity=facts.ethnicity,
            races=facts.races,
            other_race=facts.other_race,
            parent_name=contact.parent_name,
        ),
        school=SchoolElements(
            grade=_grade_today(student, on),
            local_id=facts.local_id,
            room=facts.room,
            first_day=student.newest_enrollment.since,
            last_day=student.newest_enrollment.until,
            parent_email=contact.email,
            parent_phone=contact.telephone,
            language=contact.language,
            address=contact.address,
            situations=facts.situations,
        ),
        doses=written_doses(student.school_record.doses),
    )


def _grade_today(student: Student, on: date) -> Grade:
    day = max(on, student.newest_enrollment.since)
    recorded = student.school_record.grade_on(day)
    return grade_on(recorded.grade, recorded.since, day) if recorded else Grade.UNGRADED


def usable(row: RosterStudent, on: date) -> RosterStudent:
    """Return a line without what the school's record cannot hold: doses of what schools do not ask for, languages
    without letters, a first day more than a year ahead."""
    first_day = row.school.first_day
    return row.with_changes(
        school=row.school.with_changes(
            language=language_code(row.school.language),
            first_day=first_day if first_day and first_day <= one_year_after(on) else None,
        ),
        doses=as_recorded(row.doses),
    )


def comes_back(student: Student, row: RosterStudent, on: date) -> bool:
    """Return whether a line brings back a student who has left: it names no last day that has passed."""
    return student.has_left_by(on) and (row.school.last_day is None or row.school.last_day >= on)


def new_student_of(ctx: Context, facility_id: str, row: RosterStudent) -> Student:
    """Return the record of a line's student as it begins. Without a first day in the file, it is today."""
    first_day = row.school.first_day or ctx.on
    last_day = row.school.last_day
    begun = KnownStudent(id="", identity=row.identity, school=row.school)
    facts = _facts(begun)
    grade = RecordedGrade(grade=row.school.grade, since=first_day, recorded_on=ctx.on, facility_id=facility_id)
    return Student(
        id=ctx.new_id(),
        facility_id=facility_id,
        same_child=same_child_of(ctx, facts),
        facts=facts,
        enrollments=(Enrollment(since=first_day, until=last_day if last_day and last_day >= first_day else None),),
        school_record=_with_doses(ctx, facility_id, SchoolRecord(grades=(grade,)), begun, row),
    )


def changed_student(ctx: Context, student: Student, row: RosterStudent) -> Student:
    """Return the record with what a line says otherwise. A blank cell changes nothing. No dose goes, but the month
    of one gives way to its full date."""
    before = known(student, ctx.on)
    after = with_line(before, row)
    facts = _facts(after)
    record = _with_doses(ctx, student.facility_id, student.school_record, before, row)
    enrollments = tuple(_enrollments(ctx, student, row))
    if after.school.grade != before.school.grade:
        record = record.with_grade(
            RecordedGrade(
                grade=after.school.grade,
                since=max(ctx.on, enrollments[-1].since),
                recorded_on=ctx.on,
                facility_id=student.facility_id,
            )
        )
    return student.with_changes(
        facts=facts, same_child=same_child_of(ctx, facts), enrollments=enrollments, school_record=record
    )


def _enrollments(ctx: Context, student: Student, row: RosterStudent) -> Iterator[Enrollment]:
    """Yield the enrollments with the line's first and last day where these can be."""
    *earlier, newest = student.enrollments
    first_day, last_day = row.school.first_day, row.school.last_day
    if comes_back(student, row, ctx.on) and newest.until:
        yield from student.enrollments
        since = first_day if first_day and first_day > newest.until else ctx.on
        yield Enrollment(since=since, until=last_day if last_day and last_day >= since else None)
        return
    yield from earlier
    too_early = first_day is None or (earlier and earlier[-1].until and first_day <= earlier[-1].until)
    since = newest.since if too_early or first_day is None else first_day
    until = last_day or newest.until
    yield Enrollment(since=since, until=until) if until is None or until >= since else newest


def _facts(of: KnownStudent) -> StudentFacts:
    identity, school = of.identity, of.school
    return StudentFacts(
        child=ChildFacts(
            first_name=identity.first_name,
            middle_name=identity.middle_name,
            last_name=identity.last_name,
            birth_date=identity.birth_date,
        ),
        ssid=identity.ssid,
        local_id=school.local_id,
        sex=identity.sex,
        ethnicity=identity.ethnicity,
        races=identity.races,
        other_race=identity.other_race,
        room=school.room,
        contact=Contact(
            parent_name=identity.parent_name,
            email=school.parent_email,
            telephone=school.parent_phone,
            language=school.language,
            address=school.address,
        ),
        situations=school.situations,
    )


def _with_doses(
    ctx: Context, facility_id: str, record: SchoolRecord, before: KnownStudent, row: RosterStudent
) -> SchoolRecord:
    joined = with_line(before, row).doses
    gone = [dose for dose in before.doses if dose not in joined]
    kept = [left for dose in record.doses if (left := without_written(dose, gone) if gone else dose)]
    record = record.with_changes(doses=tuple(kept))
    added = [dose for dose in joined if dose not in before.doses]
    for dose in recorded_doses(added, recorded_on=ctx.on, facility_id=facility_id, new_id=ctx.new_id):
        record = record.with_dose(dose)
    return record
