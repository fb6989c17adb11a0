"""A student's answer: first the health officer, then what is required, then vaccine by vaccine, then the strictest.

Written from the tables of 17 CCR 6025 and 6035 and HSC 120335 and 120370, and from nothing else.
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from tests.reference_model.engine import clocks, doses, lines
from tests.reference_model.engine.days import DAY, birthday, months_at_least, months_old, years_old
from tests.reference_model.engine.grades import LITTLE, UNGRADED
from tests.reference_model.engine.lines import Answer, Situation

VACCINES = ("DTAP", "TDAP", "IPV", "MMR", "VAR", "HEPB", "HIB")
CHECK = "check_record"
DISEASES = {
    "diphtheria": ("DTAP", "TDAP"), "tetanus": ("DTAP", "TDAP"), "pertussis": ("DTAP", "TDAP"),
    "hepatitis B": ("HEPB",), "Haemophilus influenzae type b": ("HIB",), "measles": ("MMR",), "mumps": ("MMR",),
    "rubella": ("MMR",), "poliomyelitis": ("IPV",), "varicella": ("VAR",),
}  # fmt: skip
UPPER = ("7", "8", "9", "10", "11", "12")


@dataclass(frozen=True)
class Student:
    """`given`: the days of the doses of each kind, MMR as the combined vaccine. `moved_up`: to grade 7 in this school.
    `exposed`: disease, first day out, day of return. `months`: (vaccine, first of a month) of doses without a day."""

    birth: date
    grade: str
    given: dict[str, list[date]] = field(default_factory=dict)
    forms: dict[str, Situation] = field(default_factory=dict)
    seen: date | None = None
    moved_up: bool = False
    taught_at_home: bool = False
    enroll_now: bool = False
    exposed: tuple[tuple[str, date, date | None], ...] = ()
    months: tuple[tuple[str, date], ...] = ()


def answer(student: Student, on: date) -> tuple[Answer, dict[str, Answer]]:
    """The strictest answer, and the answer for each vaccine that is required or on a form."""
    nothing = _nothing_is_asked(student, on)
    asked = [
        vaccine
        for vaccine in VACCINES
        if vaccine in student.forms
        or (not nothing and _required(vaccine, student.birth, _grade(student, on), on, moved_up=student.moved_up))
        or any(DISEASES[disease][0] == vaccine for disease, _, _ in student.exposed)
    ]
    found = {vaccine: _of_vaccine(student, vaccine, on) for vaccine in asked}
    return _strictest(list(found.values())), found


def _nothing_is_asked(student: Student, on: date) -> bool:
    return years_old(student.birth, on) >= 18 or student.taught_at_home


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
    own = [(kind, first) for kind, first in student.months if vaccine in _filed_under(kind)]
    if not own:
        return _on_full_dates(student, vaccine, on)
    found = {_on_full_dates(each, vaccine, on) for each in _on_each_day(student, own, on)}
    return found.pop() if len(found) == 1 else (CHECK, None)


def _filed_under(kind: str) -> tuple[str, ...]:
    return ("DTAP", "TDAP") if kind in ("DTAP", "TDAP") else (kind,)


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
    for disease, out, back in student.exposed:
        holds = out <= on and (back is None or on < back)
        if DISEASES[disease][0] == vaccine and holds and not _protected(student, disease, on):
            return lines.EXCLUDE, out
    if _nothing_is_asked(student, on):
        return lines.ADMIT, None
    form = student.forms.get(vaccine, Situation(None))
    grade, moved_up = _grade(student, on), student.moved_up and form.state is None
    if student.moved_up and form.state is not None and grade in UPPER:
        grade = "7"
    young = _young(student.birth, grade, on)
    if not _required(vaccine, student.birth, grade, on, moved_up=moved_up):
        return young if young and not _exempt(form, on) else (lines.ADMIT, None)
    given = _given(student, vaccine, on)
    if _met(vaccine, student.birth, grade, on, given):
        return young or (lines.ADMIT, None)
    found = _short(student, form, vaccine, grade, on)
    gone = form.state == "revoked"
    if student.enroll_now and not gone and found[0] in (lines.EXCLUDE, lines.NOT_AN_EXEMPTION, CHECK):
        return lines.ADMIT, None
    return found


def _given(student: Student, vaccine: str, on: date) -> list[date]:
    kinds = ("DTAP", "TDAP") if vaccine in ("DTAP", "TDAP") else (vaccine,)
    return sorted({day for kind in kinds for day in student.given.get(kind, []) if day <= on})


def _met(vaccine: str, birth: date, grade: str, on: date, given: list[date]) -> bool:
    return doses.meets(vaccine, birth, grade, on, given)


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
    if form.state is None:
        due = _new_age(student, vaccine, grade, on)
        if due is not None and on <= due:
            return lines.CONDITIONAL, due
        seven = birthday(student.birth, 7) - 4 * DAY
        known = [day for day in _given(student, vaccine, on) if vaccine != "TDAP" or day >= seven]
        if not known and form.tenth_school_day is None:
            return CHECK, None
    return lines.school_answer(replace(form, next_dose_by=_next_dose_by(student, form, vaccine, grade, on)), on)


def _new_age(student: Student, vaccine: str, grade: str, on: date) -> date | None:
    """The last of the thirty days after an age of Table A before which nothing was missing."""
    reached = [day for day in _steps(student.birth) if day <= on]
    if grade not in LITTLE or not reached:
        return None
    before = reached[-1] - DAY
    if not _met(vaccine, student.birth, grade, before, _given(student, vaccine, before)):
        return None
    return clocks.t16_age_proof_by(reached[-1])


def _next_dose_by(student: Student, form: Situation, vaccine: str, grade: str, on: date) -> date | None:
    counting = _counting(student, vaccine, grade, on)
    found = doses.next_dose(vaccine, student.birth, grade, on, counting)
    if found is None:
        return None
    by = found[2]
    covered = _covered_until(form, on)
    if covered is not None:
        by = max(by, covered)
    since = form.line.signed if form.line else student.seen
    return None if since is not None and by < since else by


def _counting(student: Student, vaccine: str, grade: str, on: date) -> list[date]:
    given = _given(student, vaccine, on)
    after_first = birthday(student.birth, 1) - 4 * DAY
    if vaccine == "MMR" or (vaccine == "HIB" and grade in LITTLE and months_old(student.birth, on) >= 15):
        return [day for day in given if day >= after_first]
    if vaccine == "TDAP":
        return [day for day in given if day >= birthday(student.birth, 7) - timedelta(days=4)]
    return given


def _covered_until(form: Situation, on: date) -> date | None:
    """The last day to start after a revocation, or the last day of an exemption that ended."""
    if form.state == "revoked" and form.revoked is not None:
        return lines.school_answer(replace(form, next_dose_by=None), form.revoked)[1]
    if form.state == "issued" and form.line is not None and lines.reading(form.line, on) in ("expired", "span_ended"):
        return lines.last_valid_day(form.line)
    return None


def _protected(student: Student, disease: str, on: date) -> bool:
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


def _proof(student: Student, vaccine: str, disease: str, grade: str, on: date) -> bool:
    for judged in (grade, "8", "preschool"):
        if _required(vaccine, student.birth, judged, on, moved_up=False):
            given = _given(student, vaccine, on)
            if disease == "rubella" and judged not in LITTLE:
                return bool([day for day in given if day >= birthday(student.birth, 1) - 4 * DAY])
            return _met(vaccine, student.birth, judged, on, given)
    return False
