"""A school's letters to the parents of its students: to whom one is due today, and which doses and days it names. Both
come from the law's answers, as on every page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from chalicelib.domain.admission_answers import PupilAnswers, VaccineAnswer, answers_for_pupils
from chalicelib.domain.roster import RosterRow, StudentRow
from chalicelib.domain.school_record import LetterKind, RecordedNotice, SchoolRecord
from chalicelib.domain.student_answers import answer_for_student, answers_by_form
from chalicelib.domain.student_facts import pupil_of
from chalicelib.law.admission import BY_EXEMPTION, answer_date
from chalicelib.law.conditional_schedule import next_dose
from chalicelib.law.dose_schedule import check_vaccine
from chalicelib.law.enums import Vaccine
from chalicelib.law.verdict import Outcome, ReasonCode, Verdict

_BY_THE_OFFICER = frozenset({ReasonCode.EXPOSURE_EXCLUSION, ReasonCode.EXPOSURE_EXCLUSION_THROUGH})
_MAY_ATTEND = frozenset({Outcome.ADMIT, Outcome.ADMIT_CONDITIONALLY_UNTIL, Outcome.KEEP_ATTENDING_UNTIL})


@dataclass(frozen=True)
class Addressee:
    """A student whose parents the school writes to: the row of the school's list, the exemption at the school, or
    both. `verdicts`: the answer for each vaccine today."""

    row: StudentRow | None
    pupil: PupilAnswers | None
    verdicts: Mapping[Vaccine, Verdict]
    to_check: tuple[Vaccine, ...]
    strictest: Verdict

    @property
    def known(self) -> StudentRow | RosterRow:
        """What the answer is made from: the exemption's row, where the school has one."""
        if self.pupil is not None:
            return self.pupil.newest
        if self.row is None:
            raise ValueError("an addressee is a student, a pupil, or both")
        return self.row

    @property
    def key(self) -> str:
        """How a form's tick names the student: by the record of the school's list, else by the exemption."""
        return f"student-{self.row.student_id}" if self.row else f"form-{self.form_id}"

    @property
    def form_id(self) -> str:
        return self.pupil.newest.form_id if self.pupil else ""

    @property
    def record(self) -> SchoolRecord:
        """The record from which the law's clocks count."""
        return self.known.school_record


def addressees(students: Iterable[StudentRow], rows: Iterable[RosterRow], on: date) -> list[Addressee]:
    """Return those who are at the school today, by name; a student who is still to come is none."""
    listed, forms = list(students), list(rows)
    exempted = answers_by_form(listed, forms, on)
    on_the_list = {pupil.newest.child_id for pupil in exempted.values()}
    here = [row for row in listed if row.enrolled_on <= on and not row.has_left_by(on)]
    found = [_student(row, exempted.get(row.student_id), on) for row in here]
    found += [_pupil(None, each) for each in answers_for_pupils(forms, on) if each.newest.child_id not in on_the_list]
    return sorted(found, key=lambda each: (each.known.last_name.casefold(), each.known.first_name.casefold(), each.key))


def addressee_of(row: StudentRow, rows: Iterable[RosterRow], on: date) -> Addressee:
    """Return one student of the list; `rows`: the forms that the school sees of a child of this name."""
    return _student(row, answers_by_form([row], rows, on).get(row.student_id), on)


def _student(row: StudentRow, pupil: PupilAnswers | None, on: date) -> Addressee:
    if pupil is not None:
        return _pupil(row, pupil)
    told = answer_for_student(row, on)
    return Addressee(row, None, told.vaccines, told.to_check, told.strictest)


def _pupil(row: StudentRow | None, pupil: PupilAnswers) -> Addressee:
    verdicts = {each.vaccine: each.verdict for each in pupil.answers}
    return Addressee(row, pupil, verdicts, pupil.to_check, pupil.strictest)


@dataclass(frozen=True)
class DueLetter:
    """A letter and the vaccines that it names.

    `day`: the last day of the exemption or of a notice that is running, or the day from which the law excludes.
    `is_certain`: False where no dose is on record at all, so that the student's own card comes first.
    """

    kind: LetterKind
    vaccines: tuple[Vaccine, ...]
    day: date | None = None
    is_certain: bool = True


def due_letter(to: Addressee, kind: LetterKind, on: date) -> DueLetter | None:
    """Return the letter of this kind that is due today and was not given yet for this reason; None if none is."""
    letter = possible_letter(to, kind, on)
    if letter is None:
        return None
    if kind is LetterKind.IMMUNIZATIONS_NEEDED:
        return letter if letter.day is None else None
    if kind is LetterKind.EXEMPTION_ENDS:
        return None if _is_told_of_end(to, letter) or not _ends_soon(to, letter, on) else letter
    last = _newest(to.record, LetterKind.EXCLUSION, LetterKind.RETURN)
    was_excluded = last is not None and last.kind is LetterKind.EXCLUSION
    if kind is LetterKind.EXCLUSION:
        return None if last and was_excluded and set(letter.vaccines) <= set(last.vaccines) else letter
    return letter if was_excluded else None


