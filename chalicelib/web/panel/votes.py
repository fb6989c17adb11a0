"""A panel member's vote: at the foot of the file, one for each vaccine; a draft, a check page, the password."""

from typing import Annotated, Any

from pydantic import StringConstraints, create_model

from chalicelib.actions.appeals.vote import (
    Ballot,
    own_open_seat,
    reason_field,
    require_votes,
    save_vote_draft,
    vote,
    vote_field,
)
from chalicelib.domain.access import Purpose
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal, DraftedVote, VaccineVote, Vote
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.results import Done
from chalicelib.law.enums import Vaccine
from chalicelib.law.marking import N_
from chalicelib.web.case_files import FILED_APPEAL, VOTES
from chalicelib.web.http.forms import FormModel, OptionalLongText, OptionalText, ShownForm, entry
from chalicelib.web.http.page_request import Answer, Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.panel.cases import drafted_answers, show_file
from chalicelib.web.wording.names import VACCINES

pages = Pages()


def _vote_fields() -> dict[str, Any]:
    """Two answers for each vaccine that a form can have; which of them must be given, the appeal says."""
    fields: dict[str, Any] = {name: (OptionalText, entry("", optional=True)) for name in ("change", "save")}
    for vaccine in Vaccine:
        fields[vote_field(vaccine)] = (OptionalText, entry("", optional=True))
        fields[reason_field(vaccine)] = (OptionalLongText, entry("", optional=True))
    return fields


VotesForm = create_model(
    "VotesForm", __base__=FormModel, __doc__="A vote and its reason for each vaccine.", **_vote_fields()
)


class _Proof(FormModel):
    password: Annotated[str, StringConstraints(strip_whitespace=False, max_length=1024)] = entry(
        N_("Enter your password")
    )


CastForm = create_model(
    "CastForm", __base__=(VotesForm, _Proof), __doc__="The votes as they were checked, and the password."
)


def _drafts(appeal: Appeal, answers: FormModel) -> tuple[DraftedVote, ...]:
    given, known = answers.model_dump(), set(Vote)
    return tuple(
        DraftedVote(
            vaccine=vaccine,
            vote=Vote(chosen) if (chosen := given[vote_field(vaccine)]) in known else None,
            reason=given[reason_field(vaccine)],
        )
        for vaccine in appeal.vaccines
    )


def _votes(appeal: Appeal, answers: FormModel) -> tuple[VaccineVote, ...]:
    return tuple(
        VaccineVote(vaccine=each.vaccine, vote=each.vote, reason=each.reason)
        for each in _drafts(appeal, answers)
        if each.vote is not None
    )


def _show_vote(page_request: PageRequest, appeal: Appeal, form: ShownForm) -> Page:
    own_open_seat(page_request.ctx, appeal.id)
    return show_file(page_request, appeal, form)


@pages.form(
    "/panel/{appeal_id}/vote", Action.VOTE, VotesForm, of=FILED_APPEAL, show=_show_vote, initial=drafted_answers
)
def _check(page_request: PageRequest, appeal: Appeal, answers: FormModel) -> Answer:
    if getattr(answers, "save", ""):
        save_vote_draft(page_request.ctx, appeal.id, _drafts(appeal, answers))
        return f"/panel/{appeal.id}"
    typed = page_request.form_to_sign(answers.model_dump(mode="json"))
    if getattr(answers, "change", ""):
        return _show_vote(page_request, appeal, typed)
    own_open_seat(page_request.ctx, appeal.id)
    require_votes(appeal, _votes(appeal, answers))
    return _show_check(page_request, appeal, typed)


def _show_check(page_request: PageRequest, appeal: Appeal, form: ShownForm) -> Page:
    """The votes once more, before the password is typed. A vote to be mended is shown at the foot of the file."""
    fields = {name for vaccine in appeal.vaccines for name in (vote_field(vaccine), reason_field(vaccine))}
    own_open_seat(page_request.ctx, appeal.id)
    if any(error.field in fields for error in form.field_errors) or not any(form.value(name) for name in fields):
        return _show_vote(page_request, appeal, form)
    exemption = page_request.ctx.store.get(ExemptionForm, appeal.form_id)
    page_request.record_view(exemption.child_id, Purpose.APPEAL_PANEL)
    return page_request.render(
        "panel/check.html",
        title=N_("Check your vote"),
        form=form,
        appeal=appeal,
        child=exemption.child,
        votes=[
            (
                page_request.translate(VACCINES[vaccine]),
                page_request.translate(VOTES[Vote(chosen)])
                if (chosen := form.value(vote_field(vaccine))) in set(Vote)
                else "",
                form.value(reason_field(vaccine)),
            )
            for vaccine in appeal.vaccines
        ],
        carried=[(name, form.value(name)) for name in sorted(fields)],
    )


@pages.form("/panel/{appeal_id}/cast", Action.VOTE, CastForm, of=FILED_APPEAL, show=_show_check)
def _cast(page_request: PageRequest, appeal: Appeal, answers: FormModel) -> Done:
    return vote(page_request.ctx, Ballot(appeal.id, _votes(appeal, answers), str(getattr(answers, "password", ""))))
