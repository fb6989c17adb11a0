"""The check page: whoever holds a printed form asks whether it counts today. Search engines are told to stay away."""

from collections.abc import Iterator, Mapping
from typing import Annotated

from pydantic import StringConstraints

from chalicelib.actions.records.verify_certificate import verify_certificate
from chalicelib.domain.action import Action
from chalicelib.domain.certificate_check import CertificateStatus, PaperAnswer
from chalicelib.domain.ids import format_check_code, is_check_code
from chalicelib.law.marking import N_
from chalicelib.web.http.forms import FormModel, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest, see_other
from chalicelib.web.http.routing import Pages

pages = Pages()
_PAGE = "/check"
_ENTER_CODE = N_("Enter the check code")

# By standing: the heading, and the word with its kind as the component `status` takes it.
_SHOWN: Mapping[CertificateStatus, tuple[str, str, str]] = {
    CertificateStatus.VALID: (N_("This form is valid today"), N_("Valid"), "good"),
    CertificateStatus.IN_PART: (N_("This form is valid in part today"), N_("Valid in part"), "warning"),
    CertificateStatus.NOT_YET: (N_("This form is not valid yet"), N_("Not valid yet"), "info"),
    CertificateStatus.NOT_VALID: (N_("This form is not valid"), N_("Not valid"), "stopped"),
    CertificateStatus.ENDED: (N_("This form has ended"), N_("Ended"), "neutral"),
}
_COUNTS = frozenset({CertificateStatus.VALID, CertificateStatus.IN_PART})
_PART = N_("It is not valid for all the vaccines on it. Ask for a new print of the form: it says for which.")
_NEWER = N_("A newer form may have replaced it. Ask the person who gave you this one.")


class CheckForm(FormModel):
    """The code as someone typed it. Whatever is no code of a form gets the same answer, however it looks."""

    code: Annotated[str, StringConstraints(min_length=1)] = entry(_ENTER_CODE)


def _unlisted(page: Page) -> Page:
    return Page(page.status, page.body, {**page.headers, "X-Robots-Tag": "noindex"}, page.cookies)


def _show(page_request: PageRequest, form: ShownForm) -> Page:
    return _unlisted(page_request.render("public/check.html", title=N_("Check an exemption form"), form=form))


@pages.form(_PAGE, Action.CHECK_PAPER, CheckForm, show=_show)
def _check(page_request: PageRequest, answers: CheckForm) -> Page:
    told = verify_certificate(page_request.ctx, typed=answers.code, client_ip=page_request.client_ip)
    title, word, kind = _SHOWN[told.standing]
    return _unlisted(
        page_request.render(
            "public/check_answer.html",
            title=title,
            word=page_request.translate(word),
            kind=kind,
            told=told,
            sentences=list(_sentences(page_request, told)),
            is_whole=told.standing == CertificateStatus.VALID,
        )
    )


@pages.page(f"{_PAGE}/{{code}}", Action.CHECK_PAPER)
def _with_code(page_request: PageRequest) -> Page:
    """Where the QR code leads: the form with the code filled in. Nothing is read and nothing is counted."""
    code = page_request.params["code"].lower()
    return (
        _show(page_request, page_request.form({"code": format_check_code(code)}))
        if is_check_code(code)
        else see_other(_PAGE)
    )


def _sentences(page_request: PageRequest, told: PaperAnswer) -> Iterator[str]:
    if told.standing == CertificateStatus.IN_PART:
        yield page_request.translate(_PART)
    yield from _until(page_request, told)
    if told.standing == CertificateStatus.NOT_VALID:
        yield page_request.translate(_NEWER)


def _until(page_request: PageRequest, told: PaperAnswer) -> Iterator[str]:
    if told.standing in _COUNTS and told.day is None:
        yield page_request.translate(N_("It is valid until the child starts the next grade span."))
    elif told.standing in _COUNTS and told.some_longer:
        yield page_request.translate(
            N_("What is valid today is valid through %(day)s. A part of it is valid longer."), day=told.day
        )
    elif told.day is not None:
        yield page_request.translate(_DAYS[told.standing], day=told.day)


_DAYS: Mapping[CertificateStatus, str] = {
    CertificateStatus.VALID: N_("It is valid through %(day)s."),
    CertificateStatus.IN_PART: N_("What is valid today is valid through %(day)s."),
    CertificateStatus.NOT_YET: N_("It is valid starting %(day)s."),
    CertificateStatus.NOT_VALID: N_("It has not been valid since %(day)s."),
    CertificateStatus.ENDED: N_("Its last day was %(day)s."),
}
