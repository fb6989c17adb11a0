"""The two papers that go with an exemption, for parents, physicians and schools alike: the statutory form with the
medical basis, and the school certificate, which by its making knows no medical reason (law.md A6)."""

from dataclasses import dataclass

from chalicelib.actions.signing.form_facts import one_line
from chalicelib.domain.account import Address
from chalicelib.domain.child import SchoolChoice
from chalicelib.domain.effective_status import grade_of_form, last_day_of, reading_of, school_answer
from chalicelib.domain.exemption import ExemptionForm, ExemptionLine
from chalicelib.domain.ids import format_check_code
from chalicelib.domain.roster import RosterLine, RosterRow
from chalicelib.law.admission import EffectiveStatus
from chalicelib.law.book.medical_reason_labels import LABELS
from chalicelib.law.calendar import california_date
from chalicelib.law.enums import LineState
from chalicelib.law.marking import N_
from chalicelib.runtime.settings import settings
from chalicelib.web.http.page_request import Page, PageRequest
from chalicelib.web.http.templating import translations_for
from chalicelib.web.qr_code import QrCode, qr_code
from chalicelib.web.wording.exemption_end_dates import last_day_in_words, out_of_force
from chalicelib.web.wording.names import GRADES, KINDS, LINE_STATES, SPANS, VACCINES
from chalicelib.web.wording.verdicts import ShownReason, shown_reasons

_READINGS = {
    EffectiveStatus.NOT_YET_IN_EFFECT: N_("Starts later"),
    EffectiveStatus.VALID: N_("In effect"),
    # Translators: an exemption whose last day has passed; no one stopped it
    EffectiveStatus.EXPIRED: N_("Ended"),
    EffectiveStatus.SPAN_ENDED: N_("Ended"),
}
_CHECK_PAGE = "/check"
_WITH_THE_SPAN = N_("End of the grade span")


@dataclass(frozen=True)
class PrintedLine:
    """One vaccine on paper. `ends` is its last day, or since when it is not valid (`is_stopped`). `basis` is empty on a
    school certificate."""

    vaccine: str
    kind: str
    ends: str
    is_stopped: bool
    state: str
    answer: list[ShownReason]
    basis: str = ""


@dataclass(frozen=True)
class PaperCheck:
    """How whoever holds the paper can check it: the page, the code in groups, and both as a QR code."""

    page: str
    code: str
    qr: QrCode


def statutory_form(page_request: PageRequest, form: ExemptionForm, *, back_url: str) -> Page:
    """The whole form on one Letter page, with a line for the physician's signature (HSC 120372(a)(1), (2)).

    The caller has required the act and, for anyone but the parents, recorded the view.
    """
    row = RosterRow.of(form)
    lines = [
        _printed(page_request, row, seen, _basis(page_request, form, line))
        for line, seen in zip(form.lines, row.lines, strict=True)
    ]
    return page_request.render(
        "documents/statutory_form.html",
        title=N_("Medical exemption from immunizations"),
        form=form,
        lines=lines,
        back_url=back_url,
        span=page_request.translate(SPANS[form.span]),
        grade=page_request.translate(GRADES[form.grade]),
        school_address=_address(form.school.address),
        parent_address=_address(form.parent.address),
        practice_address=", ".join(
            filter(None, (form.physician.business_name, _address(form.physician.business_address)))
        ),
        care_address=_address(form.primary_care.business_address) if form.primary_care else "",
        check=_paper_check(form.check_code),
        consented_on=california_date(form.consents.release_of_records) if form.consents else None,
    )


def school_certificate(
    page_request: PageRequest, row: RosterRow, school: SchoolChoice, check_code: str, *, back_url: str
) -> Page:
    """What a school needs to know, made from the school's own row: vaccines, kinds, dates, today's answer. The
    row holds no check code, which the paper needs."""
    return page_request.render(
        "documents/school_certificate.html",
        title=N_("Exemption certificate for school and child care"),
        row=row,
        lines=[_printed(page_request, row, line) for line in row.lines],
        is_replaced=all(line.state == LineState.SUPERSEDED for line in row.lines),
        school=school,
        back_url=back_url,
        span=page_request.translate(SPANS[row.span]),
        grade=page_request.translate(GRADES[grade_of_form(row, page_request.ctx.on)]),
        school_address=_address(school.address),
        check=_paper_check(check_code),
    )


def _paper_check(code: str) -> PaperCheck:
    page = settings().base_url.rstrip("/") + _CHECK_PAGE
    return PaperCheck(page, format_check_code(code), qr_code(f"{page}/{code}"))


def _printed(page_request: PageRequest, row: RosterRow, line: RosterLine, basis: str = "") -> PrintedLine:
    reading = reading_of(row, line, page_request.ctx.on)
    last_day, stopped = last_day_of(row, line), out_of_force(page_request, line)
    answer = school_answer(row, line, revoked_on=line.revoked_on, appeal=line.appeal, on=page_request.ctx.on)
    return PrintedLine(
        vaccine=page_request.translate(VACCINES[line.vaccine]),
        kind=page_request.translate(KINDS[line.kind]),
        ends=stopped
        or (last_day_in_words(page_request, row, last_day) if last_day else page_request.translate(_WITH_THE_SPAN)),
        is_stopped=bool(stopped),
        state=page_request.translate(_READINGS[reading] if reading else LINE_STATES[line.state]),
        answer=list(shown_reasons(page_request, answer)),
        basis=basis,
    )


def _basis(page_request: PageRequest, form: ExemptionForm, line: ExemptionLine) -> str:
    """The medical basis as the physician stated it (HSC 120372(a)(2)(F)): reasons by name, then the text."""
    marks = translations_for(page_request.language).marks
    named = marks.semicolon.join(page_request.translate(LABELS[code]) for code in line.reason_codes if code in LABELS)
    return f"{marks.full_stop}{marks.after_mark}".join(part for part in (named, line.description) if part)


def _address(address: Address | None) -> str:
    return one_line(address) if address else ""
