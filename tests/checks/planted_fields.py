"""A field that someone adds to the line of a form or to the request, with a class and without one."""

from typing import Annotated

from chalicelib.domain.exemption import ExemptionForm, ExemptionLine
from chalicelib.domain.field_classes import Copied, Medical, NotCopied, Personal
from chalicelib.domain.request import ExemptionRequest

NOTE = "Wheezing after the second dose, seen in clinic"


class UnclassedLine(ExemptionLine):
    """A line with a medical field that no one classed."""

    clinical_note: str = NOTE


class UnclassedForm(ExemptionForm):
    """Its form."""

    lines: tuple[UnclassedLine, ...]


class MedicalLine(ExemptionLine):
    """A line with one more medical field."""

    clinical_note: Annotated[str, Medical] = NOTE


class MedicalForm(ExemptionForm):
    """Its form."""

    lines: tuple[MedicalLine, ...]


class LongerRequest(ExemptionRequest):
    """A request with two more answers of the parent: one goes into a copy, one is asked again."""

    call_me_at: Annotated[str, Personal, Copied] = ""
    symptoms_now: Annotated[str, Medical, NotCopied] = ""


class UndecidedRequest(ExemptionRequest):
    """A request with an answer of which no one said whether a copy takes it along."""

    call_me_at: Annotated[str, Personal] = ""


def with_note(form: ExemptionForm) -> MedicalForm:
    """The form as it would be with the planted field."""
    return MedicalForm.model_validate({**dict(form), "lines": [MedicalLine(**dict(line)) for line in form.lines]})
