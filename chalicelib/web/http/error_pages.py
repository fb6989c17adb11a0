"""Calm pages for what went wrong: what happened, what to do, and what was typed, so that nothing is lost."""

from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.law.marking import N_
from chalicelib.web.http.errors import HEADINGS, HEADINGS_OF_CODES, SENTENCES, STATUS
from chalicelib.web.http.forms import FieldError, showable
from chalicelib.web.http.headers import address_again, own_path
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

_SECRET_FIELDS = frozenset({"password", "new_password", "code", "offer", "letter_code", "app_code"})
_INTERNAL = N_("Something went wrong on our side. Nothing you saved is lost. Try again in a few minutes.")


def error_page(page_request: PageRequest, error: PortalError | None, posted: PostedForm | None) -> Page:
    """The page of a refusal, or, for None, of an unforeseen failure (500)."""
    if error is None:
        return _page(page_request, 500, N_("Sorry, something went wrong"), (FieldError("", _INTERNAL),), posted)
    if error.kind == ErrorKind.SIGN_IN and page_request.method != "POST":
        return see_other(f"/sign-in?next={address_again(page_request.path, page_request.query)}")
    if error.kind == ErrorKind.SECOND_STEP and page_request.method != "POST":
        return see_other(TWO_FACTOR_PAGE)
    if error.kind == ErrorKind.LICENSE and page_request.method != "POST":
        return see_other(LICENSE_PAGE)
    if error.kind == ErrorKind.AGREEMENT and page_request.method != "POST":
        return see_other(CONFIDENTIALITY_PAGE)
    heading = HEADINGS_OF_CODES.get(error.code, HEADINGS[error.kind])
    again = own_path(page_request.path) if error.code == LINK_SPENT else ""
    return _page(page_request, STATUS[error.kind], heading, field_errors(error), posted, list_again=again)


def failure_page(page_request: PageRequest, status: int, errors: tuple[FieldError, ...], posted: PostedForm) -> Page:
    """The page where the form itself can no longer be shown: why, and what was typed."""
    return _page(
        page_request, status, HEADINGS[ErrorKind.CONFLICT], errors or (FieldError("", SENTENCES["STALE"]),), posted
    )


def _page(
    page_request: PageRequest,
    status: int,
    title: str,
    errors: tuple[FieldError, ...],
    posted: PostedForm | None,
    *,
    list_again: str = "",
) -> Page:
    return page_request.render(
        "public/error.html",
        title=title,
        status=status,
        sentences=[page_request.translate(error.message, **error.facts) for error in errors],
        typed=_typed(posted),
        request_id=page_request.ctx.request_id,
        signed_out=page_request.ctx.actor is None,
        sign_in_url=f"/sign-in?next={address_again(page_request.path, page_request.query)}",
        list_again=list_again,
    )


def _typed(posted: PostedForm | None) -> list[str]:
    if posted is None:
        return []
    hidden = OWN_FIELDS | _SECRET_FIELDS
    typed = (value for name, value in posted.values.items() if name not in hidden)
    return [showable(text) for value in typed for text in ((value,) if isinstance(value, str) else value) if text]
