"""Which characters a text may hold, and what is left of a text that somebody typed."""

import unicodedata

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
