"""Where documents are handed in and read: a request, a physician's draft, a review, an appeal, or a signed form, which
shows those of all its steps. Who may read and add at each; a school never does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.actions.appeals.appeal_case import cleared_seat_of
from chalicelib.actions.appeals.supply_appeal_information import takes_information
from chalicelib.actions.context import Context
from chalicelib.domain.account import Account, Role
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal, AppealState
from chalicelib.domain.document import ChildDocuments, Document, DocumentState, DocumentStep
from chalicelib.domain.errors import not_found
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.request import ExemptionRequest, FormDraft, RequestState
from chalicelib.domain.review import Review, ReviewState
from chalicelib.storage import keys
from chalicelib.storage.keys import Key


class Place(StrEnum):
    """Of what a page shows the documents."""

    REQUEST = "request"
    DRAFT = "draft"
    REVIEW = "review"
    APPEAL = "appeal"
    FORM = "form"


_READERS: Mapping[Place, frozenset[Role]] = {
    Place.REQUEST: frozenset({Role.PARENT, Role.PHYSICIAN}),
    Place.DRAFT: frozenset({Role.PHYSICIAN}),
    Place.REVIEW: frozenset({Role.PHYSICIAN, Role.REVIEWER, Role.OFFICER}),
    Place.APPEAL: frozenset({Role.PARENT, Role.PHYSICIAN, Role.APPEALS_STAFF, Role.SECRETARY, Role.PANELIST}),
    Place.FORM: frozenset({Role.PARENT, Role.PHYSICIAN, Role.REVIEWER, Role.OFFICER}),
}
_RECORD_TYPES: Mapping[Place, str] = {Place.DRAFT: "form_draft"}
_STATE_ROLES, _AGENCY = frozenset({Role.REVIEWER, Role.OFFICER}), frozenset({Role.APPEALS_STAFF, Role.SECRETARY})


@dataclass(frozen=True)
class _Concerned:
    """Whom the documents of a case concern, as the access table asks: also those whose office decides the case."""

    guardian_ids: tuple[str, ...]
    physician_id: str
    assigned_ids: tuple[str, ...]


@dataclass(frozen=True)
class StepCase:
    """One place with what is read of it. `adds`: the role whose people may add documents now; None: no one's.
    `removes`: whether what was added can still be taken out."""

    place: Place
    id: str
    child_id: str
    form_id: str = ""
    request_id: str = ""
    adds: tuple[Role, ...] = ()
    removes: bool = False

    @property
    def address(self) -> str:
        """Return how addresses name the place."""
        return f"{self.place}/{self.id}"

    @property
    def step(self) -> DocumentStep:
        """Return the step that a document is added to. Raises PortalError NOT_FOUND for a form, which takes none."""
        if self.place == Place.FORM:
            raise not_found()
        return DocumentStep(self.place)

    def may_add(self, person: Account) -> bool:
        """Return whether this person may add a document now."""
        return person.role in self.adds

    def shows(self, document: Document, person: Account) -> bool:
        """Return whether this person sees the document here: of the others' only what passed the check."""
        if not self._holds(document, person):
            return False
        return document.state == DocumentState.KEPT or document.added_by == person.id

    def _holds(self, document: Document, person: Account) -> bool:
        if self.place != Place.FORM and (document.step, document.step_id) == (self.step, self.id):
            return True
        if self.place == Place.DRAFT:
            return bool(self.request_id) and document.step_id == self.request_id
        if not self.form_id or document.form_id != self.form_id or self.place == Place.REQUEST:
            return False
        # A review is not about the appeal that may follow it.
        return not (document.step == DocumentStep.APPEAL and person.role in _STATE_ROLES)


def place_keys(params: Mapping[str, str]) -> list[Key]:
    """Return what the first read of a page about documents brings."""
    place = _place_of(params)
    return [keys.record(_RECORD_TYPES.get(place, place), params["owner_id"])] if place else []


def load_step(ctx: Context, act: Action, params: Mapping[str, str]) -> StepCase:
    """Return the place that an address names, where this person may do `act` there.

    Raises PortalError NOT_FOUND, REFUSED (a panelist who has not declared).
    """
    place = _place_of(params)
    if place is None or ctx.person.role not in _READERS[place]:
        ctx.require(act)  # a role that never reads documents is told so
        raise not_found()
    found = _LOADS[place](ctx, act, params["owner_id"])
    if act in {Action.ADD_DOCUMENT} and not found.may_add(ctx.person):
        raise not_found()
    return found


