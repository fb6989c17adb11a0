"""The physician's own claim: what it waits for, the code of the letter, and a new letter."""

from chalicelib.actions.physicians.license_letters import ask_for_letter
from chalicelib.actions.physicians.prove_license import own_claim, prove_license
from chalicelib.domain.account import BOARDS
from chalicelib.domain.action import Action
from chalicelib.domain.license_claim import TRIES_IN_ALL
from chalicelib.domain.results import Done
from chalicelib.law.calendar import california_date
from chalicelib.law.marking import N_
from chalicelib.runtime.settings import settings
from chalicelib.web.account_fields import ENTER_CODE, Line, OneTimeCode
from chalicelib.web.http.forms import EmptyForm, FormModel, ShownForm, entry
from chalicelib.web.http.page_request import LICENSE_PAGE, Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.wording.license_words import PROOFS

pages = Pages()


class CodeForm(FormModel):
    """The code for yes, and what the authenticator shows now: a browser that was left open proves nothing."""

    letter_code: Line = entry(N_("Enter the code for yes of your letter"))
    app_code: OneTimeCode = entry(ENTER_CODE)


def _show(page_request: PageRequest, form: ShownForm) -> Page:
    ctx = page_request.ctx
    claim, person = own_claim(ctx), ctx.person
    return page_request.render(
        "physicians/license.html",
        title=N_("Your license"),
        form=form,
        claim=claim,
        license=person.physician.license_shown if person.physician else "",
        board=page_request.translate(BOARDS[person.physician.board]) if person.physician else "",
        must_prove=person.must_prove_license,
        is_frozen=person.license_frozen_on is not None,
        proof=page_request.translate(PROOFS[person.license_proof]),
        takes_code=claim is not None and claim.code_works_on(ctx.on),
        paused_until=claim.paused_until if claim and claim.is_paused(ctx.now) else None,
        tries_left=TRIES_IN_ALL - claim.wrong_codes if claim else 0,
        can_ask=claim is not None and claim.may_ask_for_letter(ctx.now),
        ordered_on=california_date(claim.ordered_at) if claim and claim.ordered_at else None,
        telephone=settings().review_telephone,
    )


@pages.page(LICENSE_PAGE, Action.VIEW_LICENSE_CLAIM)
def _license(page_request: PageRequest) -> Page:
    return _show(page_request, page_request.form())


@pages.form(f"{LICENSE_PAGE}/code", Action.PROVE_LICENSE, CodeForm, show=_show)
def _code(page_request: PageRequest, answers: CodeForm) -> Done:
    return prove_license(page_request.ctx, answers.letter_code, answers.app_code)


@pages.form(f"{LICENSE_PAGE}/letter", Action.ASK_FOR_LICENSE_LETTER, EmptyForm, show=_show)
def _letter(page_request: PageRequest, _answers: EmptyForm) -> Done:
    return ask_for_letter(page_request.ctx)
