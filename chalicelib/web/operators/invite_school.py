"""Invite a person of schools: find a school's number by its name, then see which schools they are and what the person
will be there, before the invitation goes out."""

import json
from typing import Any

from chalicelib.actions.accounts.invite import Invitation, check_invitation, invite
from chalicelib.actions.people.approvers import first_part, people_of
from chalicelib.directory.places import Place
from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.results import Done
from chalicelib.law.marking import N_
from chalicelib.storage.directory import search_directory
from chalicelib.storage.district_keys import district
from chalicelib.web.http.forms import FormModel, OptionalText, ShownForm, Text, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.operators.invitations import SCHOOL, SchoolForm, show_question
from chalicelib.web.wording.names import ROLES
from chalicelib.web.wording.people_words import PARTS

pages = Pages()
INVITE_SCHOOL = "/operators/invite/school"


class FindForm(FormModel):
    """Words of the name or city, or a number; `numbers`: of the schools that are chosen already."""

    words: Text = entry(N_("Enter the name, the city, the ZIP code or the number"))
    numbers: OptionalText = entry("", optional=True)


def _show_find(page_request: PageRequest, form: ShownForm, found: list[Place] | None = None) -> Page:
    numbers = str(form.value("numbers") or page_request.query.get("numbers", ""))
    return page_request.render(
        "operators/find_school.html",
        title=N_("Find the school's number"),
        form=form,
        numbers=numbers,
        found=None if found is None else [(each, " ".join([*numbers.split(), each.id])) for each in found],
    )


@pages.form(f"{INVITE_SCHOOL}/find", Action.INVITE, FindForm, show=_show_find, idempotent=False)
def _find(page_request: PageRequest, answers: FindForm) -> Page:
    found = search_directory(page_request.ctx.store, answers.words)
    return _show_find(page_request, page_request.form(answers.model_dump()), found)


def _initial(page_request: PageRequest) -> dict[str, str]:
    """The numbers that the look-up found."""
    return {"facility_numbers": "\n".join(page_request.query.get("numbers", "").split())}


@pages.form(INVITE_SCHOOL, Action.INVITE, SchoolForm, show=show_question(SCHOOL), initial=_initial)
def _invite(page_request: PageRequest, answers: SchoolForm) -> Done | Page:
    invitation = Invitation(email=answers.email, role=Role.SCHOOL, **answers.reach())
    if answers.confirmed:
        return invite(page_request.ctx, invitation)
    typed = {"email": answers.email, "facility_numbers": answers.facility_numbers, "part": str(answers.part or "")}
    if answers.change:
        return show_question(SCHOOL)(page_request, page_request.form(typed))
    check_invitation(page_request.ctx, invitation)
    return page_request.render(
        "operators/invite_preview.html",
        title=N_("Check before you send"),
        form=page_request.form(typed),
        role=page_request.translate(ROLES[Role.SCHOOL]),
        path=INVITE_SCHOOL,
        part=page_request.translate(
            PARTS[invitation.school_part or first_part(page_request.ctx, invitation.facility_ids)]
        ),
        schools=[_shown(page_request, each) for each in invitation.facility_ids],
    )


def _shown(page_request: PageRequest, number: str) -> dict[str, Any]:
    """A school, or a district's office, by its name, with how many approvers it has."""
    store = page_request.ctx.store
    facility = store.facility(number)
    if facility is None:
        item = store.item(district(number))
        return {
            "number": number,
            "name": json.loads(item["body"])["name"] if item else "",
            "city": "",
            "approvers": None,
        }
    approvers = len(people_of(page_request.ctx, number).approver_ids)
    return {"number": number, "name": facility.name, "city": facility.address.city, "approvers": approvers}