def possible_letter(to: Addressee, kind: LetterKind, on: date) -> DueLetter | None:
    """Return the letter of this kind that the school can give today, whether or not it gave it before."""
    if kind is LetterKind.IMMUNIZATIONS_NEEDED:
        return _needed(to)
    if kind is LetterKind.EXEMPTION_ENDS:
        return _end(to)
    if kind is LetterKind.EXCLUSION:
        return _exclusion(to)
    excluded = _newest(to.record, LetterKind.EXCLUSION)
    may_attend = to.strictest.outcome in _MAY_ATTEND
    return DueLetter(kind, excluded.vaccines, on) if excluded and may_attend else None


def _needed(to: Addressee) -> DueLetter | None:
    """Return the letter about the vaccines that no notice names yet; where there are none, about those of a notice that
    is running, with its own last day: another copy starts no new clock."""
    kind = LetterKind.IMMUNIZATIONS_NEEDED
    missing = _with_code(to, ReasonCode.WRITTEN_NOTICE_FIRST)
    untold = _ordered({*missing, *to.to_check})
    if untold:
        return DueLetter(kind, untold, is_certain=bool(missing))
    running = _with_code(to, ReasonCode.NOTICE_RUNNING)
    days = [day for vaccine in running if (day := answer_date(to.verdicts[vaccine]))]
    return DueLetter(kind, _ordered(set(running)), min(days)) if days else None


def _with_code(to: Addressee, code: ReasonCode) -> list[Vaccine]:
    return [vaccine for vaccine, given in to.verdicts.items() if code in given.codes]


def _ordered(vaccines: set[Vaccine]) -> tuple[Vaccine, ...]:
    return tuple(each for each in Vaccine if each in vaccines)


def _end(to: Addressee) -> DueLetter | None:
    """Return the letter about the exemptions in force that end first, on one day."""
    running = [each for each in _exempted(to) if each.last_day is not None]
    first = min((each.last_day for each in running if each.last_day), default=None)
    vaccines = _ordered({each.vaccine for each in running if each.last_day == first})
    return DueLetter(LetterKind.EXEMPTION_ENDS, vaccines, first) if vaccines else None


def _exempted(to: Addressee) -> list[VaccineAnswer]:
    answers = to.pupil.answers if to.pupil else ()
    return [each for each in answers if each.is_in_force and not BY_EXEMPTION.isdisjoint(each.verdict.codes)]


def _ends_soon(to: Addressee, letter: DueLetter, on: date) -> bool:
    return any(each.vaccine in letter.vaccines and each.ends_soon(on) for each in _exempted(to))


def _is_told_of_end(to: Addressee, letter: DueLetter) -> bool:
    """Return whether a notice that starts a clock named these vaccines since the exemption was signed."""
    signed = {each.vaccine: each.exempted.row.signed_on for each in _exempted(to) if each.exempted}
    return all(
        any(vaccine in told.vaccines and told.received_on >= signed[vaccine] for told in _clocks(to.record))
        for vaccine in letter.vaccines
    )


def _clocks(record: SchoolRecord) -> list[RecordedNotice]:
    return [each for each in record.notices if each.starts_a_clock]


def _exclusion(to: Addressee) -> DueLetter | None:
    """Return the letter about the vaccines for which the student is out by the law. The health officer's own order
    comes with the officer's letter."""
    out = {
        vaccine: answer_date(given)
        for vaccine, given in to.verdicts.items()
        if given.outcome is Outcome.EXCLUDE_FROM and _BY_THE_OFFICER.isdisjoint(given.codes)
    }
    days = [day for day in out.values() if day]
    return DueLetter(LetterKind.EXCLUSION, _ordered(set(out)), min(days)) if days else None


def _newest(record: SchoolRecord, *kinds: LetterKind) -> RecordedNotice | None:
    return next((each for each in reversed(record.notices) if each.kind in kinds), None)


def letter_given(record: SchoolRecord, letter: DueLetter) -> RecordedNotice | None:
    """Return the newest letter on record of the same kind that names these vaccines."""
    same = (each for each in reversed(record.notices) if each.kind is letter.kind)
    return next((each for each in same if set(letter.vaccines) <= set(each.vaccines)), None)


@dataclass(frozen=True)
class DoseNeeded:
    """How many doses of a vaccine are missing, from when the next may be given (None: from now), and the last day for
    it, where a schedule is running."""

    vaccine: Vaccine
    missing: int
    earliest: date | None
    by: date | None = None


def doses_needed(to: Addressee, vaccines: Iterable[Vaccine], on: date) -> tuple[DoseNeeded, ...]:
    """Return what the tables ask beside the doses on record."""
    pupil = pupil_of(to.known, on)
    found = []
    for vaccine in vaccines:
        short = check_vaccine(vaccine, pupil, on)
        counts = [each.facts["missing"] for each in short.reasons if "missing" in each.facts]
        missing = max((each for each in counts if isinstance(each, int)), default=1)
        coming = next_dose(vaccine, pupil, on)
        earliest = coming.earliest if coming and coming.earliest > on else None
        found.append(DoseNeeded(vaccine, missing, earliest))
    return tuple(found)


def doses_coming(to: Addressee, on: date) -> tuple[DoseNeeded, ...]:
    """Return the next doses of a student who attends on a schedule, each with its last day."""
    running = {
        vaccine: answer_date(given)
        for vaccine, given in to.verdicts.items()
        if ReasonCode.SCHEDULE_RUNNING in given.codes
    }
    return tuple(
        DoseNeeded(each.vaccine, each.missing, each.earliest, running[each.vaccine])
        for each in doses_needed(to, running, on)
    )
