"""What schools do in the stories."""

from datetime import date, timedelta

from chalicelib.actions.calendars.save_calendar import CalendarCommand, save_calendar
from chalicelib.actions.imports.apply_import import apply_import
from chalicelib.actions.imports.confirm_import import confirm_import
from chalicelib.actions.imports.start_import import RosterFile, start_import
from chalicelib.actions.pupils.dose_checks import GivenDose
from chalicelib.actions.pupils.record_dose import DoseCommand, record_dose
from chalicelib.actions.pupils.record_grade import GradeCommand, record_grade
from chalicelib.actions.students.add_student import NewStudent, add_student
from chalicelib.actions.students.student_doses import record_student_dose
from chalicelib.domain.child import ChildFacts
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.school_calendar import CalendarClosure
from chalicelib.domain.student import StudentFacts
from chalicelib.law.calendar import add_months_minimum, school_year_of
from chalicelib.law.enums import Grade, Vaccine
from chalicelib.law.school_year import ClosureKind, assumed_calendar
from chalicelib.law.vaccine_products import GivenVaccine
from chalicelib.rosters.reader import read_roster
from infra.local.demo.class_lists import class_list
from infra.local.demo.people import Person
from infra.local.demo.stage import Stage


def note_dose(stage: Stage, office: Person, form: ExemptionForm, given_on: date, *vaccines: Vaccine) -> None:
    """Record a shot that the parent showed."""
    record_dose(stage.as_(office), DoseCommand(form.id, None, frozenset(vaccines), given_on))


def note_grade(stage: Stage, office: Person, form: ExemptionForm, grade: Grade, since: date) -> None:
    """Record the grade that the child is in from a day on."""
    record_grade(stage.as_(office), GradeCommand(form.id, None, grade, since))


def keep_calendar(stage: Stage, office: Person, facility_id: str) -> None:
    """Save the calendar of this school year, as its board approved it: the usual dates, and two days for staff."""
    year = school_year_of(stage.today)
    usual = assumed_calendar(year)
    staff = (date(year.starts_in, 10, 12), date(year.starts_in + 1, 3, 15))
    save_calendar(
        stage.as_(office),
        CalendarCommand(
            facility_id=facility_id,
            starts_in=year.starts_in,
            expected_version=None,
            first_day=date(year.starts_in, 8, 12),
            last_day=date(year.starts_in + 1, 6, 4),
            weekdays=usual.weekdays,
            closures=(
                *(
                    CalendarClosure(first=each.first, last=each.last, label=each.label, kind=each.kind)
                    for each in usual.closures
                ),
                *(CalendarClosure(first=day, last=day, label="Staff day", kind=ClosureKind.STAFF) for day in staff),
            ),
            extra_days=frozenset(),
            source="Board calendar",
            is_checked=True,
        ),
    )


_TODDLERS = (
    # Name, age in months and days, the ages in months at DTaP, polio, hepatitis B and Hib, and on the first birthday
    ("Posy", "Underbrook", 14, 12, (2, 4, 6), (2, 4), (0, 2), (2, 4), ()),
    ("Quillan", "Vireo", 15, 9, (2, 4, 6), (2, 4), (0, 2), (2, 4), ()),
    ("Rue", "Wickerby", 17, 20, (2, 4, 6), (2, 4, 6), (0, 2), (2, 4), (13,)),
    ("Saffron", "Yarrowby", 26, 3, (2, 4, 6, 16), (2, 4, 6), (0, 2, 9), (2, 4), (13,)),
)
_FROM_A_BIRTHDAY = frozenset({GivenVaccine.MMR, GivenVaccine.VAR, GivenVaccine.HIB})


def enter_toddlers(stage: Stage, office: Person, facility_id: str) -> None:
    """Add the youngest of a child care center with the shots of their ages: some ages come soon, one was reached."""
    for first, last, months, days, dtap, ipv, hepb, hib, late in _TODDLERS:
        born = add_months_minimum(stage.today, -months) - timedelta(days=days)
        facts = StudentFacts(child=ChildFacts(first_name=first, last_name=last, birth_date=born), room="Ducklings")
        new = NewStudent(facility_id, facts, Grade.INFANT_TODDLER, max(born, stage.days_ago(90)))
        student_id = add_student(stage.as_(office), new).subject.id
        series = {GivenVaccine.DTAP: dtap, GivenVaccine.IPV: ipv, GivenVaccine.HEPB: hepb, GivenVaccine.HIB: hib}
        given = [(vaccine, age) for vaccine, ages in series.items() for age in ages]
        given += [(vaccine, age) for age in late for vaccine in _FROM_A_BIRTHDAY]
        for vaccine, age in given:
            dose = GivenDose(frozenset({vaccine}), add_months_minimum(born, age))
            record_student_dose(stage.as_(office), student_id, None, dose)


def send_list(stage: Stage, office: Person, facility_id: str) -> None:
    """Import the school's list of students, from the file to the last line."""
    ctx = stage.as_(office)
    exempt = ctx.store.school_list(facility_id, ctx.keyed_hash).forms
    newest = {row.child_id: row for row in sorted(exempt, key=lambda row: (row.signed_on, row.form_id))}
    file = read_roster(class_list(stage.today, newest.values()), stage.on)
    import_id = start_import(ctx, RosterFile(facility_id, file)).subject.id
    confirm_import(stage.as_(office), import_id, None)
    apply_import(stage.visitor, import_id, transactions=100)
