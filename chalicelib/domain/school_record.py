"""What the schools of a child have recorded: the doses given, with month, day and year (17 CCR 6065), and the grades
with the first day in them (lifecycle H9). Kept with the child, and on each of the child's forms, so that an answer made
from a form needs nothing else."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from chalicelib.domain.field_classes import Exported, Internal, Personal, Public
from chalicelib.domain.record import FrozenModel
from chalicelib.law.calendar import age_in_years, school_year_of
from chalicelib.law.doses import Dose
from chalicelib.law.enums import Grade, GradeSpan, NoticeWay, Vaccine
from chalicelib.law.grade_spans import expected_next_span_entry, span_of
from chalicelib.law.vaccine_products import GivenVaccine, kinds_given

_IN_ORDER = tuple(GradeSpan)
_WITHOUT_YEARS = frozenset({Grade.INFANT_TODDLER, Grade.PRESCHOOL, Grade.UNGRADED})
"""Grades that do not advance with the school year."""


class ShotPaper(StrEnum):
    """The paper on which a school saw a dose: a parent cannot write doses in (17 CCR 6065)."""

    YELLOW_CARD = "yellow-card"
    CLINIC = "clinic"
    FORMER_SCHOOL = "former-school"
    REGISTRY = "registry"  # CAIR
    ELSEWHERE = "elsewhere"  # a record of another state or country


class RecordedDose(FrozenModel):
    """One injection. A combined vaccine holds several of the list and counts for each.

    `month_only`: the paper names month and year alone; `given_on` is the first day of that month. `written`: the name
    on the paper, where it was typed; `clinic`: who gave the dose; `paper` and `seen_by`: the paper, and who in the
    school looked at it; `recorded_by`: the account of the person; `confirmed`: the questions about the dose that the
    person answered with yes (rosters/question_codes.py). All of these are empty where nothing was said.
    """

    id: Annotated[str, Internal]
    vaccines: Annotated[tuple[GivenVaccine, ...], Personal]
    month_only: Annotated[bool, Personal] = False
    given_on: Annotated[date, Personal]
    recorded_on: Annotated[date, Personal]
    facility_id: Annotated[str, Public, Exported]
    written: Annotated[str, Personal] = ""
    clinic: Annotated[str, Personal] = ""
    paper: Annotated[ShotPaper | None, Personal] = None
    seen_by: Annotated[str, Personal] = ""
    recorded_by: Annotated[str, Internal] = ""
    confirmed: Annotated[tuple[str, ...], Internal] = ()

    def as_dose(self) -> Dose:
        """Return the dose as the law's functions take it."""
        return Dose(frozenset().union(*map(kinds_given, self.vaccines)), self.given_on, self.month_only)


class RecordedGrade(FrozenModel):
    """The grade that the child is in from a day on; a day to come is the entry that the school expects."""

    grade: Annotated[Grade, Personal]
    since: Annotated[date, Personal]
    recorded_on: Annotated[date, Personal]
    facility_id: Annotated[str, Public, Exported]


class LetterKind(StrEnum):
    """What a school's letter to a parent says."""

    IMMUNIZATIONS_NEEDED = "immunizations-needed"
    EXEMPTION_ENDS = "exemption-ends"
    EXCLUSION = "exclusion"
    RETURN = "return"


_WITHOUT_A_CLOCK = frozenset({LetterKind.EXCLUSION, LetterKind.RETURN})


class RecordedNotice(FrozenModel):
    """A letter that the school gave to the parent: of missing doses, of the end of an exemption, of an exclusion or of
    the return after it.

    `kind`: None where a person recorded a notice without one, of missing doses or of an end. `last_day`: the tenth
    school day by the school's own calendar; None: counted in working days. `first_day`: the first school day out, by
    the same calendar; of a return, the first day back. `recorded_by`: the account of the person; empty in older rows.
    """

    kind: Annotated[LetterKind | None, Personal] = None
    vaccines: Annotated[tuple[Vaccine, ...], Personal]
    language: Annotated[str, Internal, Exported] = ""
    given_on: Annotated[date, Personal]
    way: Annotated[NoticeWay, Personal]
    received_on: Annotated[date, Personal]
    last_day: Annotated[date | None, Personal] = None
    first_day: Annotated[date | None, Personal] = None
    recorded_on: Annotated[date, Personal]
    recorded_by: Annotated[str, Internal] = ""
    facility_id: Annotated[str, Public, Exported]

    @property
    def starts_a_clock(self) -> bool:
        """Whether the law counts from its receipt: not from a letter that says what has come of it."""
        return self.kind not in _WITHOUT_A_CLOCK


