"""What a school records of its pupils."""

from chalicelib.domain.account import SchoolPart
from chalicelib.law.enums import Grade
from infra.local.demo import cast, reasons, schools
from infra.local.demo.accounts import ask_for_a_school, join_a_school, sign_in_again
from infra.local.demo.families import Wish
from infra.local.demo.people import Parent, Pupil
from infra.local.demo.play import Story
from infra.local.demo.stage import Stage
from infra.local.demo.threads import Visit, issued, revoked


def stopped_and_shots_started(stage: Stage) -> Story:
    """Stopped forty days ago; the first shots are given and on record, and the next ones have their days."""
    parent = Parent("Linnea", "Sorrelby", home="81 Orchard Lane, Fresno 93701", telephone="(559) 555-0161")
    pupil = Pupil("Tamsin", "Sorrelby", (10, 9), Grade.GRADE_1, cast.CLOVERMEAD)
    form = yield from revoked(
        stage,
        Visit(Wish(parent, pupil), cast.FERNWHISTLE, reasons.FAMILY_WORRY, 90),
        "The same wording in several forms of one school.",
        40,
    )
    yield 18
    schools.note_dose(stage, cast.SCHOOL, form, stage.days_ago(20), *(line.vaccine for line in form.lines))


def grade_skipped(stage: Stage) -> Story:
    """The school moved the child up a grade in the middle of the year; the span stays the same."""
    parent = Parent(
        "Ezekiel",
        "Thistlewood",
        relationship="father",
        home="7 Vineyard Court, Fresno 93701",
        telephone="(559) 555-0162",
    )
    pupil = Pupil("Odell", "Thistlewood", (6, 17), Grade.GRADE_2, cast.CLOVERMEAD)
    form = yield from issued(stage, Visit(Wish(parent, pupil), cast.FERNWHISTLE, reasons.GELATIN_ALLERGY, 75))
    yield 30
    schools.note_grade(stage, cast.SCHOOL, form, Grade.GRADE_3, stage.on)


def calendar_of_the_year(stage: Stage) -> Story:
    """The school has entered its calendar; the other schools of the demo have none, and count on the assumed one."""
    yield 5
    schools.keep_calendar(stage, cast.SCHOOL, cast.CLOVERMEAD)


def toddlers_of_child_care(stage: Stage) -> Story:
    """The child care center enters its youngest: shots become due by age."""
    yield 3
    schools.enter_toddlers(stage, cast.CHILD_CARE, cast.MISTLERILL)


def people_of_the_school(stage: Stage) -> Story:
    """The approver has added a clerk and a nurse who only reads, and someone asks to join."""
    yield 300
    join_a_school(stage, cast.SCHOOL, cast.CLOVERMEAD, cast.CLERK, SchoolPart.STAFF)
    join_a_school(stage, cast.SCHOOL, cast.CLOVERMEAD, cast.READER, SchoolPart.READ_ONLY)
    yield 3
    ask_for_a_school(stage, cast.CLOVERMEAD, cast.CLAIMANT)


def people_of_schools_sign_in(stage: Stage) -> Story:
    """Everyone who works at a school signs in now and then: who is away for 120 days must come back by mail."""
    school_people = (cast.SCHOOL, cast.CLERK, cast.READER, cast.DISTRICT, cast.CHILD_CARE)
    for days_ago in (240, 150, 60, 4):
        yield days_ago
        for person in (*school_people, *cast.OTHER_SCHOOLS):
            sign_in_again(stage, person)


def list_of_students(stage: Stage) -> Story:
    """The school sends the list of its own system: most cards are complete, some students are admitted on condition,
    of some no record has come yet."""
    yield 2
    schools.send_list(stage, cast.SCHOOL, cast.CLOVERMEAD)
