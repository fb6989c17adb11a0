"""What a parent said of himself or herself on an earlier request: it is asked once."""

from chalicelib.actions.context import Context
from chalicelib.domain.request import ExemptionRequest, ParentFacts
from chalicelib.storage import keys

_LOOKED_AT = 5  # requests, the newest: an older address is seldom the right one


def facts_given_before(ctx: Context) -> ParentFacts | None:
    """Return name, relation, address and phone of this parent's newest request that has them. A request that another
    guardian began says nothing of this one.

    Raises PortalError UNAVAILABLE.
    """
    links = ctx.store.dated_links(keys.account_partition(ctx.person.id), "request")[:_LOOKED_AT]
    ctx.store.load(keys.record("request", request_id) for _at, request_id in links)
    requests = (ctx.store.find(ExemptionRequest, request_id) for _at, request_id in links)
    own = (each.parent for each in requests if each and each.parent_id == ctx.person.id and each.parent)
    return next(own, None)
