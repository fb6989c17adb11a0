"""What an import would do, over the list as it is now: for the preview, and once more while it is applied."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chalicelib.actions.context import Context
from chalicelib.actions.imports.known_students import comes_back, known, students_of
from chalicelib.domain.roster_import import NEW_STUDENT, ImportCounts, ImportJob
from chalicelib.domain.student import Student
from chalicelib.rosters.changes import KnownStudent, with_line
from chalicelib.rosters.matching import ImportPlan, MatchedLine, Outcome, plan_import
from chalicelib.rosters.problems import Effect
from chalicelib.rosters.rows import NameKey, ParsedRoster, RosterStudent, name_key
from chalicelib.storage.roster_imports import Candidate, ImportNotes, Question

MAX_QUESTIONS = 200


class NotDone(StrEnum):
    """Why a line was left out while the import was applied."""

    ASKED = "ASKED"  # unsure, and no one said who it is
    NAME_TAKEN = "NAME_TAKEN"  # the list has another student of this name and birth date
    STUDENT_TAKEN = "STUDENT_TAKEN"  # another line is this student


@dataclass(frozen=True)
class School:
    """The students of a school, by id, as records and as a file can speak of them."""

    students: Mapping[str, Student]
    known: Sequence[KnownStudent]
    on: date

    def plan(self, parsed: ParsedRoster, school_code: str) -> ImportPlan:
        """Match the lines of a file. Who has left is not "left?" again."""
        plan = plan_import(parsed, self.known, school_code)
        return plan.with_changes(gone=tuple(each for each in plan.gone if not self.students[each].has_left_by(self.on)))


def school_of(ctx: Context, facility_id: str) -> School:
    """Return the school's students as they are now. Raises TooManyRowsError, PortalError UNAVAILABLE."""
    students = {student.id: student for student in students_of(ctx, facility_id)}
    return School(students, [known(student, ctx.on) for student in students.values()], ctx.on)


def counts_of(school: School, plan: ImportPlan, parsed: ParsedRoster) -> ImportCounts:
    """Return how many lines are what. A student who comes back is one who changes."""
    rows = {row.line: row for row in parsed.rows}
    back = sum(
        line.outcome is Outcome.SAME and comes_back(school.students[line.student_id], rows[line.line], school.on)
        for line in plan.lines
    )
    return ImportCounts(
        new=plan.count(Outcome.NEW),
        same=plan.count(Outcome.SAME) - back,
        changed=plan.count(Outcome.CHANGED) + back,
        unsure=plan.count(Outcome.UNSURE),
        left_out=len({problem.line for problem in parsed.problems if problem.effect is Effect.LINE_LEFT_OUT}),
        gone=len(plan.gone),
    )


def notes_of(school: School, plan: ImportPlan, parsed: ParsedRoster) -> ImportNotes:
    """Return what a person must look at before the import: as many questions as a person can answer."""
    rows = {row.line: row for row in parsed.rows}
    unsure = [line for line in plan.lines if line.outcome is Outcome.UNSURE][:MAX_QUESTIONS]
    return ImportNotes(
        problems=parsed.problems,
        questions=tuple(_question(school, rows[line.line], line) for line in unsure),
        gone=plan.gone,
    )


def _question(school: School, row: RosterStudent, line: MatchedLine) -> Question:
    if line.doubt is None:
        raise ValueError(line.line)
    children = [school.students[each].facts.child for each in line.candidates]
    return Question(
        line=line.line,
        doubt=line.doubt,
        name=f"{row.identity.first_name} {row.identity.last_name}",
        born=row.identity.birth_date.isoformat(),
        candidates=tuple(
            Candidate(student_id=each, name=f"{child.first_name} {child.last_name}", born=child.birth_date.isoformat())
            for each, child in zip(line.candidates, children, strict=True)
        ),
    )


@dataclass(frozen=True)
class Step:
    """What is to be done with one line: a student is added (no `student`), changed, or nothing; or why not."""

    row: RosterStudent
    student: Student | None = None
    is_change: bool = False
    not_done: NotDone | None = None

    @property
    def is_new(self) -> bool:
        return self.student is None and self.not_done is None


def steps(school: School, job: ImportJob, rows: Sequence[RosterStudent], notes: ImportNotes) -> Iterator[Step]:
    """Yield what is to be done with each line, in the order of the file."""
    parsed = ParsedRoster(file_hash="", rows=tuple(rows), is_dose_list=job.is_dose_list)
    lines = {line.line: line for line in school.plan(parsed, job.facility_id).lines}
    named = {line.student_id for line in lines.values() if line.student_id}
    asked = {question.line for question in notes.questions}
    all_asked = job.counts.unsure <= len(asked)
    taken = {name_key(each.identity): each.id for each in school.known}
    used: set[str] = set()
    for row in rows:
        line = lines[row.line]
        if all_asked and row.line not in asked and line.candidates and named.issuperset(line.candidates):
            # Near to students whom other lines name, and not unsure before: these lines have been applied since.
            line = MatchedLine(line=row.line, outcome=Outcome.NEW)
        step = _step(school, job, row, line)
        yield _without_clash(step, taken, used)


def _step(school: School, job: ImportJob, row: RosterStudent, line: MatchedLine) -> Step:
    if line.outcome is Outcome.NEW:
        return Step(row)
    if line.outcome is Outcome.UNSURE:
        choice = job.answer_to(row.line)
        if choice in line.candidates:
            return Step(row, school.students[choice], is_change=True)
        return Step(row) if choice == NEW_STUDENT else Step(row, not_done=NotDone.ASKED)
    student = school.students[line.student_id]
    is_change = line.outcome is Outcome.CHANGED or comes_back(student, row, school.on)
    return Step(row, student, is_change=is_change)


def _without_clash(step: Step, taken: dict[NameKey, str], used: set[str]) -> Step:
    """Return the step, or why it cannot be done: a student is one line's, and a name and birth date one student's."""
    if step.not_done:
        return step
    if step.student and step.student.id in used:
        return Step(step.row, not_done=NotDone.STUDENT_TAKEN)
    owner = step.student.id if step.student else ""
    key = name_key(step.row.identity) if step.student is None else _key_after(step.student, step.row)
    if taken.get(key, owner) != owner or (not owner and key in taken):
        return Step(step.row, not_done=NotDone.NAME_TAKEN)
    taken[key] = owner
    used.add(owner)
    used.discard("")
    return step


def _key_after(student: Student, row: RosterStudent) -> NameKey:
    before = known(student, row.identity.birth_date)
    return name_key(with_line(before, row).identity)
