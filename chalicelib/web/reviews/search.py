"""One box for what a reviewer looks for by words: a form's number, a license, a physician's name, a school's code."""

import re

from chalicelib.actions.reviews.find_form import find_form_by_number
from chalicelib.domain.action import Action
from chalicelib.domain.ids import NotANumberError, read_number
from chalicelib.domain.results import Subject
from chalicelib.domain.standing import PhysicianStanding
from chalicelib.law.enums import Board
from chalicelib.law.license_numbers import LicenseNumber, normalize_license_number
from chalicelib.law.marking import N_
from chalicelib.storage import keys
from chalicelib.storage.physician_names import NamedPhysician, find_physicians
from chalicelib.web.http.forms import FormModel, ShownForm, Text, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages

pages = Pages()
_FACILITY_CODE = re.compile(r"[0-9]{14}|[0-9]{9}")


class SearchForm(FormModel):
    """What to look for. Sent in the body."""

    words: Text = entry(N_("Enter a name, a license, or a form number"))


def _show(page_request: PageRequest, form: ShownForm, found: list[NamedPhysician] | None = None) -> Page:
    return page_request.render("reviews/search.html", title=N_("Find a physician or a form"), form=form, found=found)


@pages.form("/reviews/search", Action.LIST_FORMS_FOR_REVIEW, SearchForm, show=_show)
def _search(page_request: PageRequest, answers: SearchForm) -> Page | Subject | str:
    ctx = page_request.ctx
    ctx.require(Action.LIST_FORMS_FOR_REVIEW)
    if _is_form_number(answers.words):
        return find_form_by_number(ctx, answers.words)
    code = "".join(answers.words.split()).replace("-", "")
    if _FACILITY_CODE.fullmatch(code):
        return f"/reviews/schools/{code}"
    licensed = _standing_of_license(page_request, answers.words)
    if licensed:
        return f"/reviews/physicians/{licensed}"
    found = find_physicians(ctx.store.table, answers.words)
    return _show(page_request, page_request.form({"words": answers.words}), found)


def _is_form_number(text: str) -> bool:
    try:
        read_number(text)
    except NotANumberError:
        return False
    return True


def _standing_of_license(page_request: PageRequest, text: str) -> str:
    """The standing of a license as it is printed, "A 60666" or "20A 20064"; "" where there is none."""
    numbers = [normalize_license_number(board, text) for board in Board]
    ids = [f"{each.board}-{each.rank}{each.digits}" for each in numbers if isinstance(each, LicenseNumber)]
    store = page_request.ctx.store
    store.load(keys.record("standing", each) for each in ids)
    return next((each for each in ids if store.find(PhysicianStanding, each)), "")
