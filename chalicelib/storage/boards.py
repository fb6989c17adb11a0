"""The rows of a board: each is written with the account or the standing that it is of, and all are read together."""

from typing import NamedTuple

from chalicelib.domain.account import Account, Role
from chalicelib.domain.licensee import Licensee, StandingInNumbers
from chalicelib.domain.standing import PhysicianStanding, standing_id
from chalicelib.storage import board_keys
from chalicelib.storage.keys import END, Key
from chalicelib.storage.table import Item, Table

_MAX_OF_A_BOARD = 60_000  # 4,000 physicians of both boards sign forms; twice as many rows, and room


class BoardRows(NamedTuple):
    """The licensees of a board with an account, and the standings of those who have one, by id."""

    licensees: list[Licensee]
    standings: dict[str, StandingInNumbers]


def read_board(table: Table, board: str) -> BoardRows:
    """Return all rows of a board, a megabyte in each request. Raises TooManyRowsError, PortalError UNAVAILABLE."""
    items = table.up_to(board_keys.board_partition(board), END, ceiling=_MAX_OF_A_BOARD)
    licensees = [Licensee.stored(item["body"]) for item in items if item["type"] == "licensee"]
    standings = [StandingInNumbers.stored(item["body"]) for item in items if item["type"] == "standing_in_numbers"]
    return BoardRows(licensees, {each.standing_id: each for each in standings})


def licensee_key(account: Account) -> Key | None:
    """Return where a physician with a proven license stands in the board's list; None for everyone else."""
    profile = account.physician if account.role is Role.PHYSICIAN and account.holds_license else None
    return board_keys.licensee_row(profile.board, standing_id(profile)) if profile else None


def licensee_item(account: Account) -> Item | None:
    """Return the physician's row; None for everyone else."""
    key, profile = licensee_key(account), account.physician
    if key is None or profile is None:
        return None
    body = Licensee.of(standing_id(profile), account).model_dump_json()
    return {**key.as_item(), "type": "licensee", "body": body}


def standing_item(standing: PhysicianStanding) -> Item:
    key = board_keys.standing_row(standing.board, standing.id)
    body = StandingInNumbers.of(standing).model_dump_json()
    return {**key.as_item(), "type": "standing_in_numbers", "body": body}
