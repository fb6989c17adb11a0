"""The law's reasons as a page shows them: a sentence in the visitor's language, and the citation."""

from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.law.citations import Citation, Cite, citation
from chalicelib.law.marking import N_
from chalicelib.law.reason_codes import ReasonCode
from chalicelib.law.verdict import Verdict
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.wording.reason_texts import REASON_TEXTS

CITED = N_("%(text)s The law: %(law)s.")
"""A reason in one line, where no link can stand: for a hint."""


@dataclass(frozen=True)
class ShownReason:
    """One reason: what it says, and the law behind it."""

    text: str
    law: Citation


# The school sees nothing of why a form is held (lifecycle H3): the rule's own title would tell that the physician is
# under a board matter. What it is told to do stands in the rules for what a school is told.
_SHOWN_UNDER = {ReasonCode.HELD: Cite.PORTAL_H3}


def shown_reasons(page_request: PageRequest, verdict: Verdict) -> Iterator[ShownReason]:
    """The reasons of a verdict, in its order."""
    for reason in verdict.reasons:
        law = citation(_SHOWN_UNDER.get(reason.code, reason.citation))
        yield ShownReason(page_request.translate(REASON_TEXTS[reason.code], **reason.facts), law)
