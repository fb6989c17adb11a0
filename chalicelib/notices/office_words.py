"""What a notice says to an office of the state or the county, where the catalogue's words are for a family or a school:
what happened, as far as this reader may know it, and what this reader must do."""

from collections.abc import Mapping

from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.law.marking import N_

_HEALTH_DEPARTMENT: Mapping[NoticeKind, str] = {
    NoticeKind.EXEMPTION_REFUSED: N_(
        "A doctor signed a form for a student in your jurisdiction, and the state did not accept it. The "
        "student is not exempt. The school asks for the shots. You need do nothing."
    ),
    NoticeKind.EXEMPTION_REVOKED: N_(
        "The state stopped the exemption of a student in your jurisdiction. The student stays in school for "
        "now, and the shots must start by the date shown unless the parent appeals. You need do nothing."
    ),
    NoticeKind.EXEMPTION_WITHDRAWN: N_(
        "A doctor took back the exemption of a student in your jurisdiction, or a part of it. Your list of "
        "exemptions says for which vaccines. The school asks for the shots. You need do nothing."
    ),
    NoticeKind.APPEAL_REINSTATED: N_(
        "The panel found for the parent of a student in your jurisdiction. The exemption counts again, and no"
        " shots are due. You need do nothing."
    ),
    NoticeKind.APPEAL_REINSTATED_IN_PART: N_(
        "The panel found for the parent of a student in your jurisdiction for some vaccines. The shots for "
        "the others must start by the date shown. Your list of exemptions says which. You need do nothing."
    ),
    NoticeKind.APPEAL_UPHELD: N_(
        "The panel found that the exemption of a student in your jurisdiction stays stopped. The shots must "
        "start by the date shown, or the school excludes the student. You need do nothing."
    ),
}
_AGENCY: Mapping[NoticeKind, str] = {
    NoticeKind.APPEAL_FILED: N_(
        "A parent appealed in time. Take the appeal and name three panel members. The child stays in school meanwhile."
    ),
    NoticeKind.APPEAL_FILED_LATE: N_(
        "A parent appealed after the last day. Read why, and say whether the agency takes the appeal. Until "
        "then the shots must start by the date that the parent knows."
    ),
    NoticeKind.APPEAL_WITHDRAWN: N_(
        "The parent took back the appeal. The panel has nothing more to decide. You need do nothing."
    ),
    NoticeKind.APPEAL_DETERMINED: N_(
        "All three panel members have voted. Prepare the written decision: the Secretary adopts the result "
        "and sends it."
    ),
}
_STATE: Mapping[NoticeKind, str] = {
    NoticeKind.APPEAL_REINSTATED: N_(
        "The panel found for the parent of a child whose exemption you stopped, and the exemption counts "
        "again. Read the case. You need do nothing: everyone was told, and the physician's count is "
        "corrected."
    ),
    NoticeKind.APPEAL_REINSTATED_IN_PART: N_(
        "The panel found for the parent for some of the vaccines that you stopped. Those count again. Read "
        "the case. You need do nothing: everyone was told."
    ),
    NoticeKind.APPEAL_UPHELD: N_(
        "The panel found as the review did: the exemption stays stopped. Read the case. You need do nothing: "
        "everyone was told."
    ),
}
SENTENCES: Mapping[str, Mapping[NoticeKind, str]] = {
    "jurisdiction": _HEALTH_DEPARTMENT,
    "chhs": _AGENCY,
    "cdph": _STATE,
}
"""By the kind of the recipient. A kind of notice that is missing here says what the catalogue says."""
