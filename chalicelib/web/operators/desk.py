"""The operators' desk: whom they invited, newest first, and how to find an account."""

from chalicelib.actions.accounts.change_account import account_is_invited, find_account, invitation_has_ended
from chalicelib.domain.account import Account
from chalicelib.domain.action import Action
from chalicelib.domain.results import Subject
from chalicelib.law.marking import N_
from chalicelib.storage import keys
from chalicelib.storage.list_pages import read_page
from chalicelib.storage.rows import Rows
from chalicelib.web.account_fields import ENTER_EMAIL, EmailAddress
from chalicelib.web.http.forms import FormModel, ShownForm, entry
from chalicelib.web.http.list_links import Listing, links_of, place_asked
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.wording.names import ROLES

pages = Pages()
_INVITED = Listing("/operators", part="invitations")


def state_of(page_request: PageRequest, account: Account) -> tuple[str, str]:
    """The account's state in words, and the kind of its mark."""
    if account.disabled:
        # Translators: an account that was closed, or an appeal that is finished
        return N_("Closed"), "stopped"
    if account_is_invited(account):
        ended = invitation_has_ended(page_request.ctx, account)
        return (N_("Expired, invite again"), "warning") if ended else (N_("Invited"), "info")
    # Translators: an account that can be used, not a closed one; no verb
    return (N_("Open"), "good") if account.verified else (N_("Email not confirmed"), "warning")


class FindForm(FormModel):
    """The address of the account looked for."""

    email: EmailAddress = entry(ENTER_EMAIL)


def _show(page_request: PageRequest, form: ShownForm) -> Page:
    page_request.ctx.require(Action.LIST_ACCOUNTS)
    page = read_page(page_request.ctx.store.table, Rows(keys.INVITATIONS), place_asked(page_request, _INVITED))
    ids = [str(row["account_id"]) for row in page.rows]
    page_request.ctx.store.load(keys.record("account", account_id) for account_id in ids)
    accounts = [page_request.ctx.store.get(Account, account_id) for account_id in ids]
    people = [
        (account, page_request.translate(ROLES[account.role]), *state_of(page_request, account)) for account in accounts
    ]
    return page_request.render(
        "operators/desk.html",
        title=N_("Staff accounts"),
        form=form,
        people=people,
        pages=links_of(page_request, _INVITED, page),
    )


@pages.form("/operators", Action.LIST_ACCOUNTS, FindForm, show=_show)
def _find(page_request: PageRequest, answers: FindForm) -> Subject:
    return find_account(page_request.ctx, answers.email)
