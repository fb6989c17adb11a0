"""The marks that stand between two pieces of a page: those of English and Spanish, and the full-width ones of Chinese.

What stands inside a sentence is written by its translation. These are for a template that puts pieces together.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Marks(NamedTuple):
    """The marks of one language, with the spaces that belong to them."""

    comma: str
    between_names: str
    semicolon: str
    colon: str
    opening_bracket: str
    closing_bracket: str
    full_stop: str
    after_mark: str
    before_time: str


_WESTERN = Marks(
    comma=", ",
    between_names=", ",
    semicolon="; ",
    colon=": ",
    opening_bracket=" (",
    closing_bracket=")",
    full_stop=".",
    after_mark=" ",
    before_time=", ",
)
_CHINESE = Marks(
    comma="，",
    between_names="、",
    semicolon="；",
    colon="：",
    opening_bracket="（",
    closing_bracket="）",
    full_stop="。",
    after_mark="",
    before_time=" ",
)

MARKS: Mapping[str, Marks] = MappingProxyType({"en": _WESTERN, "es": _WESTERN, "zh-Hant": _CHINESE})
"""The marks by the language of the page. `after_mark` parts two sentences, or a text that ends with a mark from what
follows; `before_time` parts a date from the time of day."""
