"""One account as an operator sees it: who, which role, how far, and what can be done. No child's record."""

from collections.abc import Callable

from chalicelib.actions.accounts.change_account import (
    account_is_invited,
    close_account,
    end_sessions,
    invitation_has_ended,
    invite_again,
    reopen_account,
)
from chalicelib.actions.accounts.reset_two_factor import ask_for_reset, finish_reset, stop_reset, waiting_reset
from chalicelib.actions.people.settle_claim import grant_claim, may_be_granted
from chalicelib.directory.jurisdictions import JURISDICTIONS
from chalicelib.domain.account import BOARDS, Account
from chalicelib.domain.action import Action
from chalicelib.domain.errors import not_found
from chalicelib.domain.facility_claim import FacilityClaim
from chalicelib.domain.results import Done
from chalicelib.law.marking import N_
from chalicelib.storage import keys
from chalicelib.web.account_fields import Line
from chalicelib.web.http.forms import EmptyForm, FormModel, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.operators.desk import state_of
from chalicelib.web.operators.invitations import CREDENTIALS, OFFICES
from chalicelib.web.wording.names import ROLES

pages = Pages()
_PATH = "/operators/accounts/{account_id}"


@pages.page(_PATH, Action.LIST_ACCOUNTS, of=Account)
def _account(page_request: PageRequest, account: Account) -> Page:
    claim_key = keys.record(FacilityClaim.record_type, account.id)
    facilities = (keys.record("facility", number) for number in account.facility_ids)
    page_request.ctx.store.load([claim_key, *facilities])
    claim = page_request.ctx.store.find(FacilityClaim, account.id)
    state, kind = state_of(page_request, account)
    return page_request.render(
        "operators/account.html",
        title=N_("Account"),
        account=account,
        role=page_request.translate(ROLES[account.role]),
        state=state,
        kind=kind,
        reach=_reach(page_request, account),
        is_invited=account_is_invited(account),
        claim=claim if claim and account.verified and may_be_granted(claim) else None,
        is_own=account.id == page_request.ctx.person.id,
        reset=waiting_reset(page_request.ctx, account),
        asked_for_reset=account.second_step_reset is not None
        and account.second_step_reset.by == page_request.ctx.person.id,
    )


@pages.page(f"{_PATH}/invited", Action.LIST_ACCOUNTS, of=Account)
def _invitation_sent(page_request: PageRequest, account: Account) -> Page:
    if account.invited_until is None:
        raise not_found()
    return page_request.render(
        "operators/invited.html",
        title=N_("The invitation is sent"),
        account=account,
        role=page_request.translate(ROLES[account.role]),
        is_accepted=not account_is_invited(account),
        has_ended=invitation_has_ended(page_request.ctx, account),
    )


def _reach(page_request: PageRequest, account: Account) -> list[str]:
    """How far the account's role goes, in words."""
    facilities = [(number, page_request.ctx.store.facility(number)) for number in account.facility_ids]
    return [
        *(f"{each.name}, {each.address.city} ({each.id})" if each else number for number, each in facilities),
        *(each.name for each in JURISDICTIONS if each.id == account.jurisdiction),
        *(page_request.translate(BOARDS[board]) for board in [account.board] if board),
        *(page_request.translate(CREDENTIALS[credential]) for credential in [account.credential] if credential),
        *(page_request.translate(OFFICES[appointment.office]) for appointment in account.appointments),
    ]


class ReasonForm(FormModel):
    """Why the operator does it; it is kept with the change."""

    reason: Line = entry(N_("Write why, for the record"))


_DOINGS: tuple[tuple[str, Action, str, str, Callable[..., Done]], ...] = (
    ("close", Action.CHANGE_ACCOUNT, N_("Close this account"), N_("Close account"), close_account),
    ("reopen", Action.CHANGE_ACCOUNT, N_("Open this account again"), N_("Open account"), reopen_account),
    (
        "end-sessions",
        Action.CHANGE_ACCOUNT,
        N_("Sign this person out everywhere"),
        N_("Sign out everywhere"),
        end_sessions,
    ),
    (
        "grant-claim",
        Action.CHANGE_ACCOUNT,
        N_("Give access to the school that was asked for"),
        N_("Give access"),
        grant_claim,
    ),
    (
        "reset-second-step",
        Action.RESET_SECOND_STEP,
        N_("Ask to reset two-step verification"),
        N_("Ask for the reset"),
        ask_for_reset,
    ),
    (
        "reset-second-step/finish",
        Action.RESET_SECOND_STEP,
        N_("Reset two-step verification"),
        N_("Reset"),
        finish_reset,
    ),
    (
        "reset-second-step/stop",
        Action.RESET_SECOND_STEP,
        N_("Do not reset two-step verification"),
        N_("Stop the reset"),
        stop_reset,
    ),
)


def _show(act: Action, title: str, button: str) -> Callable[[PageRequest, Account, ShownForm], Page]:
    def show(page_request: PageRequest, account: Account, form: ShownForm) -> Page:
        return page_request.render(
            "operators/change_account.html",
            title=title,
            form=form,
            account=account,
            button=page_request.translate(button),
            is_reset=act == Action.RESET_SECOND_STEP,
        )

    return show


def _submit(act: Callable[..., Done]) -> Callable[[PageRequest, Account, ReasonForm], Done]:
    def submit(page_request: PageRequest, account: Account, answers: ReasonForm) -> Done:
        return act(page_request.ctx, account.id, page_request.expected_version, answers.reason)

    return submit


for _slug, _act, _title, _button, _do in _DOINGS:
    pages.form(f"{_PATH}/{_slug}", _act, ReasonForm, of=Account, show=_show(_act, _title, _button))(_submit(_do))


def _show_again(page_request: PageRequest, account: Account, form: ShownForm) -> Page:
    return page_request.render(
        "operators/invite_again.html", title=N_("Send the invitation again"), form=form, account=account
    )


@pages.form(f"{_PATH}/invite-again", Action.INVITE, EmptyForm, of=Account, show=_show_again)
def _invite_again(page_request: PageRequest, account: Account, _answers: EmptyForm) -> Done:
    return invite_again(page_request.ctx, account.id)
