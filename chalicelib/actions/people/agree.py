"""Someone of a school agrees, once in each school year, to keep the students' records confidential."""

from chalicelib.actions.context import Context
from chalicelib.domain.action import Action
from chalicelib.domain.results import Done, own_account
from chalicelib.law.calendar import school_year_of


def agree_to_confidentiality(ctx: Context) -> Done:
    """Write it for the school year of today. A second press changes nothing. Raises PortalError FORBIDDEN (another
    role), CONFLICT, UNAVAILABLE."""
    account, year = ctx.require(Action.AGREE_TO_CONFIDENTIALITY), school_year_of(ctx.on).starts_in
    work = ctx.unit_of_work(Action.AGREE_TO_CONFIDENTIALITY)
    if account.agreed_in != year:
        work.update(account, account.with_changes(agreed_in=year))
    return work.commit(own_account(account))
