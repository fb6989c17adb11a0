"""A physician's unfinished form together with what it is made from: the parent's request, or an earlier form."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from chalicelib.actions.context import Context
from chalicelib.domain.action import Action
from chalicelib.domain.child import ChildFacts, SchoolChoice
from chalicelib.domain.errors import ErrorKind, PortalError, not_found
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.request import Consents, ExemptionRequest, FormDraft, ParentFacts, RequestState
from chalicelib.law.enums import Grade, LineKind
from chalicelib.storage import keys
from chalicelib.storage.keys import Key


class FormSource(Protocol):
    """What a form takes from the request, or from the form that it corrects or renews."""

    @property
    def child(self) -> ChildFacts | None: ...
    @property
    def parent(self) -> ParentFacts | None: ...
    @property
    def school(self) -> SchoolChoice | None: ...
    @property
    def grade(self) -> Grade | None: ...
    @property
    def span_starts_on(self) -> date | None: ...
    @property
    def next_span_entry(self) -> date | None: ...
    @property
    def consents(self) -> Consents | None: ...
    @property
    def guardian_ids(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class DraftCase:
    """The draft, the request it was made from (if any), and the form it corrects or renews (if any)."""

    draft: FormDraft
    request: ExemptionRequest | None
    replaced: ExemptionForm | None

    @property
    def source(self) -> FormSource:
        """Where child, parent, school and grade come from. Raises PortalError NOT_FOUND."""
        found = self.request or self.replaced
        if found is None:
            raise not_found()
        return found

    def signing_day(self, on: date) -> date:
        """Return the day from which the law counts. A correction keeps the day of the form it corrects, so that no
        clerical act can lengthen an exemption or change the criteria it is judged by."""
        return self.replaced.signed_on if self.draft.is_correction and self.replaced else on


def draft_keys(draft_id: str) -> list[Key]:
    """Return what a page about a draft reads first. A draft made from a request has the request's id."""
    return [keys.record("form_draft", draft_id), keys.record("request", draft_id)]


def lock_keys(draft: FormDraft) -> list[Key]:
    """Return the locks of the draft's lines."""
    return [keys.exemption_lock(draft.child_id, line.vaccine, draft.span) for line in draft.lines]


def load_draft(ctx: Context, act: Action, draft_id: str) -> FormDraft:
    """The draft alone. Raises PortalError NOT_FOUND (no such draft, or not this physician's, or the clinic staff's
    physician's)."""
    ctx.store.load(draft_keys(draft_id))
    draft = ctx.store.get(FormDraft, draft_id)
    ctx.require(act, draft)
    return draft


def load_draft_case(
    ctx: Context, act: Action, draft_id: str, also: Callable[[FormDraft], Iterable[Key]] = lambda _draft: ()
) -> DraftCase:
    """Return the case, in one read beside the page's first. `also` names what the action reads with it.

    Raises PortalError NOT_FOUND (no such draft, not this physician's, or the request is with someone else now),
    CONFLICT (signed already).
    """
    draft = load_draft(ctx, act, draft_id)
    if draft.is_signed:
        raise PortalError(ErrorKind.CONFLICT, "ALREADY_SIGNED")
    more = [*also(draft), *(keys.record("form", form_id) for form_id in [draft.replaces_form_id] if form_id)]
    if more:
        ctx.store.load(more)
    request = ctx.store.find(ExemptionRequest, draft.request_id)
    if request is not None and (request.physician_id != draft.physician_id or request.state != RequestState.OPENED):
        raise not_found()
    return DraftCase(draft, request, ctx.store.find(ExemptionForm, draft.replaces_form_id))


def require_version(draft: FormDraft, expected_version: int | None) -> None:
    """Raise PortalError CONFLICT if the page was made from another version of the draft."""
    if expected_version != draft.version:
        raise PortalError(ErrorKind.CONFLICT, "STALE")


EXAMINATION, PRIMARY_CARE, VACCINES, LINES = "examination", "primary-care", "vaccines", "lines"


def unfinished_parts(draft: FormDraft) -> Iterator[str]:
    """Yield the pages that still lack an answer, in the form's order: their names, or "lines-2" for the second line.

    An address names no vaccine: it would say something about the child's health.
    """
    if draft.examined_on is None or draft.treating_since is None or draft.is_primary_care is None:
        yield EXAMINATION
    if draft.is_primary_care is False and draft.primary_care is None:
        yield PRIMARY_CARE
    if not draft.lines:
        yield VACCINES
    for place, line in enumerate(draft.lines, start=1):
        endless = line.kind == LineKind.TEMPORARY and line.expires_on is None
        if line.kind is None or endless or not line.reason_codes or not line.description:
            yield part_of_line(place)


def part_of_line(place: int) -> str:
    """Return the part of the form that is about one line: "lines-2" for the second."""
    return f"{LINES}-{place}"


def next_part(draft: FormDraft) -> str:
    """Return the first part that still lacks an answer, or "check": all answers are there to be checked."""
    return next(unfinished_parts(draft), "check")
