"""How the two medical boards are called, in English: on pages, and as addressees of letters."""

from collections.abc import Mapping

from chalicelib.domain.marking import N_

BOARDS: Mapping[str, str] = {
    "MBC": N_("Medical Board of California"),
    "OMBC": N_("Osteopathic Medical Board of California"),
}
