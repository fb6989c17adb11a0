"""What a passphrase must be (NIST SP 800-63B-4): long, and not one's own address or the portal's name. There are no
rules on its letters, and it is never cut."""

import unicodedata

from chalicelib.domain.errors import invalid

SHORTEST = 15
LONGEST_BYTES = 1024
_OUR_NAMES = ("exemptionportal", "medicalexemption", "immunization", "exemption", "portal")
_SHORTEST_NAME = 4


def weakness(passphrase: str, email: str = "") -> str:
    """The code of what is wrong with it, "" where nothing is."""
    normal = unicodedata.normalize("NFC", passphrase)
    if len(normal) < SHORTEST:
        return "PASSPHRASE_TOO_SHORT"
    if len(normal.encode()) > LONGEST_BYTES:
        return "PASSPHRASE_TOO_LONG"
    return "PASSPHRASE_IS_A_NAME" if _is_only_names(normal, email) else ""


def require_strong(passphrase: str, email: str, field: str = "password") -> None:
    """Raises PortalError INVALID at `field`."""
    code = weakness(passphrase, email)
    if code:
        raise invalid(code, field)


def _is_only_names(passphrase: str, email: str) -> bool:
    """Whether nothing is left but digits and signs once the address and our names are taken out."""
    left = before = _letters(passphrase)
    names = (_letters(email), _letters(email.partition("@")[0]), *_OUR_NAMES)
    for name in sorted((name for name in names if len(name) >= _SHORTEST_NAME), key=len, reverse=True):
        left = left.replace(name, "")
    return left != before and not left


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalpha())
