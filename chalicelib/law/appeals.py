"""Appeals: who, by when, the stay of the duty, the panel and its vote (HSC 120372.05)."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from chalicelib.law.calendar import california_date, deadline_in_days
from chalicelib.law.citations import Cite
from chalicelib.law.moved_days import moved_last_day
from chalicelib.law.tables import Limit, number
from chalicelib.law.verdict import Outcome, ReasonCode, Verdict, conclude, reason, verdict


class Filer(StrEnum):
    """Who wants to file an appeal."""

    PARENT_OR_GUARDIAN = "parent_or_guardian"
    ISSUING_PHYSICIAN = "issuing_physician"
    OTHER = "other"


class Vote(StrEnum):
    """A panelist's vote; also the panel's determination."""

    REINSTATE = "reinstate"
    UPHOLD = "uphold"


class Ballot(NamedTuple):
    """One panelist's vote and its written reason. The id tells panelists apart and is never shown."""

    panelist: str
    vote: Vote
    written_reason: str


class ConflictFacts(NamedTuple):
    """What is known and declared of a panelist for one case."""

    licensed_physician: bool
    has_experience: bool
    declared: bool
    works_for_cdph: bool = False
    treated_child: bool = False
    shares_practice: bool = False
    issued_or_cosigned_exemption: bool = False
    took_part_in_review: bool = False
    family_tie: bool = False
    financial_tie: bool = False


def appeal_by(revoked_on: date) -> date:
    """Return the last day of an appeal that stays the duty: 30 calendar days, moved past weekends and holidays."""
    return deadline_in_days(revoked_on, number(Limit.APPEAL_DAYS, revoked_on))


def timeliness(filed_at: datetime, revoked_on: date) -> Verdict:
    """Return TIMELY until the last instant of the last day in California, else LATE; a late one is still taken."""
    last_day = appeal_by(revoked_on)
    filed_on = california_date(filed_at)
    moved = moved_last_day(revoked_on, number(Limit.APPEAL_DAYS, revoked_on))
    if filed_on <= last_day:
        in_time = reason(ReasonCode.APPEAL_IN_TIME, Cite.HSC_120372_05_E, filed_on=filed_on, last_day=last_day)
        return verdict(Outcome.TIMELY, in_time, *moved)
    late = reason(ReasonCode.APPEAL_LATE, Cite.PORTAL_LATE_APPEAL, filed_on=filed_on, last_day=last_day)
    return verdict(Outcome.LATE, late, *moved)


def stay(filed_at: datetime, revoked_on: date, *, still_open: bool) -> Verdict:
    """Return STAYED while an appeal filed in time is open; NOT_STAYED for a late one and once it is closed."""
    in_time = timeliness(filed_at, revoked_on)
    last_day = appeal_by(revoked_on)
    if in_time.outcome is Outcome.LATE:
        return verdict(
            Outcome.NOT_STAYED, reason(ReasonCode.DUTY_NOT_STAYED_LATE, Cite.PORTAL_LATE_APPEAL, last_day=last_day)
        )
    if not still_open:
        return verdict(Outcome.NOT_STAYED, reason(ReasonCode.DUTY_NOT_STAYED_CLOSED, Cite.HSC_120372_05_E))
    return verdict(Outcome.STAYED, reason(ReasonCode.DUTY_STAYED, Cite.HSC_120372_05_E, last_day=last_day))


def may_file(filer: Filer) -> Verdict:
    """Return whether this person may appeal: only a parent or guardian may; the issuing physician may supply
    information."""
    if filer is Filer.PARENT_OR_GUARDIAN:
        return conclude([])
    failures = [reason(ReasonCode.ONLY_PARENT_MAY_APPEAL, Cite.HSC_120372_05_A)]
    if filer is Filer.ISSUING_PHYSICIAN:
        failures.append(reason(ReasonCode.PHYSICIAN_MAY_ADD_INFORMATION, Cite.HSC_120372_05_A))
    return conclude(failures)


def panel_ready(panelists: int, on: date) -> Verdict:
    """Return whether exactly three panelists sit."""
    size = number(Limit.PANEL_SIZE, on)
    if panelists == size:
        return conclude([])
    return conclude([reason(ReasonCode.PANEL_NOT_THREE, Cite.HSC_120372_05_B, assigned=panelists, needed=size)])


