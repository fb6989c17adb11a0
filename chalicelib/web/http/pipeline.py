"""What happens between a request and a page function, in this order: the limits, the cookie, the first read, the
session, the role that the action needs, the form's token, the idempotency record,
the page, and the errors of any of them."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from chalice.app import Request, Response

from chalicelib.domain.account import Role
from chalicelib.domain.errors import ErrorKind, PortalError, not_found
from chalicelib.domain.permissions import require_role
from chalicelib.runtime.clock import system_clock, system_seconds
from chalicelib.runtime.logging import count, log, log_failure
from chalicelib.web.http import cookies
from chalicelib.web.http.arrival import arrive, choose_language, sign_in_visitor
from chalicelib.web.http.csrf import is_genuine
from chalicelib.web.http.forms import FieldError, InvalidFormError, ShownForm, to_form_values, validate
from chalicelib.web.http.headers import SECURITY_HEADERS, are_ids, safe_header_value
from chalicelib.web.http.page_request import Page, PageRequest, field_errors
from chalicelib.web.http.posted import PostedForm, read_posted, repeated, require_modest, what_was_typed
from chalicelib.web.http.route import ReportEndpoint, Route
from chalicelib.web.route_table import FILES_TYPE
from chalicelib.wiring import new_context

clock = system_clock
seconds = system_seconds
_STALE = "STALE"


def answer_get(request: Request, route: Route, params: Mapping[str, str]) -> Response:
    def show(page_request: PageRequest) -> Page:
        given = _given(route, page_request)
        if route.submit is None:
            return route.show(*given)
        return route.show(*given, _typed_before(route, page_request) or _with_known_answers(route, page_request, given))

    return _guarded(request, route, params, None, show)


def _with_known_answers(route: Route, page_request: PageRequest, given: tuple[Any, ...]) -> ShownForm:
    return page_request.form(to_form_values(route.initial(*given) if route.initial else {}))


def _typed_before(route: Route, page_request: PageRequest) -> ShownForm | None:
    """The form as it was typed when the session had ended, where this browser has something kept for it."""
    if cookies.KEPT not in page_request.jar:
        return None
    from chalicelib.web.http.kept_entries import kept_for  # noqa: PLC0415 - for who was signed out

    kept = kept_for(page_request)
    if kept is None:
        return None
    page_request.is_refilled = True
    return page_request.form(_as_typed(route, kept.values), typed_over=kept.version)


def _as_typed(route: Route, typed: Mapping[str, Any]) -> dict[str, Any]:
    return {**dict.fromkeys(route.model.model_fields if route.model else {}, ""), **typed}


def _given(route: Route, page_request: PageRequest) -> tuple[Any, ...]:
    """What the page functions of a route receive first: the page request and, where the route names one, its record."""
    if route.record is None:
        return (page_request,)
    page_request.record = route.record.load(page_request.ctx, route.act, page_request.params)
    return page_request, page_request.record


def answer_post(request: Request, route: Route, params: Mapping[str, str]) -> Response:
    """The answer to a form: on to the next page, or the form again with what was typed and what to mend."""
    try:
        posted = _read(request, route)
    except PortalError as error:
        unreadable = error
        return _guarded(
            request, route, params, None, lambda _visit: _raise(unreadable), typed=what_was_typed(request.raw_body)
        )
    return _guarded(request, route, params, posted, lambda page_request: _submit(route, page_request, posted))


def _read(request: Request, route: Route) -> PostedForm:
    content_type = request.headers.get("content-type", "")
    if not (route.takes_files and content_type.lower().startswith(FILES_TYPE)):
        return read_posted(request.raw_body)
    from chalicelib.web.http.files import MAX_BODY_WITH_FILE_BYTES, read_with_files  # noqa: PLC0415 - few forms have a file

    limit = route.max_body_bytes or MAX_BODY_WITH_FILE_BYTES
    return read_with_files(request.raw_body, content_type, limit)


def answer_report(request: Request, report_endpoint: ReportEndpoint, pages: tuple[str, ...]) -> Response:
    """Answer a report that a browser sent; see reports.py."""
    from chalicelib.web.http import reports  # noqa: PLC0415 - no page needs it

    return reports.answer_report(request, report_endpoint, pages, clock())


def _raise(error: PortalError) -> Page:
    raise error


def _submit(route: Route, page_request: PageRequest, posted: PostedForm) -> Page:
    if route.model is None or route.submit is None:
        raise PortalError(ErrorKind.BAD_REQUEST, "FORM_UNREADABLE")
    if not is_genuine(posted.text("csrf"), page_request.binding):
        raise PortalError(ErrorKind.FORBIDDEN, "FORM_FROM_ELSEWHERE")
    done = _done_already(route, page_request)
    if done:
        return done
    try:
        given = _given(route, page_request)
        answers = validate(route.model, posted)
        result = route.submit(*given, answers)
    except InvalidFormError as invalid:
        done = _done_meanwhile(route, page_request, invalid.refusal) if invalid.refusal else None
        return done or _again(route, page_request, posted, 422, invalid.errors)
    except PortalError as error:
        from chalicelib.web.http.error_pages import wait_headers  # noqa: PLC0415 - for what went wrong
        from chalicelib.web.http.errors import SHOWN_AT_FORM, STATUS  # noqa: PLC0415 - as above

        if error.kind not in SHOWN_AT_FORM:
            raise
        done = _done_meanwhile(route, page_request, error) or _same_as_now(route, page_request, posted, error)
        if done:
            return done
        return _again(
            route,
            page_request,
            posted,
            STATUS[error.kind],
            field_errors(error),
            headers=wait_headers(error),
            is_stale=error.code == _STALE,
        )
    if cookies.KEPT in page_request.jar:
        from chalicelib.web.http.kept_entries import forget_entries  # noqa: PLC0415 - for who was signed out

        forget_entries(page_request)
    return page_request.go_on(result)


def _done_already(route: Route, page_request: PageRequest) -> Page | None:
    if page_request.posted is None:
        return None
    from chalicelib.web.http.idempotency import done_already  # noqa: PLC0415 - who only reads needs none of it

    return done_already(route, page_request, page_request.ctx.store)


def _done_meanwhile(route: Route, page_request: PageRequest, error: PortalError) -> Page | None:
    from chalicelib.web.http.idempotency import done_meanwhile  # noqa: PLC0415 - for what went wrong

    return done_meanwhile(route, page_request, error)


def _done_or_apology(route: Route, page_request: PageRequest, error: PortalError, typed: PostedForm | None) -> Page:
    try:
        return _done_meanwhile(route, page_request, error) or _error_page(page_request, error, typed)
    except PortalError as trouble:
        return _error_page(page_request, trouble, typed)


def _same_as_now(route: Route, page_request: PageRequest, posted: PostedForm, error: PortalError) -> Page | None:
    """On to where the form leads, where someone changed the record meanwhile to what the form says; None otherwise."""
    if error.code != _STALE or route.model is None or route.record is None:
        return None
    from chalicelib.web.http.stale import same_again  # noqa: PLC0415 - for what went wrong

    _look_afresh(page_request)
    try:
        _given(route, page_request)
        result = same_again(route, page_request, posted, validate(route.model, posted))
    except (PortalError, InvalidFormError):
        return None
    return page_request.go_on(result) if result is not None else None


def _look_afresh(page_request: PageRequest) -> None:
    """Give the page request a context that has read nothing yet."""
    fresh = new_context(
        page_request.ctx.now,
        page_request.ctx.request_id,
        idempotency_key=page_request.ctx.idempotency_key,
        language=page_request.language,
        deadline=page_request.ctx.store.table.deadline,
    )
    fresh.actor = page_request.ctx.actor
    page_request.ctx = fresh


def _again(
    route: Route,
    page_request: PageRequest,
    posted: PostedForm,
    status: int,
    errors: tuple[FieldError, ...],
    *,
    headers: Mapping[str, str] = MappingProxyType({}),
    is_stale: bool = False,
) -> Page:
    """The form once more, as typed, over the state of things as it is now; where it is stale, with what that says."""
    _look_afresh(page_request)
    try:
        given, now = _given(route, page_request), {}
        if is_stale and route.model:
            from chalicelib.web.http.stale import changed_values  # noqa: PLC0415 - for what went wrong

            now = changed_values(route, given, validate(route.model, posted))
        page = route.show(*given, page_request.form(_as_typed(route, posted.values), errors, now=now))
    except PortalError:
        from chalicelib.web.http.error_pages import failure_page  # noqa: PLC0415 - for what went wrong

        page = failure_page(page_request, status, errors, posted)
    if page.status == HTTPStatus.SEE_OTHER:  # the form is for no one who stands here now
        return page
    return Page(status, page.body, {**page.headers, **headers}, page.cookies)


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
    page_request = arrive(request, params, posted, clock(), seconds)
    try:
        require_modest(request)
        _refuse_repeats(request)
        if page_request.query.get("lang") and posted is None:
            return _respond(request, page_request, choose_language(page_request))
        sign_in_visitor(request, page_request, route, posted)
        done = None if page_request.ctx.actor else _done_already(route, page_request)
        if done:
            return _respond(request, page_request, done)
        require_role(page_request.ctx.actor, route.act)
        _require_agreement(page_request, route)
        _require_ids(params)
        page = work(page_request)
    except PortalError as error:
        page = _done_or_apology(route, page_request, error, posted or typed)
    except Exception as error:
        log_failure(
            "page.failed", error, request_id=page_request.ctx.request_id, route=route.path, method=request.method
        )
        from chalicelib.domain.metrics import Metric  # noqa: PLC0415 - for what went wrong

        count(Metric.PAGE_FAILED)
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


def _require_agreement(page_request: PageRequest, route: Route) -> None:
    person = page_request.ctx.actor
    if person is not None and person.role is Role.SCHOOL:
        from chalicelib.domain.confidentiality import require_agreement  # noqa: PLC0415 - of schools alone

        require_agreement(person, route.act, page_request.ctx.on)


def _require_ids(params: Mapping[str, str]) -> None:
    if not are_ids(params.values()):
        raise not_found()


def _refuse_repeats(request: Request) -> None:
    """The framework would keep one of two values silently, and who reads the other would read another request."""
    multi = request.query_params
    if multi and any(len(multi.getlist(name)) > 1 for name in multi):
        raise repeated()


def _respond(request: Request, page_request: PageRequest, page: Page) -> Response:
    headers: dict[str, Any] = {**SECURITY_HEADERS, **page.headers}
    headers = {name: safe_header_value(value) for name, value in headers.items()}
    jar = [safe_header_value(cookie) for cookie in (*page_request.cookies, *page.cookies)]
    if jar:
        headers["Set-Cookie"] = jar
    return Response("" if request.method == "HEAD" else page.body, headers=headers, status_code=page.status)
