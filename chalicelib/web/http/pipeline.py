"""What happens between a request and a page function, in this order: the limits, the cookie, the first read, the
session, the permission's role, the form's token, the operation mark, the page, and the errors of any of them."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from chalice.app import Request, Response

from chalicelib.addresses import address_of
from chalicelib.domain.account import Account
from chalicelib.domain.errors import ErrorKind, PortalError, not_found
from chalicelib.domain.permissions import require_role
from chalicelib.runtime.clock import system_clock
from chalicelib.runtime.entropy import new_id
from chalicelib.runtime.languages import DEFAULT, known, preferred
from chalicelib.runtime.logging import log, log_failure
from chalicelib.runtime.settings import settings
from chalicelib.storage import keys
from chalicelib.storage.keys import Key
from chalicelib.storage.store import Store
from chalicelib.storage.table import Item
from chalicelib.storage.unit_of_work import result_of
from chalicelib.web.http import cookies
from chalicelib.web.http.csrf import comes_from_elsewhere, is_genuine
from chalicelib.web.http.errors import SHOWN_AT_FORM, STATUS
from chalicelib.web.http.forms import InvalidFormError, to_form_values, validate
from chalicelib.web.http.headers import HTML, SECURITY_HEADERS, safe_header_value
from chalicelib.web.http.page_request import Page, PageRequest, field_errors, see_other
from chalicelib.web.http.posted import PostedForm, read_posted, repeated, require_modest, what_was_typed
from chalicelib.web.http.route import ReportEndpoint, ReportRequest, Route
from chalicelib.web.http.safe_paths import are_ids, own_path
from chalicelib.wiring import new_context

clock = system_clock
_OPERATION_LENGTH = 26
_MAX_TAKEN = 8 * 1024  # bytes of what a browser sends by itself
# Refusals that no press of the same button can have brought about.
_NEVER_BY_AN_ACT = frozenset(
    {ErrorKind.BAD_REQUEST, ErrorKind.FORBIDDEN, ErrorKind.TOO_LARGE, ErrorKind.TOO_MANY, ErrorKind.HEADERS_TOO_LARGE}
)


def answer_get(request: Request, route: Route, params: Mapping[str, str]) -> Response:
    """The page of a GET or HEAD."""

    def show(page_request: PageRequest) -> Page:
        given = _given(route, page_request)
        if route.submit is None:
            return route.show(*given)
        known_answers = route.initial(*given) if route.initial else {}
        return route.show(*given, page_request.form(to_form_values(known_answers)))

    return _guarded(request, route, params, None, show)


def _given(route: Route, page_request: PageRequest) -> tuple[Any, ...]:
    """What the page functions of a route receive first: the page request and, where the route names one, its record."""
    if route.record is None:
        return (page_request,)
    return page_request, route.record.load(page_request.ctx, route.act, page_request.params)


def answer_post(request: Request, route: Route, params: Mapping[str, str]) -> Response:
    """The answer to a form: on to the next page, or the form again with what was typed and what to mend."""
    try:
        posted = read_posted(request.raw_body)
    except PortalError as error:
        unreadable = error
        return _guarded(
            request, route, params, None, lambda _visit: _raise(unreadable), typed=what_was_typed(request.raw_body)
        )
    return _guarded(request, route, params, posted, lambda page_request: _submit(route, page_request, posted))


def answer_report(request: Request, report_endpoint: ReportEndpoint, pages: tuple[str, ...]) -> Response:
    """The answer to what a browser sent by itself: empty, whatever came. No cookie is read, no session, no store, and
    no line is logged for the request: who sends it need be nobody we know, and may send a great many."""
    body, status = request.raw_body, HTTPStatus.NO_CONTENT
    if len(body) > _MAX_TAKEN:
        status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    else:
        try:
            report_endpoint.handle(ReportRequest(body, clock(), pages))
        except Exception as error:
            log_failure("intake.failed", error, request_id=new_id(), route=report_endpoint.path)
    return Response("", headers={**SECURITY_HEADERS, "Content-Type": HTML}, status_code=status)


def _raise(error: PortalError) -> Page:
    raise error


def _submit(route: Route, page_request: PageRequest, posted: PostedForm) -> Page:
    if route.model is None or route.submit is None:
        raise PortalError(ErrorKind.BAD_REQUEST, "FORM_UNREADABLE")
    if not is_genuine(posted.text("csrf"), page_request.binding):
        raise PortalError(ErrorKind.FORBIDDEN, "FORM_FROM_ELSEWHERE")
    done = _done_already(route, page_request, page_request.ctx.store)
    if done:
        return done
    try:
        given = _given(route, page_request)
        answers = validate(route.model, posted)
        result = route.submit(*given, answers)
    except InvalidFormError as invalid:
        return _again(route, page_request, posted, 422, invalid.errors)
    except PortalError as error:
        if error.kind not in SHOWN_AT_FORM:
            raise
        done = _done_meanwhile(route, page_request, error)
        if done:
            return done
        return _again(route, page_request, posted, STATUS[error.kind], field_errors(error))
    return page_request.go_on(result)


def _done_already(route: Route, page_request: PageRequest, store: Store) -> Page | None:
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


def _done_meanwhile(route: Route, page_request: PageRequest, error: PortalError) -> Page | None:
    """The same after a refusal: what this press met may be what another press of the same button did a moment ago,
    after (or, as several items are not read at one instant, while) this one read the mark."""
    if error.kind in _NEVER_BY_AN_ACT:
        return None
    try:
        return _done_already(route, page_request, page_request.ctx.store.afresh())
    except PortalError:
        return None


def _again(route: Route, page_request: PageRequest, posted: PostedForm, status: int, errors: Any) -> Page:
    """The form once more, as typed, over the state of things as it is now."""
    fresh = new_context(
        page_request.ctx.now,
        page_request.ctx.request_id,
        idempotency_key=page_request.ctx.idempotency_key,
        language=page_request.language,
    )
    fresh.actor = page_request.ctx.actor
    page_request.ctx = fresh
    values = {**dict.fromkeys(route.model.model_fields if route.model else {}, ""), **posted.values}
    try:
        page = route.show(*_given(route, page_request), page_request.form(values, errors))
    except PortalError:
        from chalicelib.web.http.error_pages import failure_page  # noqa: PLC0415 - for what went wrong

        page = failure_page(page_request, status, errors, posted)
    if page.status == HTTPStatus.SEE_OTHER:  # the form is for nobody who stands here now
        return page
    return Page(status, page.body, page.headers, page.cookies)


def _guarded(
    request: Request,
    route: Route,
    params: Mapping[str, str],
    posted: PostedForm | None,
    work: Callable[[PageRequest], Page],
    *,
    typed: PostedForm | None = None,
) -> Response:
    """`typed`: what a form held that cannot be read as one."""
    page_request = _arrive(request, params, posted)
    try:
        require_modest(request)
        _refuse_repeats(request)
        if page_request.query.get("lang") and posted is None:
            return _respond(request, page_request, _choose_language(page_request))
        _sign_in_visitor(request, page_request, route, posted)
        done = None if page_request.ctx.actor else _done_already(route, page_request, page_request.ctx.store)
        if done:
            return _respond(request, page_request, done)
        require_role(page_request.ctx.actor, route.act)
        _require_ids(params)
        page = work(page_request)
    except PortalError as error:
        page = _done_meanwhile(route, page_request, error) or _error_page(page_request, error, posted or typed)
    except Exception as error:
        log_failure(
            "page.failed", error, request_id=page_request.ctx.request_id, route=route.path, method=request.method
        )
        page = _error_page(page_request, None, posted)
    log(
        "page",
        request_id=page_request.ctx.request_id,
        route=route.path,
        method=request.method,
        status=page.status,
        action=str(route.act),
        role=str(page_request.ctx.actor.role) if page_request.ctx.actor else "anonymous",
    )
    return _respond(request, page_request, page)


def _error_page(page_request: PageRequest, error: PortalError | None, posted: PostedForm | None) -> Page:
    from chalicelib.web.http.error_pages import error_page  # noqa: PLC0415 - for what went wrong

    return error_page(page_request, error, posted)


def _arrive(request: Request, params: Mapping[str, str], posted: PostedForm | None) -> PageRequest:
    now = clock()
    jar = cookies.read_cookies(request.headers.get("cookie", ""))
    language = known(jar.get(cookies.LANGUAGE, "")) or preferred(request.headers.get("accept-language", ""))
    operation = posted.text("operation") if posted else ""
    ctx = new_context(
        now, new_id(), idempotency_key=operation if _well_formed(operation) else new_id(), language=language or DEFAULT
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
        posted=posted,
        device=cookies.read_device_token(jar.get(cookies.DEVICE, ""), now),
    )


def _require_ids(params: Mapping[str, str]) -> None:
    if not are_ids(params.values()):
        raise not_found()


def _refuse_repeats(request: Request) -> None:
    """The framework would keep one of two values silently, and who reads the other would read another request."""
    multi = request.query_params
    if multi and any(len(multi.getlist(name)) > 1 for name in multi):
        raise repeated()


def _client_ip_of(request: Request) -> str:
    """The visitor's address: the gateway's caller, or, behind proxies of ours, the address that they report."""
    caller = str(request.context.get("identity", {}).get("sourceIp", ""))
    reported = [part.strip() for part in request.headers.get("x-forwarded-for", "").split(",") if part.strip()]
    proxies = settings().trusted_proxies
    return reported[-1 - proxies] if proxies and len(reported) > proxies else caller


def _well_formed(operation: str) -> bool:
    return len(operation) == _OPERATION_LENGTH and operation.isascii() and operation.isalnum()


def _sign_in_visitor(request: Request, page_request: PageRequest, route: Route, posted: PostedForm | None) -> None:
    """One read: the account of the cookie, the operation mark, and what the page loads first."""
    ctx = page_request.ctx
    token = cookies.read_cookies(request.headers.get("cookie", "")).get(cookies.SESSION, "")
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
    if route.at_step:
        first += _keys_of_step(request, page_request)
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


def _keys_of_step(request: Request, page_request: PageRequest) -> tuple[Key, ...]:
    """What the second step of signing in is judged by, where the first was taken in this browser."""
    token = cookies.read_cookies(request.headers.get("cookie", "")).get(cookies.STEP, "")
    page_request.step = cookies.read_step_token(token, page_request.ctx.now) if token else None
    if not (page_request.step and page_request.posted):
        return ()
    from chalicelib.actions.accounts.two_factor import two_factor_keys  # noqa: PLC0415 - one press of a few needs it

    return two_factor_keys(page_request.step.account_id)


def _ensure_visitor_cookie(page_request: PageRequest) -> None:
    if not page_request.binding:
        page_request.binding = new_id()
        page_request.cookies.append(cookies.set_cookie(cookies.VISIT, page_request.binding))


def _choose_language(page_request: PageRequest) -> Page:
    choice = known(page_request.query["lang"])
    if choice:
        page_request.cookies.append(cookies.set_cookie(cookies.LANGUAGE, choice, lasting=True))
    return see_other(own_path(page_request.path))


def _respond(request: Request, page_request: PageRequest, page: Page) -> Response:
    headers: dict[str, Any] = {**SECURITY_HEADERS, **page.headers}
    headers = {name: safe_header_value(value) for name, value in headers.items()}
    jar = [safe_header_value(cookie) for cookie in (*page_request.cookies, *page.cookies)]
    if jar:
        headers["Set-Cookie"] = jar
    body = "" if request.method == "HEAD" else page.body
    return Response(body, headers=headers, status_code=page.status)
