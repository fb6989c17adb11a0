"""Forms and cases as state staff see them: whole, with the reasons by name and the criteria they are read against."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from chalicelib.domain.effective_status import last_day_of, reading_of
from chalicelib.domain.exemption import ExemptionForm, ExemptionLine
from chalicelib.domain.review import InformationRequest, Review
from chalicelib.law.book.medical_reason_labels import LABELS
from chalicelib.law.citations import Citation, citation
from chalicelib.law.duration import in_effect_from
from chalicelib.law.enums import Vaccine
from chalicelib.law.marking import N_
from chalicelib.law.medical_reasons import all_reasons, criteria_set_on
from chalicelib.web.case_files import criteria_sources
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.reviews.names import CATEGORIES, FINDINGS, LINE_KINDS, OUTCOMES, READINGS, STATES
from chalicelib.web.wording.exemption_end_dates import end_of_span, out_of_force
from chalicelib.web.wording.names import KINDS, LINE_STATES, VACCINES
from chalicelib.web.wording.triggers import TRIGGERS


@dataclass(frozen=True)
class ReviewLine:
    """One vaccine of a form with all that the physician stated."""

    vaccine: Vaccine
    name: str
    kind: str
    first_day: date
    end: str
    last_day: date | None
    state: str
    state_kind: str
    in_review: bool
    reasons: tuple[tuple[str, str, str], ...]  # code, label, category
    description: str
    finding: str = ""
    finding_reason: str = ""


@dataclass(frozen=True)
class Criteria:
    """The criteria by which a form is judged: those in force on the day of signing."""

    sources: tuple[str, ...]
    since: date
    until: date | None
    law: Citation


@dataclass(frozen=True)
class Happening:
    """One point of a history, as the timeline component takes it."""

    state: str
    heading: str
    when: str
    text: str
    on: date = field(default=date.min)


def shown_lines(page_request: PageRequest, form: ExemptionForm, review: Review | None = None) -> list[ReviewLine]:
    """The lines of a form; with the findings of a review."""
    return [_line(page_request, form, line, review) for line in form.lines]


def _line(page_request: PageRequest, form: ExemptionForm, line: ExemptionLine, review: Review | None) -> ReviewLine:
    reading = reading_of(form, line, page_request.ctx.on)
    state, kind = READINGS[reading] if reading else (LINE_STATES[line.state], LINE_KINDS.get(line.state, "neutral"))
    found = review.finding(line.vaccine) if review else None
    return ReviewLine(
        vaccine=line.vaccine,
        name=page_request.translate(VACCINES[line.vaccine]),
        kind=page_request.translate(KINDS[line.kind]),
        first_day=in_effect_from(form.signed_on, form.span_starts_on),
        last_day=last_day_of(form, line),
        end=out_of_force(page_request, line)
        or page_request.translate(N_("Ends: %(when)s."), when=end_of_span(page_request, form)),
        state=page_request.translate(state),
        state_kind=kind,
        in_review=line.in_review,
        reasons=tuple(_reasons(page_request, form, line)),
        description=line.description,
        finding=page_request.translate(FINDINGS[found.finding]) if found else "",
        finding_reason=found.reason if found else "",
    )


def _reasons(page_request: PageRequest, form: ExemptionForm, line: ExemptionLine) -> Iterator[tuple[str, str, str]]:
    known = {coded.code: coded for coded in all_reasons(form.signed_on)}
    for code in line.reason_codes:
        yield code, page_request.translate(LABELS[code]), page_request.translate(CATEGORIES[known[code].category])


def criteria_of(page_request: PageRequest, form: ExemptionForm) -> Criteria:
    """The criteria set in force on the day on which the form was signed."""
    found = criteria_set_on(form.signed_on)
    return Criteria(
        criteria_sources(page_request, found), found.in_force_from, found.in_force_to, citation(found.citation)
    )


def history_of(page_request: PageRequest, form: ExemptionForm, reviews: Iterable[Review]) -> list[Happening]:
    """What happened to a form, oldest first."""
    told = [_happening(page_request, form.signed_on, N_("Signed by the physician"), form.physician_name)]
    for review in reviews:
        told.append(
            _happening(
                page_request, review.opened_on, N_("Review opened"), page_request.translate(TRIGGERS[review.trigger])
            )
        )
        told.extend(point for asked in review.information for point in _questions(page_request, asked))
        if review.decided_on and review.outcome:
            told.append(
                _happening(
                    page_request,
                    review.decided_on,
                    N_("Review decided"),
                    page_request.translate(OUTCOMES[review.outcome]),
                )
            )
    for line in form.lines:
        appeal = line.revocation.appeal if line.revocation else None
        if appeal and appeal.decision_notice_on:
            told.append(_happening(page_request, appeal.decision_notice_on, N_("Appeal decided"), ""))
    distinct = dict.fromkeys(told)
    return sorted(distinct, key=lambda happening: happening.on)


def _questions(page_request: PageRequest, asked: InformationRequest) -> Iterator[Happening]:
    yield _happening(page_request, asked.asked_on, N_("The physician was asked"), asked.question)
    if asked.answered_on:
        yield _happening(page_request, asked.answered_on, N_("The physician answered"), asked.answer)
    elif asked.due_on < page_request.ctx.on:
        yield _happening(page_request, asked.due_on, N_("No answer came by this day"), "")


def _happening(page_request: PageRequest, on: date, heading: str, text: str) -> Happening:
    return Happening("done", page_request.translate(heading), page_request.translate("%(day)s", day=on), text, on)


@dataclass(frozen=True)
class ShownCase:
    """One case in a list or at the head of its page."""

    id: str
    form_id: str
    form_number: str
    trigger: str
    state: str
    state_kind: str
    opened_on: date
    days_open: int
    is_mine: bool


def shown_case(page_request: PageRequest, review: Review) -> ShownCase:
    """A case as a list shows it."""
    state, kind = STATES[review.state]
    return ShownCase(
        review.id,
        review.form_id,
        review.form_number,
        page_request.translate(TRIGGERS[review.trigger]),
        page_request.translate(state),
        kind,
        review.opened_on,
        (page_request.ctx.on - review.opened_on).days,
        review.reviewer_id == page_request.ctx.person.id,
    )
