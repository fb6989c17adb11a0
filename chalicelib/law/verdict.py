"""The one shape in which every rule answers: an outcome, the reasons, and the citation of each reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from chalicelib.law.citations import KNOWN_CITES, Cite
from chalicelib.law.reason_codes import ReasonCode

__all__ = ["FactValue", "Outcome", "Reason", "ReasonCode", "Verdict", "conclude", "reason", "verdict"]

FactValue = str | int | date


class Outcome(StrEnum):
    """What a rule concludes."""

    ALLOWED = "allowed"
    REFUSED = "refused"
    MAY_ISSUE = "may_issue"
    HOLD = "hold"
    REFUSE = "refuse"
    TRY_LATER = "try_later"
    REQUIRED = "required"
    NOT_REQUIRED = "not_required"
    TIMELY = "timely"
    LATE = "late"
    STAYED = "stayed"
    NOT_STAYED = "not_stayed"
    REINSTATE = "reinstate"
    UPHOLD = "uphold"
    CANNOT_DETERMINE = "cannot_determine"
    ADMIT = "admit"
    ADMIT_CONDITIONALLY_UNTIL = "admit_conditionally_until"
    KEEP_ATTENDING_UNTIL = "keep_attending_until"
    NOT_AN_EXEMPTION = "not_an_exemption"
    CHECK_RECORD = "check_record"
    EXCLUDE_FROM = "exclude_from"
    MET = "met"
    SHORT = "short"


_ALLOWING = frozenset(
    {
        Outcome.ALLOWED,
        Outcome.MAY_ISSUE,
        Outcome.NOT_REQUIRED,
        Outcome.TIMELY,
        Outcome.STAYED,
        Outcome.REINSTATE,
        Outcome.ADMIT,
        Outcome.ADMIT_CONDITIONALLY_UNTIL,
        Outcome.KEEP_ATTENDING_UNTIL,
        Outcome.CHECK_RECORD,
        Outcome.MET,
    }
)


@dataclass(frozen=True)
class Reason:
    """Why: a stable code, its sentence's facts, the citation id. KeyError for an unknown citation."""

    code: ReasonCode
    facts: Mapping[str, FactValue] = field(hash=False)
    citation: str

    def __post_init__(self) -> None:
        if self.citation not in KNOWN_CITES:
            raise KeyError(self.citation)
        object.__setattr__(self, "facts", MappingProxyType(dict(self.facts)))


_PLAIN_YES = frozenset({Outcome.ALLOWED, Outcome.MAY_ISSUE, Outcome.MET})


class NoReasonError(ValueError):
    """A verdict that limits someone names no reason, and so no law."""


@dataclass(frozen=True)
class Verdict:
    """An outcome and its reasons, in the order the rule looked at them.

    Only a plain yes may go without a reason: NoReasonError for any other outcome.
    """

    outcome: Outcome
    reasons: tuple[Reason, ...] = ()

    def __post_init__(self) -> None:
        if not self.reasons and self.outcome not in _PLAIN_YES:
            raise NoReasonError(self.outcome)

    @property
    def allowed(self) -> bool:
        """Whether the thing asked for may go ahead (for a pupil: whether they may attend today)."""
        return self.outcome in _ALLOWING

    @property
    def codes(self) -> tuple[ReasonCode, ...]:
        """The codes of the reasons, in order."""
        return tuple(each.code for each in self.reasons)

    def fact(self, name: str) -> FactValue | None:
        """Return the first fact of this name among the reasons, or None."""
        for each in self.reasons:
            if name in each.facts:
                return each.facts[name]
        return None


def reason(code: ReasonCode, cite: Cite, **facts: FactValue) -> Reason:
    """Return a reason from its code, citation and facts."""
    return Reason(code=code, facts=facts, citation=cite)


def verdict(outcome: Outcome, *reasons: Reason) -> Verdict:
    return Verdict(outcome=outcome, reasons=reasons)


def conclude(failures: Iterable[Reason], notes: Iterable[Reason] = ()) -> Verdict:
    """Return REFUSED with every failure, or, when there is none, ALLOWED with the notes."""
    found = tuple(failures)
    if found:
        return Verdict(Outcome.REFUSED, found)
    return Verdict(Outcome.ALLOWED, tuple(notes))
