"""Which language a page is in."""

from chalicelib.runtime.languages import DEFAULT, LANGUAGES, known, preferred, translations

__all__ = ["DEFAULT", "LANGUAGES", "OWN_NAMES", "known", "preferred", "translations"]

OWN_NAMES = {"en": "English", "es": "Español", "zh-Hant": "繁體中文"}