def documents_at(ctx: Context, case: StepCase) -> tuple[Document, ...]:
    """Return what this person sees of the documents there, in the order in which they were added."""
    held = ctx.store.find(ChildDocuments, case.child_id)
    return tuple(each for each in held.documents if case.shows(each, ctx.person)) if held else ()


def document_at(ctx: Context, case: StepCase, document_id: str) -> Document:
    """Return one document that this person sees there. Raises PortalError NOT_FOUND."""
    for each in documents_at(ctx, case):
        if each.id == document_id:
            return each
    raise not_found()


def _place_of(params: Mapping[str, str]) -> Place | None:
    return Place(params["place"]) if params["place"] in set(Place) else None


_BEFORE_THE_FORM = frozenset({RequestState.DRAFT, RequestState.SUBMITTED, RequestState.OPENED})


def _require(ctx: Context, act: Action, case: object, offices: frozenset[Role] = frozenset()) -> Account:
    """Return the person, where the case is theirs, or their office is one of those that decide it. Raises PortalError
    NOT_FOUND."""
    own_office = (ctx.person.id,) if ctx.person.role in offices else ()
    concerned = _Concerned(
        getattr(case, "guardian_ids", ()),
        getattr(case, "physician_id", ""),
        (*getattr(case, "assigned_ids", ()), *own_office),
    )
    return ctx.require(act, concerned)


def _request(ctx: Context, act: Action, request_id: str) -> StepCase:
    request = ctx.store.get(ExemptionRequest, request_id)
    _require(ctx, act, request)
    return StepCase(
        Place.REQUEST,
        request.id,
        request.child_id,
        adds=(Role.PARENT,) if request.state in _BEFORE_THE_FORM else (),
        removes=request.state in {RequestState.DRAFT, RequestState.SUBMITTED},
    )


def _draft(ctx: Context, act: Action, draft_id: str) -> StepCase:
    draft = ctx.store.get(FormDraft, draft_id)
    _require(ctx, act, draft)
    open_now = () if draft.is_signed else (Role.PHYSICIAN,)
    return StepCase(
        Place.DRAFT, draft.id, draft.child_id, request_id=draft.request_id, adds=open_now, removes=not draft.is_signed
    )


def _form(ctx: Context, act: Action, form_id: str) -> StepCase:
    form = ctx.store.get(ExemptionForm, form_id)
    _require(ctx, act, form, _STATE_ROLES)
    return StepCase(Place.FORM, form.id, form.child_id, form.id)


def _review(ctx: Context, act: Action, review_id: str) -> StepCase:
    review = ctx.store.get(Review, review_id)
    # Whose patient it is, the form tells.
    _require(ctx, act, ctx.store.get(ExemptionForm, review.form_id), _STATE_ROLES)
    asked = review.state == ReviewState.INFO_REQUESTED
    return StepCase(
        Place.REVIEW, review.id, review.child_id, review.form_id, adds=(Role.PHYSICIAN,) if asked else (), removes=asked
    )


def _appeal(ctx: Context, act: Action, appeal_id: str) -> StepCase:
    appeal = ctx.store.get(Appeal, appeal_id)
    person = _require(ctx, act, appeal, _AGENCY)
    if appeal.filed_at is None and person.role != Role.PARENT:
        raise not_found()
    if person.role == Role.PANELIST:
        cleared_seat_of(ctx, appeal)
    is_draft = appeal.state == AppealState.DRAFT
    adds = (Role.PARENT,) if is_draft else (Role.PARENT, Role.PHYSICIAN) if takes_information(appeal) else ()
    return StepCase(Place.APPEAL, appeal.id, appeal.child_id, appeal.form_id, adds=adds, removes=is_draft)


_LOADS: Mapping[Place, Callable[[Context, Action, str], StepCase]] = {
    Place.REQUEST: _request,
    Place.DRAFT: _draft,
    Place.REVIEW: _review,
    Place.APPEAL: _appeal,
    Place.FORM: _form,
}
