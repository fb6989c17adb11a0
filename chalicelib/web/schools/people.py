"""The people of a school, for its approvers: who has access, in which part, since when unseen; add a person, change a
part, end access, confirm the list."""

from dataclasses import dataclass
from datetime import date

from chalicelib.actions.accounts.change_account import account_is_invited, invitation_has_ended
from chalicelib.actions.people.add_person import add_person
from chalicelib.actions.people.approvers import people_of
from chalicelib.actions.people.change_people import change_part, confirm_people, end_person
from chalicelib.actions.people.person_case import PersonCase, load_people
from chalicelib.domain.account import Account, SchoolPart
from chalicelib.domain.action import Action
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.results import Done
from chalicelib.domain.school_people import is_away_for_good, is_of, sleeps
from chalicelib.law.marking import N_
from chalicelib.storage.outbox import failed_on, unreached
from chalicelib.web.account_fields import EmailAddress
from chalicelib.web.http.forms import EmptyForm, FormModel, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.schools.own_people import ONE_PERSON, PEOPLE, PERSON, SCHOOL_AND_PEOPLE
from chalicelib.web.wording.people_words import PART_HINTS, PARTS

pages = Pages()
_CHOOSE_PART = N_("Choose what the person does at the school")


@dataclass(frozen=True)
class ShownPerson:
    """A line of the list. `last_seen_on`: the day of the last sign-in, None where none is known."""

    id: str
    name: str
    email: str
    part: str
    state: str
    kind: str
    last_seen_on: date | None
    is_self: bool
    is_waiting: bool
    asks: bool


def shown_person(page_request: PageRequest, account: Account, facility_id: str) -> ShownPerson:
    state, kind = _state_of(page_request, account, facility_id)
    return ShownPerson(
        id=account.id,
        name=account.display_name.strip(),
        email=account.email,
        part=page_request.translate(PARTS[account.school_part]),
        state=page_request.translate(state),
        kind=kind,
        last_seen_on=account.last_seen_on,
        is_self=account.id == page_request.ctx.person.id,
        is_waiting=not is_of(account, facility_id),
        asks=account.verified and not is_of(account, facility_id),
    )


def _state_of(page_request: PageRequest, account: Account, facility_id: str) -> tuple[str, str]:
    if is_of(account, facility_id):
        return _access_of(page_request, account)
    if account.verified:
        return N_("Asks for access"), "warning"
    if invitation_has_ended(page_request.ctx, account):
        return N_("Expired, invite again"), "warning"
    return N_("Invited"), "info"


def _access_of(page_request: PageRequest, account: Account) -> tuple[str, str]:
    """The state of someone who works at the school."""
    on = page_request.ctx.on
    if is_away_for_good(account, on):
        return N_("Closed after a year without signing in"), "stopped"
    if sleeps(account, on):
        return N_("Inactive: not signed in for 120 days"), "warning"
    if _is_unreached(page_request, account):
        return N_("Inactive: email does not arrive"), "warning"
    return N_("Has access"), "good"


def _is_unreached(page_request: PageRequest, account: Account) -> bool:
    """Return whether mail to the person was given up, and the person has not signed in since."""
    failed = failed_on(page_request.ctx.store.item(unreached(account.id)))
    return failed is not None and (account.last_seen_on is None or account.last_seen_on <= failed)


def school_name(page_request: PageRequest, facility_id: str) -> str:
    facility = page_request.ctx.store.facility(facility_id)
    return facility.name if facility else ""


def part_choices(page_request: PageRequest) -> list[tuple[str, str, str]]:
    return [
        (part, page_request.translate(PARTS[part]), page_request.translate(PART_HINTS[part])) for part in SchoolPart
    ]


