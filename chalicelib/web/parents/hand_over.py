"""What a parent takes along: the page for the doctor, in English and in the parent's language, and the days to put into
a calendar. No name of the child stands in an address or in a calendar file."""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from chalicelib.calendar_files.written import WholeDay, written_ical
from chalicelib.domain.action import Action
from chalicelib.domain.effective_status import last_day_of
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.request import ExemptionRequest, RequestState
from chalicelib.domain.results import Subject, subject_of
from chalicelib.domain.stopped import first_day_due, newest_revocation, stopped_answers
from chalicelib.domain.timeline import is_lapsed
from chalicelib.law.appeals import appeal_by
from chalicelib.law.calendar import california_date
from chalicelib.law.duration import earliest_issue
from chalicelib.law.enums import LineState
from chalicelib.law.marking import N_
from chalicelib.law.request_times import sent_waits_until
from chalicelib.runtime.settings import settings
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.routing import Pages
from chalicelib.web.http.templating import translations_for
from chalicelib.web.parents.requests import require_number
from chalicelib.web.qr_code import qr_code
from chalicelib.web.wording.names import SPANS

pages = Pages()
_ENGLISH = "en"
_OPEN = "/physicians/open"


class Sheet(NamedTuple):
    """The page for the doctor in one language."""

    language: str
    title: str
    lead: str
    number_label: str
    scan: str
    scan_text: str
    facts: list[tuple[str, str]]
    steps_title: str
    steps: list[str]
    fee: str
    foot: str


@pages.page("/parents/requests/{request_id}/print", Action.VIEW_OWN_REQUEST, of=ExemptionRequest)
def _print(page_request: PageRequest, request: ExemptionRequest) -> Page:
    require_number(request)
    address = settings().base_url.rstrip("/") + _OPEN
    languages = dict.fromkeys((_ENGLISH, page_request.language))
    return page_request.render(
        "parents/request_print.html",
        title=N_("Request for a medical exemption"),
        request=request,
        sheets=[_sheet(request, language) for language in languages],
        address=address,
        qr=qr_code(f"{address}?number={request.number}"),
        back_url=f"/parents/requests/{request.id}",
    )


def _sheet(request: ExemptionRequest, language: str) -> Sheet:
    spoken = translations_for(language)

    def say(sentence: str) -> str:
        return spoken.translate(sentence, {})

    school = request.school.name if request.school else request.unlisted_school or say(N_("Not enrolled yet"))
    facts = [
        (say(N_("Child")), request.child.full_name if request.child else ""),
        (say(N_("Asked by")), request.parent.name if request.parent else ""),
        (say(N_("School or child care")), school),
        (say(N_("The exemption would cover")), say(SPANS[request.span]) if request.span else ""),
    ]
    if request.submitted_at:
        facts.append((say(N_("Sent on")), spoken.date(california_date(request.submitted_at))))
    return Sheet(
        language,
        say(N_("Request for a medical exemption")),
        say(N_("For the doctor: a parent asks you for a medical exemption. Open the request here:")),
        say(N_("Request number")),
        say(N_("QR code that opens the request")),
        say(N_("Or scan the QR code: the number is filled in.")),
        facts,
        say(N_("What the doctor does")),
        [
            say(N_("Register or sign in as a physician. The portal checks the license.")),
            say(N_("Type the request number and the child's date of birth.")),
            say(N_("Examine the child, fill out the form for each vaccine, and sign.")),
        ],
        say(N_("The doctor cannot charge for the form, or for an exam to renew a temporary exemption.")),
        say(N_("This page is not an exemption. A school cannot accept it.")),
    )


class ToldDay(NamedTuple):
    """A day that the parent is told of, to come, and a marked sentence of what it means."""

    day: date
    sentence: str


def days_of_request(request: ExemptionRequest, on: date) -> Iterator[ToldDay]:
    """Yield when a doctor can sign at the earliest, where that is still to come, and at the latest."""
    is_open = request.state in {RequestState.SUBMITTED, RequestState.OPENED} and not is_lapsed(request, on)
    if not is_open or request.submitted_at is None:
        return
    if request.span_starts_on and earliest_issue(request.span_starts_on) > on:
        yield ToldDay(earliest_issue(request.span_starts_on), N_("First day on which a doctor can sign the exemption"))
    last = sent_waits_until(california_date(request.submitted_at))
    yield ToldDay(last, N_("Last day on which a doctor can sign with this request"))


def days_of_form(form: ExemptionForm, on: date) -> Iterator[ToldDay]:
    """Yield when the exemption begins and ends, and by when shots must start or an appeal be filed."""
    issued = [line for line in form.lines if line.state == LineState.ISSUED]
    if issued and form.span_starts_on and form.span_starts_on > on:
        yield ToldDay(form.span_starts_on, N_("A medical exemption starts"))
    for day in sorted({day for line in issued if (day := last_day_of(form, line)) and day >= on}):
        yield ToldDay(day, N_("Last day of a medical exemption. If it is still needed, a new form must be signed"))
    due = first_day_due(stopped_answers(form, on))
    if due and due >= on:
        yield ToldDay(due, N_("Last day to start the shots"))
    gone = newest_revocation(form)
    if gone and not gone.appeal and appeal_by(gone.revoked_on) >= on:
        yield ToldDay(appeal_by(gone.revoked_on), N_("Last day to appeal, so that no shots are due meanwhile"))


@pages.page("/parents/requests/{request_id}/calendar", Action.VIEW_OWN_REQUEST, of=ExemptionRequest)
def _dates_of_request(page_request: PageRequest, request: ExemptionRequest) -> Page:
    require_number(request)
    days = days_of_request(request, page_request.ctx.on)
    return calendar_file(page_request, subject_of(request), f"/parents/requests/{request.id}", days)


@pages.page("/parents/forms/{form_id}/calendar", Action.VIEW_OWN_FORM, of=ExemptionForm)
def _dates_of_form(page_request: PageRequest, form: ExemptionForm) -> Page:
    days = days_of_form(form, page_request.ctx.on)
    return calendar_file(page_request, subject_of(form), f"/parents/forms/{form.id}", days)


def calendar_file(page_request: PageRequest, about: Subject, path: str, days: Iterator[ToldDay]) -> Page:
    """The days as a calendar file. `path`: the page that tells more."""
    url = settings().base_url.rstrip("/") + path
    events = [
        WholeDay(
            uid=f"{sha256(f'{about.id} {told.sentence} {told.day}'.encode()).hexdigest()[:32]}@exemption-portal",
            day=told.day,
            summary=page_request.translate(told.sentence),
            description=url,
            url=url,
        )
        for told in days
    ]
    kind = {"Content-Type": "text/calendar; charset=utf-8", "Content-Disposition": 'attachment; filename="dates.ics"'}
    name = page_request.translate(N_("Exemption Portal: days to remember"))
    return Page(200, written_ical(name, events, page_request.ctx.now), kind)
