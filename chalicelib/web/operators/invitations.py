"""Invite a person: choose the role, then say how far the reach goes. One form per role, as each asks something else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator

from chalicelib.actions.accounts.invite import Invitation, invite
from chalicelib.actions.appeals.panelist_license import PanelistFacts, panelist_profile
from chalicelib.directory.jurisdictions import JURISDICTIONS
from chalicelib.domain.account import (
    BOARDS,
    Address,
    Appointment,
    Credential,
    Office,
    PhysicianProfile,
    Role,
    SchoolPart,
)
from chalicelib.domain.action import Action
from chalicelib.domain.results import Done
from chalicelib.law.enums import Board
from chalicelib.law.marking import N_
from chalicelib.web.account_fields import EmailAddress, Phone, State, ZipCode
from chalicelib.web.http.forms import (
    FieldError,
    FormDate,
    FormModel,
    InvalidFormError,
    LongText,
    OptionalDate,
    OptionalText,
    Text,
    entry,
)
from chalicelib.web.http.forms import ShownForm as Form
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.wording.names import ROLES
from chalicelib.web.wording.people_words import PARTS
from chalicelib.web.wording.states import STATES

pages = Pages()
_NUMBER_LENGTHS = frozenset({9, 14})
_MAX_FACILITIES = 20
_BY_THE_SCHOOL = N_("Approver if no one else is at the school yet, otherwise staff")
_WHOSE_EMAIL = N_("Enter the person's email address")

CREDENTIALS: Mapping[Credential, str] = {
    Credential.REGISTERED_NURSE: N_("Registered nurse"),
    Credential.PHYSICIAN: N_("Physician"),
}
OFFICES: Mapping[Office, str] = {
    Office.STATE_PUBLIC_HEALTH_OFFICER: N_("State Public Health Officer"),
    Office.DESIGNATED_PHYSICIAN: N_("Physician designated by the State Public Health Officer"),
}


class PlainForm(FormModel):
    """A role whose reach needs no more words."""

    email: EmailAddress = entry(_WHOSE_EMAIL)

    def reach(self) -> dict[str, Any]:
        """The facts of the invitation beside address and role."""
        return {}


class SchoolForm(PlainForm):
    """A person of one or more schools or child care facilities."""

    facility_numbers: LongText = entry(N_("Enter the number of at least one school or child care facility"))
    part: Annotated[SchoolPart | None, BeforeValidator(lambda value: value or None)] = entry(
        N_("Choose what the person does at the school"), optional=True, default=None
    )
    confirmed: OptionalText = entry("", optional=True)  # the names of the schools were seen
    change: OptionalText = entry("", optional=True)

    def reach(self) -> dict[str, Any]:
        """The facilities, each once. Raises InvalidFormError where a number cannot be one."""
        numbers = list(dict.fromkeys(self.facility_numbers.replace(",", " ").replace("-", "").split()))
        if any(not number.isdigit() or len(number) not in _NUMBER_LENGTHS for number in numbers):
            message = N_("Each number has 14 digits (CDS code) or 9 digits (child care license)")
            raise InvalidFormError((FieldError("facility_numbers", message),))
        if len(numbers) > _MAX_FACILITIES:
            message = N_("Enter %(most)s numbers or fewer")
            raise InvalidFormError((FieldError("facility_numbers", message, {"most": _MAX_FACILITIES}),))
        return {"facility_ids": tuple(numbers), "school_part": self.part}


class HealthDepartmentForm(PlainForm):
    jurisdiction: str = entry(N_("Choose the health department"))

    def reach(self) -> dict[str, Any]:
        """The jurisdiction. Raises InvalidFormError where there is none of that id."""
        if self.jurisdiction not in {known.id for known in JURISDICTIONS}:
            raise InvalidFormError((FieldError("jurisdiction", N_("Choose the health department")),))
        return {"jurisdiction": self.jurisdiction}


class BoardForm(PlainForm):
    board: Board = entry(N_("Choose the board"))

    def reach(self) -> dict[str, Any]:
        return {"board": self.board.value}


class ReviewerForm(PlainForm):
    """Clinically trained immunization staff (HSC 120372(d)(2))."""

    credential: Credential = entry(N_("Choose the license that the reviewer works under"))

    def reach(self) -> dict[str, Any]:
        """The credential."""
        return {"credential": self.credential}


class PanelistForm(PlainForm):
    """An independent physician (HSC 120372.05(b)): the license is looked up, and the practice is held against those of
    each case."""

    last_name: Text = entry(N_("Enter the last name as shown on the license"))
    board: Board = entry(N_("Choose the board"))
    license_text: Text = entry(N_("Enter the license number"))
    specialty: Text = entry(N_("Enter the specialty"))
    business_name: Text = entry(N_("Enter the name of the practice"))
    street: Text = entry(N_("Enter the street address of the practice"))
    city: Text = entry(N_("Enter the city of the practice"))
    state: State = entry(N_("Choose the state from the list"))
    zip_code: ZipCode = entry(N_("Enter a ZIP code with five digits"))
    telephone: Phone = entry(N_("Enter the telephone number of the practice"))

    def reach(self) -> dict[str, Any]:
        """The facts of the panelist. Raises PortalError REFUSED where the number cannot be one of the board."""
        address = Address(street=self.street, city=self.city, state=self.state, zip_code=self.zip_code)
        profile = PhysicianProfile(
            board=self.board.value,
            rank="",
            license_number="",
            business_name=self.business_name,
            business_address=address,
            telephone=self.telephone,
        )
        profile = panelist_profile(self.board.value, self.license_text, profile)
        return {"panelist": PanelistFacts(self.last_name, self.license_text, self.specialty, profile)}


class OfficerForm(PlainForm):
    """The State Public Health Officer, or a physician that officer designated (HSC 120372(d)(3)(C))."""

    office: Office = entry(N_("Choose the position"))
    since: FormDate = entry(N_("Enter the first day of the appointment"))
    until: OptionalDate = entry("", optional=True, default=None)

    def reach(self) -> dict[str, Any]:
        """The appointment. Raises InvalidFormError where it would end before it begins."""
        if self.until is not None and self.until < self.since:
            raise InvalidFormError((FieldError("until", N_("The last day must not be before the first day")),))
        appointment = Appointment(office=self.office, since=self.since, until=self.until)
        return {"appointments": (appointment,), "credential": Credential.PHYSICIAN}


@dataclass(frozen=True)
class Invitable:
    """A role that is given by invitation: its address, and the form that asks for its reach."""

    slug: str
    role: Role
    model: type[PlainForm]
    hint: str


SCHOOL = Invitable("school", Role.SCHOOL, SchoolForm, N_("Sees the exemptions of the students of named schools"))
INVITABLE = (
    SCHOOL,
    Invitable("local-health", Role.LOCAL_HEALTH, HealthDepartmentForm, N_("Reads the notices of one jurisdiction")),
    Invitable("reviewer", Role.REVIEWER, ReviewerForm, N_("Reviews exemptions for the state and recommends")),
    Invitable("officer", Role.OFFICER, OfficerForm, N_("Decides about revocation for the state")),
    Invitable("appeals-staff", Role.APPEALS_STAFF, PlainForm, N_("Takes in appeals and assigns panels")),
    Invitable("panelist", Role.PANELIST, PanelistForm, N_("An independent physician who votes on appeals")),
    Invitable("secretary", Role.SECRETARY, PlainForm, N_("Adopts what the panel determined")),
    Invitable("board", Role.BOARD, BoardForm, N_("Reads the notices of one licensing board")),
    Invitable("operator", Role.OPERATOR, PlainForm, N_("Invites people; sees no child's record")),
)


@pages.page("/operators/invite", Action.INVITE)
def _choose(page_request: PageRequest) -> Page:
    roles = [
        (f"/operators/invite/{each.slug}", page_request.translate(ROLES[each.role]), page_request.translate(each.hint))
        for each in INVITABLE
    ]
    return page_request.render("operators/choose_role.html", title=N_("Who do you want to invite?"), roles=roles)


def show_question(invitable: Invitable) -> Callable[[PageRequest, Form], Page]:
    """Return the page that asks whom to invite in this role."""

    def show(page_request: PageRequest, form: Form) -> Page:
        return page_request.render(
            "operators/invite.html",
            title=N_("Invite a person"),
            form=form,
            asked=tuple(invitable.model.model_fields),
            role=page_request.translate(ROLES[invitable.role]),
            choices=_choices(page_request),
        )

    return show


def _choices(page_request: PageRequest) -> dict[str, list[tuple[str, str]]]:
    return {
        "part": [
            ("", page_request.translate(_BY_THE_SCHOOL)),
            *((part.value, page_request.translate(name)) for part, name in PARTS.items()),
        ],
        "jurisdiction": [(each.id, each.name) for each in sorted(JURISDICTIONS, key=lambda each: each.name)],
        "board": [(board.value, page_request.translate(BOARDS[board.value])) for board in Board],
        "credential": [(each.value, page_request.translate(name)) for each, name in CREDENTIALS.items()],
        "state": list(STATES),
        "office": [(each.value, page_request.translate(name)) for each, name in OFFICES.items()],
    }


def _submit(invitable: Invitable) -> Callable[[PageRequest, PlainForm], Done]:
    def submit(page_request: PageRequest, answers: PlainForm) -> Done:
        return invite(page_request.ctx, Invitation(email=answers.email, role=invitable.role, **answers.reach()))

    return submit


for _each in INVITABLE:
    if _each is not SCHOOL:  # its schools are shown before the invitation goes out: invite_school.py
        _path = f"/operators/invite/{_each.slug}"
        pages.form(_path, Action.INVITE, _each.model, show=show_question(_each))(_submit(_each))
