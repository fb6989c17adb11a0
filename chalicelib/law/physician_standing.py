"""May this physician issue now? License status, board matters, CDPH bars: HSC 120372(d)(7), table F3.

Looks at, in order: the last good look-up, the license record, the codes that forbid practice, CDPH's bars and
classifications, and what is not yet classified. Never passes a code it does not know.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from chalicelib.law import tables
from chalicelib.law.calendar import add_months_minimum, california_date
from chalicelib.law.citations import Cite
from chalicelib.law.license_numbers import LicenseNumber, normalize_license_number
from chalicelib.law.names import plain_letters
from chalicelib.law.tables import Limit, number
from chalicelib.law.verdict import Outcome, Reason, ReasonCode, Verdict, conclude, reason, verdict

__all__ = [
    "UNKNOWN_STATUS",
    "LicenseNumber",
    "LicenseRecord",
    "LookUp",
    "MatterClassification",
    "MatterKind",
    "PublicHealthBar",
    "Purpose",
    "StandingFacts",
    "bar_may_end",
    "decide",
    "earliest_bar_end",
    "normalize_license_number",
    "same_last_name",
    "unknown_status",
]

UNKNOWN_STATUS = "status "
"""What the name of a license status begins with, as a board matter."""
_NAME_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


class LookUp(StrEnum):
    """How the license service answered."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    UNREACHABLE = "unreachable"


class Purpose(StrEnum):
    """What the decision is for."""

    REGISTRATION = "registration"
    ISSUE = "issue"


class MatterKind(StrEnum):
    """What kind of board matter a code or a public action stands for."""

    ACCUSATION = "accusation"
    PROBATION = "probation"
    OTHER = "other"


class MatterClassification(NamedTuple):
    """CDPH's recorded answer on one board matter.

    `ended`: the accusation was resolved in the physician's favor, or the probation was terminated.
    """

    immunization_related: bool
    kind: MatterKind
    ended: bool = False


class PublicHealthBar(NamedTuple):
    """A bar of HSC 120372(d)(7)(A): its first day, and the day CDPH found the risk gone, if it did."""

    since: date
    risk_gone_on: date | None = None


class LicenseRecord(NamedTuple):
    """The license as the board shows it; `new_public_actions` are keys of actions not seen before."""

    last_name: str
    primary_code: str
    expires_on: date
    secondary_codes: tuple[str, ...] = ()
    new_public_actions: tuple[str, ...] = ()


class StandingFacts(NamedTuple):
    """What is known of a physician at `now`.

    `classifications` maps a secondary code ("53"), a status that the table does not know (`unknown_status`) or a public
    action's key to CDPH's answer.
    `last_good_check_at`: when a look-up last ended in MAY_ISSUE.
    """

    now: datetime
    purpose: Purpose
    look_up: LookUp
    claimed_last_name: str
    record: LicenseRecord | None = None
    last_good_check_at: datetime | None = None
    public_health_bar: PublicHealthBar | None = None
    classifications: Mapping[str, MatterClassification] = MappingProxyType({})

    @property
    def on(self) -> date:
        """The California day of `now`."""
        return california_date(self.now)


def decide(facts: StandingFacts) -> Verdict:
    """Return MAY_ISSUE, HOLD, REFUSE or TRY_LATER, with every reason of that outcome.

    A known bar outweighs a matter that is still to be classified: the law lets no such form be accepted.
    """
    bars = [*_public_health(facts), *_classified_bars(facts)]
    if facts.look_up is LookUp.UNREACHABLE:
        return _without_answer(facts, bars)
    if facts.look_up is LookUp.NOT_FOUND or facts.record is None:
        return verdict(Outcome.REFUSE, reason(ReasonCode.LICENCE_NOT_FOUND, Cite.PORTAL_F3))
    refusals = [*_license_refusals(facts, facts.record), *bars]
    if refusals:
        return Verdict(Outcome.REFUSE, tuple(refusals))
    holds = tuple(_unclassified(facts, facts.record))
    if holds:
        return Verdict(Outcome.HOLD, holds)
    return Verdict(Outcome.MAY_ISSUE, tuple(_notes(facts, facts.record)))


def _without_answer(facts: StandingFacts, bars: list[Reason]) -> Verdict:
    if bars:
        return Verdict(Outcome.REFUSE, tuple(bars))
    if facts.purpose is Purpose.ISSUE and facts.last_good_check_at is not None:
        longest = timedelta(hours=number(Limit.GOOD_CHECK_HOURS, facts.on))
        if timedelta() <= facts.now - facts.last_good_check_at <= longest:
            checked_on = california_date(facts.last_good_check_at)
            return verdict(
                Outcome.MAY_ISSUE, reason(ReasonCode.LAST_GOOD_CHECK_USED, Cite.PORTAL_F3, checked_on=checked_on)
            )
    return verdict(Outcome.TRY_LATER, reason(ReasonCode.LICENCE_SERVICE_UNREACHABLE, Cite.PORTAL_F3))


def _license_refusals(facts: StandingFacts, record: LicenseRecord) -> Iterator[Reason]:
    if not same_last_name(facts.claimed_last_name, record.last_name):
        yield reason(ReasonCode.LICENCE_NAME_MISMATCH, Cite.PORTAL_F3)
    primary = _status("primary", record.primary_code, facts.on)
    if primary is not None and primary["action"] == "block":
        yield reason(ReasonCode.LICENCE_NOT_CURRENT, Cite.PORTAL_F3, status=primary["label"])
    if record.expires_on < facts.on:
        yield reason(ReasonCode.LICENCE_PAST_EXPIRY, Cite.PORTAL_F3, expired_on=record.expires_on)
    for code in record.secondary_codes:
        secondary = _status("secondary", code, facts.on)
        if secondary is not None and secondary["action"] == "block":
            yield reason(ReasonCode.PRACTICE_NOT_PERMITTED, Cite.PORTAL_F3, status=secondary["label"])


