"""An operator invites a person of a school, a health department, the state or a board (S-07); what invitations of an
approver and a physician share with that.

The account is made with its role and reach right away, and audited; it opens when the invitation is accepted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from chalicelib.actions.accounts.change_account import account_is_invited
from chalicelib.actions.accounts.mailed_links import invitation_ends, send_invitation
from chalicelib.actions.accounts.sign_in import email_hash
from chalicelib.actions.appeals.panelist_license import PanelistFacts, require_panelist_license, write_license_row
from chalicelib.actions.context import Context
from chalicelib.actions.people.approvers import first_part, note_invited, people_key
from chalicelib.domain.account import Account, Appointment, Credential, Role, SchoolPart
from chalicelib.domain.action import Action
from chalicelib.domain.errors import ErrorKind, PortalError, invalid
from chalicelib.domain.results import Done, subject_of
from chalicelib.domain.school_calendar import is_district_office
from chalicelib.storage import import_keys, keys
from chalicelib.storage.addresses import read_address
from chalicelib.storage.district_keys import district
from chalicelib.storage.unit_of_work import UnitOfWork
from chalicelib.storage.write_rules import EITHER_WAY

INVITED_KNOWN = timedelta(days=90)
"""How long it is known by its address whom someone invited: longer than an account waits that no one opened."""


@dataclass(frozen=True)
class Invitation:
    """Whom, in which role, and how far the reach goes."""

    email: str
    role: Role
    facility_ids: tuple[str, ...] = ()
    school_part: SchoolPart | None = None  # None: approver for the first person of a school, staff after that
    jurisdiction: str = ""
    board: str = ""
    prepares_for: str = ""
    practice: str = ""
    credential: Credential | None = None
    appointments: tuple[Appointment, ...] = ()
    panelist: PanelistFacts | None = None


def check_invitation(ctx: Context, invitation: Invitation) -> None:
    """Raises PortalError where the invitation cannot be sent: INVALID (unknown facility, address with an account),
    REFUSED or UNAVAILABLE (a panelist's license, which is looked up)."""
    ctx.require(Action.INVITE)
    credential = keys.credential(email_hash(ctx, invitation.email))
    facilities = (keys.record("facility", number) for number in invitation.facility_ids)
    ctx.store.load([credential, *facilities, *map(people_key, invitation.facility_ids)])
    if ctx.store.item(credential) is not None:
        raise invalid("ADDRESS_HAS_ACCOUNT", "email")
    _require_facilities(ctx, invitation.facility_ids)
    panelist = invitation.panelist
    if panelist:
        require_panelist_license(ctx, panelist.profile, panelist.last_name, "license_text")


def invite(ctx: Context, invitation: Invitation) -> Done:
    """Make the account and send the link. A panelist's license is looked up first.

    Raises PortalError INVALID (unknown facility, address with an account), REFUSED or UNAVAILABLE (the license).
    """
    check_invitation(ctx, invitation)
    account = invited_account(ctx, invitation)
    work = ctx.unit_of_work(Action.INVITE)
    add_invited(ctx, work, account)
    note_invited(ctx, work, account)
    if invitation.panelist:
        write_license_row(work, account.id, invitation.panelist)
    send_invitation(work, account, email_hash(ctx, account.email), ctx.language)
    return work.commit(subject_of(account))


def facilities_named(ctx: Context, accounts: Iterable[Account]) -> dict[str, str]:
    """Return the names of these people's schools by number, in one request where they are a hundred."""
    numbers = sorted({number for account in accounts for number in account.facility_ids})
    ctx.store.load(keys.record("facility", number) for number in numbers)
    known = ((number, ctx.store.facility(number)) for number in numbers)
    return {number: facility.name for number, facility in known if facility}


def invited_account(ctx: Context, invitation: Invitation) -> Account:
    """Return the account as it waits for its person: role and reach, without a name."""
    return Account(
        id=ctx.new_id(),
        role=invitation.role,
        email=invitation.email,
        first_name="",
        last_name="",
        facility_ids=invitation.facility_ids,
        school_part=invitation.school_part or first_part(ctx, invitation.facility_ids),
        jurisdiction=invitation.jurisdiction,
        board=invitation.board,
        prepares_for=invitation.prepares_for,
        practice=invitation.practice,
        credential=invitation.credential,
        appointments=invitation.appointments,
        physician=invitation.panelist.profile if invitation.panelist else None,
        invited_until=invitation_ends(ctx),
    )


def add_invited(ctx: Context, work: UnitOfWork, account: Account) -> None:
    """Write the account, its line in the operators' list, and that its address is invited."""
    work.create(account)
    ends = int((ctx.now + INVITED_KNOWN).timestamp())
    invited = {"type": "invited_address", "account_id": account.id, "ttl": ends}
    work.row(import_keys.invited_address(email_hash(ctx, account.email)), invited, condition=EITHER_WAY)
    work.row(keys.invitation(ctx.now, account.id), {"type": "invitation", "account_id": account.id})


def owner_of(ctx: Context, address: str) -> Account | None:
    """Return the account whose address this is, by its keyed hash; None where no one has confirmed it."""
    found = read_address(ctx.store.table, address)
    credential = found.credential
    return found.accounts.get(credential.account_id) if credential and credential.verified else None


def waiting_at(ctx: Context, account_ids: Iterable[str], address: str) -> Account | None:
    """Return who of these accounts is invited at this address already."""
    ids = list(account_ids)
    ctx.store.load(keys.record("account", each) for each in ids)
    found = (ctx.store.find(Account, each) for each in ids)
    return next(
        (each for each in found if each and account_is_invited(each) and email_hash(ctx, each.email) == address), None
    )


def send_again(ctx: Context, work: UnitOfWork, waiting: Account, **changes: Any) -> None:
    """Send a new link of an invitation; the older one ends."""
    again = waiting.with_changes(invited_until=invitation_ends(ctx), **changes)
    work.update(waiting, again)
    send_invitation(work, again, email_hash(ctx, again.email), ctx.language)


def _require_facilities(ctx: Context, facility_ids: tuple[str, ...]) -> None:
    offices = {number: district(number) for number in facility_ids if is_district_office(number)}
    ctx.store.load(offices.values())
    unknown = [
        number
        for number in facility_ids
        if (ctx.store.item(offices[number]) if number in offices else ctx.store.facility(number)) is None
    ]
    if unknown:
        raise PortalError(ErrorKind.INVALID, "FACILITY_UNKNOWN", field="facility_numbers", number=", ".join(unknown))
