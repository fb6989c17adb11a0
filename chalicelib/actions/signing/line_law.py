"""What the law says of one vaccine's line while the form is filled in and before it is signed."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from chalicelib.actions.signing.draft_case import DraftCase
from chalicelib.domain.errors import refused_by
from chalicelib.domain.request import LineDraft
from chalicelib.law.calendar import age_in_years
from chalicelib.law.duration import LineFacts, check_line
from chalicelib.law.enums import LineKind
from chalicelib.law.medical_reasons import LineReasons, check_reason
from chalicelib.law.reason_codes import ReasonCode
from chalicelib.law.verdict import Outcome, Reason, Verdict

_FIELDS: Mapping[ReasonCode, str] = MappingProxyType(
    {ReasonCode.OTHER_REASON_NEEDS_TEXT: "description", ReasonCode.SPAN_ALREADY_LEFT: ""}
)
_JUDGED_AT_SIGNING = frozenset({ReasonCode.ISSUED_TOO_EARLY})  # the form may be filled in before it may be signed


def age_in_span(case: DraftCase, on: date) -> int:
    """Return the child's age at signing, or on the first day in a span that is still to come."""
    day = case.source.span_starts_on or case.signing_day(on)
    return age_in_years(case.source.child.birth_date, day) if case.source.child else 0


def line_facts(case: DraftCase, line: LineDraft, on: date) -> LineFacts:
    """Return the line's dates as the law's functions take them. A kind not yet chosen reads as permanent."""
    return LineFacts(
        kind=line.kind or LineKind.PERMANENT,
        signed_on=case.signing_day(on),
        expiry=line.expires_on,
        planned_first_day=case.source.span_starts_on,
        next_span_entry=case.source.next_span_entry,
    )


def reasons_verdict(case: DraftCase, line: LineDraft, on: date) -> Verdict:
    """Return whether the chosen reasons can carry the line; an allowed one may carry notes. Documents that support it
    can be added until the form is signed, and are asked for then."""
    return check_reason(
        LineReasons(
            vaccine=line.vaccine,
            codes=line.reason_codes,
            description=line.description,
            signed_on=case.signing_day(on),
            documents_attached=True,
        )
    )


def require_lawful_line(case: DraftCase, line: LineDraft, on: date) -> None:
    """Raise PortalError REFUSED with every reason against this line, each at the field that fixes it."""
    dates, reasons = check_line(line_facts(case, line, on)), reasons_verdict(case, line, on)
    failures = [*_at(reasons, "reason_codes"), *_at(dates, "expires_on")]
    if failures:
        raise refused_by(Verdict(Outcome.REFUSED, tuple(failures)))


def _at(verdict: Verdict, field: str) -> list[Reason]:
    if verdict.allowed:
        return []
    return [
        Reason(each.code, {**each.facts, "field": _FIELDS.get(each.code, field)}, each.citation)
        for each in verdict.reasons
        if each.code not in _JUDGED_AT_SIGNING
    ]
