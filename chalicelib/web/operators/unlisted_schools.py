"""Schools that parents named and the directory does not have: operators find each, or tell the parent what is missing.
The pages show what was typed of the school, and nothing of the child."""

from datetime import datetime

from chalicelib.actions.requests.unlisted_school import answer_unlisted_school, match_school
from chalicelib.directory.places import Place
from chalicelib.domain.action import Action
from chalicelib.domain.errors import wrong_state
from chalicelib.domain.request import ExemptionRequest
from chalicelib.domain.results import Done
from chalicelib.law.marking import N_
from chalicelib.storage.directory import search_directory
from chalicelib.storage.directory_keys import UNLISTED
from chalicelib.storage.list_pages import read_page
from chalicelib.storage.rows import Rows
from chalicelib.web.http.forms import FieldError, FormModel, InvalidFormError, LongText, OptionalText, ShownForm, entry
from chalicelib.web.http.list_links import Listing, links_of, place_asked
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages

pages = Pages()
_PATH = "/operators/unlisted-schools"
_WAITING = Listing(_PATH)
_CHOOSE = "choose"


@pages.page(_PATH, Action.LIST_UNLISTED_SCHOOLS)
def _list(page_request: PageRequest) -> Page:
    page_request.ctx.require(Action.LIST_UNLISTED_SCHOOLS)
    page = read_page(page_request.ctx.store.table, Rows(UNLISTED), place_asked(page_request, _WAITING))
    return page_request.render(
        "operators/unlisted_schools.html",
        title=N_("Schools that are not in the directory"),
        waiting=[(row["request_id"], row["typed"], datetime.fromisoformat(row["sent_at"])) for row in page.rows],
        pages=links_of(page_request, _WAITING, page),
    )


class MatchForm(FormModel):
    """What to look for, then the one that was chosen. `step` is the button that was pressed."""

    words: OptionalText = entry("", optional=True)
    choice: OptionalText = entry("", optional=True)
    step: OptionalText = entry("", optional=True)


def _show_match(page_request: PageRequest, request: ExemptionRequest, form: ShownForm) -> Page:
    if not request.waits_for_operators:
        raise wrong_state()
    words = str(form.value("words") or request.unlisted_school)
    found: list[Place] = search_directory(page_request.ctx.store, words)
    return page_request.render(
        "operators/unlisted_school.html",
        title=N_("Find the school that a parent named"),
        form=form,
        form_version=request.version,
        typed=request.unlisted_school,
        words=words,
        answer_url=f"{_PATH}/{request.id}/answer",
        found=[(each.id, each.name, each.where) for each in found],
    )


@pages.form(f"{_PATH}/{{request_id}}", Action.MATCH_SCHOOL, MatchForm, of=ExemptionRequest, show=_show_match)
def _match(page_request: PageRequest, request: ExemptionRequest, answers: MatchForm) -> Done | Page:
    if answers.step != _CHOOSE:
        return _show_match(page_request, request, page_request.form({"words": answers.words}))
    if not answers.choice:
        raise InvalidFormError((FieldError("choice", N_("Choose a school or child care from the list")),))
    return match_school(page_request.ctx, request.id, answers.choice, page_request.expected_version)


class AnswerForm(FormModel):
    """What the parent reads."""

    answer: LongText = entry(N_("Enter what the parent should do"))


def _show_answer(page_request: PageRequest, request: ExemptionRequest, form: ShownForm) -> Page:
    if not request.waits_for_operators:
        raise wrong_state()
    return page_request.render(
        "operators/unlisted_school_answer.html",
        title=N_("Answer the parent"),
        form=form,
        form_version=request.version,
        typed=request.unlisted_school,
        back_url=f"{_PATH}/{request.id}",
    )


@pages.form(f"{_PATH}/{{request_id}}/answer", Action.MATCH_SCHOOL, AnswerForm, of=ExemptionRequest, show=_show_answer)
def _answer(page_request: PageRequest, request: ExemptionRequest, answers: AnswerForm) -> Done:
    return answer_unlisted_school(page_request.ctx, request.id, answers.answer, page_request.expected_version)
