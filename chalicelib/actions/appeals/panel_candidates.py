"""Who could sit on an appeal panel, and who may (HSC 120372.05(b))."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from chalicelib.actions.appeals.appeal_case import PANEL_AT_WORK
from chalicelib.actions.appeals.known_ties import is_issuer_of, is_primary_care_of, shares_practice
from chalicelib.actions.appeals.panelist_license import PANEL, has_current_license
from chalicelib.actions.context import Context
from chalicelib.domain.account import Account, Role
from chalicelib.domain.appeal import Appeal
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.law import appeals as law
from chalicelib.law.names import plain_letters
from chalicelib.law.verdict import Outcome, Reason, Verdict
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.storage.rows import APPEALS
from chalicelib.storage.table import Item

_MAX_PANELISTS = 1000  # whoever may sit must be there to choose
_CDPH = frozenset({Role.REVIEWER, Role.OFFICER})


@dataclass(frozen=True)
class Candidate:
    """A panelist as the list of panelists names them; "" for what is not on record. `open_cases`: of how many panels at
    work the panelist is a member."""

    account_id: str
    name: str
    specialty: str = ""
    license: str = ""
    practice: str = ""
    open_cases: int = 0


def candidates(ctx: Context) -> list[Candidate]:
    """Return all physicians who accepted an invitation to sit on panels, by workload and name: one query, and the queue
    of open appeals."""
    rows = ctx.store.table.whole(keys.office_partition(*PANEL), keys.MEMBER_PREFIX, ceiling=2 * _MAX_PANELISTS)
    known = {str(item["account_id"]): item for item in rows if item.get("type") == "panelist"}
    cases = _open_cases(ctx)
    found = [
        _candidate(str(item["account_id"]), str(item.get("name", "")), known, cases)
        for item in rows
        if item.get("type") == "member"
    ]
    return sorted(found, key=lambda each: (each.open_cases, each.name.casefold(), each.account_id))


def _candidate(account_id: str, name: str, known: Mapping[str, Item], cases: Mapping[str, int]) -> Candidate:
    facts = known.get(account_id, {})
    words = {key: str(facts.get(key, "")) for key in ("specialty", "license", "practice")}
    return Candidate(account_id, name, **words, open_cases=cases[account_id])


def _open_cases(ctx: Context) -> Counter[str]:
    """Return how many panels at work each panelist sits on, from the cards of the queue."""
    cards = (json.loads(row["card"]) for row in ctx.store.table.walk_queue(keys.queue(APPEALS)))
    return Counter(panelist for card in cards if card["state"] in PANEL_AT_WORK for panelist in card.get("panel", ()))


def keys_of_people(appeal: Appeal, chosen: Iterable[str]) -> list[Key]:
    """Return what to read before the law can say who may sit: the accounts of those chosen, of the reviewers and of the
    issuer, and the form, which names two practices."""
    people = dict.fromkeys((*chosen, *appeal.reviewer_ids, appeal.physician_id))
    return [
        keys.record("form", appeal.form_id),
        *(keys.record("account", account_id) for account_id in people if account_id),
    ]


def require_eligible(ctx: Context, appeal: Appeal, chosen: Sequence[str], field: str) -> list[Account]:
    """Return the chosen panelists, where each may sit as far as the portal knows: the license is current today, and no
    tie stands in the records. Other ties are declared by the panelist later. `field` names the form field to fix.

    Raises PortalError REFUSED with the law's reasons, each said once; UNAVAILABLE (the license search).
    """
    found = [ctx.store.find(Account, account_id) for account_id in chosen]
    form = ctx.store.get(ExemptionForm, appeal.form_id)
    barred: dict[Reason, None] = {}
    for account in found:
        barred |= dict.fromkeys(law.eligible_panelist(_known_of(ctx, appeal, form, account)).reasons)
    if barred:
        raise PortalError(
            ErrorKind.REFUSED, "REFUSED_BY_LAW", field=field, verdict=Verdict(Outcome.REFUSED, tuple(barred))
        )
    return [account for account in found if account]


def _known_of(ctx: Context, appeal: Appeal, form: ExemptionForm, account: Account | None) -> law.ConflictFacts:
    """Return what the records tell of a candidate. The invitation vouches for experience; a person with two offices has
    two accounts, so that names and licenses are compared too."""
    if account is None:
        return law.ConflictFacts(licensed_physician=False, has_experience=True, declared=True)
    is_panelist = account.role == Role.PANELIST and not account.disabled
    works_for_cdph = account.role in _CDPH
    return law.ConflictFacts(
        licensed_physician=works_for_cdph or (is_panelist and has_current_license(ctx, account)),
        has_experience=True,
        declared=True,  # asked of the panelist next, before any document is shown
        works_for_cdph=works_for_cdph,
        treated_child=is_primary_care_of(form, account),
        shares_practice=shares_practice(form, account),
        took_part_in_review=account.id in appeal.reviewer_ids or _name(account) in _names(ctx, appeal.reviewer_ids),
        issued_or_cosigned_exemption=account.id == appeal.physician_id
        or _name(account) in _names(ctx, (appeal.physician_id,))
        or is_issuer_of(form, account),
    )


def _names(ctx: Context, account_ids: Iterable[str]) -> set[str]:
    found = (ctx.store.find(Account, account_id) for account_id in account_ids)
    return {_name(account) for account in found if account}


def _name(account: Account) -> str:
    return " ".join(plain_letters(account.display_name).split())
