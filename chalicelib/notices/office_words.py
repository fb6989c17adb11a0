"""What a notice says to an office of the state or the county, where the catalogue's words are for a family or a school:
what happened, as far as this reader may know it, and what this reader must do."""

from collections.abc import Mapping

from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.law.marking import N_

_HEALTH_DEPARTMENT: Mapping[NoticeKind, str] = {
    NoticeKind.EXEMPTION_REFUSED: N_(
        "The state did not accept a form for a student in your jurisdiction. The student is not exempt. The "
        "school asks for the shots. You don't need to do anything."
    ),
    NoticeKind.EXEMPTION_REVOKED: N_(
        "The state revoked the exemption of a student in your jurisdiction. The student stays in school for "
        "now. The shots must start by the date shown, unless the parent appeals. You don't need to do "
        "anything."
    ),
    NoticeKind.EXEMPTION_WITHDRAWN: N_(
        "A doctor withdrew the exemption of a student in your jurisdiction, or a part of it. Your list of "
        "exemptions says for which vaccines. The school asks for the shots. You don't need to do anything."
    ),
    NoticeKind.APPEAL_REINSTATED: N_(
        "The panel found for the parent of a student in your jurisdiction. The exemption is valid again, and "
        "no shots are due. You don't need to do anything."
    ),
    NoticeKind.APPEAL_REINSTATED_IN_PART: N_(
        "The panel found for the parent of a student in your jurisdiction for some vaccines. The shots for "
        "the others must start by the date shown. Your list of exemptions says which. You don't need to do "
        "anything."
    ),
    NoticeKind.APPEAL_UPHELD: N_(
        "The panel found that the exemption of a student in your jurisdiction stays revoked. If the shots do "
        "not start by the date shown, the school excludes the student. You don't need to do anything."
    ),
}
_AGENCY: Mapping[NoticeKind, str] = {
    NoticeKind.APPEAL_FILED: N_(
        "A parent appealed on time. Accept the appeal and name three panel members. The child stays in "
        "school meanwhile."
    ),
    NoticeKind.APPEAL_FILED_LATE: N_(
        "A parent appealed after the last day. Read why, and say whether the agency accepts the appeal. Until "
        "then the last day for the shots does not move."
    ),
    NoticeKind.APPEAL_WITHDRAWN: N_(
        "The parent withdrew the appeal. The panel has nothing more to decide. You don't need to do anything."
    ),
    NoticeKind.APPEAL_DETERMINED: N_(
        "All three panel members have voted. Prepare the written decision: the Secretary adopts the result "
        "and sends it."
    ),
}
_STATE: Mapping[NoticeKind, str] = {
    NoticeKind.APPEAL_REINSTATED: N_(
        "The panel found for the parent. An exemption that the state revoked is valid again. Everyone was "
        "told. Read the case. You don't need to do anything."
    ),
    NoticeKind.APPEAL_REINSTATED_IN_PART: N_(
        "The panel found for the parent for some of the vaccines. For those the exemption is valid again. "
        "Everyone was told. Read the case. You don't need to do anything."
    ),
    NoticeKind.APPEAL_UPHELD: N_(
        "The panel found as the review did: the exemption stays revoked. Everyone was told. Read the case. "
        "You don't need to do anything."
    ),
}
SENTENCES: Mapping[str, Mapping[NoticeKind, str]] = {
    "jurisdiction": _HEALTH_DEPARTMENT,
    "chhs": _AGENCY,
    "cdph": _STATE,
}
"""By the kind of the recipient. A kind of notice that is missing here says what the catalogue says."""
