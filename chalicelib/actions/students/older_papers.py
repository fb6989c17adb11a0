"""A school puts an older exemption on paper on a student's record: a physician's letter from before the statewide form,
or a personal belief exemption from before 2016 (HSC 120370(a), 120335(g)). No one can submit one as an exemption."""

from dataclasses import dataclass
from datetime import date

from chalicelib.actions.context import Context
from chalicelib.actions.students.student_checks import own_student
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.student import RecordedPaper, Student
from chalicelib.law.enums import GradeSpan, Vaccine
from chalicelib.law.grandfathering import OlderPaper
from chalicelib.law.revocation import needs_discipline
from chalicelib.law.tables import Boundary, boundary

_COUNTS_BEFORE = {
    OlderPaper.PHYSICIAN_LETTER: (Boundary.STATEWIDE_FORM_FROM, "LETTER_TOO_NEW"),
    OlderPaper.PERSONAL_BELIEFS: (Boundary.PERSONAL_BELIEFS_BEFORE, "BELIEFS_TOO_NEW"),
}


@dataclass(frozen=True)
class PaperAsRead:
    """What the paper says. `span`: the grade span in which the student was when it was written or filed."""

    paper: OlderPaper
    dated_on: date
    span: GradeSpan
    vaccines: frozenset[Vaccine]
    issuer_name: str = ""
    issuer_license: str = ""
    expires_on: date | None = None


def record_older_paper(ctx: Context, student_id: str, expected_version: int | None, read: PaperAsRead) -> Done:
    """Put the paper on the record. The answer follows at once.

    Raises PortalError NOT_FOUND, INVALID (too new to count, before the birth, a letter without a physician, an end that
    cannot be), CONFLICT (stale).
    """
    student = own_student(ctx, Action.RECORD_OLDER_PAPER, student_id, expected_version)
    _check(read, student)
    paper = RecordedPaper(
        id=ctx.new_id(),
        paper=read.paper,
        dated_on=read.dated_on,
        span=read.span,
        vaccines=tuple(vaccine for vaccine in Vaccine if vaccine in read.vaccines),
        issuer_name=read.issuer_name,
        issuer_license=read.issuer_license,
        expires_on=read.expires_on,
        recorded_on=ctx.on,
        recorded_by=ctx.person.id,
    )
    return _commit(ctx, Action.RECORD_OLDER_PAPER, student, (*student.papers, paper))


def _check(read: PaperAsRead, student: Student) -> None:
    limit, too_new = _COUNTS_BEFORE[read.paper]
    if read.dated_on >= boundary(limit):
        raise invalid(too_new, "dated_on")
    if read.dated_on < student.facts.child.birth_date:
        raise invalid("DATE_BEFORE_BIRTH", "dated_on")
    if read.paper is OlderPaper.PHYSICIAN_LETTER and not read.issuer_name.strip():
        raise invalid("ISSUER_MISSING", "issuer_name")
    if read.expires_on is not None and read.paper is OlderPaper.PERSONAL_BELIEFS:
        raise invalid("BELIEFS_WITHOUT_END", "expires_on")
    if read.expires_on is not None and read.expires_on < read.dated_on:
        raise invalid("PAPER_ENDS_BEFORE_ITS_DATE", "expires_on")


@dataclass(frozen=True)
class StoppedPaper:
    """The state's notice that it has revoked a letter. `issuer_disciplined`: the medical board has disciplined the
    physician, as the notice or the board's own page says."""

    student_id: str
    expected_version: int | None
    paper_id: str
    stopped_on: date
    issuer_disciplined: bool


def stop_older_paper(ctx: Context, command: StoppedPaper) -> Done:
    """Write that the state revoked the letter; from that day the thirty days to start the shots run.

    Raises PortalError NOT_FOUND, INVALID (a day to come or before the letter; a letter from before 2020 whose physician
    was never disciplined, HSC 120372(d)(4)), REFUSED (a belief exemption: no one revokes those), CONFLICT (stale, or
    the paper is gone).
    """
    student = own_student(ctx, Action.STOP_OLDER_PAPER, command.student_id, command.expected_version)
    paper = _paper(student, command.paper_id)
    if paper.paper is not OlderPaper.PHYSICIAN_LETTER:
        raise PortalError(ErrorKind.REFUSED, "BELIEFS_NOT_STOPPED")
    if command.stopped_on > ctx.on:
        raise invalid("DATE_IN_FUTURE", "stopped_on")
    if command.stopped_on < paper.dated_on:
        raise invalid("STOPPED_BEFORE_ITS_DATE", "stopped_on")
    if needs_discipline(paper.dated_on) and not command.issuer_disciplined:
        raise invalid("NEVER_DISCIPLINED", "issuer_disciplined")
    stopped = paper.with_changes(stopped_on=command.stopped_on, issuer_disciplined=command.issuer_disciplined)
    papers = tuple(stopped if each.id == paper.id else each for each in student.papers)
    return _commit(ctx, Action.STOP_OLDER_PAPER, student, papers)


def remove_older_paper(ctx: Context, student_id: str, expected_version: int | None, paper_id: str, reason: str) -> Done:
    """Take off a paper that was recorded by mistake; the reason stays in the history.

    Raises PortalError NOT_FOUND, INVALID (no reason), CONFLICT (stale, or the paper is gone).
    """
    student = own_student(ctx, Action.REMOVE_OLDER_PAPER, student_id, expected_version)
    paper = _paper(student, paper_id)
    if not reason.strip():
        raise invalid("PAPER_REASON_MISSING", "reason")
    kept = tuple(each for each in student.papers if each.id != paper.id)
    return _commit(ctx, Action.REMOVE_OLDER_PAPER, student, kept, reason=reason)


def _paper(student: Student, paper_id: str) -> RecordedPaper:
    paper = student.paper(paper_id)
    if paper is None:
        raise PortalError(ErrorKind.CONFLICT, "STALE")
    return paper


def _commit(
    ctx: Context, act: Action, student: Student, papers: tuple[RecordedPaper, ...], *, reason: str = ""
) -> Done:
    work = ctx.unit_of_work(act)
    work.update(student, student.with_changes(papers=papers), reason=reason)
    return work.commit(subject_of(student))
