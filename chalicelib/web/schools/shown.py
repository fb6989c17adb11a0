"""The law's answers in the words of a school office: what to do with the child today, until when, and why."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from chalicelib.domain.admission_answers import PupilAnswers, VaccineAnswer
from chalicelib.domain.effective_status import grade_of
from chalicelib.law.admission import answer_date
from chalicelib.law.grandfathering import BY_OLDER_PAPER
from chalicelib.law.marking import N_
from chalicelib.law.names import listed_name
from chalicelib.law.verdict import Outcome, ReasonCode, Verdict
from chalicelib.web.http.page_request import PageRequest
from chalicelib.web.wording.exemption_end_dates import end_of_span
from chalicelib.web.wording.names import GRADES, KINDS, VACCINES
from chalicelib.web.wording.verdicts import ShownReason, shown_reasons

ANSWERS: Mapping[Outcome, tuple[str, str, str]] = {
    Outcome.EXCLUDE_FROM: (N_("Exclude"), N_("Exclude starting %(day)s"), "stopped"),
    Outcome.NOT_AN_EXEMPTION: (N_("Not an exemption today"), N_("Not an exemption today"), "stopped"),
    Outcome.KEEP_ATTENDING_UNTIL: (N_("May attend"), N_("May attend. Proof due by %(day)s"), "warning"),
    Outcome.CHECK_RECORD: (N_("Check the record"), N_("Check the record"), "info"),
    Outcome.ADMIT_CONDITIONALLY_UNTIL: (N_("Admit conditionally"), N_("Admit conditionally through %(day)s"), "info"),
    Outcome.ADMIT: (N_("Admit"), N_("Admit"), "good"),
}
"""Each answer, strictest first: without a date, with its date, and the kind of its mark."""

_SHOTS_MUST_START = frozenset(
    {
        ReasonCode.REVOKED_START_BY,
        ReasonCode.REVOKED_APPEAL_LATE,
        ReasonCode.UPHELD_START_BY,
        ReasonCode.APPEAL_WITHDRAWN_START_BY,
    }
)
"""Whoever attends for one of these shows no proof of all doses by the day, but the first of each."""

TO_DO: Mapping[Outcome, str] = {
    Outcome.EXCLUDE_FROM: N_(
        "Starting that day, exclude the student until a dose or a new exemption is on file. Tell the parent in writing."
    ),
    Outcome.NOT_AN_EXEMPTION: N_(
        "Tell the parent in writing which doses are missing. The doses or a new exemption are needed."
    ),
    Outcome.KEEP_ATTENDING_UNTIL: N_(
        "Let the child attend. Look at this page again when the date comes, or when we send you a message."
    ),
    Outcome.CHECK_RECORD: N_(
        "Check the student's own shot record for the vaccines below. Admit the child if those doses are complete."
    ),
    Outcome.ADMIT_CONDITIONALLY_UNTIL: N_(
        "Admit the child. Review the record every 30 days, and tell the parent the date."
    ),
    Outcome.ADMIT: N_("Admit the child. Keep the certificate with the child's record."),
}

ADMIT_WITHOUT_EXEMPTION = N_("Admit the child. No exemption is needed today.")
"""Where the doses are enough: an exemption that was stopped or has ended is not kept as if it were valid."""

TO_DO_OF_REASON: Mapping[ReasonCode, str] = {
    ReasonCode.EXPOSURE_EXCLUSION: N_(
        "Keep the child out. Only the local health officer decides when the child can return. Tell the parent."
    ),
    ReasonCode.EXPOSURE_EXCLUSION_THROUGH: N_(
        "Keep the child out through that day. Only the local health officer can change it. Tell the parent."
    ),
    ReasonCode.HELD: N_(
        "This form is not an exemption today. We send you a message if that changes. Until then, the "
        "student's own doses"
        " decide."
    ),
    ReasonCode.NOT_YET_IN_EFFECT: N_(
        "The exemption is not valid before the day it names. Until then, the student's own doses decide."
    ),
}
"""By the reason: where the health officer excludes, and where no dose is overdue because of the form, so that no
written notice is due (lifecycle H3)."""


@dataclass(frozen=True)
class ShownAnswer:
    vaccine: str
    answer: str
    mark: str
    kind: str
    last_day: date | None
    end: str
    reasons: list[ShownReason]


@dataclass(frozen=True)
class ShownPupil:
    form_id: str
    form_number: str
    name: str
    birth_date: date
    grade: str
    answer: str
    mark: str
    to_do: str
    vaccines: list[ShownAnswer]
    to_check: list[str]


def shown_pupil(page_request: PageRequest, pupil: PupilAnswers) -> ShownPupil:
    """A pupil with the strictest answer and the answer for each vaccine."""
    row = pupil.newest
    answer, mark = said(page_request, pupil.strictest)
    return ShownPupil(
        form_id=row.form_id,
        form_number=row.form_number,
        name=listed_name(row.last_name, row.first_name),
        birth_date=row.birth_date,
        grade=page_request.translate(GRADES[grade_of(row, page_request.ctx.on)]),
        answer=answer,
        mark=mark,
        to_do=page_request.translate(
            to_do(pupil.strictest, by_exemption=any(each.is_in_force for each in pupil.answers))
        ),
        vaccines=[shown_vaccine(page_request, each) for each in pupil.answers],
        to_check=[page_request.translate(VACCINES[each]) for each in pupil.to_check],
    )


def to_do(given: Verdict, *, by_exemption: bool) -> str:
    """The hint of the first reason that has one of its own, else that of the outcome. `by_exemption`: one is valid
    today, so that there is a certificate to keep."""
    if given.outcome is Outcome.ADMIT and not by_exemption:
        return ADMIT_WITHOUT_EXEMPTION
    of_reason = (TO_DO_OF_REASON[code] for code in given.codes if code in TO_DO_OF_REASON)
    return next(of_reason, TO_DO[given.outcome])


def shown_vaccine(page_request: PageRequest, given: VaccineAnswer) -> ShownAnswer:
    """The answer for one vaccine with its reasons."""
    answer, mark = said(page_request, given.verdict)
    return ShownAnswer(
        vaccine=page_request.translate(VACCINES[given.vaccine]),
        answer=answer,
        mark=mark,
        kind=_kind(page_request, given),
        last_day=given.last_day if given.is_in_force else None,
        end=_end(page_request, given),
        reasons=list(shown_reasons(page_request, given.verdict)),
    )


def _kind(page_request: PageRequest, given: VaccineAnswer) -> str:
    """Permanent or temporary, of an exemption that is valid today; that there is none, or no longer one."""
    if given.exempted is None and not BY_OLDER_PAPER.isdisjoint(given.verdict.codes):
        return page_request.translate(N_("Older exemption on paper"))
    if given.exempted is None:
        return page_request.translate(N_("No exemption on file here"))
    kind = page_request.translate(KINDS[given.exempted.line.kind])
    return kind if given.is_in_force else page_request.translate(N_("Exemption not valid today (%(kind)s)"), kind=kind)


def _end(page_request: PageRequest, given: VaccineAnswer) -> str:
    if given.exempted is None or not given.is_in_force or given.last_day:
        return ""
    return end_of_span(page_request, given.exempted.row)


def said(page_request: PageRequest, verdict: Verdict) -> tuple[str, str]:
    """An answer in words, with its date where it names one, and the kind of its mark."""
    last_day_out = verdict.fact("through")
    day = last_day_out if isinstance(last_day_out, date) else answer_date(verdict)
    return said_with_day(page_request, verdict.outcome, day, verdict.codes)


def said_with_day(
    page_request: PageRequest, outcome: Outcome, day: date | None, codes: Collection[ReasonCode]
) -> tuple[str, str]:
    """The same of an answer of which no more is at hand than the codes of its reasons."""
    plain, dated, mark = ANSWERS[outcome]
    if not _SHOTS_MUST_START.isdisjoint(codes):
        dated = N_("May attend. Shots must start by %(day)s")
    if ReasonCode.REVOKED_APPEAL_OPEN in codes and outcome is Outcome.KEEP_ATTENDING_UNTIL:
        plain = N_("May attend (appeal open)")
    if ReasonCode.EXPOSURE_EXCLUSION_THROUGH in codes:  # the officer's last day, and not the first day out
        dated = N_("Exclude through %(day)s")
    return (
        page_request.translate(dated, day=day) if day and "%(day)s" in dated else page_request.translate(plain)
    ), mark