@pages.page(PEOPLE, Action.LIST_PEOPLE, of=SCHOOL_AND_PEOPLE)
def _people(page_request: PageRequest, school: SchoolChoice) -> Page:
    people, accounts = load_people(page_request.ctx, school.facility_id)
    shown = [shown_person(page_request, each, school.facility_id) for each in accounts]
    return page_request.render(
        "schools/people.html",
        title=N_("People with access"),
        facility=school_name(page_request, school.facility_id),
        facility_id=school.facility_id,
        people=sorted(shown, key=lambda each: (not each.is_waiting, each.name.casefold(), each.email)),
        approvers=len(people.approver_ids),
        confirmed_on=people.confirmed_on,
        is_due=people.confirmation_is_due(page_request.ctx.on),
    )


class AddForm(FormModel):
    """Whom, and in which part."""

    email: EmailAddress = entry(N_("Enter the person's email address"))
    part: SchoolPart = entry(_CHOOSE_PART)


def _show_add(page_request: PageRequest, school: SchoolChoice, form: ShownForm) -> Page:
    return page_request.render(
        "schools/people_add.html",
        title=N_("Add a person"),
        form=form,
        facility=school_name(page_request, school.facility_id),
        facility_id=school.facility_id,
        parts=part_choices(page_request),
    )


@pages.form(f"{PEOPLE}/add", Action.ADD_PERSON, AddForm, of=SCHOOL_AND_PEOPLE, show=_show_add)
def _add(page_request: PageRequest, school: SchoolChoice, answers: AddForm) -> Done:
    return add_person(page_request.ctx, school.facility_id, answers.email, answers.part, page_request.client_ip)


def _show_confirm(page_request: PageRequest, school: SchoolChoice, form: ShownForm) -> Page:
    people, accounts = load_people(page_request.ctx, school.facility_id)
    shown = [shown_person(page_request, each, school.facility_id) for each in accounts]
    return page_request.render(
        "schools/people_confirm.html",
        title=N_("Confirm the list of people"),
        form=form,
        form_version=people.version,
        facility=school_name(page_request, school.facility_id),
        facility_id=school.facility_id,
        people=sorted(shown, key=lambda each: each.name.casefold()),
    )


@pages.form(f"{PEOPLE}/confirm", Action.CONFIRM_PEOPLE, EmptyForm, of=SCHOOL_AND_PEOPLE, show=_show_confirm)
def _confirm(page_request: PageRequest, school: SchoolChoice, _answers: EmptyForm) -> Done:
    return confirm_people(page_request.ctx, school.facility_id, page_request.expected_version)


class PartForm(FormModel):
    part: SchoolPart = entry(_CHOOSE_PART)


def _show_part(page_request: PageRequest, case: PersonCase, form: ShownForm) -> Page:
    return page_request.render(
        "schools/person.html",
        title=N_("Change what a person can do"),
        form=form,
        form_version=case.account.version,
        facility=school_name(page_request, case.facility_id),
        facility_id=case.facility_id,
        person=shown_person(page_request, case.account, case.facility_id),
        parts=part_choices(page_request),
    )


@pages.form(
    PERSON,
    Action.CHANGE_PERSON,
    PartForm,
    of=ONE_PERSON,
    show=_show_part,
    initial=lambda _page_request, case: {"part": case.account.school_part},
)
def _change(page_request: PageRequest, case: PersonCase, answers: PartForm) -> Done:
    ctx, version = page_request.ctx, page_request.expected_version
    return change_part(ctx, case.facility_id, case.account.id, answers.part, version)


def _show_end(page_request: PageRequest, case: PersonCase, form: ShownForm) -> Page:
    people = people_of(page_request.ctx, case.facility_id)
    return page_request.render(
        "schools/person_end.html",
        title=N_("Withdraw the invitation") if account_is_invited(case.account) else N_("End this access"),
        form=form,
        form_version=case.account.version,
        facility=school_name(page_request, case.facility_id),
        facility_id=case.facility_id,
        person=shown_person(page_request, case.account, case.facility_id),
        is_last=people.is_last_approver(case.account.id),
    )


@pages.form(f"{PERSON}/end", Action.END_PERSON, EmptyForm, of=ONE_PERSON, show=_show_end)
def _end(page_request: PageRequest, case: PersonCase, _answers: EmptyForm) -> Done:
    return end_person(page_request.ctx, case.facility_id, case.account.id, page_request.expected_version)
