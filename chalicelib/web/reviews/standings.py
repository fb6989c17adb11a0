"""Physicians' standings: the queue of those on hold, classifying board matters, what is left of held forms."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import create_model

from chalicelib.actions.physicians.classify_action import MatterAnswer, classify_action
from chalicelib.actions.physicians.standing_case import board_of, matters_to_classify
from chalicelib.actions.signing.refuse_held import may_refuse, refuse_held
from chalicelib.actions.signing.release_held import may_release, release_held
from chalicelib.domain.account import BOARDS, Account, Role
from chalicelib.domain.action import Action
from chalicelib.domain.errors import wrong_state
from chalicelib.domain.results import Done
from chalicelib.domain.standing import BARRED, PhysicianStanding, StandingState
from chalicelib.law.board_matters import BoardMatter
from chalicelib.law.marking import N_
from chalicelib.law.physician_standing import MatterKind
from chalicelib.storage.queues import STANDINGS as QUEUE
from chalicelib.web.http.forms import (
    EmptyForm,
    FieldError,
    FormModel,
    InvalidFormError,
    LongText,
    OptionalText,
    ShownForm,
    entry,
)
from chalicelib.web.http.list_links import Listing, links_of, place_asked
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.reviews.names import MATTERS, STANDINGS
from chalicelib.web.wording.license_words import PROOFS

pages = Pages()
_ON_HOLD = Listing("/reviews/standings")
MATTERS_ON_A_PAGE = 40
_ANSWER = N_("Say whether this matter is about immunization standards of care")
_KIND = N_("Say what the matter is")


@pages.page("/reviews/standings", Action.CLASSIFY_ACTION)
def _queue(page_request: PageRequest) -> Page:
    page_request.ctx.require(Action.CLASSIFY_ACTION)
    page = page_request.ctx.store.queue(QUEUE, place_asked(page_request, _ON_HOLD))
    cards = [json.loads(item["card"]) for item in page.rows]
    rows = [
        (
            card,
            page_request.translate(STANDINGS[StandingState(card["state"])][0]),
            STANDINGS[StandingState(card["state"])][1],
        )
        for card in cards
    ]
    return page_request.render(
        "reviews/standings.html",
        title=N_("Physicians on hold"),
        rows=rows,
        pages=links_of(page_request, _ON_HOLD, page),
    )


def _fields() -> dict[str, Any]:
    """Two answers for each open matter, by its place on the page: a board's code is no name for a field."""
    fields: dict[str, Any] = {}
    for place in range(MATTERS_ON_A_PAGE):
        fields[f"related_{place}"] = (OptionalText, entry("", optional=True))
        fields[f"kind_{place}"] = (OptionalText, entry("", optional=True))
    return {**fields, "reason": (LongText, entry(N_("Write what your answer rests on.")))}


ClassifyForm = create_model("ClassifyForm", __base__=FormModel, __doc__="CDPH's answer on each matter.", **_fields())


def _show(page_request: PageRequest, standing: PhysicianStanding, form: ShownForm) -> Page:
    open_matters = matters_to_classify(standing, page_request.ctx.on) if standing.state == StandingState.HOLD else []
    physician = page_request.ctx.store.find(Account, standing.account_id)
    state, kind = STANDINGS[standing.state]
    return page_request.render(
        "reviews/standing.html",
        title=N_("A physician's standing"),
        form=form,
        standing=standing,
        physician=physician,
        proof=page_request.translate(PROOFS[physician.license_proof]) if physician else "",
        board=page_request.translate(BOARDS[board_of(standing)]),
        state=page_request.translate(state),
        state_kind=kind,
        matters=open_matters[:MATTERS_ON_A_PAGE],
        year=str(page_request.ctx.on.year),
        can=_possible(page_request, standing),
        kinds=[(kind.value, page_request.translate(name)) for kind, name in MATTERS.items()],
    )


def _possible(page_request: PageRequest, standing: PhysicianStanding) -> dict[str, bool]:
    officer = page_request.ctx.person.role == Role.OFFICER
    return {
        "release": may_release(page_request.ctx, standing),
        "refuse": may_refuse(standing),
        "bar": officer and standing.state not in BARRED,
        "lift": officer and standing.state in BARRED,
    }


def _first_answers(page_request: PageRequest, standing: PhysicianStanding) -> dict[str, object]:
    """The kind that the board's code usually stands for is chosen beforehand."""
    matters = matters_to_classify(standing, page_request.ctx.on)
    return {f"kind_{place}": matter.usual_kind.value for place, matter in enumerate(matters)}


@pages.form(
    "/reviews/standings/{standing_id}",
    Action.CLASSIFY_ACTION,
    ClassifyForm,
    of=PhysicianStanding,
    show=_show,
    initial=_first_answers,
)
def _classify(page_request: PageRequest, standing: PhysicianStanding, answers: FormModel) -> Done:
    given = answers.model_dump()
    matters = matters_to_classify(standing, page_request.ctx.on)[:MATTERS_ON_A_PAGE]
    answered = {matter.code: _answer(given, place, matter) for place, matter in enumerate(matters)}
    return classify_action(page_request.ctx, standing.id, answered, given["reason"], page_request.expected_version)


def _answer(given: Mapping[str, str], place: int, _matter: BoardMatter) -> MatterAnswer:
    related, kind = given[f"related_{place}"], given[f"kind_{place}"]
    if related not in {"yes", "no"}:
        raise InvalidFormError((FieldError(f"related_{place}", _ANSWER),))
    if kind not in set(MatterKind):
        raise InvalidFormError((FieldError(f"kind_{place}", _KIND),))
    return MatterAnswer(related == "yes", MatterKind(kind))


def _held_forms(title: str, *, releases: bool) -> Callable[[PageRequest, PhysicianStanding, ShownForm], Page]:
    """Return what shows the question whether the held forms are released, or refused."""

    def show(page_request: PageRequest, standing: PhysicianStanding, form: ShownForm) -> Page:
        if not _possible(page_request, standing)["release" if releases else "refuse"]:
            raise wrong_state()
        return page_request.render("reviews/held.html", title=title, form=form, standing=standing, releases=releases)

    return show


@pages.form(
    "/reviews/standings/{standing_id}/release",
    Action.RELEASE_HELD_EXEMPTION,
    EmptyForm,
    of=PhysicianStanding,
    show=_held_forms(N_("Release the held forms"), releases=True),
)
def _release(page_request: PageRequest, standing: PhysicianStanding, _answers: EmptyForm) -> Done:
    return release_held(page_request.ctx, standing.id, page_request.expected_version)


@pages.form(
    "/reviews/standings/{standing_id}/refuse",
    Action.REFUSE_HELD_EXEMPTION,
    EmptyForm,
    of=PhysicianStanding,
    show=_held_forms(N_("Refuse the held forms"), releases=False),
)
def _refuse(page_request: PageRequest, standing: PhysicianStanding, _answers: EmptyForm) -> Done:
    return refuse_held(page_request.ctx, standing.id, page_request.expected_version)
