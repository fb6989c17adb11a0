"""A student's answer: first the health officer, then what is required, then vaccine by vaccine, then the strictest.

Written from the tables of 17 CCR 6025 and 6035 and HSC 120335 and 120370, and from nothing else.
"""

from dataclasses import dataclass, field, replace
from datetime import date

from tests.reference_model.engine import clocks, lines, reviews, shots
from tests.reference_model.engine.days import DAY, months_at_least, months_old, years_old
from tests.reference_model.engine.grades import LITTLE, UNGRADED
from tests.reference_model.engine.lines import Answer, Situation
from tests.reference_model.engine.shots import Shots

VACCINES = ("DTAP", "TDAP", "IPV", "MMR", "VAR", "HEPB", "HIB")
CHECK = "check_record"
DISEASES = {
    "diphtheria": ("DTAP", "TDAP"), "tetanus": ("DTAP", "TDAP"), "pertussis": ("DTAP", "TDAP"),
    "hepatitis B": ("HEPB",), "Haemophilus influenzae type b": ("HIB",), "measles": ("MMR",), "mumps": ("MMR",),
    "rubella": ("MMR",), "poliomyelitis": ("IPV",), "varicella": ("VAR",),
}  # fmt: skip
UPPER = ("7", "8", "9", "10", "11", "12")


@dataclass(frozen=True)
class Paper:
    """A letter of the years before the statewide form, or a statement of personal beliefs, on the school's record."""

    is_letter: bool
    dated: date
    vaccines: tuple[str, ...] = VACCINES
    next_span: date | None = None
    expiry: date | None = None
    in_california: bool = True


@dataclass(frozen=True)
class Order:
    """The health officer's: the disease, the first and the last day out, and the day on which it was lifted."""

    disease: str
    out: date
    lifted: date | None = None
    through: date | None = None


@dataclass(frozen=True)
class Student:
    """`given`: the days of the shots by their written names. `moved_up`: to grade 7 in this school. `months`: (written
    name, first of a month) of shots without a day. `not_taught_here`: at home, or without a classroom."""

    birth: date
    grade: str
    given: Shots = field(default_factory=dict)
    forms: dict[str, Situation] = field(default_factory=dict)
    seen: date | None = None
    moved_up: bool = False
    not_taught_here: bool = False
    enroll_now: bool = False
    exposed: tuple[Order, ...] = ()
    months: tuple[tuple[str, date], ...] = ()
    papers: tuple[Paper, ...] = ()


def answer(student: Student, on: date) -> tuple[Answer, dict[str, Answer]]:
    """The strictest answer, and the answer for each vaccine that is required or on a form."""
    nothing = _nothing_is_asked(student, on)
    asked = [
        vaccine
        for vaccine in VACCINES
        if vaccine in student.forms
        or (not nothing and _required(vaccine, student.birth, _grade(student, on), on, moved_up=student.moved_up))
        or any(DISEASES[order.disease][0] == vaccine for order in student.exposed)
    ]
    found = {vaccine: _of_vaccine(student, vaccine, on) for vaccine in asked}
    return _strictest(list(found.values())), found


def _nothing_is_asked(student: Student, on: date) -> bool:
    return years_old(student.birth, on) >= 18 or student.not_taught_here


def _strictest(answers: list[Answer]) -> Answer:
    """As in H3; to look at the record comes between attending with a date and being admitted on condition."""
    if not answers:
        return "admit", None
    for outcome in ("exclude_from", "not_an_exemption", "keep_attending_until"):
        if any(each[0] == outcome for each in answers):
            return lines.strictest([each for each in answers if each[0] != CHECK])
    if (CHECK, None) in answers:
        return CHECK, None
    return lines.strictest(answers)


def _grade(student: Student, on: date) -> str:
    """An ungraded student is judged as in grade 7 from twelve on, and as in a grade below before."""
    if student.grade != UNGRADED:
        return student.grade
    return "7" if years_old(student.birth, on) >= 12 else "3"


def _required(vaccine: str, birth: date, grade: str, on: date, *, moved_up: bool) -> bool:
    if grade in LITTLE:
        age = months_old(birth, on)
        if age < 2:
            return False
        return vaccine in ("IPV", "DTAP", "HEPB", "HIB") or (vaccine in ("MMR", "VAR") and age >= 15)
    if moved_up and grade in UPPER:
        return vaccine == "TDAP" or (vaccine == "VAR" and on <= date(2025, 6, 30))
    if vaccine == "TDAP":
        return grade in UPPER
    if vaccine == "HEPB":
        return grade != "7"
    return vaccine != "HIB"


def _of_vaccine(student: Student, vaccine: str, on: date) -> Answer:
    own = [(name, first) for name, first in student.months if name in shots.NAMES[vaccine]]
    if not own:
        return _on_full_dates(student, vaccine, on)
    found = {_on_full_dates(each, vaccine, on) for each in _on_each_day(student, own, on)}
    return found.pop() if len(found) == 1 else (CHECK, None)


def _on_each_day(student: Student, months: list[tuple[str, date]], on: date) -> list[Student]:
    """The student with every combination of days that the months without a day allow."""
    students = [replace(student, months=())]
    for kind, first in months:
        next_month = months_at_least(first, 1)
        days = [first + count * DAY for count in range((next_month - first).days) if first + count * DAY <= on]
        students = [
            replace(each, given={**each.given, kind: [*each.given.get(kind, []), day]})
            for each in students
            for day in days or [first]
        ]
    return students


