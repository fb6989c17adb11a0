"""The law that a letter rests on, by the kind of its notice."""

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.law.citations import Cite, citation
from chalicelib.notices.catalogue import CATALOGUE

_AFTER_AN_UPHELD_REVOCATION = (
    Cite.HSC_120372_05_B,
    Cite.HSC_120372_05_D,
    Cite.HSC_120372_D6,
    Cite.CCR_6035,
    Cite.CCP_12A,
)
_LAWS: Mapping[NoticeKind, tuple[Cite, ...]] = {
    NoticeKind.EXEMPTION_REFUSED: (Cite.HSC_120372_D5, Cite.HSC_120372_D7, Cite.CCR_6040),
    NoticeKind.EXEMPTION_REVOKED: (
        Cite.HSC_120372_D5,
        Cite.HSC_120372_D6,
        Cite.CCR_6035,
        Cite.HSC_120372_05_A,
        Cite.HSC_120372_05_E,
        Cite.CCP_12A,
    ),
    NoticeKind.APPEAL_REINSTATED: (Cite.HSC_120372_05_B, Cite.HSC_120372_05_D),
    NoticeKind.APPEAL_REINSTATED_IN_PART: _AFTER_AN_UPHELD_REVOCATION,
    NoticeKind.APPEAL_UPHELD: _AFTER_AN_UPHELD_REVOCATION,
    NoticeKind.APPEAL_REFUSED_LATE: (Cite.HSC_120372_D6, Cite.HSC_120372_05_E, Cite.CCP_12A),
}


@dataclass(frozen=True)
class LawSource:
    """An official page, and the sections that are read there."""

    sections: str
    url: str


def laws_of(kind: NoticeKind) -> tuple[LawSource, ...]:
    """The law behind the letter. One line per official page, since its whole address is printed."""
    only = CATALOGUE[kind].law
    pages: dict[tuple[str, str], list[str]] = {}
    for cited in (citation(cite) for cite in _LAWS.get(kind, (only,) if only else ())):
        code, _, section = cited.section.partition(" section ")
        pages.setdefault((cited.url, code), []).append(section)
    return tuple(
        LawSource(f"{code} section {', '.join(found)}" if all(found) else code, url)
        for (url, code), found in pages.items()
    )
