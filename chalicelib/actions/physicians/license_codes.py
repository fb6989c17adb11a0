"""The two codes of a letter to a license's address of record: "mine", which proves the claim, and "not me", which
disputes it. Sixty bits each, bound to the claim, the license and the letter; neither stands anywhere."""

from enum import StrEnum

from chalicelib.actions.accounts.mailed_codes import code_from, in_groups, is_same_code
from chalicelib.actions.context import Context
from chalicelib.domain.license_claim import LicenseClaim

_LENGTH, _GROUP = 12, 4


class LetterCode(StrEnum):
    MINE = "mine"
    NOT_ME = "not me"


def printed_code(ctx: Context, claim: LicenseClaim, kind: LetterCode) -> str:
    """Return a code of the newest letter as it is printed: "7KQ2-M9XD-04RT"."""
    return in_groups(_code(ctx, claim, kind, claim.letter_number), _GROUP)


def is_code_of_mine(ctx: Context, claim: LicenseClaim, typed: str) -> bool:
    """Return whether the code "mine" of the newest letter was typed; those of earlier letters are void."""
    return is_same_code(typed, _code(ctx, claim, LetterCode.MINE, claim.letter_number))


def is_code_against(ctx: Context, claim: LicenseClaim, typed: str) -> bool:
    """Return whether the code "not me" of any letter of this claim was typed."""
    letters = range(1, claim.letter_number + 1)
    return any(is_same_code(typed, _code(ctx, claim, LetterCode.NOT_ME, each)) for each in letters)


def _code(ctx: Context, claim: LicenseClaim, kind: LetterCode, letter: int) -> str:
    hashed = ctx.services.keyed_hash("link", "license claim", claim.id, claim.license_id, str(letter), kind)
    return code_from(hashed, _LENGTH)
