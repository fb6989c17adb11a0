"""Calm pages for what went wrong: what happened, what to do, and what was typed, so that nothing is lost. What the
store did not take can be sent again from the page, as the same operation: it is done once, whatever arrives."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.law.marking import N_
from chalicelib.web.http.errors import HEADINGS, HEADINGS_OF_CODES, SENTENCES, STATUS
from chalicelib.web.http.form_labels import TypedLine, typed_lines
from chalicelib.web.http.forms import FieldError
from chalicelib.web.http.headers import address_again, own_path
from chalicelib.web.http.kept_entries import keep_entries, typed_values
from chalicelib.web.http.letters import showable
from chalicelib.web.http.list_links import LINK_SPENT
from chalicelib.web.http.page_request import (
    CONFIDENTIALITY_PAGE,
    LICENSE_PAGE,
    TWO_FACTOR_PAGE,
    Page,
    PageRequest,
    field_errors,
    see_other,
)
from chalicelib.web.http.posted import OWN_FIELDS, PostedForm
from chalicelib.web.http.waits import WAITS_SECONDS

_TYPED_AGAIN = {
    "password": N_("Your password"),
    "new_password": N_("New password"),
    "code": N_("Code"),
    "letter_code": N_("Code from the letter"),
    "app_code": N_("Code from your app"),
}
_WAIT_FOR_THE_STORE_SECONDS = 10
_UNAVAILABLE = STATUS[ErrorKind.UNAVAILABLE]
_PAGES_TO_SEE_FIRST = {
    ErrorKind.SECOND_STEP: TWO_FACTOR_PAGE,
    ErrorKind.LICENSE: LICENSE_PAGE,
    ErrorKind.AGREEMENT: CONFIDENTIALITY_PAGE,
}
_KEPT = N_("We kept what you typed. Sign in within an hour, and the page opens with it filled in again.")
_INTERNAL = N_("Something went wrong on our side. Nothing you saved is lost. Try again in a few minutes.")


@dataclass(frozen=True)
class SentAgain:
    """A form that sends what was posted once more: what goes along unseen, and what must be typed again."""

    address: str
    version: str | None
    kept: list[tuple[str, str]]
    typed_again: list[tuple[str, str]]  # name and label


def wait_headers(error: PortalError) -> Mapping[str, str]:
    """Say when to try again (RFC 9110, 10.2.3), where waiting helps."""
    if error.kind is ErrorKind.UNAVAILABLE:
        return {"Retry-After": str(_WAIT_FOR_THE_STORE_SECONDS)}
    return {"Retry-After": str(WAITS_SECONDS[error.code])} if error.kind is ErrorKind.TOO_MANY else {}


def error_page(page_request: PageRequest, error: PortalError | None, posted: PostedForm | None) -> Page:
    """The page of a refusal, or, for None, of an unforeseen failure (500)."""
    if error is None:
        return _page(page_request, 500, N_("Sorry, something went wrong"), (FieldError("", _INTERNAL),), posted)
    elsewhere = _page_to_see_first(page_request, error)
    if elsewhere:
        return see_other(elsewhere)
    heading = HEADINGS_OF_CODES.get(error.code, HEADINGS[error.kind])
    again = own_path(page_request.path) if error.code == LINK_SPENT else ""
    is_kept = error.kind == ErrorKind.SIGN_IN and posted is not None and keep_entries(page_request, posted)
    errors = (FieldError("", _KEPT),) if is_kept else field_errors(error)
    page = _page(page_request, STATUS[error.kind], heading, errors, None if is_kept else posted, list_again=again)
    return Page(page.status, page.body, {**page.headers, **wait_headers(error)}, page.cookies)


def _page_to_see_first(page_request: PageRequest, error: PortalError) -> str:
    if page_request.method == "POST":
        return ""
    if error.kind == ErrorKind.SIGN_IN:
        return f"/sign-in?next={address_again(page_request.path, page_request.query)}"
    return _PAGES_TO_SEE_FIRST.get(error.kind, "")


def failure_page(page_request: PageRequest, status: int, errors: tuple[FieldError, ...], posted: PostedForm) -> Page:
    """The page where the form itself can no longer be shown: why, and what was typed."""
    kind = ErrorKind.UNAVAILABLE if status == _UNAVAILABLE else ErrorKind.CONFLICT
    return _page(page_request, status, HEADINGS[kind], errors or (FieldError("", SENTENCES["STALE"]),), posted)


def _page(
    page_request: PageRequest,
    status: int,
    title: str,
    errors: tuple[FieldError, ...],
    posted: PostedForm | None,
    *,
    list_again: str = "",
) -> Page:
    address = address_again(page_request.path, page_request.query)
    unanswered = status == _UNAVAILABLE
    sent_again = _sent_again(posted, address) if unanswered and posted else None
    own = {name: posted.text(name) for name in ("csrf", "operation")} if sent_again and posted else {}
    return page_request.render(
        "public/error.html",
        title=title,
        status=status,
        sentences=[page_request.translate(error.message, **error.facts) for error in errors],
        typed=_typed(posted),
        request_id=page_request.ctx.request_id,
        signed_out=page_request.ctx.actor is None and not unanswered,
        sign_in_url=f"/sign-in?next={address}",
        list_again=list_again,
        again=address if unanswered and page_request.method != "POST" else "",
        sent_again=sent_again,
        form=replace(page_request.form(), labels_before=posted.text("labels") if posted else ""),
        **own,
    )


def _sent_again(posted: PostedForm, address: str) -> SentAgain | None:
    if posted.files:  # a page cannot choose a file
        return None
    return SentAgain(
        address,
        posted.text("version") or None,
        [
            (name, text)
            for name, value in posted.values.items()
            if name not in OWN_FIELDS | _TYPED_AGAIN.keys()
            for text in _texts(value)
        ],
        [(name, label) for name, label in _TYPED_AGAIN.items() if name in posted.values],
    )


def _texts(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


def _typed(posted: PostedForm | None) -> list[TypedLine]:
    if posted is None:
        return []
    typed = typed_lines(typed_values(posted), posted.text("labels"))
    return [TypedLine(showable(line.label), showable(line.text)) for line in typed]