def majority(ballots: Sequence[Ballot], on: date) -> Verdict:
    """Return REINSTATE or UPHOLD by majority of three reasoned ballots; CANNOT_DETERMINE while one is missing."""
    size = number(Limit.PANEL_SIZE, on)
    voters = {each.panelist for each in ballots}
    missing = []
    if len(ballots) != size or len(voters) != size:
        missing.append(reason(ReasonCode.BALLOTS_NOT_THREE, Cite.PORTAL_VOTE, cast=len(voters), needed=size))
    if any(not each.written_reason.strip() for each in ballots):
        missing.append(reason(ReasonCode.BALLOT_WITHOUT_REASON, Cite.PORTAL_VOTE))
    if missing:
        return verdict(Outcome.CANNOT_DETERMINE, *missing)
    votes = Counter(each.vote for each in ballots)
    won = Vote.REINSTATE if votes[Vote.REINSTATE] >= number(Limit.PANEL_MAJORITY, on) else Vote.UPHOLD
    return verdict(Outcome(won.value), reason(ReasonCode.MAJORITY_REACHED, Cite.PORTAL_VOTE, votes=votes[won], of=size))


def vote_by(named_on: date) -> date:
    """Return the day by which a panelist is asked to vote, counted from the day of being named."""
    return named_on + timedelta(days=number(Limit.PANEL_VOTE_DAYS, named_on))


def may_adopt(determination: Vote, decision: Vote) -> Verdict:
    """Return whether the Secretary's decision equals the panel's determination, as it must."""
    if determination is decision:
        return conclude([])
    return conclude([reason(ReasonCode.SECRETARY_MUST_ADOPT, Cite.HSC_120372_05_D, determination=determination.value)])


def decision_time(determined_on: date, on: date) -> Verdict:
    """Return TIMELY while the written decision is prompt, then LATE; far too late from the day of the alarm (T6)."""
    due_on = determined_on + timedelta(days=number(Limit.DECISION_TARGET_DAYS, determined_on))
    alarm_on = determined_on + timedelta(days=number(Limit.DECISION_ALARM_DAYS, determined_on))
    if on <= due_on:
        return verdict(Outcome.TIMELY, reason(ReasonCode.DECISION_DUE, Cite.PORTAL_T6, until=due_on))
    code = ReasonCode.DECISION_PAST_TARGET if on < alarm_on else ReasonCode.DECISION_OVERDUE
    return verdict(Outcome.LATE, reason(code, Cite.PORTAL_T6, due_on=due_on))


def start_by_after_upheld(decision_notice_on: date) -> date:
    """Return the last day to start the schedule after an upheld revocation: 30 days from the decision notice."""
    return deadline_in_days(decision_notice_on, number(Limit.UPHELD_START_DAYS, decision_notice_on))


def after_withdrawal(withdrawn_on: date, first_date: date) -> date:
    """Return the last day to start after a timely appeal was withdrawn: 30 days on, or the first date if later."""
    return max(first_date, deadline_in_days(withdrawn_on, number(Limit.WITHDRAWN_START_DAYS, withdrawn_on)))


def eligible_panelist(facts: ConflictFacts) -> Verdict:
    """Return whether a physician may sit on this case's panel; every bar."""
    needs = [
        (facts.licensed_physician, ReasonCode.PANELIST_NOT_LICENSED, Cite.HSC_120372_05_B),
        (facts.has_experience, ReasonCode.PANELIST_LACKS_EXPERIENCE, Cite.HSC_120372_05_B),
        (not facts.works_for_cdph, ReasonCode.PANELIST_WORKS_FOR_CDPH, Cite.HSC_120372_05_B),
        (not facts.treated_child, ReasonCode.PANELIST_TREATED_CHILD, Cite.PORTAL_CONFLICTS),
        (not facts.shares_practice, ReasonCode.PANELIST_SHARES_PRACTICE, Cite.PORTAL_CONFLICTS),
        (not facts.issued_or_cosigned_exemption, ReasonCode.PANELIST_ISSUED_EXEMPTION, Cite.PORTAL_CONFLICTS),
        (not facts.took_part_in_review, ReasonCode.PANELIST_IN_REVIEW, Cite.PORTAL_CONFLICTS),
        (not facts.family_tie, ReasonCode.PANELIST_FAMILY_TIE, Cite.PORTAL_CONFLICTS),
        (not facts.financial_tie, ReasonCode.PANELIST_FINANCIAL_TIE, Cite.PORTAL_CONFLICTS),
        (facts.declared, ReasonCode.PANELIST_NOT_DECLARED, Cite.PORTAL_CONFLICTS),
    ]
    return conclude(reason(code, cite) for met, code, cite in needs if not met)
