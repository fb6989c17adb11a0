"""Claims to licenses that no letter settles: the state's queue, one claim, and the address from the board's page."""

import json
from datetime import date
from typing import Literal

from chalicelib.actions.physicians.settle_license_claim import (
    StaffAnswer,
    answers_to,
    give_address,
    may_order_letter,
    settle_claim,
)
from chalicelib.domain.account import BOARDS, Account
from chalicelib.domain.action import Action
from chalicelib.domain.license_claim import ApprovalReason, ClaimState, LicenseClaim, RefusalReason, StaffReason
from chalicelib.domain.results import Done
from chalicelib.law.marking import N_
from chalicelib.storage import keys
from chalicelib.storage.rows import LICENSE_CLAIMS
from chalicelib.web.account_fields import Line, OptionalLine, ZipCode
from chalicelib.web.http.forms import FormModel, ShownForm, entry
from chalicelib.web.http.list_links import Listing, links_of, place_asked
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.wording.license_words import ANSWERS, APPROVALS, PROOFS, REFUSALS, STAFF_REASONS, STATES

pages = Pages()
_WAITING = Listing("/reviews/license-claims")
_CLAIM = "/reviews/license-claims/{license_claim_id}"


@pages.page("/reviews/license-claims", Action.LIST_LICENSE_CLAIMS)
def _queue(page_request: PageRequest) -> Page:
    page_request.ctx.require(Action.LIST_LICENSE_CLAIMS)
    page = page_request.ctx.store.queue(LICENSE_CLAIMS, place_asked(page_request, _WAITING))
    cards = [json.loads(row["card"]) for row in page.rows]
    rows = [
        (
            card,
            page_request.translate(STATES[ClaimState(card["state"])][0]),
            STATES[ClaimState(card["state"])][1],
            page_request.translate(_why(card)),
            date.fromisoformat(card["since"]),
        )
        for card in cards
    ]
    return page_request.render(
        "reviews/license_claims.html",
        title=N_("Licenses to settle"),
        rows=rows,
        pages=links_of(page_request, _WAITING, page),
    )


def _why(card: dict[str, str]) -> str:
    if card["half_approved"]:
        return N_("One staff member confirmed it. A second one must.")
    if card["reported"]:
        return N_("Someone reported misuse")
    return STAFF_REASONS[StaffReason(card["staff_reason"])] or N_("The letter's code for no was used")


class SettleForm(FormModel):
    """One answer, with the reason that it needs."""

    answer: Literal["letter", "approve", "refuse", "freeze", "keep"] = entry(N_("Choose an answer"))
    approval: Literal["", "call_back_board", "call_back_hospital", "id_on_video"] = entry(
        N_("Choose how you made sure of the person"), optional=True
    )
    refusal: Literal["", "not_the_physician", "no_answer", "other_account"] = entry(
        N_("Choose why the claim is refused"), optional=True
    )


def _show(page_request: PageRequest, claim: LicenseClaim, form: ShownForm) -> Page:
    store = page_request.ctx.store
    people = (claim.id, claim.approved_by, claim.confirmed_by, claim.address_by, claim.posted_by)
    store.load(keys.record("account", each) for each in people if each)
    names = {each: person.display_name for each in people if (person := store.find(Account, each))}
    account = store.get(Account, claim.id)
    say = page_request.translate
    answers = answers_to(claim)
    return page_request.render(
        "reviews/license_claim.html",
        title=N_("A claim to a license"),
        form=form,
        form_version=claim.version,
        claim=claim,
        account=account,
        license=account.physician.license_shown if account.physician else claim.license_id,
        board=say(BOARDS[account.physician.board]) if account.physician else "",
        names=names,
        state=(say(STATES[claim.state][0]), STATES[claim.state][1]),
        why=say(STAFF_REASONS[claim.staff_reason]) if claim.staff_reason else "",
        proof=say(PROOFS[claim.proof]) if claim.proof else "",
        approval=say(APPROVALS[claim.approval_reason]) if claim.approval_reason else "",
        refusal=say(REFUSALS[claim.refusal_reason]) if claim.refusal_reason else "",
        answers=[(each.value, say(ANSWERS[each][0]), say(ANSWERS[each][1])) for each in answers],
        approvals=[(each.value, say(APPROVALS[each])) for each in ApprovalReason],
        refusals=[(each.value, say(REFUSALS[each])) for each in RefusalReason],
        asks_approval=StaffAnswer.APPROVE in answers and not claim.is_half_approved,
        asks_refusal=StaffAnswer.REFUSE in answers,
        can_type_address=may_order_letter(claim),
    )


@pages.form(_CLAIM, Action.SETTLE_LICENSE_CLAIM, SettleForm, of=LicenseClaim, show=_show)
def _settle(page_request: PageRequest, claim: LicenseClaim, answers: SettleForm) -> Done:
    return settle_claim(
        page_request.ctx,
        claim.id,
        StaffAnswer(answers.answer),
        page_request.expected_version,
        approval=ApprovalReason(answers.approval) if answers.approval else None,
        refusal=RefusalReason(answers.refusal) if answers.refusal else None,
    )


class AddressForm(FormModel):
    """The address of record as the board's own page shows it."""

    street: Line = entry(N_("Enter the street address or PO box"))
    second_line: OptionalLine = entry("", optional=True)
    city: Line = entry(N_("Enter the city"))
    state: Line = entry(N_("Enter the two letters of the state"), max_length=2, min_length=2)
    zip_code: ZipCode = entry(N_("Enter the ZIP code"))


def _show_address(page_request: PageRequest, claim: LicenseClaim, form: ShownForm) -> Page:
    return page_request.render(
        "reviews/license_address.html",
        title=N_("Type the address from the board's page"),
        form=form,
        form_version=claim.version,
        claim=claim,
        can_type=may_order_letter(claim),
    )


@pages.form(f"{_CLAIM}/address", Action.SETTLE_LICENSE_CLAIM, AddressForm, of=LicenseClaim, show=_show_address)
def _address(page_request: PageRequest, claim: LicenseClaim, answers: AddressForm) -> Done:
    state = answers.state.upper()
    streets = tuple(filter(None, (answers.street, answers.second_line)))
    lines = (*streets, f"{answers.city}, {state} {answers.zip_code}")
    return give_address(page_request.ctx, claim.id, lines, state, page_request.expected_version)
