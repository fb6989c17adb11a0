"""Whose lists a case of a child may stand on, and who may have been told of it: what a purge must know."""

from collections.abc import Callable, Iterable, Mapping

from chalicelib.domain.appeal import Appeal
from chalicelib.domain.child import Child
from chalicelib.domain.correction import CorrectionRequest
from chalicelib.domain.emergency import EmergencyAccess
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.record import VersionedRecord
from chalicelib.domain.request import ExemptionRequest, FormDraft
from chalicelib.domain.review import Review

_GUARDIANS: Mapping[type[VersionedRecord], Callable[..., Iterable[str]]] = {
    Child: lambda child: child.guardian_ids,
    ExemptionRequest: lambda request: request.guardian_ids,
    ExemptionForm: lambda form: form.guardian_ids,
    Appeal: lambda appeal: appeal.guardian_ids,
    CorrectionRequest: lambda asked: (asked.asked_by,),
}
_AT_WORK: Mapping[type[VersionedRecord], Callable[..., Iterable[str]]] = {
    ExemptionRequest: lambda request: (request.physician_id,),
    FormDraft: lambda draft: (draft.physician_id,),
    ExemptionForm: lambda form: (form.physician_id,),
    Review: lambda review: (review.opened_by, review.reviewer_id),
    Appeal: lambda appeal: (appeal.physician_id, *appeal.assigned_ids),
    EmergencyAccess: lambda access: access.assigned_ids,
}


def guardians_of(case: VersionedRecord) -> frozenset[str]:
    """Return the accounts that speak for the child in this case."""
    return _named(_GUARDIANS, case)


def at_work_on(case: VersionedRecord) -> frozenset[str]:
    """Return the accounts that work on the case: physician, reviewers, panelists, who opened it in an emergency."""
    return _named(_AT_WORK, case)


def _named(
    by_type: Mapping[type[VersionedRecord], Callable[..., Iterable[str]]], case: VersionedRecord
) -> frozenset[str]:
    return frozenset(by_type[type(case)](case)) - {""} if type(case) in by_type else frozenset()
