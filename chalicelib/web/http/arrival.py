"""A request as it arrives: its language, its address, whose browser sent it, and the first read, which brings together
the account of the session, the idempotency record and the record of the route."""

from collections.abc import Callable, Mapping
from datetime import datetime

from chalice.app import Request

from chalicelib.addresses import HOME_PAGES
from chalicelib.domain.account import Account
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.runtime.clock import OF_A_REQUEST_SECONDS, Deadline, deadline_of_request
from chalicelib.runtime.entropy import new_id
from chalicelib.runtime.languages import DEFAULT, known, preferred
from chalicelib.runtime.settings import settings
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.storage.outbox import unreached
from chalicelib.web.http import cookies
from chalicelib.web.http.csrf import comes_from_elsewhere
from chalicelib.web.http.headers import address_again, are_ids
from chalicelib.web.http.page_request import Page, PageRequest, see_other
from chalicelib.web.http.posted import PostedForm
from chalicelib.web.http.route import Route
from chalicelib.wiring import new_context

_OPERATION_LENGTH = 26


def arrive(
    request: Request, params: Mapping[str, str], posted: PostedForm | None, now: datetime, seconds: Callable[[], float]
) -> PageRequest:
    """Return the request as the pages see it; no one is signed in yet. `seconds`: what measures how long it takes."""
    jar = cookies.read_cookies(request.headers.get("cookie", ""))
    language = known(jar.get(cookies.LANGUAGE, "")) or preferred(request.headers.get("accept-language", ""))
    operation = posted.text("operation") if posted else ""
    ctx = new_context(
        now,
        new_id(),
        idempotency_key=operation if _well_formed(operation) else new_id(),
        language=language or DEFAULT,
        deadline=_deadline_of(request, seconds),
    )
    multi = request.query_params
    query = {name: multi.getlist(name)[0] for name in multi} if multi else {}
    client_ip = _client_ip_of(request)
    path = str(request.context.get("path") or request.path).split("?")[0]
    stage = str(request.context.get("stage", ""))
    path = path.removeprefix(f"/{stage}") if stage and path.startswith(f"/{stage}/") else path
    return PageRequest(
        ctx=ctx,
        method=request.method,
        path=path,
        params=params,
        query=query,
        binding=jar.get(cookies.VISIT, ""),
        client_ip=client_ip,
        jar=jar,
        posted=posted,
        device=cookies.read_device_token(jar.get(cookies.DEVICE, ""), now),
    )


def _deadline_of(request: Request, seconds: Callable[[], float]) -> Deadline | None:
    if settings().local_run:  # its store stands in for DynamoDB, and takes longer
        return None
    function = request.lambda_context  # None where another program calls the portal
    left = function.get_remaining_time_in_millis() / 1000 if function else OF_A_REQUEST_SECONDS * 2
    return deadline_of_request(left, seconds)


def _client_ip_of(request: Request) -> str:
    """The visitor's network: of the gateway's caller, or, behind proxies of ours, of the address that they report.
    What came another way than through them never gets here (front.py)."""
    caller = str(request.context.get("identity", {}).get("sourceIp", ""))
    reported = [part.strip() for part in request.headers.get("x-forwarded-for", "").split(",") if part.strip()]
    proxies = settings().trusted_proxies
    return network_of(reported[-1 - proxies] if proxies and len(reported) > proxies else caller)


def network_of(address: str) -> str:
    """What limits count an address by: itself; of the sixth version the /64, which one line at home has for itself."""
    if ":" not in address:
        return address
    from ipaddress import IPv6Address, IPv6Network  # noqa: PLC0415 - most come by the fourth version

    try:
        found = IPv6Address(address)
    except ValueError:
        return address
    return str(found.ipv4_mapped or IPv6Network((int(found), 64), strict=False))


def _well_formed(operation: str) -> bool:
    return len(operation) == _OPERATION_LENGTH and operation.isascii() and operation.isalnum()


def sign_in_visitor(request: Request, page_request: PageRequest, route: Route, posted: PostedForm | None) -> None:
    """Sign the visitor in by one read: the account of the cookie, the idempotency record, and what the route names.

    Raises PortalError FORBIDDEN for a form that another site sent, UNAVAILABLE.
    """
    ctx = page_request.ctx
    token = page_request.jar.get(cookies.SESSION, "")
    pointer = cookies.read_session_token(token, ctx.now) if token else None
    if posted is not None and comes_from_elsewhere(request.headers):
        raise PortalError(ErrorKind.FORBIDDEN, "FORM_FROM_ELSEWHERE")
    first = route.first_keys(page_request.params) if are_ids(page_request.params.values()) else []
    if posted is not None and route.idempotent and posted.text("operation"):
        first.append(keys.idempotency(ctx.idempotency_key))
    if pointer:
        first.append(keys.record("account", pointer.account_id))
        if route.account_bundle and posted is None:
            ctx.load_account_bundle(pointer.account_id)
        if route.path in HOME_PAGES:
            first.append(unreached(pointer.account_id))
    if route.at_step:
        first += _keys_of_step(page_request)
    if first:
        ctx.store.load(first)
    account = ctx.store.find(Account, pointer.account_id) if pointer else None
    page_request.session_of = pointer.account_id if pointer else ""
    if pointer is None or account is None or not pointer.is_live_in(account):
        _ensure_visitor_cookie(page_request)
        return
    ctx.actor, page_request.binding = account, pointer.session_id
    if pointer.is_due_for_renewal(ctx.now):
        fresh = cookies.session_cookie(account, pointer.session_id, pointer.since, ctx.now, ctx.new_id())
        page_request.cookies.append(fresh)


def _keys_of_step(page_request: PageRequest) -> tuple[Key, ...]:
    """What the second step of signing in is judged by, where the first was taken in this browser."""
    token = page_request.jar.get(cookies.STEP, "")
    page_request.step = cookies.read_step_token(token, page_request.ctx.now) if token else None
    if not (page_request.step and page_request.posted):
        return ()
    from chalicelib.actions.accounts.two_factor import two_factor_keys  # noqa: PLC0415 - one press of a few needs it

    return two_factor_keys(page_request.step.account_id)


def _ensure_visitor_cookie(page_request: PageRequest) -> None:
    if not page_request.binding:
        page_request.binding = new_id()
        page_request.cookies.append(cookies.set_cookie(cookies.VISIT, page_request.binding))


def choose_language(page_request: PageRequest) -> Page:
    """Keep the language that the address names, and show the page again without it."""
    choice = known(page_request.query["lang"])
    if choice:
        page_request.cookies.append(cookies.set_cookie(cookies.LANGUAGE, choice, lasting=True))
    return see_other(address_again(page_request.path, page_request.query))
