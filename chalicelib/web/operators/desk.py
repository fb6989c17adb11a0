"""The operators' desk: whom they invited, newest first, and how to find an account."""

from chalicelib.actions.change_account import account_is_invited, find_account, invitation_has_ended
from chalicelib.domain.account import Account
from chalicelib.domain.acts import Act
from chalicelib.domain.display_names import ROLES
from chalicelib.domain.marking import N_
from chalicelib.storage import keys
from chalicelib.storage.list_pages import read_page
from chalicelib.storage.table import Rows
from chalicelib.web.account_fields import ENTER_EMAIL, EmailAddress
from chalicelib.web.forms import FormModel, ShownForm, entry
from chalicelib.web.list_links import Listing, links_of, place_asked
from chalicelib.web.register import Pages
from chalicelib.web.visit import Page, Visit

pages = Pages()
_INVITED = Listing("/operators", part="invitations")


def state_of(visit: Visit, account: Account) -> tuple[str, str]:
    """The account's state in words, and the kind of its mark."""
    if account.disabled:
        return N_("Closed"), "stopped"
    if account_is_invited(account):
        ended = invitation_has_ended(visit.ctx, account)
        return (N_("Expired, invite again"), "warning") if ended else (N_("Invited"), "info")
    return (N_("Open"), "good") if account.verified else (N_("Email not confirmed"), "warning")


class FindForm(FormModel):
    """The address of the account looked for."""

    email: EmailAddress = entry(ENTER_EMAIL)


def _show(visit: Visit, form: ShownForm) -> Page:
    visit.ctx.require(Act.LIST_ACCOUNTS)
    page = read_page(visit.ctx.store.table, Rows(keys.INVITATIONS), place_asked(visit, _INVITED))
    ids = [str(row["account_id"]) for row in page.rows]
    visit.ctx.store.load(keys.record("account", account_id) for account_id in ids)
    accounts = [visit.ctx.store.get(Account, account_id) for account_id in ids]
    people = [(account, visit.say(ROLES[account.role]), *state_of(visit, account)) for account in accounts]
    return visit.render(
        "operators/desk.html",
        title=N_("People with an office"),
        form=form,
        people=people,
        pages=links_of(visit, _INVITED, page),
    )


@pages.form("/operators", Act.LIST_ACCOUNTS, FindForm, show=_show)
def _find(visit: Visit, answers: FindForm) -> str:
    return find_account(visit.ctx, answers.email)
