"""A whole immunization card as a person typed it: what each cell means, what cannot be, and what to ask before it is
recorded. Doses on record are looked at together with those of the card."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from chalicelib.domain.school_record import RecordedDose
from chalicelib.law.calendar import birthday
from chalicelib.law.doses import DoseKind
from chalicelib.law.vaccine_products import GivenVaccine
from chalicelib.rosters.dates import DateFault
from chalicelib.rosters.dose_questions import DoseQuestion, dose_questions
from chalicelib.rosters.doses_read import last_day_of
from chalicelib.rosters.problems import ProblemCode
from chalicelib.rosters.question_codes import QuestionCode, Weight
from chalicelib.rosters.recorded import vaccines_of, written_doses
from chalicelib.rosters.rows import DatePrecision, WrittenDose
from chalicelib.rosters.typed_dates import typed_date
from chalicelib.rosters.vaccine_words import Choice, Reading, meaning_of_dose

FULL_DATES_SINCE = date(2019, 7, 1)
"""Doses from this day on are recorded with month, day and year (17 CCR 6070(b)(8)); before, a month was enough."""
_FULL_DATE_AT = ((frozenset({DoseKind.MEASLES, DoseKind.MUMPS, DoseKind.RUBELLA}), 1), (frozenset({DoseKind.TDAP}), 7))
"""Of these kinds, a month is not enough where it is that of the birthday from which the dose counts."""


class CardFault(StrEnum):
    """Why a cell cannot be recorded as it is."""

    NOT_A_DATE = "NOT_A_DATE"
    DAY_BEFORE_MONTH = "DAY_BEFORE_MONTH"
    DATE_MISSING = "DATE_MISSING"
    NAME_MISSING = "NAME_MISSING"
    NAME_UNKNOWN = "NAME_UNKNOWN"
    NAME_NOT_REQUIRED = "NAME_NOT_REQUIRED"
    CHOOSE_VACCINE = "CHOOSE_VACCINE"
    FULL_DATE_NEEDED = "FULL_DATE_NEEDED"


DAY_NOT_KNOWN = "DAY_NOT_KNOWN"
"""A question beside those of `QuestionCode`: a month alone, of a dose that the rules ask the full date of."""


@dataclass(frozen=True)
class CardCell:
    """One cell with something typed in it. `place` and `name_place`: the fields of its date and its name. `words`: the
    vaccine of its row, "" where a name is typed. `choice`: the codes that a person chose for an unclear name."""

    place: str
    typed: str
    words: str = ""
    name: str = ""
    name_place: str = ""
    clinic: str = ""
    choice: str = ""


@dataclass(frozen=True)
class CellQuestion:
    """One thing to confirm. `other_day` and `days` are facts of its sentence."""

    code: str
    other_day: date | None = None
    days: int | None = None


@dataclass(frozen=True)
class ReadCell:
    """What a cell means. `faults`: by the field that they stand at. `choices`: what an unclear name can be."""

    cell: CardCell
    dose: WrittenDose | None = None
    faults: Mapping[str, CardFault | QuestionCode] = field(default_factory=dict)
    questions: tuple[CellQuestion, ...] = ()
    choices: tuple[Choice, ...] = ()

    @property
    def vaccines(self) -> tuple[GivenVaccine, ...]:
        """The vaccines of the school's record that the dose held."""
        return vaccines_of(meaning_of_dose(self.dose)) if self.dose else ()

    @property
    def given_on(self) -> date:
        """The day, or the first of the month. Raises ValueError where no date could be read."""
        if self.dose is None:
            raise ValueError(self.cell.place)
        return self.dose.given_on

    @property
    def is_month(self) -> bool:
        return self.dose is not None and self.dose.precision is DatePrecision.MONTH

    @property
    def token(self) -> str:
        """What stands for the confirmed questions: another date or other questions make it another one."""
        asked = "+".join(sorted({question.code for question in self.questions}))
        return f"{self.cell.place}={self.dose.given_on if self.dose else ''}={asked}"


