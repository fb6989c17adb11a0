"""Forms in the lists of the state: their vaccines and coded reasons by name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chalicelib.domain.effective_status import reading_of
from chalicelib.domain.listed_form import ListedForm, ListedLine
from chalicelib.law.book.medical_reason_labels import LABELS
from chalicelib.law.marking import N_
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.http.templating import translations_for
from chalicelib.web.reviews.names import LINE_KINDS, READINGS
from chalicelib.web.wording.names import LINE_STATES
from chalicelib.web.wording.roster_words import SHORT_VACCINES

_IN_SHORT = {"OTHER-SOC": N_("Other, standard of care")}


def vaccine_names(page_request: PageRequest, lines: Iterable[ListedLine]) -> str:
    """Return the names of the vaccines as one text."""
    between = translations_for(page_request.language).marks.between_names
    return between.join(page_request.translate(SHORT_VACCINES[line.vaccine]) for line in lines)


def reason_names(page_request: PageRequest, form: ListedForm) -> tuple[tuple[str, str], ...]:
    """Return code and name of each coded reason."""
    return tuple((code, reason_name(page_request, code)) for code in form.codes)


def reason_name(page_request: PageRequest, code: str) -> str:
    """Return the name of a coded reason, as short as a list needs it."""
    return page_request.translate(_IN_SHORT.get(code) or LABELS[code])


@dataclass(frozen=True)
class LineStatus:
    """One vaccine of a form in a list, with how it stands today."""

    vaccine: str
    status: str
    kind: str  # of the status mark


def line_statuses(page_request: PageRequest, form: ListedForm) -> tuple[LineStatus, ...]:
    """Return how each vaccine of the form stands today."""
    return tuple(_status(page_request, form, line) for line in form.lines)


def _status(page_request: PageRequest, form: ListedForm, line: ListedLine) -> LineStatus:
    reading = reading_of(form, line, page_request.ctx.on)
    words, kind = READINGS[reading] if reading else (LINE_STATES[line.state], LINE_KINDS.get(line.state, "neutral"))
    return LineStatus(page_request.translate(SHORT_VACCINES[line.vaccine]), page_request.translate(words), kind)


IN_REVIEW, REVOKED, KEPT = N_("In review"), N_("Revoked after review"), N_("Kept after review")
REPLACED = N_("Replaced by a newer form")


def outcome_of(form: ListedForm) -> str:
    """Return how the form's reviews stand, as a marked sentence: still open, with a line revoked, or without; of a
    form that was replaced, the review went on with the newer one."""
    if form.is_in_review:
        return IN_REVIEW
    if form.replaced_by_form_id:
        return REPLACED
    return REVOKED if form.revoked else KEPT


@dataclass(frozen=True)
class FormRow:
    """A form in a list of the state, by the child's initials and age."""

    id: str
    number: str
    child: str
    age: int
    school: str
    physician: str
    standing_id: str
    signed_on: date
    lines: tuple[LineStatus, ...]
    reasons: tuple[tuple[str, str], ...]
    review: str


def form_row(page_request: PageRequest, form: ListedForm) -> FormRow:
    """Return the form as a line of a list."""
    return FormRow(
        form.id,
        form.number,
        form.initials,
        form.age_on(page_request.ctx.on),
        form.school.name,
        form.physician_name,
        form.standing_id,
        form.signed_on,
        line_statuses(page_request, form),
        reason_names(page_request, form),
        page_request.translate(outcome_of(form)) if form.review_ids else "",
    )
