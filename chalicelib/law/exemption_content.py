"""What a valid form must state: HSC 120372(a)(2) and the fee ban of (a)(3)."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from chalicelib.law.citations import Cite
from chalicelib.law.enums import LineKind, PrimaryCareKind, Vaccine
from chalicelib.law.verdict import Reason, ReasonCode, Verdict, conclude, reason


class PhysicianFacts(NamedTuple):
    """The four items the form states of a physician; None or blank = not stated."""

    name: str | None = None
    license_number: str | None = None
    business_address: str | None = None
    telephone: str | None = None


class FormLineFacts(NamedTuple):
    """One vaccine's line: its own medical basis and its kind. Dates are judged by `duration.check_line`."""

    vaccine: Vaccine
    description: str | None = None
    kind: LineKind | None = None
    expiry: date | None = None


class FormFacts(NamedTuple):
    """A form as it is about to be signed. None or blank = not stated."""

    signed_on: date
    issuer: PhysicianFacts = PhysicianFacts()
    issuer_is_pcp: bool | None = None
    pcp: PhysicianFacts = PhysicianFacts()
    pcp_explanation: str | None = None
    pcp_kind: PrimaryCareKind = PrimaryCareKind.PHYSICIAN
    child_name: str | None = None
    parent_name: str | None = None
    parent_address: str | None = None
    institution_name: str | None = None
    institution_address: str | None = None
    examination_certified: bool = False
    treating_since: date | None = None
    lines: tuple[FormLineFacts, ...] = ()
    release_authorized_by: str | None = None
    release_authorized_on: date | None = None
    truth_certified: bool = False
    no_charge_attested: bool = False


def check_form(facts: FormFacts) -> Verdict:
    """Return whether the form states all that the law asks; every failure names its `field`, in the form's order."""
    return conclude(
        [
            *_physicians(facts),
            *_people_and_school(facts),
            *_certifications(facts),
            *_lines(facts),
            *_authorization_and_fee(facts),
        ]
    )


def _blank(text: str | None) -> bool:
    return text is None or not text.strip()


def _missing(code: ReasonCode, cite: Cite, **stated: str | None) -> Iterator[Reason]:
    for field, text in stated.items():
        if _blank(text):
            yield reason(code, cite, field=field)


_PHYSICIANS_ITEMS = ("name", "license_number", "business_address", "telephone")
# The statute names a primary care physician only, "if different": a child may have none, or another clinician, who has
# no physician's license [R]. The explanation of (D) is due in each case.
_PCP_ITEMS = {
    PrimaryCareKind.PHYSICIAN: _PHYSICIANS_ITEMS,
    PrimaryCareKind.OTHER_CLINICIAN: ("name", "business_address", "telephone"),
    PrimaryCareKind.NO_ONE: (),
}


def _physician(
    prefix: str, physician: PhysicianFacts, code: ReasonCode, items: tuple[str, ...] = _PHYSICIANS_ITEMS
) -> Iterator[Reason]:
    for field in items:
        if _blank(getattr(physician, field)):
            yield reason(code, Cite.HSC_120372_A2A, field=f"{prefix}.{field}")


def _physicians(facts: FormFacts) -> Iterator[Reason]:
    yield from _physician("issuer", facts.issuer, ReasonCode.FIELD_MISSING)
    if facts.issuer_is_pcp is None:
        yield reason(ReasonCode.ISSUER_IS_PCP_UNANSWERED, Cite.HSC_120372_A2D, field="issuer_is_pcp")
    elif not facts.issuer_is_pcp:
        yield from _physician("pcp", facts.pcp, ReasonCode.PCP_DETAIL_MISSING, _PCP_ITEMS[facts.pcp_kind])
        yield from _missing(
            ReasonCode.PCP_EXPLANATION_MISSING, Cite.HSC_120372_A2D, pcp_explanation=facts.pcp_explanation
        )


def _people_and_school(facts: FormFacts) -> Iterator[Reason]:
    yield from _missing(
        ReasonCode.FIELD_MISSING,
        Cite.HSC_120372_A2B,
        child_name=facts.child_name,
        parent_name=facts.parent_name,
        parent_address=facts.parent_address,
    )
    yield from _missing(
        ReasonCode.SCHOOL_MISSING,
        Cite.HSC_120372_A2B,
        institution_name=facts.institution_name,
        institution_address=facts.institution_address,
    )


def _certifications(facts: FormFacts) -> Iterator[Reason]:
    if not facts.examination_certified:
        yield reason(ReasonCode.EXAMINATION_NOT_CERTIFIED, Cite.HSC_120372_A2C, field="examination_certified")
    if facts.treating_since is None:
        yield reason(ReasonCode.TREATING_SINCE_MISSING, Cite.HSC_120372_A2E, field="treating_since")
    elif facts.treating_since > facts.signed_on:
        yield reason(
            ReasonCode.TREATING_SINCE_AFTER_SIGNING,
            Cite.HSC_120372_A2E,
            field="treating_since",
            latest_allowed=facts.signed_on,
        )


def _lines(facts: FormFacts) -> Iterator[Reason]:
    if not facts.lines:
        yield reason(ReasonCode.NO_VACCINE_LINE, Cite.HSC_120372_A2F, field="lines")
    seen: set[Vaccine] = set()
    for line in facts.lines:
        if line.vaccine in seen:
            yield _line_failure(line, "vaccine", ReasonCode.VACCINE_LISTED_TWICE, Cite.HSC_120372_A2F)
        seen.add(line.vaccine)
        yield from _line(line)


def _line(line: FormLineFacts) -> Iterator[Reason]:
    if _blank(line.description):
        yield _line_failure(line, "description", ReasonCode.VACCINE_DESCRIPTION_MISSING, Cite.HSC_120372_A2F)
    if line.kind is None:
        yield _line_failure(line, "kind", ReasonCode.KIND_MISSING, Cite.HSC_120372_A2G)
    elif line.kind is LineKind.TEMPORARY and line.expiry is None:
        yield _line_failure(line, "expiry", ReasonCode.TEMPORARY_WITHOUT_EXPIRY, Cite.HSC_120372_A2G)
    elif line.kind is LineKind.PERMANENT and line.expiry is not None:
        yield _line_failure(line, "expiry", ReasonCode.PERMANENT_WITH_EXPIRY, Cite.HSC_120372_A2G)


def _line_failure(line: FormLineFacts, field: str, code: ReasonCode, cite: Cite) -> Reason:
    return reason(code, cite, field=f"lines[{line.vaccine.value}].{field}", vaccine=line.vaccine.value)


def _authorization_and_fee(facts: FormFacts) -> Iterator[Reason]:
    yield from _missing(
        ReasonCode.AUTHORIZATION_MISSING,
        Cite.HSC_120372_A2H,
        release_authorized_by=facts.release_authorized_by,
        release_authorized_on=facts.release_authorized_on.isoformat() if facts.release_authorized_on else None,
    )
    if not facts.truth_certified:
        yield reason(ReasonCode.TRUTH_NOT_CERTIFIED, Cite.HSC_120372_A2I, field="truth_certified")
    if not facts.no_charge_attested:
        yield reason(ReasonCode.NO_CHARGE_NOT_ATTESTED, Cite.HSC_120372_A3, field="no_charge_attested")
