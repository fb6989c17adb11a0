"""What an appeal is about, as the agency and the panel read it: the form's lines with the doctor's reasons, why the
state stopped them, and what was written since. Names of reviewers can be left out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from chalicelib.actions.appeals.appeal_case import load_appeal
from chalicelib.actions.appeals.reinstatement import appealed_lines
from chalicelib.actions.context import Context
from chalicelib.domain.account import Account
from chalicelib.domain.appeal import Appeal, AppealState, Vote
from chalicelib.domain.exemption import ExemptionForm, ExemptionLine
from chalicelib.law.book.medical_reason_labels import LABELS
from chalicelib.law.book.rule_rows import PART_NAMES
from chalicelib.law.marking import N_
from chalicelib.law.medical_reasons import CriteriaSet
from chalicelib.storage import keys
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.http.route import Named
from chalicelib.web.wording.names import KINDS, LINE_STATES, ROLES, VACCINES

FILED_APPEAL: Named[Appeal] = Named(
    lambda params: (keys.record("appeal", params["appeal_id"]),),
    lambda ctx, act, params: load_appeal(ctx, act, params["appeal_id"]),
)
"""The appeal that an address names, for everyone but the parent: filed."""

STATES: dict[AppealState, tuple[str, str]] = {
    AppealState.FILED_TIMELY: (N_("Filed on time"), "info"),
    AppealState.FILED_LATE: (N_("Filed late"), "warning"),
    # Translators: an appeal that the agency has accepted for a decision
    AppealState.ACCEPTED: (N_("Accepted"), "info"),
    AppealState.REFUSED_LATE: (N_("Filed late, not accepted"), "stopped"),
    AppealState.PANEL_ASSIGNED: (N_("Panel named"), "info"),
    AppealState.IN_REVIEW: (N_("With the panel"), "info"),
    AppealState.INFO_REQUESTED: (N_("Waiting for an answer"), "warning"),
    AppealState.DETERMINED: (N_("Panel has voted"), "warning"),
    AppealState.DECIDED: (N_("Decided"), "good"),
    AppealState.CLOSED: (N_("Closed"), "neutral"),
    AppealState.WITHDRAWN: (N_("Withdrawn by the parent"), "neutral"),
}
VOTES: dict[Vote, str] = {Vote.REINSTATE: N_("Restore the exemption"), Vote.UPHOLD: N_("The exemption stays stopped")}
_LEFT_OUT = N_("[name left out]")
_DETERMINED = frozenset({AppealState.DETERMINED, AppealState.DECIDED, AppealState.CLOSED})
_SHORTEST_NAME = 3


@dataclass(frozen=True)
class CaseLine:
    """One vaccine of the form: what the doctor stated, and why the state stopped it (where it did)."""

    vaccine: str
    kind: str
    state: str
    expires_on: date | None
    reasons: tuple[str, ...]
    description: str
    revoked_on: date | None
    revoked_because: str
    is_appealed: bool


@dataclass(frozen=True)
class Supplied:
    """What someone added to the appeal."""

    by: str
    on: date
    text: str


@dataclass(frozen=True)
class CaseFile:
    """The documents of an appeal."""

    lines: tuple[CaseLine, ...]
    supplied: tuple[Supplied, ...]


@dataclass(frozen=True)
class OpenedVote:
    """One vote, once all three are in. The members are counted, not named."""

    member: int
    vote: str
    reason: str


@dataclass(frozen=True)
class Determined:
    """What the panel determined of one vaccine, with the votes behind it."""

    vaccine: str
    is_restored: bool
    words: str
    votes: tuple[OpenedVote, ...]


def case_file(page_request: PageRequest, appeal: Appeal, form: ExemptionForm, names: Iterable[str] = ()) -> CaseFile:
    """The documents in the page's language; the `names` are left out of what the state wrote."""
    appealed = {line.vaccine for line in appealed_lines(form, appeal)} or set(appeal.vaccines)
    hidden = tuple(names)
    lines = tuple(_line(page_request, line, hidden, is_appealed=line.vaccine in appealed) for line in form.lines)
    return CaseFile(lines, tuple(_supplied(page_request, appeal)))


def reviewer_names(ctx: Context, appeal: Appeal) -> list[str]:
    """The names of those who took part in the state's review. Their accounts must have been read."""
    found = (ctx.store.find(Account, account_id) for account_id in appeal.reviewer_ids)
    return [name for account in found if account for name in (account.display_name, account.last_name)]


def keys_of_case(appeal: Appeal) -> list[keys.Key]:
    """The form of the appeal, the state's review, and the reviewers whose names are to be left out."""
    review = keys.record("review", appeal.review_id)
    return [
        keys.record("form", appeal.form_id),
        review,
        *(keys.record("account", each) for each in appeal.reviewer_ids),
    ]


def determined_of(page_request: PageRequest, appeal: Appeal) -> list[Determined]:
    """What the panel determined, vaccine by vaccine, with the votes; nothing before all three are in (HSC 120372.05,
    independence). The votes stand in no order that says who cast them; a member has one number in the whole case."""
    if appeal.state not in _DETERMINED:
        return []
    return [
        Determined(
            page_request.translate(VACCINES[found.vaccine]),
            found.vote == Vote.REINSTATE,
            page_request.translate(VOTES[found.vote]),
            tuple(
                OpenedVote(member, page_request.translate(VOTES[cast.vote]), cast.reason)
                for member, seat in enumerate(appeal.votes_in_no_order, start=1)
                if (cast := seat.vote_on(found.vaccine))
            ),
        )
        for found in appeal.determined
    ]


def _line(page_request: PageRequest, line: ExemptionLine, hidden: tuple[str, ...], *, is_appealed: bool) -> CaseLine:
    gone = line.revocation
    return CaseLine(
        vaccine=page_request.translate(VACCINES[line.vaccine]),
        kind=page_request.translate(KINDS[line.kind]),
        state=page_request.translate(LINE_STATES[line.state]),
        expires_on=line.expires_on,
        reasons=tuple(page_request.translate(LABELS[code]) for code in line.reason_codes),
        description=line.description,
        revoked_on=gone.revoked_on if gone else None,
        revoked_because=_without(gone.reason, hidden, page_request.translate(_LEFT_OUT)) if gone else "",
        is_appealed=is_appealed,
    )


def _supplied(page_request: PageRequest, appeal: Appeal) -> Iterator[Supplied]:
    for given in appeal.supplied:
        yield Supplied(
            page_request.translate(next(name for role, name in ROLES.items() if role == given.by_role)),
            given.on,
            given.text,
        )


def without_names(page_request: PageRequest, text: str, names: Iterable[str]) -> str:
    """What the state wrote, without the names of its people."""
    return _without(text, tuple(names), page_request.translate(_LEFT_OUT))


def _without(text: str, names: tuple[str, ...], instead: str) -> str:
    for name in names:
        if len(name) >= _SHORTEST_NAME:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", instead, text)
    return text


def criteria_sources(page_request: PageRequest, criteria: CriteriaSet) -> tuple[str, ...]:
    """What a form is judged by, in the page's language; the names of institutions stay as they are."""
    names = PART_NAMES["sources"]
    return tuple(page_request.translate(names.get(source, source)) for source in criteria.sources)
