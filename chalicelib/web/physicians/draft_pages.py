"""What all pages of an unfinished form share: what they read, whose form it is, and the record of the view."""

from collections.abc import Callable, Mapping
from typing import Any

from chalicelib.actions.signing.draft_case import DraftCase, draft_keys, load_draft_case
from chalicelib.actions.signing.edit_form_draft import PageOfDraft
from chalicelib.domain.access import Purpose
from chalicelib.domain.action import Action
from chalicelib.domain.marking import N_
from chalicelib.domain.request import FormDraft
from chalicelib.storage.keys import Key
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.wording.names import VACCINES

STEPS = (N_("Examination"), N_("Vaccines"), N_("Reasons"), N_("Check"), N_("Sign"))


def draft_loads(params: Mapping[str, str]) -> list[Key]:
    """The first read of a draft's page."""
    return draft_keys(params["draft_id"])


def page_of_draft(page_request: PageRequest) -> PageOfDraft:
    """Which draft was posted, as it was shown."""
    return PageOfDraft(page_request.params["draft_id"], page_request.expected_version)


def show_draft(
    page_request: PageRequest,
    template: str,
    *,
    title: str,
    step: int,
    load: Callable[[PageRequest], DraftCase] | None = None,
    model: Callable[[DraftCase], Mapping[str, Any]] = lambda _case: {},
    **more: Any,
) -> Page:
    """A page of the draft. The view of the child's record is written before the page is made."""
    case = (load or load_case)(page_request)
    page_request.record_view(case.draft.child_id, Purpose.FORM)
    home = f"/physicians/drafts/{case.draft.id}"
    frame = {
        "case": case,
        "child": case.source.child,
        "draft": case.draft,
        "draft_url": home,
        "back_url": home,
        "save_url": home,
        "form_version": case.draft.version,
        "step": step,
        "steps": [page_request.translate(name) for name in STEPS],
        "vaccine_names": VACCINES,
    }
    return page_request.render(template, title=title, **{**frame, **model(case), **more})


def load_case(page_request: PageRequest) -> DraftCase:
    """The draft with its sources. Raises PortalError NOT_FOUND, CONFLICT (signed already)."""
    return load_draft_case(page_request.ctx, Action.EDIT_FORM_DRAFT, page_request.params["draft_id"])


def own_draft(page_request: PageRequest) -> FormDraft:
    """The draft alone, to fill a form with what is known. Raises PortalError NOT_FOUND."""
    page_request.ctx.store.load(draft_keys(page_request.params["draft_id"]))
    draft = page_request.ctx.store.get(FormDraft, page_request.params["draft_id"])
    page_request.ctx.require(Action.EDIT_FORM_DRAFT, draft)
    return draft
