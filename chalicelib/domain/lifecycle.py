"""THE STATE TABLE: from, act, to, basis. Every written transition of `docs/lifecycle.md` is a row here.

The unit of work refuses a state change that is no row, and pages offer the actions that the rows allow. Who may do an
action stands in `permissions.py`. What time does (not yet in effect, expired, span ended, lapsed) is a reading, not a
row.
"""

from dataclasses import dataclass
from enum import StrEnum

from chalicelib.domain.action import Action
from chalicelib.domain.appeal import AppealState as A
from chalicelib.domain.charge_report import ChargeState
from chalicelib.domain.child_pair import PairState
from chalicelib.domain.correction import CorrectionState as M
from chalicelib.domain.emergency import EmergencyState as E
from chalicelib.domain.license_claim import ClaimState as C
from chalicelib.domain.request import RequestState as R
from chalicelib.domain.review import ReviewState as V
from chalicelib.domain.standing import StandingState as S
from chalicelib.law.enums import LineState as L


@dataclass(frozen=True)
class Transition:
    """One row: `thing` in one of `sources` becomes `target` by `act`. An empty `sources` is a beginning."""

    thing: str
    sources: tuple[StrEnum, ...]
    act: Action
    target: StrEnum
    basis: str


TRANSITIONS: tuple[Transition, ...] = (
    # H1 request
    Transition("request", (), Action.START_REQUEST, R.DRAFT, "HSC 120372(b)"),
    Transition("request", (), Action.COPY_REQUEST, R.DRAFT, "HSC 120372(b)"),
    Transition("request", (R.DRAFT,), Action.SUBMIT_REQUEST, R.SUBMITTED, "HSC 120372(a)(2), (b)"),
    Transition("request", (R.SUBMITTED,), Action.OPEN_REQUEST, R.OPENED, "portal"),
    Transition("request", (R.OPENED,), Action.RELEASE_REQUEST, R.SUBMITTED, "portal"),
    Transition("request", (R.OPENED,), Action.CHOOSE_OTHER_PHYSICIAN, R.SUBMITTED, "portal"),
    Transition("request", (R.OPENED,), Action.ISSUE_EXEMPTION, R.ISSUED, "HSC 120372(a)"),
    Transition("request", (R.OPENED,), Action.HOLD_EXEMPTION, R.HELD, "HSC 120372(d)(7)"),
    Transition("request", (R.OPENED,), Action.DECLINE_REQUEST, R.DECLINED, "portal"),
    Transition("request", (R.DRAFT, R.SUBMITTED, R.OPENED), Action.CANCEL_REQUEST, R.CANCELED, "HSC 120372(b)"),
    # H2 exemption line
    Transition("line", (), Action.ISSUE_EXEMPTION, L.ISSUED, "HSC 120372(a), (b)"),
    Transition("line", (), Action.HOLD_EXEMPTION, L.HELD, "HSC 120372(d)(7)"),
    Transition("line", (L.HELD,), Action.RELEASE_HELD_EXEMPTION, L.ISSUED, "HSC 120372(d)(7)"),
    Transition("line", (L.HELD,), Action.RELEASE_HELD_EXEMPTION, L.SUPERSEDED, "HSC 120372(d)(7)"),
    Transition("line", (L.HELD,), Action.REFUSE_HELD_EXEMPTION, L.REFUSED, "HSC 120372(d)(5), (7)"),
    Transition("line", (L.HELD, L.ISSUED), Action.WITHDRAW_EXEMPTION, L.WITHDRAWN, "portal"),
    Transition("line", (L.ISSUED,), Action.SUPERSEDE_EXEMPTION, L.SUPERSEDED, "portal"),
    Transition("line", (L.ISSUED,), Action.REVOKE_EXEMPTION, L.REVOKED, "HSC 120372(d)(3)-(6)"),
    Transition("line", (L.REVOKED,), Action.REINSTATE_EXEMPTION, L.ISSUED, "HSC 120372.05(d)"),
    Transition("line", (L.REVOKED,), Action.REINSTATE_EXEMPTION, L.SUPERSEDED, "HSC 120372.05(d)"),
    # H4 review (a correction's or renewal's new form inherits an open one: no change of state)
    Transition("review", (), Action.OPEN_REVIEW, V.OPEN, "HSC 120372(d)(2), (d)(9)"),
    Transition("review", (), Action.FLAG_FORM, V.OPEN, "HSC 120372(d)(9)"),
    Transition("review", (), Action.ISSUE_EXEMPTION, V.OPEN, "HSC 120372(d)(2)"),
    Transition("review", (), Action.OPEN_DUE_REVIEW, V.OPEN, "HSC 120372(d)(2)(A) to (C)"),
    Transition("review", (V.OPEN,), Action.ASSIGN_REVIEW, V.ASSIGNED, "HSC 120372(d)(2)"),
    Transition("review", (V.OPEN, V.ASSIGNED), Action.REASSIGN_REVIEW, V.ASSIGNED, "portal"),
    Transition("review", (V.INFO_REQUESTED,), Action.REASSIGN_REVIEW, V.INFO_REQUESTED, "portal"),
    Transition("review", (V.ASSIGNED,), Action.HAND_BACK_REVIEW, V.OPEN, "portal"),
    Transition("review", (V.ASSIGNED,), Action.ASK_FOR_INFORMATION, V.INFO_REQUESTED, "HSC 120372(d)(3)(A)"),
    Transition("review", (V.INFO_REQUESTED,), Action.ANSWER_REVIEWER, V.ASSIGNED, "HSC 120372(d)(3)(A)"),
    Transition("review", (V.INFO_REQUESTED,), Action.ASSIGN_REVIEW, V.ASSIGNED, "portal"),
    Transition("review", (V.ASSIGNED,), Action.RECOMMEND, V.RECOMMENDED_CLEAR, "HSC 120372(d)(3)"),
    Transition("review", (V.ASSIGNED,), Action.RECOMMEND, V.RECOMMENDED_REVOKE, "HSC 120372(d)(3)"),
    Transition(
        "review", (V.RECOMMENDED_CLEAR, V.RECOMMENDED_REVOKE), Action.DECIDE_REVIEW, V.DECIDED, "HSC 120372(d)(3)(C)"
    ),
    # H8 the same child twice
    Transition("child_pair", (), Action.ISSUE_EXEMPTION, PairState.OPEN, "portal"),
    Transition("child_pair", (PairState.OPEN,), Action.MARK_SAME_CHILD, PairState.CLOSED, "portal"),
    # H5 appeal
    Transition("appeal", (), Action.START_APPEAL, A.DRAFT, "HSC 120372.05(a)"),
    Transition("appeal", (A.DRAFT,), Action.FILE_APPEAL, A.FILED_TIMELY, "HSC 120372.05(e)"),
    Transition("appeal", (A.DRAFT,), Action.FILE_APPEAL, A.FILED_LATE, "HSC 120372.05(e)"),
    Transition("appeal", (A.FILED_TIMELY, A.FILED_LATE), Action.ACCEPT_APPEAL, A.ACCEPTED, "HSC 120372.05(b)"),
    Transition("appeal", (A.FILED_LATE,), Action.REFUSE_LATE_APPEAL, A.REFUSED_LATE, "HSC 120372.05(e)"),
    Transition("appeal", (A.ACCEPTED,), Action.ASSIGN_PANEL, A.PANEL_ASSIGNED, "HSC 120372.05(b)"),
    Transition("appeal", (A.PANEL_ASSIGNED,), Action.DECLARE_NO_CONFLICT, A.IN_REVIEW, "HSC 120372.05(b)"),
    Transition("appeal", (A.IN_REVIEW,), Action.ASK_APPEAL_QUESTION, A.INFO_REQUESTED, "HSC 120372.05(a)"),
    Transition("appeal", (A.INFO_REQUESTED,), Action.SUPPLY_APPEAL_INFORMATION, A.IN_REVIEW, "HSC 120372.05(a)"),
    Transition("appeal", (A.IN_REVIEW,), Action.VOTE, A.DETERMINED, "HSC 120372.05(c), (d)"),
    Transition("appeal", (A.DETERMINED,), Action.ADOPT_DETERMINATION, A.DECIDED, "HSC 120372.05(d)"),
    Transition("appeal", (A.DECIDED,), Action.CLOSE_APPEAL, A.CLOSED, "portal"),
    Transition(
        "appeal",
        (A.DRAFT, A.FILED_TIMELY, A.FILED_LATE, A.ACCEPTED, A.PANEL_ASSIGNED, A.IN_REVIEW, A.INFO_REQUESTED),
        Action.WITHDRAW_APPEAL,
        A.WITHDRAWN,
        "portal",
    ),
    # H6 physician standing
    Transition("standing", (), Action.PROVE_LICENSE, S.VERIFIED, "HSC 120372(a)(2)(A)"),
    Transition("standing", (), Action.PROVE_LICENSE, S.HOLD, "HSC 120372(d)(7)"),
    Transition("standing", (S.VERIFIED,), Action.HOLD_EXEMPTION, S.HOLD, "HSC 120372(d)(7)"),
    Transition("standing", (S.VERIFIED,), Action.CHECK_LICENSE, S.HOLD, "HSC 120372(d)(7)"),
    Transition("standing", (S.HOLD,), Action.CLASSIFY_ACTION, S.VERIFIED, "HSC 120372(d)(7)"),
    Transition("standing", (S.HOLD,), Action.CLASSIFY_ACTION, S.BARRED_ACCUSATION, "HSC 120372(d)(7)(B)"),
    Transition("standing", (S.HOLD,), Action.CLASSIFY_ACTION, S.BARRED_PROBATION, "HSC 120372(d)(7)(C)"),
    Transition(
        "standing", (S.VERIFIED, S.HOLD), Action.BAR_PHYSICIAN, S.BARRED_PUBLIC_HEALTH_RISK, "HSC 120372(d)(7)(A)"
    ),
    Transition(
        "standing",
        (S.BARRED_ACCUSATION, S.BARRED_PROBATION, S.BARRED_PUBLIC_HEALTH_RISK),
        Action.LIFT_BAR,
        S.VERIFIED,
        "HSC 120372(d)(7)",
    ),
    Transition("standing", (S.VERIFIED,), Action.REPORT_MATTER, S.HOLD, "HSC 120372(d)(7)"),
    Transition(
        "standing", (S.BARRED_ACCUSATION, S.BARRED_PROBATION), Action.REPORT_MATTER, S.VERIFIED, "HSC 120372(d)(7)"
    ),
    Transition("standing", (S.BARRED_ACCUSATION, S.BARRED_PROBATION), Action.REPORT_MATTER, S.HOLD, "HSC 120372(d)(7)"),
    # H9 an account's claim to a license
    Transition("license_claim", (), Action.REGISTER, C.OPEN, "HSC 120372(a)(2)(A)"),
    Transition("license_claim", (), Action.REPORT_LICENSE_MISUSE, C.PROVEN, "portal"),
    Transition("license_claim", (C.OPEN,), Action.VERIFY_EMAIL, C.LETTER_WAITING, "portal"),
    Transition(
        "license_claim", (C.OPEN, C.POSTED, C.LAPSED), Action.ASK_FOR_LICENSE_LETTER, C.LETTER_WAITING, "portal"
    ),
    Transition("license_claim", (C.POSTED, C.LAPSED), Action.ASK_FOR_LICENSE_LETTER, C.OPEN, "portal"),
    Transition("license_claim", (C.OPEN, C.LAPSED), Action.SETTLE_LICENSE_CLAIM, C.LETTER_WAITING, "portal"),
    Transition("license_claim", (C.LETTER_WAITING,), Action.MARK_LETTER_POSTED, C.POSTED, "portal"),
    Transition("license_claim", (C.POSTED,), Action.PROVE_LICENSE, C.PROVEN, "HSC 120372(a)(2)(A)"),
    Transition("license_claim", (C.LETTER_WAITING, C.POSTED), Action.PROVE_LICENSE, C.LAPSED, "portal"),
    Transition("license_claim", (C.LETTER_WAITING, C.POSTED, C.PROVEN), Action.DISPUTE_LICENSE, C.DISPUTED, "portal"),
    Transition("license_claim", (C.PROVEN,), Action.SETTLE_LICENSE_CLAIM, C.DISPUTED, "portal"),
    Transition(
        "license_claim",
        (C.OPEN, C.LETTER_WAITING, C.POSTED, C.LAPSED, C.DISPUTED),
        Action.SETTLE_LICENSE_CLAIM,
        C.PROVEN,
        "HSC 120372(a)(2)(A)",
    ),
    Transition(
        "license_claim",
        (C.OPEN, C.LETTER_WAITING, C.POSTED, C.LAPSED, C.DISPUTED),
        Action.SETTLE_LICENSE_CLAIM,
        C.REFUSED,
        "portal",
    ),
    # Emergency access to one child's record
    Transition("emergency", (), Action.OPEN_EMERGENCY, E.OPENED, "45 CFR 164.312(a)(2)(ii)"),
    Transition("emergency", (E.OPENED,), Action.REVIEW_EMERGENCY, E.REVIEWED, "portal"),
    # Request to amend a child's record
    Transition("amendment_request", (), Action.ASK_TO_AMEND, M.OPEN, "Civ. Code 1798.35"),
    Transition("amendment_request", (M.OPEN,), Action.ANSWER_AMENDMENT, M.MADE, "Civ. Code 1798.35(a)"),
    Transition("amendment_request", (M.OPEN,), Action.ANSWER_AMENDMENT, M.REFUSED, "Civ. Code 1798.35(b)"),
    Transition("amendment_request", (M.OPEN,), Action.WITHDRAW_AMENDMENT, M.WITHDRAWN, "portal"),
    # Report of a charge
    Transition("charge_report", (), Action.REPORT_CHARGE, ChargeState.OPEN, "HSC 120372(a)(3)"),
    Transition("charge_report", (ChargeState.OPEN,), Action.ANSWER_CHARGE, ChargeState.FORWARDED, "HSC 120372(a)(3)"),
    Transition("charge_report", (ChargeState.OPEN,), Action.ANSWER_CHARGE, ChargeState.CLOSED, "portal"),
)


class NoSuchTransitionError(ValueError):
    """A state change that no row of the table allows."""


def find_transition(thing: str, source: StrEnum | None, act: Action, target: StrEnum) -> Transition:
    """Return the row that allows `thing` to go from `source` (None: a beginning) to `target` by `act`.

    Raises NoSuchTransitionError.
    """
    for row in TRANSITIONS:
        starts = not row.sources if source is None else source in row.sources
        if row.thing == thing and row.act == act and row.target == target and starts:
            return row
    raise NoSuchTransitionError(f"{thing}: {source} -> {target} by {act}")


def sources_of(thing: str, act: Action) -> frozenset[StrEnum]:
    """Return the states from which `act` may be done to `thing`."""
    return frozenset(state for row in TRANSITIONS if row.thing == thing and row.act == act for state in row.sources)
