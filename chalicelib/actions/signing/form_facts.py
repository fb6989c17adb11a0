"""The form as facts for the law: what it states (HSC 120372(a)(2)), how long each line lasts, and its reasons."""

from chalicelib.domain.account import Address, PhysicianProfile
from chalicelib.domain.effective_status import law_facts
from chalicelib.domain.errors import refused_by
from chalicelib.domain.exemption import ExemptionForm, ExemptionLine
from chalicelib.domain.request import PrimaryCare
from chalicelib.law.calendar import age_in_years, california_date
from chalicelib.law.duration import check_line
from chalicelib.law.enums import PrimaryCareKind
from chalicelib.law.exemption_content import FormFacts, FormLineFacts, PhysicianFacts, check_form
from chalicelib.law.grade_spans import check_vaccine_in_span
from chalicelib.law.medical_reasons import LineReasons, check_reason
from chalicelib.law.plausibility import StatedForm, StatedLine, doubts_about_line
from chalicelib.law.verdict import Outcome, Verdict


def require_lawful(form: ExemptionForm, *, supported: bool) -> None:
    """Raise PortalError REFUSED with every reason that the law finds against signing this form. `supported`: a document
    goes with it."""
    lines = (verdict for line in form.lines for verdict in line_verdicts(form, line, supported=supported))
    verdicts = [content_verdict(form), *lines]
    failures = tuple(reason for verdict in verdicts if not verdict.allowed for reason in verdict.reasons)
    if failures:
        raise refused_by(Verdict(Outcome.REFUSED, failures))


def content_verdict(form: ExemptionForm) -> Verdict:
    """Return whether the form states all that the law asks; every missing field is named."""
    return check_form(
        FormFacts(
            signed_on=form.signed_on,
            issuer=_issuer(form.physician_name, form.physician),
            issuer_is_pcp=form.is_primary_care,
            pcp=_primary_care(form.primary_care),
            pcp_kind=form.primary_care.kind if form.primary_care else PrimaryCareKind.PHYSICIAN,
            pcp_explanation=form.primary_care.why_not_issuer if form.primary_care else None,
            child_name=form.child.full_name,
            parent_name=form.parent.name,
            parent_address=one_line(form.parent.address),
            institution_name=form.school.name,
            institution_address=_institution_address(form),
            examination_certified=form.certifications.examined_and_meets_standard_of_care,
            treating_since=form.treating_since,
            lines=tuple(_line_facts(line) for line in form.lines),
            release_authorized_by=form.parent.name if form.consents else None,
            release_authorized_on=california_date(form.consents.release_of_records) if form.consents else None,
            truth_certified=form.certifications.true_accurate_complete,
            no_charge_attested=form.certifications.no_charge_made,
        )
    )


def line_verdicts(form: ExemptionForm, line: ExemptionLine, *, supported: bool) -> tuple[Verdict, ...]:
    """Return the verdicts on one line: on its dates, on the vaccine in this span, and on its reasons. `supported`: a
    document goes with the form."""
    age = age_in_years(form.child.birth_date, form.span_starts_on or form.signed_on)
    return (
        check_line(law_facts(form, line)),
        check_vaccine_in_span(line.vaccine, form.span, on=form.signed_on, age_years=age),
        check_reason(
            LineReasons(
                vaccine=line.vaccine,
                codes=line.reason_codes,
                description=line.description,
                signed_on=form.signed_on,
                documents_attached=supported,
            )
        ),
    )


def stated(form: ExemptionForm) -> StatedForm:
    """Return what the physician states, for the questions that a reader would ask (`law.plausibility`)."""
    lines = (StatedLine(line.vaccine, line.kind, line.reason_codes, line.description) for line in form.lines)
    return StatedForm(form.signed_on, form.examined_on, form.treating_since, tuple(lines))


def line_doubts(form: ExemptionForm, line: ExemptionLine) -> Verdict:
    """Return what is odd about one vaccine of the form; nothing of it stands against signing."""
    return doubts_about_line(stated(form), StatedLine(line.vaccine, line.kind, line.reason_codes, line.description))


def one_line(address: Address) -> str:
    """Return an address in one line, as printed."""
    return ", ".join(part for part in (address.street, address.city, f"{address.state} {address.zip_code}") if part)


def _issuer(name: str, profile: PhysicianProfile) -> PhysicianFacts:
    return PhysicianFacts(
        name=name,
        license_number=profile.license_shown,
        business_address=one_line(profile.business_address),
        telephone=profile.telephone,
    )


def _primary_care(given: PrimaryCare | None) -> PhysicianFacts:
    if given is None or not given.is_someone:
        return PhysicianFacts()
    return PhysicianFacts(
        name=given.name,
        license_number=given.license,
        business_address=one_line(given.business_address),
        telephone=given.telephone,
    )


def _institution_address(form: ExemptionForm) -> str:
    return one_line(form.school.address) if form.school.address else ""


def _line_facts(line: ExemptionLine) -> FormLineFacts:
    return FormLineFacts(vaccine=line.vaccine, description=line.description, kind=line.kind, expiry=line.expires_on)
