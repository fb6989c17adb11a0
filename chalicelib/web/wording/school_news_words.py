"""What a school reads in its news of a student, in one line: what happened and what to look at. The parents read other
words for the same event."""

from collections.abc import Mapping

from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.law.marking import N_

SCHOOL_NEWS: Mapping[NoticeKind, str] = {
    NoticeKind.EXEMPTION_ISSUED: N_("New exemption. See the answer for each vaccine."),
    NoticeKind.EXEMPTION_HELD: N_("A signed form is on hold. It is not an exemption yet."),
    NoticeKind.EXEMPTION_RELEASED: N_("The form is valid now."),
    NoticeKind.EXEMPTION_REFUSED: N_("The state did not accept the form. It is not an exemption."),
    NoticeKind.EXEMPTION_WITHDRAWN: N_("The doctor withdrew the exemption. See which vaccines are open now."),
    NoticeKind.EXEMPTION_REPLACED: N_("A newer form replaces this one. File the certificate of the newer form."),
    NoticeKind.SCHOOL_CHANGED: N_("The parent changed the student's school."),
    NoticeKind.SCHOOL_RECORDED: N_("Your school changed its record."),
    NoticeKind.EXEMPTION_REVOKED: N_("The state stopped the exemption. Open the student for the answer of today."),
    NoticeKind.APPEAL_FILED: N_("The parent appealed in time. Open the student for the answer of today."),
    NoticeKind.APPEAL_FILED_LATE: N_("The parent appealed late. The day by which shots must start stays."),
    NoticeKind.APPEAL_REFUSED_LATE: N_("The late appeal was not accepted. The day by which shots must start stays."),
    NoticeKind.APPEAL_WITHDRAWN: N_("The parent withdrew the appeal. Shots must start by the date shown."),
    NoticeKind.APPEAL_REINSTATED: N_("Appeal decided: the exemption is valid again."),
    NoticeKind.APPEAL_REINSTATED_IN_PART: N_(
        "Appeal decided: some vaccines are exempt again, others stay stopped. Open the student for each."
    ),
    NoticeKind.APPEAL_UPHELD: N_("Appeal decided: the exemption stays stopped. Shots must start by the date shown."),
}
"""Kinds that a school can be told of and that have no line here show the notice's own heading."""
