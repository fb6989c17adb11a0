"""The names of a school's letters to parents."""

from collections.abc import Mapping

from chalicelib.domain.school_record import LetterKind
from chalicelib.law.marking import N_

LETTER_KINDS: Mapping[LetterKind | None, str] = {
    None: N_("Written notice"),
    LetterKind.IMMUNIZATIONS_NEEDED: N_("Notice of Immunizations Needed"),
    LetterKind.EXEMPTION_ENDS: N_("The medical exemption ends"),
    LetterKind.EXCLUSION: N_("Exclusion from school"),
    LetterKind.RETURN: N_("Return to school"),
}
"""By the kind of a letter; None: a notice that a person recorded without one."""
