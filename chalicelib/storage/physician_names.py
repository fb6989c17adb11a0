"""Physicians by name: a row for each word of a physician's name, so that the state finds them by any of the words. No
name stands in a key, only the keyed hash of a word's first letters."""

from collections.abc import Mapping
from typing import NamedTuple

from chalicelib.domain.account import Account, Role
from chalicelib.domain.standing import standing_id
from chalicelib.law.names import plain_letters
from chalicelib.runtime.secret_keys import keyed_hash
from chalicelib.storage.keys import Key
from chalicelib.storage.table import Table
from chalicelib.storage.trigger_keys import physicians_named

FOUND_AT_MOST = 50
_LETTERS = 3
_MAX_OF_LETTERS = 5000  # physicians with a word of the same first letters


class NamedPhysician(NamedTuple):
    """A physician who was found by name."""

    standing_id: str
    name: str
    license: str


def name_rows(account: Account | None) -> dict[Key, Mapping[str, str]]:
    """Return the rows by which a physician with a proven license is found; none for anyone else."""
    if account is None or account.role is not Role.PHYSICIAN or account.physician is None or not account.holds_license:
        return {}
    words = words_of(account.display_name)
    facts = {
        "type": "physician_name",
        "name": account.display_name,
        "license": account.physician.license_shown,
        "standing_id": standing_id(account.physician),
    }
    return {Key(partition, account.id): facts for partition in dict.fromkeys(map(_partition, words))}


def find_physicians(table: Table, text: str) -> list[NamedPhysician]:
    """Return the physicians whose name has a word that begins with each word of the text, by name, fifty at most. A
    word of one or two letters finds that word alone. One request where a hundred names begin like the longest word.

    Raises TooManyRowsError, PortalError UNAVAILABLE.
    """
    wanted = sorted(words_of(text), key=len, reverse=True)
    if not wanted:
        return []
    rows = table.whole(_partition(wanted[0]), ceiling=_MAX_OF_LETTERS)
    found = {
        NamedPhysician(str(row["standing_id"]), str(row["name"]), str(row["license"]))
        for row in rows
        if all(_begins_one(words_of(str(row["name"])), word) for word in wanted)
    }
    return sorted(found, key=lambda each: plain_letters(each.name))[:FOUND_AT_MOST]


def words_of(text: str) -> list[str]:
    """Return the words of a name as two spellings of it meet: without case, accents, hyphens and apostrophes."""
    letters = "".join(each if each.isalnum() or each in "'’ʻ" else " " for each in plain_letters(text))
    return list(dict.fromkeys("".join(filter(str.isalnum, word)) for word in letters.split()))


def _partition(word: str) -> str:
    return physicians_named(keyed_hash("lookup", "physician", word[:_LETTERS]))


def _begins_one(words: list[str], start: str) -> bool:
    return any(word.startswith(start) for word in words)
