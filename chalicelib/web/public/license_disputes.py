"""Someone uses my license: the code "no" of a letter stops the account; without a letter the state's staff look."""

from typing import Annotated

from pydantic import StringConstraints

from chalicelib.actions.physicians.dispute_license import dispute_license, report_misuse
from chalicelib.domain.action import Action
from chalicelib.domain.license_claim import MisuseReport
from chalicelib.domain.results import Done
from chalicelib.law.marking import N_
from chalicelib.runtime.settings import settings
from chalicelib.web.account_fields import Line
from chalicelib.web.http.forms import FormModel, LongText, ShownForm, entry
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages

pages = Pages()
_ENTER_NUMBER = N_("Enter your license number")
_Words = Annotated[LongText, StringConstraints(max_length=1000)]


class DisputeForm(FormModel):
    license_number: Line = entry(_ENTER_NUMBER)
    code: Line = entry(N_("Enter the code for no"))


def _show_dispute(page_request: PageRequest, form: ShownForm) -> Page:
    return page_request.render("public/license_not_me.html", title=N_("I did not register with my license"), form=form)


@pages.form("/license/not-me", Action.DISPUTE_LICENSE, DisputeForm, show=_show_dispute)
def _dispute(page_request: PageRequest, answers: DisputeForm) -> Done:
    return dispute_license(page_request.ctx, answers.license_number, answers.code, page_request.client_ip)


@pages.page("/license/not-me/done", Action.DISPUTE_LICENSE)
def _disputed(page_request: PageRequest) -> Page:
    return _show_done(page_request, N_("The account is stopped"), is_stopped=True)


class ReportForm(FormModel):
    license_number: Line = entry(_ENTER_NUMBER)
    name: Line = entry(N_("Enter your name"))
    contact: Line = entry(N_("Enter a phone number or an email address where we reach you"))
    words: _Words = entry(N_("Write what you noticed"))


def _show_report(page_request: PageRequest, form: ShownForm) -> Page:
    return page_request.render("public/license_report.html", title=N_("Someone uses my license"), form=form)


@pages.form("/license/report", Action.REPORT_LICENSE_MISUSE, ReportForm, show=_show_report)
def _report(page_request: PageRequest, answers: ReportForm) -> Done:
    ctx = page_request.ctx
    report = MisuseReport(on=ctx.on, name=answers.name, contact=answers.contact, words=answers.words)
    return report_misuse(ctx, answers.license_number, report, page_request.client_ip)


@pages.page("/license/report/done", Action.REPORT_LICENSE_MISUSE)
def _reported(page_request: PageRequest) -> Page:
    return _show_done(page_request, N_("The state has your report"), is_stopped=False)


def _show_done(page_request: PageRequest, title: str, *, is_stopped: bool) -> Page:
    return page_request.render(
        "public/license_told.html", title=title, is_stopped=is_stopped, telephone=settings().review_telephone
    )
