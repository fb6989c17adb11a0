"""What a second press of the same button gets: the confirmation of the first, whichever of the two comes through first.
The idempotency record is written with the action (storage/unit_of_work.py); here it is read."""

from chalicelib.addresses import address_of
from chalicelib.domain.account import Account
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.storage import keys
from chalicelib.storage.store import Store
from chalicelib.storage.table import Item
from chalicelib.storage.write_rules import result_of
from chalicelib.web.http.page_request import Page, PageRequest, see_other
from chalicelib.web.http.route import Route

# Error kinds that a concurrent duplicate submit cannot cause.
_NEVER_BY_A_DUPLICATE = frozenset(
    {ErrorKind.BAD_REQUEST, ErrorKind.FORBIDDEN, ErrorKind.TOO_LARGE, ErrorKind.TOO_MANY, ErrorKind.HEADERS_TOO_LARGE}
)


def done_already(route: Route, page_request: PageRequest, store: Store) -> Page | None:
    """On to the confirmation of the first press, where this is the second of one button. The first may have ended the
    session itself (sign out, change of password): then the browser's ended session says who pressed."""
    if (
        route.at_step
        or not route.idempotent
        or page_request.posted is None
        or not page_request.posted.text("operation")
    ):
        return None  # between the steps of signing in, the repeat must get the first one's session
    mark = store.item(keys.idempotency(page_request.ctx.idempotency_key))
    who = {page_request.ctx.actor.id} if page_request.ctx.actor else {"", page_request.session_of}
    return see_other(_where_it_led(page_request, mark)) if mark and mark["actor"] in who else None


def _where_it_led(page_request: PageRequest, mark: Item) -> str:
    """The address of the confirmation. A mark of an earlier release holds the address itself."""
    done = result_of(mark)
    if done is None:
        return str(mark["confirmation"])
    person = page_request.ctx.actor or (
        page_request.ctx.store.find(Account, page_request.session_of) if mark["actor"] else None
    )
    return address_of(done, person.role if person else None)


def done_meanwhile(route: Route, page_request: PageRequest, error: PortalError) -> Page | None:
    """The same after a refusal: what this press met may be what another press of the same button did a moment ago,
    after (or, as several items are not read at one instant, while) this one read the mark.

    Raises PortalError UNAVAILABLE where the mark cannot be read: the refusal may be wrong then, and the same button,
    pressed again, tells.
    """
    if error.kind in _NEVER_BY_A_DUPLICATE:
        return None
    return done_already(route, page_request, page_request.ctx.store.afresh())
