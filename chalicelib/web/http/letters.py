"""What letters a typed text may have: none that HTML forbids, and in a short one, such as a name, nothing that makes it
a message of someone else's: short texts stand in the state's own e-mails, letters and lists."""

import unicodedata

from chalicelib.law.marking import N_

NO_LINKS = N_("Leave out the web address")
NO_UNSEEN_SIGNS = N_("This has a sign that cannot be seen. Delete it all and type it by hand")
_LINKS = ("://", "www.")
_UNSEEN = frozenset({"Cf", "Co", "Cn"})  # formats (joined, unseen), private use, unassigned
_HAN_PLANES = range(0x20000, 0x40000)  # rare characters of names; this Python may not know the newest
# Embeddings, overrides and isolates of bidirectional text; right-to-left letters turn by themselves.
_TURNING_SIGNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def showable(text: str) -> str:
    """The text as a page may hold it: characters that HTML forbids stand as the replacement character."""
    return "".join("\ufffd" if is_forbidden(letter) else letter for letter in text)


def is_forbidden(letter: str) -> bool:
    """Whether HTML forbids the character: a control character, half of a pair, or none at all."""
    code = ord(letter)
    is_noncharacter = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF  # noqa: PLR2004 - the Unicode blocks
    return is_noncharacter or (unicodedata.category(letter) in {"Cc", "Cs"} and letter not in "\n\r\t")


def strip_bidi_controls(text: str) -> str:
    """The text without the unseen signs that turn what follows around: a name must read the same wherever it stands."""
    return text.translate(_TURNING_SIGNS)


def not_of_a_short_text(text: str) -> str:
    """What is wrong with the text as a name, as a marked sentence; "" for nothing."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    if any(link in plain.casefold() for link in _LINKS):
        return NO_LINKS
    if text.isascii() or not any(_is_unseen(letter) for letter in text):
        return ""
    return NO_UNSEEN_SIGNS


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) in _UNSEEN and ord(letter) not in _HAN_PLANES