def _on_full_dates(student: Student, vaccine: str, on: date) -> Answer:
    for order in student.exposed:
        if DISEASES[order.disease][0] == vaccine and holds(order, on) and not protected(student, order.disease, on):
            return lines.EXCLUDE, order.out
    if _nothing_is_asked(student, on):
        return lines.ADMIT, None
    form = student.forms.get(vaccine, Situation(None))
    grade, moved_up = _grade(student, on), student.moved_up and form.state is None
    if student.moved_up and form.state is not None and grade in UPPER:
        grade = "7"
    young = _young(student.birth, grade, on)
    if not _required(vaccine, student.birth, grade, on, moved_up=moved_up):
        return young if young and not _exempt(form, on) else (lines.ADMIT, None)
    if shots.meets(vaccine, student.birth, grade, on, student.given):
        return young or (lines.ADMIT, None)
    found = _short(student, form, vaccine, grade, on)
    gone = form.state == "revoked"
    if student.enroll_now and not gone and found[0] in (lines.EXCLUDE, lines.NOT_AN_EXEMPTION, CHECK):
        return lines.ADMIT, None
    return found


def holds(order: Order, on: date) -> bool:
    if order.lifted is not None and on >= order.lifted:
        return False
    return on >= order.out and (order.through is None or on <= order.through)


def _young(birth: date, grade: str, on: date) -> Answer | None:
    """Under eighteen months and before kindergarten: until thirty days after the next age of Table A."""
    if grade not in LITTLE or months_old(birth, on) >= 18:
        return None
    step = next(day for day in _steps(birth) if day > on)
    return lines.CONDITIONAL, clocks.t16_age_proof_by(step)


def _steps(birth: date) -> list[date]:
    return [months_at_least(birth, months) for months in (2, 4, 6, 15, 18)]


def _exempt(form: Situation, on: date) -> bool:
    if form.line is None or form.state not in ("issued", "revoked"):
        return False
    back = form.appeal is not None and form.appeal.status == "reinstated"
    return lines.reading(form.line, on) == "valid" and (form.state == "issued" or back)


def _short(student: Student, form: Situation, vaccine: str, grade: str, on: date) -> Answer:
    if _exempt(form, on):
        return lines.school_answer(form, on)
    on_paper = {_of_paper(each, student.birth, on) for each in student.papers if vaccine in each.vaccines}
    for told in ((lines.ADMIT, None), (CHECK, None)):
        if told in on_paper:
            return told
    if form.state is None:
        due = _new_age(student, vaccine, grade, on)
        if due is not None and on <= due:
            return lines.CONDITIONAL, due
        if not shots.given(vaccine, student.birth, student.given, on) and form.tenth_school_day is None:
            return CHECK, None
    return lines.school_answer(replace(form, next_dose_by=_next_dose_by(student, form, vaccine, grade, on)), on)


def _of_paper(paper: Paper, birth: date, on: date) -> Answer:
    if paper.is_letter:
        counts = reviews.letter_counts(paper.dated, on, next_span=paper.next_span, expiry=paper.expiry)
    else:
        counts = reviews.belief_counts(paper.dated, on, next_span=paper.next_span, in_california=paper.in_california)
    if not counts:
        return lines.NOT_AN_EXEMPTION, None
    to_check = reviews.paper_to_check(paper.dated, on, birth=birth, next_span=paper.next_span)
    return (CHECK, None) if to_check else (lines.ADMIT, None)


def _new_age(student: Student, vaccine: str, grade: str, on: date) -> date | None:
    """The last of the thirty days after an age of Table A before which nothing was missing."""
    reached = [day for day in _steps(student.birth) if day <= on]
    if grade not in LITTLE or not reached:
        return None
    before = reached[-1] - DAY
    if not shots.meets(vaccine, student.birth, grade, before, student.given):
        return None
    return clocks.t16_age_proof_by(reached[-1])


def _next_dose_by(student: Student, form: Situation, vaccine: str, grade: str, on: date) -> date | None:
    by = shots.next_dose_by(vaccine, student.birth, grade, on, student.given)
    if by is None:
        return None
    covered = _covered_until(form, on)
    if covered is not None:
        by = max(by, covered)
    since = form.line.signed if form.line else student.seen
    return None if since is not None and by < since else by


def _covered_until(form: Situation, on: date) -> date | None:
    """The last day to start after a revocation, or the last day of an exemption that ended."""
    if form.state == "revoked" and form.revoked is not None:
        return lines.school_answer(replace(form, next_dose_by=None), form.revoked)[1]
    if form.state == "issued" and form.line is not None and lines.reading(form.line, on) in ("expired", "span_ended"):
        return lines.last_valid_day(form.line)
    return None


def protected(student: Student, disease: str, on: date) -> bool:
    """Whether the doses are complete against this disease, as at an admission of today.

    Where nothing is asked at this grade: as in grade 8, and for Hib as before kindergarten.
    """
    grade = _grade(student, on)
    asked = [
        vaccine
        for vaccine in DISEASES[disease]
        if _required(vaccine, student.birth, grade, on, moved_up=student.moved_up)
    ] or [DISEASES[disease][0]]
    return all(_proof(student, vaccine, disease, grade, on) for vaccine in asked)


def protected_on_each_day(student: Student, disease: str, on: date) -> bool:
    """The same, whatever the days are on which the doses were given of which only the month is known."""
    names = {name for vaccine in DISEASES[disease] for name in shots.NAMES[vaccine]}
    months = [(name, first) for name, first in student.months if name in names]
    students = _on_each_day(student, months, on) if months else [student]
    return all(protected(each, disease, on) for each in students)


def _proof(student: Student, vaccine: str, disease: str, grade: str, on: date) -> bool:
    for judged in (grade, "8", "preschool"):
        if _required(vaccine, student.birth, judged, on, moved_up=False):
            if disease.upper() in shots.PARTS:
                return shots.meets_part(disease.upper(), student.birth, judged, on, student.given)
            return shots.meets(vaccine, student.birth, judged, on, student.given)
    return False
