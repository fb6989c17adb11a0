"""Which organizations' notices a person reads, and who can sit on panels: the member rows of an account."""

from collections.abc import Iterator

from chalicelib.domain.account import Account, Role
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.storage.unit_of_work import UnitOfWork
from chalicelib.storage.write_rules import EITHER_WAY

_STATE_OFFICES = {
    Role.REVIEWER: "cdph",
    Role.OFFICER: "cdph",
    Role.APPEALS_STAFF: "chhs",
    Role.SECRETARY: "chhs",
    Role.OPERATOR: "operators",
    Role.PANELIST: "panel",  # it has no notices: its members are those whom the agency can name to a panel
}


def offices_of(account: Account) -> Iterator[tuple[str, str]]:
    """Yield kind and id of each office whose notices the account reads."""
    for facility_id in account.facility_ids:
        yield "facility", facility_id
    if account.jurisdiction:
        yield "jurisdiction", account.jurisdiction
    if account.board:
        yield "board", account.board
    if account.role in _STATE_OFFICES:
        yield _STATE_OFFICES[account.role], "main"


def member_keys(account: Account) -> list[Key]:
    return [keys.office_member(kind, office_id, account.id) for kind, office_id in offices_of(account)]


def join_offices(work: UnitOfWork, account: Account) -> None:
    for key in member_keys(account):
        work.row(key, {"type": "member", "account_id": account.id, "name": account.display_name})


def join_office(work: UnitOfWork, account: Account, kind: str, office_id: str) -> None:
    key = keys.office_member(kind, office_id, account.id)
    item = {"type": "member", "account_id": account.id, "name": account.display_name}
    work.row(key, item, condition=EITHER_WAY)


def leave_office(work: UnitOfWork, account_id: str, kind: str, office_id: str) -> None:
    """Take the account out of one office: its notices no longer reach it."""
    work.remove(keys.office_member(kind, office_id, account_id), condition=EITHER_WAY)


def leave_offices(work: UnitOfWork, account: Account) -> None:
    """Take the account out of its offices. (An office may be younger than the account: then there is no row.)"""
    for key in member_keys(account):
        work.remove(key, condition=EITHER_WAY)
