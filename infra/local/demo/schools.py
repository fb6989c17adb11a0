"""What schools do in the stories."""

from datetime import date

from chalicelib.actions.pupils.record_dose import DoseCommand, record_dose
from chalicelib.actions.pupils.record_grade import GradeCommand, record_grade
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.law.enums import Grade, Vaccine
from infra.local.demo.people import Person
from infra.local.demo.stage import Stage


def note_dose(stage: Stage, office: Person, form: ExemptionForm, given_on: date, *vaccines: Vaccine) -> None:
    """Record a shot that the parent showed."""
    record_dose(stage.as_(office), DoseCommand(form.id, None, frozenset(vaccines), given_on))


def note_grade(stage: Stage, office: Person, form: ExemptionForm, grade: Grade, since: date) -> None:
    """Record the grade that the child is in from a day on."""
    record_grade(stage.as_(office), GradeCommand(form.id, None, grade, since))
