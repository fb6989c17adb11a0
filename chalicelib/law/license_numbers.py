"""How a printed California medical license number is read for the look-up."""

import re
from dataclasses import dataclass

from chalicelib.law import tables
from chalicelib.law.citations import Cite
from chalicelib.law.enums import Board
from chalicelib.law.verdict import Outcome, ReasonCode, Verdict, reason, verdict


@dataclass(frozen=True)
class LicenseNumber:
    """A number ready for the look-up: board, license type code, bare digits; the rank is blank for OMBC."""

    board: Board
    license_type: str
    rank: str
    digits: str


def normalize_license_number(board: Board, text: str) -> LicenseNumber | Verdict:
    """Return the number without prefix and leading zeros, or a REFUSE verdict.

    Any prefix the board's pattern does not know asks for a manual check; a training license or special
    faculty permit is no full certificate and is refused.
    """
    compact = " ".join(text.upper().split())
    for row in tables.rows("license_types"):
        match = re.fullmatch(row["pattern"], compact, re.ASCII)
        if row["board"] != board or match is None:
            continue
        if not row["license_type"]:
            return verdict(
                Outcome.REFUSE, reason(ReasonCode.NOT_A_FULL_CERTIFICATE, Cite.HSC_120372_A2A, board=board.value)
            )
        return LicenseNumber(board, row["license_type"], match["rank"], match["digits"])
    return verdict(
        Outcome.REFUSE, reason(ReasonCode.LICENCE_NUMBER_NEEDS_MANUAL_CHECK, Cite.PORTAL_F2, board=board.value)
    )


def read_license_number(text: str) -> LicenseNumber | Verdict:
    """Return the number whichever board gives such numbers: its letters say which. Else a REFUSE verdict, first that
    of a license that is no full certificate."""
    answers = [normalize_license_number(board, text) for board in Board]
    found = next((each for each in answers if isinstance(each, LicenseNumber)), None)
    if found is not None:
        return found
    refusals = [each for each in answers if isinstance(each, Verdict)]
    return next((each for each in refusals if ReasonCode.NOT_A_FULL_CERTIFICATE in each.codes), refusals[0])