def _public_health(facts: StandingFacts) -> Iterator[Reason]:
    bar = facts.public_health_bar
    if bar is not None and bar.since <= facts.on and not bar_may_end(bar, facts.on).allowed:
        yield reason(
            ReasonCode.PUBLIC_HEALTH_BAR, Cite.HSC_120372_D7A, since=bar.since, earliest_end=earliest_bar_end(bar.since)
        )


_BARRING = {
    MatterKind.ACCUSATION: (ReasonCode.ACCUSATION_PENDING, Cite.HSC_120372_D7B),
    MatterKind.PROBATION: (ReasonCode.ON_PROBATION, Cite.HSC_120372_D7C),
    MatterKind.OTHER: (ReasonCode.BOARD_MATTER_RELATED, Cite.PORTAL_F3),
}


def _classified_bars(facts: StandingFacts) -> Iterator[Reason]:
    for matter, classified in sorted(facts.classifications.items()):
        if classified.immunization_related and not classified.ended:
            code, cite = _BARRING[classified.kind]
            yield reason(code, cite, matter=matter)


def _unclassified(facts: StandingFacts, record: LicenseRecord) -> Iterator[Reason]:
    status = unknown_status(record.primary_code, facts.on)
    if status and not _is_settled(facts, status):
        yield reason(ReasonCode.BOARD_CODE_UNKNOWN, Cite.PORTAL_F3, matter=status)
    for code in record.secondary_codes:
        if _is_settled(facts, code):
            continue
        row = _status("secondary", code, facts.on)
        if row is None:
            yield reason(ReasonCode.BOARD_CODE_UNKNOWN, Cite.PORTAL_F3, matter=code)
        elif row["action"] == "hold":
            yield reason(ReasonCode.BOARD_MATTER_NOT_CLASSIFIED, Cite.PORTAL_F3, matter=code, status=row["label"])
    for action in record.new_public_actions:
        if action not in facts.classifications:
            yield reason(ReasonCode.PUBLIC_ACTION_NOT_CLASSIFIED, Cite.PORTAL_F3, matter=action)


def _is_settled(facts: StandingFacts, matter: str) -> bool:
    """Return whether CDPH has classified it. An ended matter that the board shows again may be a new one: classified
    again."""
    classified = facts.classifications.get(matter)
    return classified is not None and not classified.ended


def unknown_status(primary_code: str, on: date) -> str:
    """Return how a license status that the table does not know is named among the board's matters, for instance
    "status 30": the same number as a secondary code means another thing. "" for a status that the table knows."""
    return "" if _status("primary", primary_code, on) else f"{UNKNOWN_STATUS}{primary_code.strip()}"


def _notes(facts: StandingFacts, record: LicenseRecord) -> Iterator[Reason]:
    primary = _status("primary", record.primary_code, facts.on)
    flagged = primary is not None and primary["action"] == "may_issue_flag"
    code = ReasonCode.LICENCE_TEMPORARY_FLAGGED if flagged else ReasonCode.LICENCE_CURRENT
    yield reason(code, Cite.PORTAL_F3, expires_on=record.expires_on)
    for matter, classified in sorted(facts.classifications.items()):
        if not classified.immunization_related:
            yield reason(ReasonCode.BOARD_MATTER_UNRELATED, Cite.HSC_120372_D7, matter=matter)


def _status(level: str, code: str, on: date) -> tables.Row | None:
    for row in tables.rows("dca_status"):
        if (row["level"], row["code"]) == (level, code.strip()) and tables.row_in_force(row, on):
            return row
    return None


def same_last_name(claimed: str, on_license: str) -> bool:
    """Return whether two last names agree apart from case, accents, punctuation, spaces and suffixes such as Jr."""
    return bool(_plain(claimed)) and _plain(claimed) == _plain(on_license)


def _plain(name: str) -> str:
    words = "".join(each if each.isalpha() else " " for each in plain_letters(name)).split()
    while len(words) > 1 and words[-1] in _NAME_SUFFIXES:
        words.pop()
    return "".join(words)


def earliest_bar_end(since: date) -> date:
    """Return the first day on which a public-health-risk bar can end: two years, rolled forward."""
    return add_months_minimum(since, number(Limit.PUBLIC_HEALTH_BAR_MONTHS, since))


def bar_may_end(bar: PublicHealthBar, on: date) -> Verdict:
    """Return ALLOWED once two years have passed and CDPH found the risk gone; else each thing that is missing."""
    failures = []
    if on < earliest_bar_end(bar.since):
        failures.append(
            reason(ReasonCode.BAR_TOO_SHORT, Cite.HSC_120372_D7A, earliest_allowed=earliest_bar_end(bar.since))
        )
    if bar.risk_gone_on is None or bar.risk_gone_on > on:
        failures.append(reason(ReasonCode.RISK_NOT_SHOWN_GONE, Cite.HSC_120372_D7A, since=bar.since))
    return conclude(failures, [reason(ReasonCode.BAR_MAY_END, Cite.HSC_120372_D7A, since=bar.since)])
