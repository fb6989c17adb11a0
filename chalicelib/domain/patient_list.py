"""A physician's patients: one entry per child over all forms, those that need the physician first."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from chalicelib.domain.admission_answers import VaccineAnswer
from chalicelib.domain.child import ChildFacts, folded_name
from chalicelib.domain.child_overview import ChildOverview, by_child
from chalicelib.domain.effective_status import may_renew, reading_of
from chalicelib.domain.exemption import ExemptionForm, ExemptionLine
from chalicelib.domain.ids import NotANumberError, read_number
from chalicelib.domain.roster_search import birth_date_in
from chalicelib.law.admission import EffectiveStatus
from chalicelib.law.enums import LineState, Vaccine


class Urgency(IntEnum):
    """What a child's exemptions ask of the physician; the lowest is the most pressing."""

    QUESTION = 0
    ENDS_SOON = 1
    STOPPED = 2
    HELD = 3
    IN_REVIEW = 4
    VALID = 5
    LATER = 6
    OVER = 7


@dataclass(frozen=True)
class PatientLine:
    """One vaccine: the form and line that answer for it, and what they ask."""

    vaccine: Vaccine
    form: ExemptionForm
    line: ExemptionLine
    urgency: Urgency


@dataclass(frozen=True)
class AskedByState:
    """A question of the state about one of the child's forms."""

    form_id: str
    review_id: str
    question: str
    due_on: date


@dataclass(frozen=True)
class Patient:
    """One child. `lines` in the usual order of the vaccines."""

    facts: ChildFacts
    newest: ExemptionForm
    numbers: frozenset[str]
    lines: tuple[PatientLine, ...]
    question: AskedByState | None = None

    @property
    def urgency(self) -> Urgency:
        """The most pressing of all."""
        found = min((each.urgency for each in self.lines), default=Urgency.OVER)
        return Urgency.QUESTION if self.question else found

    @property
    def ending(self) -> tuple[PatientLine, ...]:
        """The vaccines whose exemption ends soon."""
        return tuple(each for each in self.lines if each.urgency is Urgency.ENDS_SOON)

    @property
    def renewable(self) -> ExemptionForm | None:
        """The form of an exemption that ends soon and can be renewed."""
        return next((each.form for each in self.ending if may_renew(each.form)), None)


def patients_of(
    forms: Sequence[ExemptionForm], on: date, questions: Mapping[str, AskedByState] | None = None
) -> list[Patient]:
    """Return the children of these forms, the most pressing first. `questions`: by the form's id."""
    found = [_patient(child, on, questions or {}) for child in by_child([], forms, on)]
    return sorted(found, key=lambda each: (each.urgency, _first_day(each), -each.newest.signed_on.toordinal()))


def _patient(child: ChildOverview, on: date, questions: Mapping[str, AskedByState]) -> Patient:
    answers = (_line(child, each, on) for each in child.every_answer(on))
    newest = child.forms[0]
    return Patient(
        newest.child,
        newest,
        frozenset(form.number for form in child.forms),
        tuple(each for each in answers if each),
        next((questions[form.id] for form in child.forms if form.id in questions), None),
    )


def _first_day(patient: Patient) -> date:
    if patient.question:
        return patient.question.due_on
    days = (each.line.expires_on or each.form.next_span_entry for each in patient.ending)
    return min((day for day in days if day), default=date.max)


def _line(child: ChildOverview, answer: VaccineAnswer, on: date) -> PatientLine | None:
    form, line = child.form_of(answer), child.line_of(answer)
    if form is None or line is None:
        return None
    return PatientLine(answer.vaccine, form, line, _urgency(answer, form, line, on))


def _urgency(answer: VaccineAnswer, form: ExemptionForm, line: ExemptionLine, on: date) -> Urgency:
    if answer.ends_soon(on):
        return Urgency.ENDS_SOON
    if answer.is_in_force:
        return Urgency.IN_REVIEW if line.in_review else Urgency.VALID
    if reading_of(form, line, on) is EffectiveStatus.NOT_YET_IN_EFFECT:
        return Urgency.LATER
    return {LineState.REVOKED: Urgency.STOPPED, LineState.HELD: Urgency.HELD}.get(line.state, Urgency.OVER)


def patients_named(typed: str) -> Callable[[Patient], bool]:
    """Return whether a patient has each typed word in the name, that birth date, or a form of that number. Accents,
    case and hyphens count for nothing."""
    birth_date = birth_date_in(typed)
    if birth_date:
        return lambda patient: patient.facts.birth_date == birth_date
    number, words = _number(typed), [folded_name(word) for word in typed.replace(",", " ").split()]
    return lambda patient: bool(number and number in patient.numbers) or _has_words(patient.facts, words)


def _number(typed: str) -> str:
    try:
        return read_number(typed)
    except NotANumberError:
        return ""


def _has_words(facts: ChildFacts, words: Iterable[str]) -> bool:
    name = folded_name(f"{facts.last_name} {facts.first_name} {facts.middle_name} {facts.last_name}")
    return all(word in name for word in words)
