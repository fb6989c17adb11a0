"""How people get onto the stage: they register and confirm their address, or are invited and accept. All but parents
set up two-factor authentication; their phones are the codes page of the local run."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from chalicelib.actions.accounts.accept_invitation import Acceptance, accept_invitation
from chalicelib.actions.accounts.first_operator import first_operator
from chalicelib.actions.accounts.invite import Invitation, invite
from chalicelib.actions.accounts.one_time_codes import code_at
from chalicelib.actions.accounts.register_parent import ParentRegistration, register_parent
from chalicelib.actions.accounts.register_school import SchoolRegistration, register_school
from chalicelib.actions.accounts.set_up_two_factor import new_offer, offer_seed, set_up_two_factor
from chalicelib.actions.accounts.sign_in import SignedIn, sign_in
from chalicelib.actions.accounts.sign_out import sign_out
from chalicelib.actions.accounts.two_factor import seed_context, verify_totp
from chalicelib.actions.accounts.verify_email import verify_email
from chalicelib.actions.people.add_person import add_person
from chalicelib.actions.people.agree import agree_to_confidentiality
from chalicelib.actions.physicians.clinic_staff import invite_clinic_staff
from chalicelib.actions.physicians.register_physician import PhysicianRegistration, register_physician
from chalicelib.domain.account import Role, SchoolPart
from chalicelib.storage import keys
from chalicelib.storage.two_factor_rows import TwoFactor
from infra.local.demo.license_letters import prove
from infra.local.demo.people import PASSPHRASE, Doctor, Parent, Person, address_of
from infra.local.demo.stage import Stage


def join_as_parent(stage: Stage, parent: Parent) -> None:
    """Register and confirm the address, once."""
    if stage.has_account(parent):
        return
    asked = ParentRegistration(
        first_name=parent.first_name,
        last_name=parent.last_name,
        email=parent.email,
        telephone=parent.telephone,
        password=PASSPHRASE,
    )
    register_parent(stage.visitor(parent.language), asked, client_ip=parent.email)
    verify_email(stage.visitor(parent.language), stage.verification_token(parent))


def join_as_physician(stage: Stage, doctor: Doctor, nurse: Person) -> None:
    """Register, and prove the license with the code of the letter that the department's nurse prints and mails."""
    claim_license(stage, doctor)
    prove(stage, doctor, nurse)


def claim_license(stage: Stage, doctor: Doctor) -> None:
    """Register, with the license looked up as of that day, and confirm the address; the letter waits to be printed."""
    asked = PhysicianRegistration(
        first_name=doctor.first_name,
        last_name=doctor.last_name,
        email=doctor.email,
        telephone=doctor.telephone,
        password=PASSPHRASE,
        license_text=doctor.license,
        business_name=doctor.practice,
        business_address=address_of(doctor.office),
    )
    register_physician(stage.visitor(doctor.language), asked, client_ip=doctor.email)
    verify_email(stage.visitor(doctor.language), stage.verification_token(doctor))
    _set_up_second_step(stage, doctor)


def open_for_business(stage: Stage, operator: Person) -> None:
    """The first operator takes the link that the command prints."""
    _accept(stage, operator, first_operator(stage.visitor(), operator.email))


def send_invitation(stage: Stage, operator: Person, person: Person, reach: Mapping[str, Any]) -> None:
    """The operator invites a person with this reach; no one has answered yet."""
    invite(stage.as_(operator), Invitation(email=person.email, role=person.role, **reach))


def join_by_invitation(stage: Stage, operator: Person, person: Person, reach: Mapping[str, Any]) -> None:
    send_invitation(stage, operator, person, reach)
    _accept(stage, person, stage.invitation_token(person.email))


def join_a_school(stage: Stage, approver: Person, facility_id: str, person: Person, part: SchoolPart) -> None:
    """The approver adds the person, who takes the link."""
    add_person(stage.as_(approver), facility_id, person.email, part, client_ip=approver.email)
    _accept(stage, person, stage.invitation_token(person.email))


def join_as_clinic_staff(stage: Stage, doctor: Doctor, person: Person) -> None:
    """The physician invites the person, who takes the link."""
    invite_clinic_staff(stage.as_(doctor), person.email, client_ip=doctor.email)
    _accept(stage, person, stage.invitation_token(person.email))


def ask_for_a_school(stage: Stage, facility_id: str, person: Person) -> None:
    """The person registers for the school and confirms the address; an approver has to answer."""
    asked = SchoolRegistration(facility_id, person.first_name, person.last_name, person.email, PASSPHRASE)
    register_school(stage.visitor(person.language), asked, client_ip=person.email)
    verify_email(stage.visitor(person.language), stage.verification_token(person))
    _set_up_second_step(stage, person)


def sign_in_again(stage: Stage, person: Person) -> None:
    """Sign in with both steps, and out: a school's person who never does falls asleep."""
    ctx = stage.visitor(person.language)
    step = sign_in(ctx, email=person.email, password=PASSPHRASE, client_ip=person.email)
    if isinstance(step, SignedIn):
        raise TypeError(f"{person.email} has no second step")
    ctx = stage.visitor(person.language)
    item = ctx.store.item(keys.two_factor(step.account_id))
    if item is None:
        raise LookupError(person.email)
    seed = ctx.services.fields.decrypt(TwoFactor.of(item).seed, context=seed_context(step.account_id))
    signed_in = verify_totp(ctx, step, code_at(seed, ctx.now), person.email)
    if person.role is Role.SCHOOL:
        ctx = stage.signed_in(person)  # yesterday: the story's day may be in the school year before
        agree_to_confidentiality(replace(ctx, on=stage.today - timedelta(days=1)))
    sign_out(stage.signed_in(person), signed_in.session_id)


def _accept(stage: Stage, person: Person, token: str) -> None:
    answer = Acceptance(first_name=person.first_name, last_name=person.last_name, password=PASSPHRASE)
    accept_invitation(stage.visitor(person.language), token, answer)
    _set_up_second_step(stage, person)


def _set_up_second_step(stage: Stage, person: Person) -> None:
    """Sign in for the first time, hand the key to the app, and sign out."""
    first = sign_in(stage.visitor(person.language), email=person.email, password=PASSPHRASE, client_ip=person.email)
    if not isinstance(first, SignedIn):
        raise TypeError(f"{person.email} has a second step already")
    ctx = stage.signed_in(person)
    offer = new_offer(ctx)
    code = code_at(offer_seed(ctx, offer.sealed), ctx.now)
    _account, session = set_up_two_factor(ctx, offer.sealed, code, "", first.session_id)
    sign_out(stage.signed_in(person), session)
