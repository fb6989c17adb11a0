"""The lines of a file of invitations, held against whom the portal knows."""

from collections.abc import Iterable

from pydantic import TypeAdapter

from chalicelib.actions.accounts.change_account import account_is_invited
from chalicelib.actions.accounts.sign_in import email_hash
from chalicelib.actions.context import Context
from chalicelib.domain.account import Account
from chalicelib.domain.school_calendar import is_district_office
from chalicelib.rosters.invitations import InvitationLine
from chalicelib.rosters.problems import ProblemCode
from chalicelib.storage import import_keys, keys
from chalicelib.storage.district_keys import district
from chalicelib.storage.keys import Key
from chalicelib.storage.roster_imports import parts_of

_LINES = TypeAdapter(tuple[InvitationLine, ...])


def lines_of(ctx: Context, file_id: str) -> tuple[InvitationLine, ...]:
    """Return the lines of a file in its order. Raises PortalError UNAVAILABLE."""
    return tuple(line for part in parts_of(ctx.store.table, file_id) for line in _LINES.validate_json(part))


def accounts_of(ctx: Context, lines: Iterable[InvitationLine]) -> dict[int, Account]:
    """Return the account of each line whose address is invited, by the number of the line."""
    places = {each.line: import_keys.invited_address(email_hash(ctx, each.email)) for each in lines}
    ctx.store.load(places.values())
    found = {line: str(item["account_id"]) for line, place in places.items() if (item := ctx.store.item(place))}
    ctx.store.load(keys.record("account", account_id) for account_id in found.values())
    return {line: account for line, each in found.items() if (account := ctx.store.find(Account, each))}


def faults_of(ctx: Context, lines: Iterable[InvitationLine]) -> dict[int, ProblemCode]:
    """Return why a line cannot be sent now, by the number of the line. Raises PortalError UNAVAILABLE."""
    wanted = list(lines)
    credentials = {each.line: keys.credential(email_hash(ctx, each.email)) for each in wanted}
    schools = {number: _place_of(number) for each in wanted for number in each.numbers}
    ctx.store.load([*credentials.values(), *schools.values()])
    unknown = {number for number, place in schools.items() if ctx.store.item(place) is None}
    invited = accounts_of(ctx, wanted)
    faults: dict[int, ProblemCode] = {}
    for each in wanted:
        account = invited.get(each.line)
        if ctx.store.item(credentials[each.line]) is not None:
            faults[each.line] = ProblemCode.ADDRESS_HAS_ACCOUNT
        elif account and account_is_invited(account) and not account.disabled:
            faults[each.line] = ProblemCode.INVITED_ALREADY
        elif not unknown.isdisjoint(each.numbers):
            faults[each.line] = ProblemCode.NUMBER_UNKNOWN
    return faults


def _place_of(number: str) -> Key:
    return district(number) if is_district_office(number) else keys.record("facility", number)
