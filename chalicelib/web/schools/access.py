"""Where one's own request for a school is, and the code of the letter; and an approver's answer to someone else's."""

from typing import Literal

from chalicelib.actions.people.person_case import PersonCase
from chalicelib.actions.people.settle_claim import answer_claim, enter_code, own_claim
from chalicelib.domain.account import SchoolPart
from chalicelib.domain.action import Action
from chalicelib.domain.errors import not_found
from chalicelib.domain.facility_claim import CODE_TRIES, FacilityClaim
from chalicelib.domain.results import Done
from chalicelib.domain.school_access import letter_valid_until
from chalicelib.law.marking import N_
from chalicelib.storage import keys
from chalicelib.web.account_fields import Line
from chalicelib.web.http.forms import FormModel, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.route import Named
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.own_people import ONE_PERSON, PERSON
from chalicelib.web.schools.people import part_choices, school_name, shown_person

pages = Pages()
ACCESS = "/schools/access"


class CodeForm(FormModel):
    code: Line = entry(N_("Enter the code of the letter"))


def _show(page_request: PageRequest, form: ShownForm) -> Page:
    person, claim = own_claim(page_request.ctx)
    return page_request.render(
        "schools/access.html",
        title=N_("Your access to a school"),
        form=form,
        claim=claim,
        facility=school_name(page_request, claim.facility_id) if claim else "",
        has_schools=bool(person.facility_ids),
        email=person.email,
        takes_code=claim is not None and claim.code_works_on(page_request.ctx.on),
        code_until=letter_valid_until(claim.judged_on) if claim and claim.judged_on else None,
        tries_left=CODE_TRIES - claim.wrong_codes if claim else 0,
    )


@pages.page(ACCESS, Action.VIEW_CLAIM)
def _access(page_request: PageRequest) -> Page:
    return _show(page_request, page_request.form())


@pages.form(f"{ACCESS}/code", Action.CONFIRM_CLAIM, CodeForm, show=_show)
def _code(page_request: PageRequest, answers: CodeForm) -> Done:
    return enter_code(page_request.ctx, answers.code)


class AnswerForm(FormModel):
    answer: Literal["approver", "staff", "read_only", "refuse"] = entry(N_("Choose an answer"))


_CLAIMANT = Named(
    lambda params: (*ONE_PERSON.keys(params), keys.record(FacilityClaim.record_type, params["account_id"])),
    ONE_PERSON.load,
)


def _show_answer(page_request: PageRequest, case: PersonCase, form: ShownForm) -> Page:
    claim = page_request.ctx.store.find(FacilityClaim, case.account.id)
    if claim is None or claim.facility_id != case.facility_id:
        raise not_found()
    refuse = ("refuse", page_request.translate(N_("Refuse")), page_request.translate(N_("The person is told.")))
    return page_request.render(
        "schools/claim.html",
        title=N_("Does this person work at your school?"),
        form=form,
        form_version=case.account.version,
        facility=school_name(page_request, case.facility_id),
        facility_id=case.facility_id,
        person=shown_person(page_request, case.account, case.facility_id),
        is_of_domain=claim.is_of_domain,
        since=claim.judged_on,
        answers=[*part_choices(page_request), refuse],
    )


@pages.form(f"{PERSON}/answer", Action.ANSWER_CLAIM, AnswerForm, of=_CLAIMANT, show=_show_answer)
def _answer(page_request: PageRequest, case: PersonCase, answers: AnswerForm) -> Done:
    part = None if answers.answer == "refuse" else SchoolPart(answers.answer)
    ctx, version = page_request.ctx, page_request.expected_version
    return answer_claim(ctx, case.facility_id, case.account.id, part, version)
