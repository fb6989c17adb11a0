"""The forms that a health department asked the state to look at, with the state's answer, and the form to ask for one.
The reason that was written, and the state's own words, stand in the review alone."""

from dataclasses import dataclass
from datetime import date

from chalicelib.actions.context import Context
from chalicelib.actions.jurisdictions.flag_form import flag_form
from chalicelib.domain.access import Purpose
from chalicelib.domain.action import Action
from chalicelib.domain.errors import not_found
from chalicelib.domain.jurisdiction_rows import Flag, FormInJurisdiction
from chalicelib.domain.results import Done
from chalicelib.domain.roster import FormAtSchool
from chalicelib.law.enums import LineState, Vaccine
from chalicelib.law.marking import N_
from chalicelib.law.names import listed_name
from chalicelib.storage import jurisdiction_keys, keys
from chalicelib.storage.jurisdictions import forms_named, read_flags
from chalicelib.storage.list_pages import page_of
from chalicelib.web.health_departments.home import STUDENTS
from chalicelib.web.health_departments.jurisdiction import (
    HOME,
    jurisdiction_name,
    own_jurisdiction,
    record_children_shown,
)
from chalicelib.web.http.forms import FormModel, LongText, ShownForm, entry
from chalicelib.web.http.list_links import Listing, links_of, place_asked
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.route import Named, Params
from chalicelib.web.http.routing import Pages
from chalicelib.web.wording.roster_words import SHORT_VACCINES

pages = Pages()
FLAGS = f"{HOME}/flags"


def _form(ctx: Context, act: Action, params: Params) -> FormAtSchool:
    at = ctx.store.at_school(params["form_id"])
    ctx.require(act, at)
    return at


_OWN_FORM = Named(lambda params: (keys.form_at_school(params["form_id"]),), _form)


class FlagForm(FormModel):
    """Why the state should look at the form."""

    reason: LongText = entry(N_("Write why the form should be looked at to protect public health"))


@dataclass(frozen=True)
class ShownFlag:
    """A form that was flagged. `answer`: what came of it, in a word, with the kind of its mark."""

    name: str
    school: str
    physician: str
    flagged_on: date
    answer: str
    mark: str
    revoked: list[str]


@pages.page(FLAGS, Action.LIST_COUNTY_FORMS)
def _flags(page_request: PageRequest) -> Page:
    store, jurisdiction = page_request.ctx.store, own_jurisdiction(page_request)
    flags = read_flags(store.table, jurisdiction)
    newest_first = sorted(flags, key=lambda each: (each.flagged_on, each.review_id), reverse=True)
    listing = Listing(FLAGS)
    page = page_of(newest_first, place_asked(page_request, listing), lambda each: each.review_id)
    forms = forms_named(store, jurisdiction, [each.form_id for each in page.rows]) if page.rows else {}
    shown = [_shown(page_request, each, forms[each.form_id]) for each in page.rows if each.form_id in forms]
    if shown:
        record_children_shown(page_request, len(shown))
    return page_request.render(
        "health_departments/flags.html",
        title=N_("Forms you asked the state to look at"),
        jurisdiction=jurisdiction_name(jurisdiction),
        flags=shown,
        pages=links_of(page_request, listing, page, count=len(flags)),
        students_url=STUDENTS,
        back_url=HOME,
    )


def _shown(page_request: PageRequest, flag: Flag, form: FormInJurisdiction) -> ShownFlag:
    answer, mark, revoked = _answer(flag, form)
    return ShownFlag(
        name=listed_name(form.last_name, form.first_name),
        school=form.school_name,
        physician=form.physician_name,
        flagged_on=flag.flagged_on,
        answer=page_request.translate(answer),
        mark=mark,
        revoked=[page_request.translate(SHORT_VACCINES[each]) for each in revoked],
    )


def _answer(flag: Flag, form: FormInJurisdiction) -> tuple[str, str, list[Vaccine]]:
    """What the state did since: its reviews of the form are open, or they ended, with or without a revocation."""
    revoked = [
        line.vaccine
        for line in form.lines
        if line.state is LineState.REVOKED and line.revoked_on and line.revoked_on >= flag.flagged_on
    ]
    if revoked:
        return N_("Revoked"), "stopped", revoked
    if form.in_review:
        return N_("With the state"), "info", []
    return N_("Reviewed: the exemption stays"), "good", []


def _show(page_request: PageRequest, at: FormAtSchool, form: ShownForm) -> Page:
    key = jurisdiction_keys.form_row(at.jurisdiction, at.facility_id, at.form_id)
    item = page_request.ctx.store.item(key)
    if item is None:
        raise not_found()
    row = FormInJurisdiction.stored(item["body"])
    page_request.record_view(row.child_id, Purpose.JURISDICTION_LIST)
    return page_request.render(
        "health_departments/flag.html",
        title=N_("Ask the state to look at a form"),
        form=form,
        row=row,
        vaccines=[page_request.translate(SHORT_VACCINES[line.vaccine]) for line in row.lines],
        back_url=f"{STUDENTS}?school={row.facility_id}",
    )


@pages.form(f"{HOME}/forms/{{form_id}}/flag", Action.FLAG_FORM, FlagForm, of=_OWN_FORM, show=_show)
def _flag(page_request: PageRequest, at: FormAtSchool, answers: FlagForm) -> Done:
    return flag_form(page_request.ctx, at.form_id, answers.reason)
