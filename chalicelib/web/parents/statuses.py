"""One plain word for where a request or an exemption stands, and the words of the timeline."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from chalicelib.domain.appeal import Appeal, AppealState, Vote
from chalicelib.domain.effective_status import reading_of
from chalicelib.domain.exemption import ExemptionForm, ExemptionLine
from chalicelib.domain.request import ExemptionRequest, RequestState
from chalicelib.domain.timeline import TimelineEntry, TimelineEvent, TimelinePhase, is_lapsed
from chalicelib.law.admission import AppealStatus, EffectiveStatus
from chalicelib.law.enums import LineState
from chalicelib.law.marking import N_
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.http.templating import translations_for
from chalicelib.web.wording.exemption_end_dates import end_of_span_for_parents


@dataclass(frozen=True)
class Status:
    """A word (marked) and its kind, as the component `status` takes it. `day` fills the word's placeholder `day`."""

    word: str
    kind: str = "neutral"
    day: date | None = None

    @property
    def undated(self) -> str:
        """The word for where the day stands beside it."""
        return N_("Starts later") if self.day else self.word

    def said(self, page_request: PageRequest) -> str:
        """Return the word in the page's language."""
        return page_request.translate(self.word, day=self.day) if self.day else page_request.translate(self.word)


@dataclass(frozen=True)
class ShownPoint:
    """A point of a timeline in the page's language."""

    state: str
    heading: str
    when: str
    text: str


VALID = Status(N_("Valid"), "good")
ENDS_SOON = Status(N_("Ends soon"), "warning")
ENDED = Status(N_("Ended"))
# Translators: the state reviews an exemption, which stays valid meanwhile
IN_REVIEW = Status(N_("In review (still valid)"), "info")
_REQUESTS: Mapping[RequestState, Status] = {
    RequestState.DRAFT: Status(N_("Draft")),
    RequestState.SUBMITTED: Status(N_("Ready for your doctor"), "warning"),
    RequestState.OPENED: Status(N_("Opened by the doctor"), "info"),
    RequestState.ISSUED: VALID,
    RequestState.HELD: Status(N_("On hold"), "warning"),
    RequestState.DECLINED: Status(N_("Doctor declined"), "stopped"),
    RequestState.CANCELED: Status(N_("Canceled")),
}
_LINES: Mapping[LineState, Status] = {
    LineState.HELD: Status(N_("On hold"), "warning"),
    LineState.REFUSED: Status(N_("Not accepted by the state"), "stopped"),
    LineState.REVOKED: Status(N_("Stopped by the state"), "stopped"),
    LineState.WITHDRAWN: Status(N_("Withdrawn by the doctor")),
    LineState.SUPERSEDED: Status(N_("Replaced by a newer form")),
}
_READINGS: Mapping[EffectiveStatus, Status] = {
    EffectiveStatus.VALID: VALID,
    EffectiveStatus.EXPIRED: ENDED,
    EffectiveStatus.SPAN_ENDED: ENDED,
}
_APPEALS: Mapping[AppealState, Status] = {
    AppealState.DRAFT: Status(N_("Draft")),
    AppealState.INFO_REQUESTED: Status(N_("The panel has a question"), "warning"),
    AppealState.REFUSED_LATE: Status(N_("Filed late, not accepted"), "stopped"),
    # Translators: an appeal or a request for a correction that the person who made it withdrew
    AppealState.WITHDRAWN: Status(N_("Withdrawn")),
    AppealState.DECIDED: Status(N_("Decided"), "good"),
    AppealState.CLOSED: Status(N_("Decided"), "good"),
}


def request_status(request: ExemptionRequest, on: date) -> Status:
    """Where the request stands; a lapsed one has ended."""
    return ENDED if is_lapsed(request, on) else _REQUESTS[request.state]


def line_status(form: ExemptionForm, line: ExemptionLine, on: date) -> Status:
    """Where one vaccine's exemption stands today."""
    gone = line.revocation
    if line.state == LineState.REVOKED and gone and gone.appeal and gone.appeal.status == AppealStatus.OPEN:
        return Status(N_("Appeal open"), "warning")
    if line.state != LineState.ISSUED:
        return _LINES[line.state]
    reading = reading_of(form, line, on)
    if line.in_review and reading == EffectiveStatus.VALID:
        return IN_REVIEW
    if reading == EffectiveStatus.NOT_YET_IN_EFFECT:
        return Status(N_("Starts %(day)s"), "info", form.span_starts_on)
    return _READINGS[reading] if reading else ENDED


def form_status(form: ExemptionForm, on: date) -> Status:
    """Where the form stands today: one word where all its vaccines have it, or one that the state stopped."""
    each = [line_status(form, line, on) for line in form.lines]
    stopped = next((one for one, line in zip(each, form.lines, strict=True) if line.state == LineState.REVOKED), None)
    if stopped or len(set(each)) == 1:
        return stopped or each[0]
    lost = any(line.state in {LineState.WITHDRAWN, LineState.REFUSED} for line in form.lines)
    return Status(N_("Different for each vaccine"), "warning" if lost else "info")


DECISIONS: Mapping[Vote, str] = {
    Vote.REINSTATE: N_("The exemption comes back"),
    Vote.UPHOLD: N_("The exemption stays stopped"),
}
"""What the panel determined of a vaccine, as the parent reads it."""


def appeal_status(appeal: Appeal) -> Status:
    """Where the appeal stands. What the panel thinks is not told before the decision."""
    return _APPEALS.get(appeal.state, Status(N_("Appeal open"), "warning"))


