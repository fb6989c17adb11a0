"""What all pages of an unfinished form share: how the form is found, and the record of the view."""

from collections.abc import Mapping
from typing import Any

from chalicelib.actions.documents.support import documents_key
from chalicelib.actions.signing.draft_case import DraftCase, draft_keys, load_draft, load_draft_case, lock_keys
from chalicelib.actions.signing.edit_form_draft import PageOfDraft
from chalicelib.domain.access import Purpose
from chalicelib.domain.account import Role
from chalicelib.domain.request import FormDraft
from chalicelib.law.calendar import california_date
from chalicelib.law.marking import N_
from chalicelib.storage.keys import Key
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.route import Named
from chalicelib.web.wording.names import VACCINES

STEPS = (N_("Examination"), N_("Vaccines"), N_("Reasons"), N_("Check"), N_("Sign"))
STEPS_TO_PREPARE = (*STEPS[:-1], N_("Hand over"))


def _draft_keys(params: Mapping[str, str]) -> list[Key]:
    return draft_keys(params["draft_id"])


DRAFT: Named[FormDraft] = Named(_draft_keys, lambda ctx, act, params: load_draft(ctx, act, params["draft_id"]))
DRAFT_CASE: Named[DraftCase] = Named(
    _draft_keys, lambda ctx, act, params: load_draft_case(ctx, act, params["draft_id"])
)
CASE_WITH_GUARDS: Named[DraftCase] = Named(
    _draft_keys,
    lambda ctx, act, params: load_draft_case(
        ctx, act, params["draft_id"], lambda draft: [*lock_keys(draft), documents_key(draft)]
    ),
)


def prepares(page_request: PageRequest) -> bool:
    """Whether the reader is clinic staff, who prepares and hands over, and does not sign."""
    return page_request.ctx.person.role is Role.CLINIC_STAFF


def page_of_draft(page_request: PageRequest, case: DraftCase) -> PageOfDraft:
    """Which draft was posted, as it was shown."""
    return PageOfDraft(case.draft.id, page_request.expected_version)


def show_draft(
    page_request: PageRequest, case: DraftCase, template: str, *, title: str, step: int, **more: Any
) -> Page:
    """A page of the draft. The view of the child's record is written before the page is made."""
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
        "steps": [page_request.translate(name) for name in (STEPS_TO_PREPARE if prepares(page_request) else STEPS)],
        "vaccine_names": VACCINES,
        "handed_over_on": california_date(handed_over_at) if (handed_over_at := case.draft.handed_over_at) else None,
        "prepares": prepares(page_request),
        "issuer_name": page_request.ctx.issuer().display_name,
    }
    return page_request.render(template, title=title, **{**frame, **more})