class SchoolRecord(FrozenModel):
    """Doses and grades in the order of their days, notices in the order in which they were recorded."""

    doses: tuple[RecordedDose, ...] = ()
    grades: tuple[RecordedGrade, ...] = ()
    notices: tuple[RecordedNotice, ...] = ()

    def dose(self, dose_id: str) -> RecordedDose | None:
        return next((dose for dose in self.doses if dose.id == dose_id), None)

    def has_dose_like(self, given: RecordedDose) -> bool:
        """Return whether a dose that holds one of the same kinds is recorded for this day; for this month, where one
        of the two names the month alone."""
        return any(
            dose.as_dose().kinds & given.as_dose().kinds and _same_day_or_month(dose, given) for dose in self.doses
        )

    def with_dose(self, given: RecordedDose) -> "SchoolRecord":
        return self.with_changes(doses=tuple(sorted((*self.doses, given), key=lambda dose: (dose.given_on, dose.id))))

    def without_dose(self, dose_id: str) -> "SchoolRecord":
        """Return the record without a dose that was a mistake."""
        return self.with_changes(doses=tuple(dose for dose in self.doses if dose.id != dose_id))

    def with_notice(self, given: RecordedNotice) -> "SchoolRecord":
        return self.with_changes(notices=(*self.notices, given))

    def with_grade(self, entry: RecordedGrade) -> "SchoolRecord":
        """Return the record with the grade from a day on. It takes the place of what was recorded from that day on,
        and of the same grade in the same school year: that is how a wrong grade or a wrong day is fixed."""
        year = school_year_of(entry.since)
        kept = (
            known
            for known in self.grades
            if known.since < entry.since and not (known.grade == entry.grade and school_year_of(known.since) == year)
        )
        return self.with_changes(grades=(*kept, entry))

    def joined_with(self, other: "SchoolRecord") -> "SchoolRecord":
        """Return what two records of one child at one school hold together: each dose and notice once, and the grades
        of the record that knows of a grade last."""
        doses = [*self.doses, *(dose for dose in other.doses if not self._holds(dose))]
        notices = [*self.notices, *(notice for notice in other.notices if notice not in self.notices)]
        newest = max((self, other), key=SchoolRecord._last_word_on_grades)
        return SchoolRecord(
            doses=tuple(sorted(doses, key=lambda dose: (dose.given_on, dose.id))),
            grades=newest.grades,
            notices=tuple(sorted(notices, key=lambda notice: notice.recorded_on)),
        )

    def _holds(self, given: RecordedDose) -> bool:
        """Return whether all that an injection held is recorded for its day. Of a day, each vaccine counts once."""
        kinds = given.as_dose().kinds
        return any(kinds <= dose.as_dose().kinds and _same_day_or_month(dose, given) for dose in self.doses)

    def _last_word_on_grades(self) -> date:
        return max((grade.recorded_on for grade in self.grades), default=date.min)

    def grade_on(self, day: date) -> RecordedGrade | None:
        """Return the newest grade that has begun by a day, or None."""
        return next((entry for entry in reversed(self.grades) if entry.since <= day), None)


def _same_day_or_month(dose: RecordedDose, other: RecordedDose) -> bool:
    if dose.month_only or other.month_only:
        return dose.given_on.replace(day=1) == other.given_on.replace(day=1)
    return dose.given_on == other.given_on


class SpanDays(FrozenModel):
    """The first day in a form's own span, where the child was not in it at the signing, and the first day in the span
    after it. None: in it already; not known."""

    span_starts_on: Annotated[date | None, Personal]
    next_span_entry: Annotated[date | None, Personal]


def span_days(planned: SpanDays, span: GradeSpan, record: SchoolRecord, birth_date: date) -> SpanDays:
    """Return the days of a form's span: as the school recorded the entry; otherwise as planned, unless a recorded grade
    says that the plan did not come true (H9: repeat, skip).

    A form whose own span begins later than planned waits for the school year in which that span is expected.
    """
    spans = [_span_of(entry, birth_date) for entry in record.grades]
    after, into = (_entry(record, spans, reached) for reached in (_IN_ORDER.index(span) + 1, _IN_ORDER.index(span)))
    next_entry = after or _still_planned(planned.next_span_entry, record, birth_date, span)
    first_day = planned.span_starts_on
    if first_day is not None and record.grades:
        first_day = into or _still_to_come(first_day, record, birth_date, span)
    return SpanDays(span_starts_on=first_day, next_span_entry=next_entry)


def _span_of(recorded: RecordedGrade, birth_date: date) -> int:
    age = age_in_years(birth_date, recorded.since)
    return _IN_ORDER.index(span_of(recorded.grade, age_years=age, on=recorded.since))


def _entry(record: SchoolRecord, spans: list[int], reached: int) -> date | None:
    """Return the first day from which every recorded grade is in the span `reached` or a later one."""
    entry = None
    for recorded, span in zip(reversed(record.grades), reversed(spans), strict=True):
        if span < reached:
            break
        entry = recorded.since
    return entry


def _still_planned(day: date | None, record: SchoolRecord, birth_date: date, span: GradeSpan) -> date | None:
    """Return the planned day, unless the newest grade shows the child in this span or before it at that time."""
    if day is None or not record.grades:
        return day
    newest = record.grades[-1]
    behind = _span_of(newest, birth_date) <= _IN_ORDER.index(span)
    return None if behind and _speaks_of(newest, day) else day


def _still_to_come(day: date, record: SchoolRecord, birth_date: date, span: GradeSpan) -> date:
    """Return the planned first day in the span, or the expected one where the newest grade shows the child before it
    then."""
    newest = record.grades[-1]
    before = _span_of(newest, birth_date) < _IN_ORDER.index(span)
    if not (before and _speaks_of(newest, day)):
        return day
    expected = expected_next_span_entry(newest.grade, newest.since, birth_date=birth_date)
    return max(day, expected.around) if expected else day


def _speaks_of(recorded: RecordedGrade, day: date) -> bool:
    """Return whether a recorded grade says where the child is on a planned day: it begins no earlier, or it is a
    grade of that school year."""
    if recorded.since >= day:
        return True
    return recorded.grade not in _WITHOUT_YEARS and school_year_of(recorded.since) == school_year_of(day)