_HEADINGS: Mapping[TimelineEvent, str] = {
    TimelineEvent.STARTED: N_("You began"),
    TimelineEvent.ASKED: N_("You asked for the exemption"),
    TimelineEvent.OPENED: N_("The doctor opened your request"),
    TimelineEvent.DECLINED: N_("The doctor declined"),
    TimelineEvent.CANCELED: N_("You canceled the request"),
    TimelineEvent.LAPSED: N_("The request is too old to use"),
    TimelineEvent.HELD: N_("The doctor signed. The state is checking something first"),
    TimelineEvent.REFUSED: N_("The state did not accept the exemption"),
    TimelineEvent.ISSUED: N_("The doctor signed the exemption"),
    TimelineEvent.SCHOOL_TOLD: N_("The school was told"),
    TimelineEvent.IN_REVIEW: N_("The state is reviewing the exemption"),
    TimelineEvent.STOPPED: N_("The state stopped this exemption"),
    TimelineEvent.SHOTS_DUE: N_("The shots must start"),
    TimelineEvent.SHOTS_DUE_OR_APPEAL: N_("The shots must start, or you appeal"),
    TimelineEvent.APPEALED: N_("You appealed"),
    TimelineEvent.APPEAL_ENDED: N_("The appeal ended"),
    TimelineEvent.WITHDRAWN: N_("The doctor withdrew the exemption"),
    TimelineEvent.TAKEN_BACK: N_("You withdrew the appeal"),
    TimelineEvent.REPLACED: N_("A newer form replaced this one"),
    TimelineEvent.BEGINS: N_("The exemption starts"),
    TimelineEvent.ENDS: N_("The exemption ended"),
    TimelineEvent.FILED: N_("You filed the appeal"),
    TimelineEvent.TAKEN: N_("The state agency accepted the appeal"),
    TimelineEvent.NOT_TAKEN: N_("The state agency did not accept the appeal"),
    TimelineEvent.PANEL: N_("Three independent doctors reviewed it"),
    TimelineEvent.QUESTION: N_("The panel has a question for you"),
    TimelineEvent.DECIDED: N_("The Secretary sent you the decision"),
}
_OF_SOME: Mapping[TimelineEvent, str] = {
    TimelineEvent.STOPPED: N_("The state stopped the exemption for %(vaccines)s"),
    TimelineEvent.WITHDRAWN: N_("The doctor withdrew the exemption for %(vaccines)s"),
    TimelineEvent.REPLACED: N_("A newer form replaced this one for %(vaccines)s"),
    TimelineEvent.REFUSED: N_("The state did not accept the exemption for %(vaccines)s"),
}
"""How a point is called that is about some vaccines of the form."""
_COMING: Mapping[TimelineEvent, str] = {
    TimelineEvent.ENDS: N_("The exemption ends"),
    TimelineEvent.SCHOOL_TOLD: N_("The school is told"),
    TimelineEvent.ASKED: N_("You finish the request"),
    TimelineEvent.OPENED: N_("You give the number to the doctor"),
    TimelineEvent.ISSUED: N_("The doctor signs the exemption"),
    TimelineEvent.FILED: N_("You file the appeal"),
    TimelineEvent.TAKEN: N_("The state agency accepts the appeal"),
    TimelineEvent.PANEL: N_("Three independent doctors review it"),
    TimelineEvent.DECIDED: N_("The Secretary sends you the decision"),
}
"""How a point is called while it is still to come."""
_NOTES: Mapping[TimelineEvent, str] = {
    TimelineEvent.LAPSED: N_("Start again from a copy. You don't need to type your answers again."),
    TimelineEvent.HELD: N_("It is not valid yet. You don't need to do anything."),
    TimelineEvent.IN_REVIEW: N_("It stays valid during the review."),
    TimelineEvent.SHOTS_DUE: N_("This is the last day. Your child can stay in school until then."),
    TimelineEvent.SHOTS_DUE_OR_APPEAL: N_("This is the last day. Your child can stay in school until then."),
    TimelineEvent.NOT_TAKEN: N_("It came after the last day."),
}


def shown_points(
    page_request: PageRequest, points: Iterable[TimelineEntry], form: ExemptionForm | None = None
) -> list[ShownPoint]:
    """The points of a timeline in the page's language, dates in full. An end without a date is the form's."""
    span_end = end_of_span_for_parents(page_request, form) if form else ""
    return [_shown(page_request, point, span_end) for point in points]


def _shown(page_request: PageRequest, point: TimelineEntry, span_end: str) -> ShownPoint:
    when = translations_for(page_request.language).date(point.on) if point.on else ""
    if point.what == TimelineEvent.ENDS and not point.on:
        when = span_end
    return ShownPoint(
        point.when, _heading(page_request, point), when, page_request.translate(_NOTES.get(point.what, ""))
    )


def _heading(page_request: PageRequest, point: TimelineEntry) -> str:
    if point.vaccines and point.what in _OF_SOME:
        from chalicelib.web.wording.vaccine_names import short_vaccines  # noqa: PLC0415 - most pages have no such point

        return page_request.translate(_OF_SOME[point.what], vaccines=short_vaccines(page_request, point.vaccines))
    coming = _COMING if point.when in {TimelinePhase.NOW, TimelinePhase.LATER} else {}
    return page_request.translate(coming.get(point.what, _HEADINGS[point.what]))
