"""An issued form as the parent sees it: each vaccine with what the school is told, the papers to print, renewal, and
what to do when the state stopped an exemption."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from chalicelib.actions.appeals.start_appeal import start_appeal
from chalicelib.actions.requests.copy_request import ask_for_renewal
from chalicelib.domain.action import Action
from chalicelib.domain.effective_status import IN_FORCE, answer_for, last_day_of, may_renew
from chalicelib.domain.errors import wrong_state
from chalicelib.domain.exemption import ExemptionForm, ExemptionLine
from chalicelib.domain.results import Done
from chalicelib.domain.roster import RosterRow
from chalicelib.domain.stopped import first_day_due, newest_revocation, revocation_to_appeal, stopped_answers
from chalicelib.domain.timeline import timeline
from chalicelib.law.admission import AppealStatus
from chalicelib.law.appeals import appeal_by
from chalicelib.law.citations import Cite, citation
from chalicelib.law.enums import LineState, Vaccine
from chalicelib.law.marking import N_
from chalicelib.law.revocation import start_by
from chalicelib.law.verdict import Outcome
from chalicelib.web.documents import school_certificate, statutory_form
from chalicelib.web.http.forms import EmptyForm, ShownForm
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.parents.ending import ends_soon_on
from chalicelib.web.parents.own_cases import own_cases
from chalicelib.web.parents.statuses import Status, form_status, line_status, shown_points
from chalicelib.web.wording.exemption_end_dates import end_of_span_for_parents, last_day_for_parents, out_of_force
from chalicelib.web.wording.names import KINDS, SPANS, VACCINES
from chalicelib.web.wording.reason_texts_parents import sentences_for_parents
from chalicelib.web.wording.vaccine_names import short_vaccines
from chalicelib.web.wording.verdicts import ShownReason, shown_reasons

pages = Pages()
_COVERED = N_("Another form of your child is valid for this vaccine today.")
_STAY, _STOPPED = N_("Your child can stay in school now"), N_("The state stopped this exemption")


@dataclass(frozen=True)
class ParentLine:
    """One vaccine of the form."""

    vaccine: str
    kind: str
    standing: Status
    last_day: str
    stopped: str
    means: list[str]
    answer: list[ShownReason]
    in_review: bool


@dataclass(frozen=True)
class Banner:
    """What happened to some vaccines of the form, and what it means for the child. `url`: of the form that counts."""

    kind: str
    heading: str
    text: str
    url: str = ""


@pages.page("/parents/forms/{form_id}", Action.VIEW_OWN_FORM, of=ExemptionForm)
def _form(page_request: PageRequest, form: ExemptionForm) -> Page:
    covered = _covered_elsewhere(page_request, form)
    return page_request.render(
        "parents/form.html",
        title=N_("Medical exemption"),
        exemption=form,
        standing=form_status(form, page_request.ctx.on),
        lines=[_shown(page_request, form, line, covered) for line in form.lines],
        span=page_request.translate(SPANS[form.span]),
        points=shown_points(page_request, timeline(None, form, page_request.ctx.on), form),
        may_renew=may_renew(form),
        stopped=any(line.state == LineState.REVOKED for line in form.lines),
        stopped_vaccines=short_vaccines(
            page_request, [line.vaccine for line in form.lines if line.state == LineState.REVOKED]
        ),
        back_url=f"/parents/children/{form.child_id}",
        states={line.state for line in form.lines},
        banners=list(_banners(page_request, form, covered)),
        appeal_id=_filed_appeal(form),
        ends_soon_on=ends_soon_on(form, page_request.ctx.on),
        span_end=end_of_span_for_parents(page_request, form),
    )


_BANNERS: Mapping[LineState, tuple[str, str, str]] = {
    LineState.WITHDRAWN: (
        "warning",
        N_("The doctor withdrew the exemption for %(vaccines)s"),
        N_("It is not valid anymore. Your child needs the shots or a new exemption. Talk with a doctor about it."),
    ),
    LineState.REFUSED: (
        "error",
        N_("The state did not accept the exemption for %(vaccines)s"),
        N_(
            "Another doctor can examine your child. You can start again from a copy: you don't need to type your "
            "answers again."
        ),
    ),
    LineState.SUPERSEDED: (
        "info",
        N_("A newer form replaced this one for %(vaccines)s"),
        N_("Look at the newer form. This one stays here for you to read."),
    ),
}


def _covered_elsewhere(page_request: PageRequest, form: ExemptionForm) -> frozenset[Vaccine]:
    """Return the vaccines of the form for which another form of the child is valid today."""
    page_request.ctx.load_account_bundle(page_request.ctx.person.id)
    _family, children = own_cases(page_request)
    child = next((each for each in children if form.id in {other.id for other in each.forms}), None)
    answers = child.answers if child else ()
    return frozenset(
        each.vaccine for each in answers if each.is_in_force and each.exempted and each.exempted.row.form_id != form.id
    )


def _banners(page_request: PageRequest, form: ExemptionForm, covered: frozenset[Vaccine]) -> Iterator[Banner]:
    """By what happened, with the vaccines that it happened to: a form can be replaced for one and not for another."""
    for state, (kind, heading, text) in _BANNERS.items():
        vaccines = [line.vaccine for line in form.lines if line.state == state]
        if vaccines:
            is_replaced = state == LineState.SUPERSEDED and form.replaced_by_form_id
            yield Banner(
                kind,
                page_request.translate(heading, vaccines=short_vaccines(page_request, vaccines)),
                page_request.translate(_COVERED if covered.issuperset(vaccines) and not is_replaced else text),
                f"/parents/forms/{form.replaced_by_form_id}" if is_replaced else "",
            )


def _shown(
    page_request: PageRequest, form: ExemptionForm, line: ExemptionLine, covered: frozenset[Vaccine] = frozenset()
) -> ParentLine:
    answer = answer_for(form, line, page_request.ctx.on)
    last_day = last_day_of(form, line)
    return ParentLine(
        page_request.translate(VACCINES[line.vaccine]),
        page_request.translate(KINDS[line.kind]),
        line_status(form, line, page_request.ctx.on),
        last_day_for_parents(page_request, form, last_day) if last_day else "",
        out_of_force(page_request, line),
        [page_request.translate(_COVERED)] if line.vaccine in covered else sentences_for_parents(page_request, answer),
        list(shown_reasons(page_request, answer)),
        line.in_review and line.state == LineState.ISSUED,
    )


def _filed_appeal(form: ExemptionForm) -> str:
    return next(
        (
            line.revocation.appeal.appeal_id
            for line in reversed(form.lines)
            if line.revocation and line.revocation.appeal
        ),
        "",
    )


@pages.page("/parents/forms/{form_id}/statutory-form", Action.VIEW_OWN_FORM, of=ExemptionForm)
def _statutory_form(page_request: PageRequest, form: ExemptionForm) -> Page:
    return statutory_form(page_request, form, back_url=f"/parents/forms/{form.id}")


@pages.page("/parents/forms/{form_id}/school-certificate", Action.VIEW_OWN_FORM, of=ExemptionForm)
def _school_certificate(page_request: PageRequest, form: ExemptionForm) -> Page:
    return school_certificate(
        page_request, RosterRow.of(form), form.school, form.check_code, back_url=f"/parents/forms/{form.id}"
    )


def _show_renewal(page_request: PageRequest, issued: ExemptionForm, form: ShownForm) -> Page:
    if not may_renew(issued):
        raise wrong_state()
    return page_request.render(
        "parents/renewal.html",
        title=N_("Ask for a new temporary exemption"),
        form=form,
        issued=issued,
        back_url=f"/parents/forms/{issued.id}",
    )


@pages.form("/parents/forms/{form_id}/renew", Action.COPY_REQUEST, EmptyForm, of=ExemptionForm, show=_show_renewal)
def _renew(page_request: PageRequest, issued: ExemptionForm, _answers: EmptyForm) -> Done:
    return ask_for_renewal(page_request.ctx, issued.id)


def _show_stopped(page_request: PageRequest, stopped: ExemptionForm, form: ShownForm) -> Page:
    gone = newest_revocation(stopped)
    if gone is None:
        raise wrong_state()
    filed = gone.appeal if gone.appeal and gone.appeal.status != AppealStatus.WITHDRAWN else None
    lines = [_shown(page_request, stopped, line) for line in stopped.lines if line.state == LineState.REVOKED]
    answers = stopped_answers(stopped, page_request.ctx.on)
    stay = all(answer.outcome != Outcome.EXCLUDE_FROM for answer in answers)
    started = [answer.outcome in IN_FORCE for answer in answers]  # by doses on record
    return page_request.render(
        "parents/stopped.html",
        title=_STAY if stay else _STOPPED,
        form=form,
        stopped=stopped,
        stay=stay,
        gone=gone,
        lines=lines,
        started=all(started),
        show_answers=bool(filed) or not stay or any(started),
        back_url=f"/parents/forms/{stopped.id}",
        filed=filed,
        start_by=first_day_due(answers) or start_by(gone.revoked_on),
        appeal_by=appeal_by(gone.revoked_on),
        may_appeal=revocation_to_appeal(stopped) is not None,
        start_law=citation(Cite.HSC_120372_D6),
        appeal_law=citation(Cite.HSC_120372_05_E),
    )


@pages.form("/parents/forms/{form_id}/stopped", Action.START_APPEAL, EmptyForm, of=ExemptionForm, show=_show_stopped)
def _stopped(page_request: PageRequest, stopped: ExemptionForm, _answers: EmptyForm) -> Done:
    return start_appeal(page_request.ctx, stopped.id)
