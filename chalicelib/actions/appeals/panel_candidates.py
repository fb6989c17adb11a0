"""Who could sit on an appeal panel, and who may (HSC 120372.05(b))."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chalicelib.actions.context import Context
from chalicelib.domain.account import Account, Role
from chalicelib.domain.appeal import Appeal
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.law import appeals as law
from chalicelib.law.names import plain_letters
from chalicelib.law.verdict import Outcome, Reason, Verdict
from chalicelib.storage import keys
from chalicelib.storage.keys import Key

PANEL = ("panel", "main")
_MAX_PANELISTS = 1000  # whoever may sit must be there to choose
_CDPH = frozenset({Role.REVIEWER, Role.OFFICER})


@dataclass(frozen=True)
class Candidate:
    """A panelist as the list of panelists names them."""

    account_id: str
    name: str


def candidates(ctx: Context) -> list[Candidate]:
    """Return all physicians who accepted an invitation to sit on panels, by name: one query."""
    members = ctx.store.table.whole(keys.office_partition(*PANEL), keys.MEMBER_PREFIX, ceiling=_MAX_PANELISTS)
    found = [Candidate(str(item["account_id"]), str(item.get("name", ""))) for item in members]
    return sorted(found, key=lambda each: (each.name.casefold(), each.account_id))


def keys_of_people(appeal: Appeal, chosen: Iterable[str]) -> list[Key]:
    """Return the accounts to read before the law can say who may sit: those chosen, the reviewers, the issuer."""
    people = dict.fromkeys((*chosen, *appeal.reviewer_ids, appeal.physician_id))
    return [keys.record("account", account_id) for account_id in people if account_id]


def require_eligible(ctx: Context, appeal: Appeal, chosen: Sequence[str], field: str) -> list[Account]:
    """Return the chosen panelists, where each may sit as far as the portal knows. Ties are declared by the panelist
    later. `field` names the form field to fix.

    Raises PortalError REFUSED with the law's reasons, each said once.
    """
    found = [ctx.store.find(Account, account_id) for account_id in chosen]
    barred: dict[Reason, None] = {}
    for account in found:
        barred |= dict.fromkeys(law.eligible_panelist(_known_of(ctx, appeal, account)).reasons)
    if barred:
        raise PortalError(
            ErrorKind.REFUSED, "REFUSED_BY_LAW", field=field, verdict=Verdict(Outcome.REFUSED, tuple(barred))
        )
    return [account for account in found if account]


def _known_of(ctx: Context, appeal: Appeal, account: Account | None) -> law.ConflictFacts:
    """Return what the records tell of a candidate. The invitation of a panelist vouches for license and experience;
    a person with two offices has two accounts, so that names are compared too."""
    is_panelist = account is not None and account.role == Role.PANELIST and not account.disabled
    reviewers = _names(ctx, appeal.reviewer_ids)
    issuer = _names(ctx, (appeal.physician_id,))
    return law.ConflictFacts(
        licensed_physician=is_panelist or (account is not None and account.role in _CDPH),
        has_experience=True,
        declared=True,  # asked of the panelist next, before any document is shown
        works_for_cdph=account is not None and account.role in _CDPH,
        took_part_in_review=account is not None and (account.id in appeal.reviewer_ids or _name(account) in reviewers),
        issued_or_cosigned_exemption=account is not None
        and (account.id == appeal.physician_id or _name(account) in issuer),
    )


def _names(ctx: Context, account_ids: Iterable[str]) -> set[str]:
    found = (ctx.store.find(Account, account_id) for account_id in account_ids)
    return {_name(account) for account in found if account}


def _name(account: Account) -> str:
    return " ".join(plain_letters(account.display_name).split())
