"""How a form and its lines stand, in a physician's words: the state, or what time has made of it, and until when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chalicelib.domain.effective_status import last_day_of, reading_of
from chalicelib.domain.exemption import ExemptionForm, ExemptionLine
from chalicelib.law.admission import EffectiveStatus
from chalicelib.law.duration import in_effect_from, soon_from
from chalicelib.law.enums import LineKind, LineState
from chalicelib.law.marking import N_
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.wording.exemption_end_dates import end_of, out_of_force
from chalicelib.web.wording.names import LINE_STATES, VACCINES
from chalicelib.web.wording.vaccine_names import vaccine_and_diseases

_READINGS: Mapping[EffectiveStatus, tuple[str, str]] = {
    EffectiveStatus.NOT_YET_IN_EFFECT: (N_("Starts later"), "info"),
    # Translators: an exemption that counts today; feminine in Spanish
    EffectiveStatus.VALID: (N_("Valid"), "good"),
    EffectiveStatus.EXPIRED: (N_("Ended"), "neutral"),
    EffectiveStatus.SPAN_ENDED: (N_("Ended with the grade span"), "neutral"),
}
_KINDS: Mapping[LineState, str] = {
    LineState.HELD: "warning",
    LineState.REFUSED: "stopped",
    LineState.REVOKED: "stopped",
    LineState.WITHDRAWN: "neutral",
    LineState.SUPERSEDED: "neutral",
}


@dataclass(frozen=True)
class PhysicianLine:
    """One vaccine of a form as the physician's pages show it. `kind` picks the color of the status word."""

    vaccine: str
    short_name: str
    is_temporary: bool
    status: str
    kind: str
    first_day: date
    last_day: date | None
    end: str
    in_review: bool


def shown_lines(page_request: PageRequest, form: ExemptionForm) -> list[PhysicianLine]:
    """All lines of a form in the page's language."""
    return [shown_line(page_request, form, line) for line in form.lines]


def shown_line(page_request: PageRequest, form: ExemptionForm, line: ExemptionLine) -> PhysicianLine:
    """Return one line of a form in the page's language."""
    status, kind = line_status(form, line, page_request.ctx.on)
    return PhysicianLine(
        vaccine=page_request.translate(VACCINES[line.vaccine]),
        short_name=vaccine_and_diseases(page_request, line.vaccine)[0],
        is_temporary=line.kind == LineKind.TEMPORARY,
        status=page_request.translate(status),
        kind=kind,
        first_day=in_effect_from(form.signed_on, form.span_starts_on),
        last_day=last_day_of(form, line),
        end=out_of_force(page_request, line) or end_of(page_request, form, line),
        in_review=line.in_review and line.state == LineState.ISSUED,
    )


def line_status(form: ExemptionForm, line: ExemptionLine, on: date) -> tuple[str, str]:
    """The status word (marked) and its color kind."""
    reading = reading_of(form, line, on)
    if reading is None:
        return LINE_STATES[line.state], _KINDS[line.state]
    if reading == EffectiveStatus.VALID and line.expires_on is not None and soon_from(line.expires_on) <= on:
        return N_("Ends soon"), "warning"
    return _READINGS[reading]