def read_card(
    cells: Iterable[CardCell], known: Sequence[RecordedDose], birth_date: date, on: date
) -> tuple[ReadCell, ...]:
    """Return what each cell means, with everything that is wrong or to be asked. `known`: the doses on record; `on` is
    today."""
    read = [_read(cell, birth_date, on) for cell in cells]
    possible = [number for number, each in enumerate(read) if each.dose and not each.faults]
    before = written_doses(known)
    doses = [*before, *(dose for number in possible if (dose := read[number].dose))]
    for question in dose_questions(doses, birth_date, on):
        place, asked = _of_new(question, doses, len(before))
        if place >= 0:
            number = possible[place]
            read[number] = _with(read[number], question, asked)
    return tuple(read)


def choice_code(choice: Choice) -> str:
    """Return a choice as a form holds it."""
    return "+".join(choice.cvx)


def _read(cell: CardCell, birth_date: date, on: date) -> ReadCell:
    faults: dict[str, CardFault | QuestionCode] = {}
    found = typed_date(cell.typed, on) if cell.typed else None
    if found is None:
        faults[cell.place] = CardFault.DATE_MISSING
    elif isinstance(found, DateFault):
        turned = found.code is ProblemCode.DAY_BEFORE_MONTH
        faults[cell.place] = CardFault.DAY_BEFORE_MONTH if turned else CardFault.NOT_A_DATE
    if not cell.words and not cell.name:
        faults[cell.name_place] = CardFault.NAME_MISSING
        return ReadCell(cell, faults=faults)
    given_on = on if found is None or isinstance(found, DateFault) else found.day
    precision = DatePrecision.DAY if found is None or isinstance(found, DateFault) else found.precision
    codes = [cvx for cvx in cell.choice.split("+") if cvx]
    dose = WrittenDose(
        vaccine=cell.words, product=cell.name, given_on=given_on, precision=precision, provider=cell.clinic
    )
    meaning = meaning_of_dose(dose)
    chosen = next((each for each in meaning.choices if list(each.cvx) == codes), None)
    if cell.name and not chosen and (fault := _NAME_FAULTS.get(meaning.reading)):
        faults[cell.name_place] = fault
    if chosen:
        dose = dose.with_changes(cvx=choice_code(chosen))
    if faults:
        known = found is not None and not isinstance(found, DateFault)
        return ReadCell(cell, dose if known else None, faults, choices=meaning.choices)
    if _needs_day(dose, birth_date):
        return ReadCell(cell, dose, {cell.place: CardFault.FULL_DATE_NEEDED}, choices=meaning.choices)
    late = precision is DatePrecision.MONTH and given_on >= FULL_DATES_SINCE
    return ReadCell(cell, dose, {}, (CellQuestion(DAY_NOT_KNOWN),) if late else (), meaning.choices)


_NAME_FAULTS = {
    Reading.UNKNOWN: CardFault.NAME_UNKNOWN,
    Reading.NOT_REQUIRED: CardFault.NAME_NOT_REQUIRED,
    Reading.ASK: CardFault.CHOOSE_VACCINE,
    Reading.CONFLICT: CardFault.CHOOSE_VACCINE,
}


def _needs_day(dose: WrittenDose, birth_date: date) -> bool:
    if dose.precision is DatePrecision.DAY:
        return False
    kinds, last = meaning_of_dose(dose).kinds, last_day_of(dose.given_on, dose.precision)
    return any(kinds & of and dose.given_on <= birthday(birth_date, age) <= last for of, age in _FULL_DATE_AT)


def _of_new(question: DoseQuestion, doses: Sequence[WrittenDose], known: int) -> tuple[int, CellQuestion]:
    """Return the place among the new doses that a question is put at, -1 for one between doses on record. A dose on
    record that is too close to an earlier one of the card asks at the card's."""
    asked = CellQuestion(question.code, question.other_day, question.days)
    if question.place >= known:
        return question.place - known, asked
    if question.other_place is not None and question.other_place >= known:
        return question.other_place - known, CellQuestion(question.code, doses[question.place].given_on, question.days)
    return -1, asked


