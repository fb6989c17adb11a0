"""How two spellings of a name meet: the one folding of every look-up by name. And in which order a name is written."""

import re
import unicodedata

_LETTERS = str.maketrans(
    {"đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ł": "l", "ø": "o", "ŧ": "t", "þ": "th", "æ": "ae", "œ": "oe"}
)
"""Letters that Unicode does not take apart, as a plain keyboard writes them: Đặng is looked for as Dang."""

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]+")


def whole_name(*given: str, family: str) -> str:
    """Return a name as it is written: given names first, but a name in Han characters with the family name first and
    without a space, in every language (陳美玲)."""
    names = [each for each in given if each]
    if all(_HAN.fullmatch(each) for each in (*names, family)):
        return "".join((family, *names))
    return " ".join((*names, *([family] if family else [])))


def listed_name(last: str, first: str) -> str:
    """Return a name as lists write it, "Chen, Mei", but one in Han characters in its own order (陳美玲)."""
    whole = whole_name(first, family=last)
    return f"{last}, {first}" if " " in whole else whole


def plain_letters(text: str) -> str:
    """Return the text without case and accents; letters of other scripts, signs and spaces stay."""
    if text.isascii():
        return text.lower()
    bare = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return bare.casefold().translate(_LETTERS)
