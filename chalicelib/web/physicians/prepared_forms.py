"""Clinic staff's pages of their own: what they prepare for a physician, and the hand-over. The rest are the physician's
pages, with the reach of who prepares."""

from chalicelib.actions.signing.draft_case import DraftCase, next_part, unfinished_parts
from chalicelib.actions.signing.hand_over_draft import hand_over_draft
from chalicelib.addresses import draft_page
from chalicelib.domain.account import Account
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.results import Done
from chalicelib.law.marking import N_
from chalicelib.web.http.errors import SENTENCES
from chalicelib.web.http.forms import EmptyForm, ShownForm
from chalicelib.web.http.page_request import Page, PageRequest, see_other
from chalicelib.web.http.routing import Pages
from chalicelib.web.inbox import inbox_entries
from chalicelib.web.physicians.draft_pages import DRAFT_CASE, show_draft
from chalicelib.web.physicians.patients import record_list_view
from chalicelib.web.physicians.waiting import Waiting, unfinished_forms, work_keys, work_of

pages = Pages()


@pages.page("/clinic", Action.LIST_PREPARED_DRAFTS, account_bundle=True)
def _home(page_request: PageRequest) -> Page:
    physician, trouble = _physician(page_request)
    return page_request.render(
        "physicians/prepared_forms.html",
        title=N_("Forms that you prepare"),
        form=page_request.form(),
        physician_name=physician.display_name if physician else "",
        trouble=trouble,
        forms=_forms(page_request, physician) if physician else [],
        inbox_news=inbox_entries(page_request, page_request.ctx.account_bundle.notices),
    )


def _physician(page_request: PageRequest) -> tuple[Account | None, str]:
    """The physician, or None and what stands in the way."""
    try:
        return page_request.ctx.issuer(), ""
    except PortalError as error:
        if error.kind not in {ErrorKind.NOT_FOUND, ErrorKind.FORBIDDEN}:
            raise
        return None, page_request.translate(SENTENCES[error.code]) if error.kind == ErrorKind.FORBIDDEN else ""


def _forms(page_request: PageRequest, physician: Account) -> list[Waiting]:
    store = page_request.ctx.store
    bundle = store.person(physician.id)
    store.load(work_keys(bundle))
    work = work_of(page_request, bundle)
    forms = list(unfinished_forms(page_request, work, {}))
    record_list_view(page_request, len(forms))
    return forms


def _show_hand_over(page_request: PageRequest, case: DraftCase, form: ShownForm) -> Page:
    if page_request.method != "POST" and (any(unfinished_parts(case.draft)) or case.draft.handed_over_at):
        return see_other(draft_page(case.draft, next_part(case.draft)))
    return show_draft(
        page_request,
        case,
        "physicians/hand_over.html",
        title=N_("Ready for the physician to check and sign"),
        step=5,
        form=form,
        back_url=draft_page(case.draft, "check"),
    )


@pages.form(
    "/clinic/drafts/{draft_id}/hand-over", Action.HAND_OVER_DRAFT, EmptyForm, of=DRAFT_CASE, show=_show_hand_over
)
def _hand_over(page_request: PageRequest, case: DraftCase, _answers: EmptyForm) -> Done:
    return hand_over_draft(page_request.ctx, case, page_request.expected_version)