def _with(read: ReadCell, question: DoseQuestion, asked: CellQuestion) -> ReadCell:
    if question.weight is Weight.REFUSE:
        return ReadCell(read.cell, read.dose, {read.cell.place: question.code}, read.questions, read.choices)
    return ReadCell(read.cell, read.dose, read.faults, (*read.questions, asked), read.choices)


def days_apart(known: Sequence[RecordedDose], given: RecordedDose, birth_date: date, on: date) -> CellQuestion | None:
    """Return the question about a dose that is a few days from one on record: is it one shot on two cards? None where
    there is no such question."""
    before = written_doses(known)
    doses = [*before, *written_doses([given])]
    for question in dose_questions(doses, birth_date, on):
        place, asked = _of_new(question, doses, len(before))
        if place >= 0 and question.code is QuestionCode.DAYS_APART:
            return asked
    return None


def asked_of_record(known: Sequence[RecordedDose], birth_date: date, on: date) -> Iterator[tuple[str, CellQuestion]]:
    """Yield the id of a dose on record, and a question about it that no one has answered."""
    written = [(dose, each) for dose in known for each in _as_typed(dose)]
    for question in dose_questions([each for _, each in written], birth_date, on):
        dose, _ = written[question.place]
        if question.code is QuestionCode.TODAY:
            continue
        if question.code in _LASTING or question.code not in dose.confirmed:
            yield dose.id, CellQuestion(question.code, question.other_day, question.days)


def answers_that_stay(
    others: Sequence[RecordedDose], wrong: RecordedDose, right: RecordedDose, birth_date: date, on: date
) -> tuple[str, ...]:
    """Return what a person has answered of a dose that is corrected, and what is asked of the right one in the same
    words: the answer to another question must be given again. `others`: the doses that are not corrected."""
    before, after = (_all_asked([*others, each], birth_date, on) for each in (wrong, right))
    return tuple(code for code in wrong.confirmed if before.get(code) and before.get(code) == after.get(code))


def _all_asked(doses: Sequence[RecordedDose], birth_date: date, on: date) -> dict[str, set[CellQuestion]]:
    """Return all that is asked of the last of these doses, answered or not, by code."""
    written = [(dose, each) for dose in doses for each in _as_typed(dose)]
    found: dict[str, set[CellQuestion]] = {}
    for question in dose_questions([each for _, each in written], birth_date, on):
        if written[question.place][0] is doses[-1]:
            asked = CellQuestion(question.code, question.other_day, question.days)
            found.setdefault(question.code, set()).add(asked)
    if doses[-1].month_only and doses[-1].given_on >= FULL_DATES_SINCE:
        found.setdefault(DAY_NOT_KNOWN, set()).add(CellQuestion(DAY_NOT_KNOWN, doses[-1].given_on))
    return found


_LASTING = frozenset(
    {
        QuestionCode.ORAL_POLIO_AFTER_SWITCH,
        QuestionCode.FRACTIONAL_IPV,
        QuestionCode.DT_NOT_COUNTED,
        QuestionCode.TETANUS_ALONE,
        QuestionCode.ADULT_HEPB,
    }
)
"""What holds of a dose although a person has looked at it: the school goes on to see it."""


def _as_typed(dose: RecordedDose) -> Sequence[WrittenDose]:
    """Return a dose by the name that was typed, where it still means what is recorded; else by its vaccines."""
    precision = DatePrecision.MONTH if dose.month_only else DatePrecision.DAY
    typed = WrittenDose(product=dose.written, given_on=dose.given_on, precision=precision)
    if dose.written and vaccines_of(meaning_of_dose(typed)) == dose.vaccines:
        return (typed,)
    return written_doses([dose])
