"""One licensee of a board: standing, forms with what became of each vaccine, revocations with the state's reasons. No
child is named here; the forms themselves are in the evidence file."""

from dataclasses import dataclass
from datetime import date

from chalicelib.actions.boards.licensee_case import load_licensee
from chalicelib.domain.access import Purpose
from chalicelib.domain.action import Action
from chalicelib.domain.effective_status import reading_of
from chalicelib.domain.exemption import ExemptionForm, ExemptionLine
from chalicelib.domain.standing import PhysicianStanding
from chalicelib.law.admission import AppealStatus, EffectiveStatus
from chalicelib.law.board_matters import board_matter
from chalicelib.law.marking import N_
from chalicelib.web.boards.home import HOME
from chalicelib.web.boards.names import STANDING_WORDS
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.wording.charges import CHARGED_FOR
from chalicelib.web.wording.names import KINDS, LINE_STATES
from chalicelib.web.wording.roster_words import SHORT_VACCINES

pages = Pages()
LICENSEE = f"{HOME}/licensees/{{standing_id}}"
_READINGS = {
    EffectiveStatus.VALID: (N_("Valid"), "good"),
    EffectiveStatus.NOT_YET_IN_EFFECT: (N_("Starts later"), "info"),
    EffectiveStatus.EXPIRED: (N_("Ended"), "neutral"),
    EffectiveStatus.SPAN_ENDED: (N_("Ended with the grade span"), "neutral"),
}
_APPEALS = {
    AppealStatus.OPEN: N_("Appeal open"),
    AppealStatus.REFUSED_LATE: N_("The appeal came too late"),
    AppealStatus.WITHDRAWN: N_("Appeal withdrawn"),
    AppealStatus.UPHELD: N_("Appeal decided: the revocation stays in force"),
    AppealStatus.REINSTATED: N_("Appeal decided: valid again"),
}


@dataclass(frozen=True)
class ShownLine:
    """One vaccine of a form. `reason`: why the state revoked it, "" otherwise."""

    vaccine: str
    kind: str
    status: str
    mark: str
    revoked_on: date | None
    reason: str
    appeal: str
    in_review: bool


@dataclass(frozen=True)
class ShownForm:
    """One form of the licensee."""

    number: str
    signed_on: date
    school: str
    is_correction: bool
    lines: list[ShownLine]


def licensee_page(standing: PhysicianStanding) -> str:
    return LICENSEE.format(standing_id=standing.id)


@pages.page(LICENSEE, Action.LIST_LICENSEE_FORMS, of=PhysicianStanding)
def _licensee(page_request: PageRequest, standing: PhysicianStanding) -> Page:
    ctx, on = page_request.ctx, page_request.ctx.on
    case = load_licensee(ctx, Action.LIST_LICENSEE_FORMS, standing)
    if case.forms:
        ctx.store.record_access(
            "physician",
            case.account.id,
            ctx.person,
            ctx.now,
            ctx.new_id(),
            purpose=Purpose.LICENSEE_LIST,
            count=len(case.forms),
        )
    word, kind = STANDING_WORDS[standing.state]
    profile = case.account.physician
    return page_request.render(
        "boards/licensee.html",
        title=N_("Licensee"),
        name=case.account.display_name,
        license=profile.license_shown if profile else "",
        standing=standing,
        stands=page_request.translate(word),
        mark=kind,
        matters=[(board_matter(each, on), each) for each in standing.codes],
        charges=[(each, page_request.translate(CHARGED_FOR[each.charged_for])) for each in standing.charges],
        years=_years(standing),
        forms=[_form(page_request, each) for each in case.forms],
        path=licensee_page(standing),
        back_url=HOME,
    )


def _years(standing: PhysicianStanding) -> list[tuple[str, int, int, bool]]:
    """Return each year, the newest first: forms, revoked forms, and whether the board was told of five or more."""
    signed, revoked = standing.forms_by_year, standing.revoked_by_year
    years = sorted({*signed, *revoked}, reverse=True)
    return [(year, signed.get(year, 0), revoked.get(year, 0), year in standing.reported_years) for year in years]


def _form(page_request: PageRequest, form: ExemptionForm) -> ShownForm:
    return ShownForm(
        number=form.number,
        signed_on=form.signed_on,
        school=form.school.name,
        is_correction=form.is_correction,
        lines=[_line(page_request, form, each) for each in form.lines],
    )


def _line(page_request: PageRequest, form: ExemptionForm, line: ExemptionLine) -> ShownLine:
    reading = reading_of(form, line, page_request.ctx.on)
    status, mark = _READINGS[reading] if reading else (LINE_STATES[line.state], "stopped")
    revocation = line.revocation
    appeal = revocation.appeal if revocation else None
    return ShownLine(
        vaccine=page_request.translate(SHORT_VACCINES[line.vaccine]),
        kind=page_request.translate(KINDS[line.kind]),
        status=page_request.translate(status),
        mark=mark,
        revoked_on=revocation.revoked_on if revocation else None,
        reason=revocation.reason if revocation else "",
        appeal=page_request.translate(_APPEALS[appeal.status]) if appeal else "",
        in_review=line.in_review,
    )
