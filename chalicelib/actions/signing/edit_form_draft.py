"""A physician, or clinic staff for the physician, fills out the form, page by page; each page is saved right away (HSC
120372(a)(2)(C)-(G))."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chalicelib.actions.context import Context
from chalicelib.actions.signing.draft_case import DraftCase, load_draft_case, next_part, require_version
from chalicelib.actions.signing.line_law import age_in_span, line_facts, require_lawful_line
from chalicelib.domain.account import Account, Role
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError, invalid, refused_by
from chalicelib.domain.request import FormDraft, LineDraft, PrimaryCare
from chalicelib.domain.results import Done, subject_of
from chalicelib.law.duration import latest_expiry
from chalicelib.law.enums import LineKind, PrimaryCareKind, Vaccine
from chalicelib.law.grade_spans import check_vaccine_in_span, vaccines_for_span
from chalicelib.law.medical_reasons import reasons_for, suggested_expiry
from chalicelib.law.verdict import Outcome, Verdict


@dataclass(frozen=True)
class PageOfDraft:
    draft_id: str
    expected_version: int | None


def save_examination(
    ctx: Context,
    page: PageOfDraft,
    *,
    examined_on: date,
    treating_since: date,
    is_primary_care: bool,
    primary_care_kind: PrimaryCareKind = PrimaryCareKind.PHYSICIAN,
) -> Done:
    """Record when the child was examined, since when treated, and who gives the child primary care: the issuer, or what
    kind of other person. Another kind asks for that person again.

    Raises PortalError INVALID if a date is not over yet or lies before the child's birth.
    """
    case = _case(ctx, page)
    born = case.source.child.birth_date if case.source.child else date.min
    for field, day in (("examined_on", examined_on), ("treating_since", treating_since)):
        if day > ctx.on:
            raise invalid("DATE_IN_FUTURE", field)
        if day < born:
            raise invalid("DATE_BEFORE_BIRTH", field)
    same = not is_primary_care and case.draft.primary_care_kind == primary_care_kind
    primary_care = case.draft.primary_care if same else None
    return _save(
        ctx,
        case,
        case.draft.with_changes(
            examined_on=examined_on,
            treating_since=treating_since,
            is_primary_care=is_primary_care,
            primary_care_kind=primary_care_kind,
            primary_care=primary_care,
        ),
    )


def save_primary_care(ctx: Context, page: PageOfDraft, primary_care: PrimaryCare) -> Done:
    """Record who the primary care physician is, and why the issuer fills out the form (HSC 120372(a)(2)(A), (D))."""
    case = _case(ctx, page)
    return _save(ctx, case, case.draft.with_changes(is_primary_care=False, primary_care=primary_care))


def choose_vaccines(ctx: Context, page: PageOfDraft, vaccines: Iterable[Vaccine]) -> Done:
    """Record which vaccines the form names; what was said of those that stay is kept.

    Raises PortalError REFUSED (not required in the span; a correction keeps its vaccines).
    """
    case = _case(ctx, page)
    chosen = set(vaccines)
    if case.draft.is_correction and chosen != {line.vaccine for line in case.draft.lines}:
        raise PortalError(ErrorKind.REFUSED, "CORRECTION_CHANGES_CONTENT", field="vaccines")
    span, day, age = case.draft.span, case.signing_day(ctx.on), age_in_span(case, ctx.on)
    verdicts = [check_vaccine_in_span(vaccine, span, on=day, age_years=age) for vaccine in sorted(chosen)]
    failures = tuple(reason for verdict in verdicts if not verdict.allowed for reason in verdict.reasons)
    if failures:
        refusal = refused_by(Verdict(Outcome.REFUSED, failures))
        refusal.field = "vaccines"
        raise refusal
    drafted = {line.vaccine: line for line in case.draft.lines}
    lines = tuple(
        drafted.get(offered.vaccine, LineDraft(vaccine=offered.vaccine))
        for offered in vaccines_for_span(span)
        if offered.vaccine in chosen
    )
    return _save(ctx, case, case.draft.with_changes(lines=lines))


@dataclass(frozen=True)
class LineAnswers:
    """What the physician says of one vaccine. `product_on`: when a blood product was given, where one is the reason.

    `use_latest`: end on the latest day that the law allows, whatever date was typed.
    """

    line: LineDraft
    product_on: date | None = None
    use_latest: bool = False


def save_line(ctx: Context, page: PageOfDraft, answers: LineAnswers) -> Done:
    """Keep one vaccine's reason, text, kind and end. Raises PortalError REFUSED with the law's reasons."""
    case = _case(ctx, page)
    before = next((line for line in case.draft.lines if line.vaccine == answers.line.vaccine), None)
    if before is None:
        raise PortalError(ErrorKind.NOT_FOUND, "NOT_FOUND")
    if case.draft.is_correction and answers.line.kind != before.kind:
        raise PortalError(ErrorKind.REFUSED, "CORRECTION_CHANGES_CONTENT", field="kind")
    line = _with_end(ctx, case, answers)
    require_lawful_line(case, line, ctx.on)
    lines = tuple(line if other.vaccine == line.vaccine else other for other in case.draft.lines)
    return _save(ctx, case, case.draft.with_changes(lines=lines))


def _with_end(ctx: Context, case: DraftCase, answers: LineAnswers) -> LineDraft:
    """Return the line with the end that was asked for: the typed date, the latest lawful one, or the suggested one."""
    line = answers.line
    if line.kind != LineKind.TEMPORARY:
        return line
    facts = line_facts(case, line, ctx.on)
    latest = latest_expiry(facts.signed_on, facts.next_span_entry)
    if answers.use_latest:
        return line.with_changes(expires_on=latest)
    if line.expires_on is None and answers.product_on is not None:
        suggested = _suggested_end(line, answers.product_on, facts.signed_on)
        return line.with_changes(expires_on=min(suggested, latest) if suggested else None)
    return line


def _suggested_end(line: LineDraft, product_on: date, on: date) -> date | None:
    """Return the longest wait after a blood product among the chosen reasons (17 CCR 6050; CDC CDSi)."""
    waits = [each.code for each in reasons_for(line.vaccine, on) if each.code in line.reason_codes and each.wait_months]
    ends = [end for end in (suggested_expiry(code, product_on) for code in waits) if end is not None]
    return max(ends, default=None)


def _case(ctx: Context, page: PageOfDraft) -> DraftCase:
    case = load_draft_case(ctx, Action.EDIT_FORM_DRAFT, page.draft_id)
    require_version(case.draft, page.expected_version)
    return case


def _save(ctx: Context, case: DraftCase, after: FormDraft) -> Done:
    if ctx.person.role is Role.CLINIC_STAFF:
        after = prepared_by(ctx.person, after)
    work = ctx.unit_of_work(Action.EDIT_FORM_DRAFT)
    work.update(case.draft, after)
    return work.commit(subject_of(after), next_part(after))


def prepared_by(person: Account, draft: FormDraft) -> FormDraft:
    """Return the draft as clinic staff left it, not handed over."""
    return draft.with_changes(prepared_by=person.id, prepared_by_name=person.display_name, handed_over_at=None)
