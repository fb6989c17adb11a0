"""The Secretary adopts the panel's determination: the written decision, the letter as it will be sent, the password."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import StringConstraints

from chalicelib.actions.appeals.adopt_determination import (
    Adoption,
    adopt_determination,
    load_appealed,
    notice_of,
    what_follows,
)
from chalicelib.actions.appeals.reinstatement import holders, restored_lines
from chalicelib.actions.steps import require_step
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal, Determination, Vote
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import Done
from chalicelib.law.appeals import start_by_after_upheld
from chalicelib.law.calendar import day_after
from chalicelib.law.citations import Cite, citation
from chalicelib.law.enums import Vaccine
from chalicelib.law.marking import N_
from chalicelib.law.school_clocks import next_school_day
from chalicelib.notices.catalogue import CATALOGUE
from chalicelib.storage import keys
from chalicelib.web.appeals.drafted_decision import drafted_decision
from chalicelib.web.case_files import FILED_APPEAL, determined_of
from chalicelib.web.http.forms import FormModel, LongText, OptionalText, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.route import Named
from chalicelib.web.http.routing import Pages
from chalicelib.web.wording.names import VACCINES

pages = Pages()
ADOPT = "/appeals/{appeal_id}/forms/{form_id}/adopt"
_APPEALED: Named[tuple[Appeal, ExemptionForm]] = Named(
    lambda params: (keys.record("appeal", params["appeal_id"]), keys.record("form", params["form_id"])),
    lambda ctx, act, params: load_appealed(ctx, act, params["appeal_id"], params["form_id"]),
)
_LETTERS: Mapping[NoticeKind, str] = {
    NoticeKind.APPEAL_REINSTATED: "letters/reinstated_text.html",
    NoticeKind.APPEAL_REINSTATED_IN_PART: "letters/reinstated_in_part_text.html",
    NoticeKind.APPEAL_UPHELD: "letters/upheld_text.html",
}


class DecisionForm(FormModel):
    """The decision in plain words. `decisions` is what the page showed: nothing else can be chosen."""

    decisions: tuple[str, ...] = entry(N_("Look at the page as it is now"))
    text: LongText = entry(N_("Write the decision in plain words"))
    change: OptionalText = entry("", optional=True)  # "yes": back from the preview, nothing retyped


class AdoptionForm(DecisionForm):
    """The decision as it was previewed, and the password."""

    password: Annotated[str, StringConstraints(strip_whitespace=False, max_length=1024)] = entry(
        N_("Enter your password")
    )


def shown_decisions(appeal: Appeal) -> list[str]:
    """The determinations as the form carries them: "MMR uphold"."""
    return [f"{found.vaccine} {found.vote}" for found in appeal.determined]


def _stated(answers: DecisionForm) -> tuple[Determination, ...]:
    pairs = [each.partition(" ") for each in answers.decisions]
    return tuple(
        Determination(vaccine=Vaccine(vaccine), vote=Vote(vote))
        for vaccine, _space, vote in pairs
        if vaccine in set(Vaccine) and vote in set(Vote)
    )


def _show_adoption(page_request: PageRequest, appealed: tuple[Appeal, ExemptionForm], form: ShownForm) -> Page:
    appeal, exemption = appealed
    require_step(appeal, Action.ADOPT_DETERMINATION, None)
    return page_request.render(
        "appeals/adopt.html",
        title=N_("Adopt the panel's decision"),
        form=form,
        appeal=appeal,
        exemption=exemption,
        determined=determined_of(page_request, appeal),
        decisions=shown_decisions(appeal),
        law=citation(Cite.HSC_120372_05_D),
    )


def _drafted(page_request: PageRequest, appealed: tuple[Appeal, ExemptionForm]) -> dict[str, Any]:
    return {"text": drafted_decision(page_request, appealed[0])}


@pages.form(ADOPT, Action.ADOPT_DETERMINATION, DecisionForm, of=_APPEALED, show=_show_adoption, initial=_drafted)
def _preview(page_request: PageRequest, appealed: tuple[Appeal, ExemptionForm], answers: DecisionForm) -> Page:
    typed = page_request.form_to_sign(answers.model_dump(mode="json"))
    return (_show_adoption if answers.change else _show_letter)(page_request, appealed, typed)


def _show_letter(page_request: PageRequest, appealed: tuple[Appeal, ExemptionForm], form: ShownForm) -> Page:
    """The letter as the parent will read it, before the password is typed."""
    ctx = page_request.ctx
    appeal, exemption = appealed
    require_step(appeal, Action.ADOPT_DETERMINATION, None)
    if any(error.field in DecisionForm.model_fields for error in form.field_errors) or not form.value("text"):
        return _show_adoption(page_request, appealed, form)
    ctx.store.load(what_follows(appeal, exemption))
    restored = restored_lines(exemption, appeal)
    replaced = [line.vaccine for line, holder in holders(ctx, exemption, restored) if holder]
    start_by = start_by_after_upheld(ctx.on)
    kind = notice_of(appeal)
    return page_request.render(
        "appeals/adopt_check.html",
        title=N_("Check what will be sent"),
        form=form,
        appeal=appeal,
        exemption=exemption,
        decisions=shown_decisions(appeal),
        heading=CATALOGUE[kind].heading,
        letter_text=_LETTERS[kind],
        letter={
            "audience": "parent",
            "vaccines": _names(page_request, appeal.vaccines if kind in _OF_ALL else appeal.restored),
            "stay_stopped": _names(page_request, appeal.upheld),
            "replaced": _names(page_request, replaced),
            "start_by": start_by,
            "exclude_from": next_school_day(day_after(start_by)),
            "decision": form.value("text"),
        },
    )


_OF_ALL = frozenset({NoticeKind.APPEAL_REINSTATED, NoticeKind.APPEAL_UPHELD})


def _names(page_request: PageRequest, vaccines: Any) -> list[str]:
    return [page_request.translate(VACCINES[vaccine]) for vaccine in vaccines]


@pages.form(f"{ADOPT}/send", Action.ADOPT_DETERMINATION, AdoptionForm, of=_APPEALED, show=_show_letter)
def _adopt(page_request: PageRequest, appealed: tuple[Appeal, ExemptionForm], answers: AdoptionForm) -> Done:
    appeal, exemption = appealed
    return adopt_determination(
        page_request.ctx,
        Adoption(
            appeal.id, exemption.id, page_request.expected_version, _stated(answers), answers.text, answers.password
        ),
    )


@pages.page("/appeals/{appeal_id}/decided", Action.VIEW_APPEAL, of=FILED_APPEAL)
def _show_decided(page_request: PageRequest, appeal: Appeal) -> Page:
    return page_request.render(
        "appeals/decided.html",
        title=N_("The decision is sent"),
        appeal=appeal,
        determined=determined_of(page_request, appeal),
    )
