"""How two spellings of a name meet: the one folding of every look-up by name."""

import unicodedata

_LETTERS = str.maketrans(
    {"đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ø": "o", "ŧ": "t", "þ": "th", "æ": "ae", "œ": "oe"}
)
"""Letters that Unicode does not take apart, as a plain keyboard writes them: Đặng is looked for as Dang."""


def plain_letters(text: str) -> str:
    """Return the text without case and accents; letters of other scripts, signs and spaces stay."""
    if text.isascii():
        return text.lower()
    bare = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return bare.casefold().translate(_LETTERS)
