"""What whoever holds a printed exemption form is told about it: whether the paper counts today, and until when.

Made from the school's answers (lifecycle H3), so that the paper and the school's page can never say two things. About
the form as a whole: no vaccine, no kind, no reason. Of the child, initials and year of birth, to see whose paper it is.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from chalicelib.domain.exemption import ExemptionForm, ExemptionLine
from chalicelib.domain.student_facts import line_facts
from chalicelib.law.admission import BY_EXEMPTION, answer
from chalicelib.law.calendar import day_after, day_before
from chalicelib.law.enums import LineState
from chalicelib.law.grade_spans import requirement_applies
from chalicelib.law.verdict import Outcome, Verdict

# The school is told nothing of such a line, and so is the holder of a paper (HSC 120372(d)(7) [R]).
_NEVER_COUNTED = frozenset({LineState.HELD, LineState.REFUSED})


class CertificateStatus(StrEnum):
    """Whether the paper counts on a day."""

    VALID = auto()  # for everything that stands on it
    IN_PART = auto()  # for some of its vaccines
    NOT_YET = auto()
    NOT_VALID = auto()  # someone stopped or replaced it
    ENDED = auto()  # by its own date


@dataclass(frozen=True)
class PaperAnswer:
    """The answer. `day` is the last day on which all that counts today still counts (VALID, IN_PART; None: the end is
    not known yet), the first day (NOT_YET), the first day on which nothing counted (NOT_VALID; None: not on record), or
    the last day (ENDED). `some_longer`: a part that counts today counts beyond `day`."""

    standing: CertificateStatus
    day: date | None
    initials: str
    birth_year: int
    some_longer: bool = False


def paper_answer(form: ExemptionForm, on: date) -> PaperAnswer | None:
    """Return what the holder of the paper is told on a day; None for a form that never counted."""
    answers = [(line, _answer(form, line, on)) for line in form.lines if line.state not in _NEVER_COUNTED]
    if not answers:
        return None
    adult = requirement_applies(form.birth_date, on)
    if adult.outcome is Outcome.NOT_REQUIRED:
        return _of(form, CertificateStatus.ENDED, _day_before(_day(adult, "since")), some_longer=False)
    standing, day, some_longer = _standing(answers, len(form.lines))
    return _of(form, standing, day, some_longer=some_longer)


def _of(form: ExemptionForm, standing: CertificateStatus, day: date | None, *, some_longer: bool) -> PaperAnswer:
    initials = initials_of(form.child.first_name, form.child.last_name)
    return PaperAnswer(standing, day, initials, form.birth_date.year, some_longer)


def _day_before(day: date | None) -> date | None:
    return day and day_before(day)


def _answer(form: ExemptionForm, line: ExemptionLine, on: date) -> Verdict:
    """Return what the line itself says: the grade and the doses on record are the child's, not the paper's."""
    revocation = line.revocation
    revoked_on, appeal = (revocation.revoked_on, revocation.appeal) if revocation else (None, None)
    return answer(line_facts(form, line, revoked_on, appeal), on)


def _standing(answers: list[tuple[ExemptionLine, Verdict]], lines: int) -> tuple[CertificateStatus, date | None, bool]:
    counting = [_day(verdict, "until") for _line, verdict in answers if not BY_EXEMPTION.isdisjoint(verdict.codes)]
    if counting:
        first = min((day for day in counting if day), default=None)
        whole = CertificateStatus.VALID if len(counting) == lines else CertificateStatus.IN_PART
        return whole, first, any(day != first for day in counting)
    begins = [day for day in (_day(verdict, "in_effect_from") for _line, verdict in answers) if day]
    if begins:
        return CertificateStatus.NOT_YET, min(begins), False
    ends = [_day(verdict, "ended_on") for _line, verdict in answers]
    if all(ends):
        return CertificateStatus.ENDED, _latest(ends), False
    stops = [
        day_after(end) if end else line.not_valid_since for (line, _verdict), end in zip(answers, ends, strict=True)
    ]
    return CertificateStatus.NOT_VALID, _latest(stops), False


def _day(verdict: Verdict, fact: str) -> date | None:
    day = verdict.fact(fact)
    return day if isinstance(day, date) else None


def _latest(days: Iterable[date | None]) -> date | None:
    """Return the latest of the days; None if one is not known."""
    listed = list(days)
    known = [day for day in listed if day]
    return max(known) if len(known) == len(listed) else None


def initials_of(*names: str) -> str:
    """Return the first letter of each name, as in "K. B."."""
    letters = (next(filter(_is_letter, unicodedata.normalize("NFC", name)), "") for name in names)
    return " ".join(f"{letter.upper()}." for letter in letters if letter)


def _is_letter(sign: str) -> bool:
    """Not so the marks that some names begin with, as the ʻokina."""
    return unicodedata.category(sign) in {"Lu", "Ll", "Lt", "Lo"}
