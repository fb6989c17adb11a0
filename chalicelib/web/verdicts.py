"""The law's reasons as a page shows them: a sentence in the visitor's language, and the citation."""

from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.domain.marking import N_
from chalicelib.domain.reason_texts import REASON_TEXTS
from chalicelib.law.citations import Citation, citation
from chalicelib.law.verdict import Verdict
from chalicelib.web.visit import Visit

CITED = N_("%(text)s The law: %(law)s.")
"""A reason in one line, where no link can stand: for a hint."""


@dataclass(frozen=True)
class ShownReason:
    """One reason: what it says, and the law behind it."""

    text: str
    law: Citation


def shown_reasons(visit: Visit, verdict: Verdict) -> Iterator[ShownReason]:
    """The reasons of a verdict, in its order."""
    for reason in verdict.reasons:
        yield ShownReason(visit.say(REASON_TEXTS[reason.code], **reason.facts), citation(reason.citation))
