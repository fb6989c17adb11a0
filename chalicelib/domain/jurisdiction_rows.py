"""What a local health department sees of its jurisdiction (HSC 120375(c), 120372(d)(5); law.md A6): the exemptions of
its schools without a medical reason, the schools, and what they reported."""

from datetime import date
from typing import Annotated

from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.facility import Facility, FacilityKind
from chalicelib.domain.field_classes import Internal, Public
from chalicelib.domain.record import FrozenModel
from chalicelib.domain.report_figures import Figures
from chalicelib.domain.roster import FormWithoutReasons
from chalicelib.domain.school_record import SchoolRecord
from chalicelib.domain.school_report import SchoolReport
from chalicelib.law.annual_report import VaccineStatus
from chalicelib.law.enums import LineState, Vaccine


class FormInJurisdiction(FormWithoutReasons):
    """One form as the health department over its school sees it: child, school, vaccines, dates, status, physician.
    `in_review`: one of its reviews is open."""

    school_name: Annotated[str, Public]
    in_review: Annotated[bool, Internal] = False

    # As `effective_status.FormLike`: what the school itself recorded stays with the school.
    @property
    def school_record(self) -> SchoolRecord:
        return SchoolRecord()

    @property
    def is_replaced(self) -> bool:
        """Return whether another form stands in the place of every line."""
        return all(line.state is LineState.SUPERSEDED for line in self.lines)

    @classmethod
    def of(cls, form: ExemptionForm) -> "FormInJurisdiction":
        """Return the department's view of a form."""
        in_review = any(line.in_review for line in form.lines)
        return cls.seen(form, school_name=form.school.name, in_review=in_review)


class SchoolInJurisdiction(FrozenModel):
    """An open school or child care of the directory, as the department's list names it."""

    field_class = Public

    facility_id: str
    name: str
    city: str
    zip_code: str
    kind: FacilityKind
    grades: str = ""

    @classmethod
    def of(cls, facility: Facility) -> "SchoolInJurisdiction":
        """Return how the list names a facility."""
        return cls(
            facility_id=facility.id,
            name=facility.name,
            city=facility.address.city,
            zip_code=facility.address.zip_code,
            kind=facility.kind,
            grades=facility.grades,
        )


class ReportInJurisdiction(FrozenModel):
    """The newest annual report of a school in numbers. `complete`: of the enrolled, those with all required doses;
    `with_doses`: by vaccine, those with all its doses."""

    field_class = Internal

    facility_id: str
    starts_in: int
    reported_on: date
    enrolled: int
    complete: int
    with_doses: Annotated[dict[Vaccine, int], Internal]

    @classmethod
    def of(cls, report: SchoolReport) -> "ReportInJurisdiction":
        """Return the numbers of a report."""
        figures = Figures(report.groups)
        counted = {vaccine: figures.count(vaccine=vaccine, status=VaccineStatus.MET) for vaccine in Vaccine}
        return cls(
            facility_id=report.facility_id,
            starts_in=report.starts_in,
            reported_on=report.reported_on,
            enrolled=figures.enrolled,
            complete=figures.complete,
            with_doses={vaccine: count for vaccine, count in counted.items() if count},
        )


class Flag(FrozenModel):
    """A form that a department asked the state to look at. The written reason stands in the review alone."""

    field_class = Internal

    form_id: str
    review_id: str
    flagged_on: date
    flagged_by: str  # account id


class OutbreakInJurisdiction(FrozenModel):
    """One exposure at a school, as the department's list shows it."""

    field_class = Internal

    exposure_id: str
    facility_id: str
    disease: str
    first_exposure: date
    last_exposure: date
    opened_on: date
    excluded: int
    closed_on: date | None
