"""The written decision to start from: what the panel determined of each vaccine, and the reasons of its majority."""

from collections.abc import Iterator

from chalicelib.domain.appeal import Appeal, Determination, Vote
from chalicelib.law.marking import N_
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.wording.names import VACCINES

MAX_LENGTH = 4000
_FOUND = {
    Vote.REINSTATE: N_("%(vaccine)s: the exemption is valid again. %(votes)s of %(all)s panel members voted for this."),
    Vote.UPHOLD: N_("%(vaccine)s: the exemption stays revoked. %(votes)s of %(all)s panel members voted for this."),
}


def drafted_decision(page_request: PageRequest, appeal: Appeal) -> str:
    """The draft in the page's language; long reasons are shortened where all together are too long for the field."""
    reasons = [reason for found in appeal.determined for reason in _of_majority(appeal, found)]
    whole = _text(page_request, appeal, MAX_LENGTH)
    if len(whole) <= MAX_LENGTH or not reasons:
        return whole
    rest = MAX_LENGTH - len(_text(page_request, appeal, 0)) - len(reasons)
    return _text(page_request, appeal, max(rest // len(reasons), 0))


def _text(page_request: PageRequest, appeal: Appeal, longest: int) -> str:
    parts = [page_request.translate(N_("Three independent doctors looked at your appeal. This is what they decided."))]
    for found in appeal.determined:
        reasons = _of_majority(appeal, found)
        parts.append(
            page_request.translate(
                _FOUND[found.vote],
                vaccine=page_request.translate(VACCINES[found.vaccine]),
                votes=len(reasons),
                all=len(appeal.votes_in_no_order),
            )
        )
        parts.append(page_request.translate(N_("Their reasons:")))
        parts += [f"- {_shortened(reason, longest)}" for reason in reasons]
    parts.append(page_request.translate(N_("The Secretary adopts this decision as it is.")))
    return "\n".join(parts)


def _of_majority(appeal: Appeal, found: Determination) -> list[str]:
    return list(_reasons(appeal, found))


def _reasons(appeal: Appeal, found: Determination) -> Iterator[str]:
    for seat in appeal.votes_in_no_order:
        cast = seat.vote_on(found.vaccine)
        if cast and cast.vote == found.vote:
            yield cast.reason


def _shortened(reason: str, longest: int) -> str:
    return reason if len(reason) <= longest else reason[: max(longest - 1, 0)] + "…"
