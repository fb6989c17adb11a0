"""The keys of what a licensing board sees: one partition for each board. Their rows of the chart in keys.py:

| item              | PK                     | SK               | by                                              |
|-------------------|------------------------|------------------|-------------------------------------------------|
| licensee          | BOARD#id               | LICENSEE#standing | the board's list: one query of all rows        |
| standing, in numbers | BOARD#id            | STANDING#standing | the same query                                 |

`id`: "MBC" or "OMBC". `standing`: the id of the license's standing, for instance "MBC-A60666".
"""

from chalicelib.storage.keys import Key

LICENSEE_PREFIX, STANDING_PREFIX = "LICENSEE#", "STANDING#"


def board_partition(board: str) -> str:
    """Return the licensees of a board who have an account, and the numbers of their standings."""
    return f"BOARD#{board}"


def licensee_row(board: str, standing_id: str) -> Key:
    return Key(board_partition(board), f"{LICENSEE_PREFIX}{standing_id}")


def standing_row(board: str, standing_id: str) -> Key:
    return Key(board_partition(board), f"{STANDING_PREFIX}{standing_id}")
