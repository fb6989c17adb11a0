"""Which language a page is in."""

from chalicelib.runtime.languages import DEFAULT, LANGUAGES, known, translations

__all__ = ["DEFAULT", "LANGUAGES", "OWN_NAMES", "known", "preferred", "translations"]

OWN_NAMES = {"en": "English", "es": "Español", "zh-Hant": "繁體中文"}


def preferred(accept_language: str) -> str:
    """The first language of an Accept-Language header that we speak; English where there is none."""
    ranked = []
    for place, part in enumerate(accept_language.split(",")[:20]):
        tag, _, quality = part.strip().partition(";q=")
        try:
            ranked.append((-float(quality or 1), place, tag.lower()))
        except ValueError:
            continue
    for _quality, _place, tag in sorted(ranked):
        for code in LANGUAGES:
            if tag == code.lower() or tag.split("-")[0] == code.split("-")[0]:
                return code
    return DEFAULT
