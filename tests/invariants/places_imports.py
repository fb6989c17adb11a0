"""Places where a school imports a file of its students, and saves its list as files."""

from datetime import date

from chalicelib.actions.imports.confirm_import import Answers, answer_questions, confirm_import
from chalicelib.actions.imports.start_import import RosterFile, start_import
from chalicelib.actions.students.add_student import NewStudent, add_student
from chalicelib.domain.account import Role
from chalicelib.domain.child import ChildFacts
from chalicelib.domain.roster_import import NEW_STUDENT, ImportAnswer, ImportJob
from chalicelib.jobs.apply_imports import apply_imports
from chalicelib.law.enums import Grade
from chalicelib.rosters.reader import read_roster
from tests.builders import SCHOOL_ID, World
from tests.invariants.places import Here, place
from tests.invariants.places_schools import student_facts

IMPORT = "/schools/imports/{import_id}"
HEADER = "last_name,first_name,birth_date,grade"
NEW = "Brindlemoor,Tobias,2019-09-02,1"


def import_of(world: World, *lines: str, header: str = HEADER) -> str:
    """An import of the default school, waiting for its confirmation; its id."""
    content = "\n".join((header, *(lines or (NEW,)), "")).encode()
    ctx = world.ctx(world.default_user(Role.SCHOOL))
    return start_import(ctx, RosterFile(SCHOOL_ID, read_roster(content, ctx.on))).subject.id


def own_student(world: World) -> tuple[str, str]:
    """A student of the default school with a name that no other has: the id of the record, and a line of a file whose
    name differs from it by one letter."""
    apply_imports(world.clock)  # what an earlier place left: a school has one import at work at a time
    name = f"Quill{''.join(filter(str.isalpha, world.ctx().new_id()))}"
    child = ChildFacts(first_name="Rosalind", last_name=name, birth_date=date(2018, 3, 14))
    facts = student_facts(child=child, ssid="", local_id="")
    added = add_student(
        world.ctx(world.default_user(Role.SCHOOL)), NewStudent(SCHOOL_ID, facts, Grade.GRADE_2, date(2026, 8, 17))
    )
    return added.subject.id, f"{name}x,Rosalind,2018-03-14,2"


def answered_import(world: World) -> str:
    """An import with a question that is answered, confirmed and not applied yet."""
    import_id = import_of(world, own_student(world)[1], NEW)
    office = world.default_user(Role.SCHOOL)
    answer_questions(world.ctx(office), Answers(import_id, None, (ImportAnswer(line=2, choice=NEW_STUDENT),)))
    confirm_import(world.ctx(office), import_id, None)
    return import_id


def job_of(world: World, import_id: str) -> ImportJob:
    return world.ctx().store.get(ImportJob, import_id)


@place("/schools/at/{facility_id}/import")
def _upload(world: World) -> Here:
    answers = {"text": f"{HEADER}\n{own_student(world)[1]}\n{NEW}\n"}
    return Here(world.default_user(Role.SCHOOL), {"facility_id": SCHOOL_ID}, answers)


@place(IMPORT, f"{IMPORT}/again", f"{IMPORT}/questions")
def _import(world: World) -> Here:
    import_id = import_of(world, own_student(world)[1], NEW, "Wrong,Date,2019-02-30,1")
    return Here(world.default_user(Role.SCHOOL), {"import_id": import_id}, {"choice_0": NEW_STUDENT})


@place(f"{IMPORT}/left")
def _left(world: World) -> Here:
    student_id, _near = own_student(world)
    import_id = import_of(world, NEW, f"Other,{student_id},2019-09-02,1")
    answers = {"students": [student_id], "last_day": date(2026, 9, 25)}
    return Here(world.default_user(Role.SCHOOL), {"import_id": import_id}, answers)


@place("/schools/at/{facility_id}/files", "/schools/at/{facility_id}/files/{kind}", "/schools/sample-roster")
def _files(world: World) -> Here:
    own_student(world)
    return Here(world.default_user(Role.SCHOOL), {"facility_id": SCHOOL_ID, "kind": "full-students"})
