"""All that the portal holds of one child, for a guardian to save (Civ. Code 1798.34; ASVS 14.2.7): gathered after a
fresh proof. A physician's unsigned draft is not read; what belongs to the own work of a review or a panel (findings,
questions, votes) is read with its case and never written into a file (web/parents/saved_forms.py)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chalicelib.actions.accounts.reauthentication import proof_keys, require_reauthentication
from chalicelib.actions.context import Context
from chalicelib.actions.records.access_history import ViewsPage, access_history
from chalicelib.actions.records.correction_case import corrections_of
from chalicelib.actions.records.report_charge import charges_of
from chalicelib.domain.account import Account
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal
from chalicelib.domain.charge_report import ChargeReport
from chalicelib.domain.child import Child
from chalicelib.domain.correction import CorrectionRequest
from chalicelib.domain.document import ChildDocuments, Document, DocumentState, DocumentStep
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.facility import Facility
from chalicelib.domain.notice import Notice
from chalicelib.domain.request import ExemptionRequest
from chalicelib.domain.review import Review
from chalicelib.storage import keys

_MAX_AMENDMENTS = 100
_MAX_VIEWS = 1000


@dataclass(frozen=True)
class HeldRecord:
    """What is held, newest first. `guardians`: the other people on the record; `facilities`: names by number."""

    person: Account
    child: Child
    guardians: Sequence[str]
    facilities: dict[str, str]
    requests: Sequence[ExemptionRequest]
    forms: Sequence[ExemptionForm]
    reviews: Sequence[Review]
    appeals: Sequence[Appeal]
    amendments: Sequence[CorrectionRequest]
    charges: Sequence[ChargeReport]
    documents: ChildDocuments
    notices: Sequence[Notice]
    views: ViewsPage


def export_child_record(ctx: Context, child_id: str, password: str) -> HeldRecord:
    """Return everything, to be written down as a view before it is sent.

    Raises PortalError NOT_FOUND for someone else's child, INVALID (field password), TOO_MANY, UNAVAILABLE.
    """
    child = ctx.store.get(Child, child_id)
    person = ctx.require(Action.EXPORT_RECORD, child)
    ctx.store.load(proof_keys(ctx))
    require_reauthentication(ctx, password)
    requests, forms = _cases(ctx, child)
    reviews, appeals = _of_forms(ctx, child, forms)
    amendments = corrections_of(ctx, child.id, _MAX_AMENDMENTS)
    case_ids = frozenset({child.id, *(case.id for case in (*requests, *forms, *appeals))})
    others = [ctx.store.find(Account, account_id) for account_id in child.guardian_ids if account_id != person.id]
    return HeldRecord(
        person,
        child,
        [other.display_name for other in others if other],
        _schools(ctx, child),
        requests,
        forms,
        reviews,
        appeals,
        amendments,
        charges_of(ctx, child.id),
        _documents(ctx, child, frozenset(case.id for case in (*requests, *forms))),
        [notice for notice in ctx.account_bundle.notices if _is_about(notice, case_ids)],
        access_history(ctx, child, limit=_MAX_VIEWS),
    )


def _cases(ctx: Context, child: Child) -> tuple[list[ExemptionRequest], list[ExemptionForm]]:
    """Return the requests and forms that the person's own links lead to; drafts are linked to nothing else."""
    ids = {kind: ctx.account_bundle.ids(kind) for kind in ("request", "form")}
    ctx.store.load(
        [
            *(keys.record(kind, case_id) for kind, case_ids in ids.items() for case_id in case_ids),
            *(keys.record("account", account_id) for account_id in child.guardian_ids),
            keys.record("documents", child.id),
        ]
    )
    requests = (ctx.store.find(ExemptionRequest, case_id) for case_id in ids["request"])
    forms = (ctx.store.find(ExemptionForm, case_id) for case_id in ids["form"])
    return (
        [request for request in requests if request and request.child_id == child.id],
        [form for form in forms if form and form.child_id == child.id],
    )


def _of_forms(ctx: Context, child: Child, forms: Iterable[ExemptionForm]) -> tuple[list[Review], list[Appeal]]:
    """Return the forms' reviews and appeals, and the schools of the record, in one read."""
    review_ids = list(dict.fromkeys(review_id for form in forms for review_id in form.review_ids))
    appeal_ids = list(dict.fromkeys(appeal_id for form in forms for appeal_id in form.appeal_ids))
    ctx.store.load(
        [
            *(keys.record("review", review_id) for review_id in review_ids),
            *(keys.record("appeal", appeal_id) for appeal_id in appeal_ids),
            *(keys.record("facility", facility_id) for facility_id in _facility_ids(child)),
        ]
    )
    return (
        [ctx.store.get(Review, review_id) for review_id in review_ids],
        [ctx.store.get(Appeal, appeal_id) for appeal_id in appeal_ids],
    )


def files_of_child(ctx: Context, child: Child) -> list[Document]:
    """Return the documents whose files a guardian can save: those that passed the check."""
    ctx.require(Action.EXPORT_RECORD, child)
    case_ids = frozenset(case_id for kind in ("request", "form") for case_id in ctx.account_bundle.ids(kind))
    return [each for each in _documents(ctx, child, case_ids).documents if each.state == DocumentState.KEPT]


def _documents(ctx: Context, child: Child, case_ids: frozenset[str]) -> ChildDocuments:
    """Return the documents of the cases that this guardian speaks for, without those of a form that a physician has
    not signed."""
    held = ctx.store.find(ChildDocuments, child.id) or ChildDocuments(id=child.id, child_id=child.id)
    others = (each for each in held.documents if case_ids.isdisjoint({each.step_id, each.form_id}))
    unsigned = (each for each in held.documents if each.step == DocumentStep.DRAFT and not each.form_id)
    return held.without(frozenset(each.id for each in (*others, *unsigned)))


def _facility_ids(child: Child) -> set[str]:
    record = child.school_record
    return {dose.facility_id for dose in record.doses} | {grade.facility_id for grade in record.grades}


def _schools(ctx: Context, child: Child) -> dict[str, str]:
    found: Iterable[Facility | None] = (ctx.store.facility(facility_id) for facility_id in _facility_ids(child))
    return {facility.id: facility.name for facility in found if facility}


def _is_about(notice: Notice, case_ids: frozenset[str]) -> bool:
    """Return whether a notice to the person is about this child, or about the account itself."""
    return notice.is_about_own_account() or notice.names(case_ids)
