"""The language of the letters: the words that files have for it, as the record's codes."""

from chalicelib.domain.child import folded_name

# The numbers are those of CALPADS' code set "Primary Language".
_WORDS = {
    **dict.fromkeys(("en", "eng", "english", "inglés", "00"), "en"),
    **dict.fromkeys(("es", "spa", "spanish", "español", "castellano", "01"), "es"),
    **dict.fromkeys(("zh", "zh-Hant", "zho", "chi", "chinese", "cantonese", "mandarin"), "zh-Hant"),
    **dict.fromkeys(("中文", "繁體中文", "03", "07"), "zh-Hant"),
}
_FOLDED = {folded_name(word): code for word, code in _WORDS.items()}


def language_code(word: str) -> str:
    """Return "en", "es" or "zh-Hant"; "" for a language in which the portal writes no letters."""
    return _FOLDED.get(folded_name(word), "")
