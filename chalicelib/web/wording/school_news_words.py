"""What a school reads in its news of a student: what happened, and what the school must do. The parents read other
words for the same event."""

from collections.abc import Mapping
from typing import NamedTuple

from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.law.marking import N_


class NewsLine(NamedTuple):
    """What happened, and what the school does about it; "" where there is nothing to do."""

    happened: str
    to_do: str


_ANSWER = N_("Open the student's page for today's answer.")
_BY_DATE = N_("Shots must start by the date shown.")

SCHOOL_NEWS: Mapping[NoticeKind, NewsLine] = {
    NoticeKind.EXEMPTION_ISSUED: NewsLine(N_("New exemption."), N_("See the answer for each vaccine.")),
    NoticeKind.EXEMPTION_HELD: NewsLine(
        N_("A signed form is on hold."), N_("It is not an exemption yet. Go by the student's shots.")
    ),
    NoticeKind.EXEMPTION_RELEASED: NewsLine(N_("The form is valid now."), N_("See the answer for each vaccine.")),
    NoticeKind.EXEMPTION_REFUSED: NewsLine(
        N_("The state did not accept the form."), N_("It is not an exemption. Go by the student's shots.")
    ),
    NoticeKind.EXEMPTION_WITHDRAWN: NewsLine(
        N_("The doctor withdrew the exemption."), N_("See which vaccines are open now.")
    ),
    NoticeKind.EXEMPTION_REPLACED: NewsLine(
        N_("A newer form replaces this one."), N_("File the certificate of the newer form.")
    ),
    NoticeKind.SCHOOL_CHANGED: NewsLine(N_("The parent changed the student's school."), ""),
    NoticeKind.SCHOOL_RECORDED: NewsLine(N_("Your school changed its record."), ""),
    NoticeKind.EXEMPTION_REVOKED: NewsLine(N_("The state stopped the exemption."), _ANSWER),
    NoticeKind.APPEAL_FILED: NewsLine(N_("The parent appealed on time."), _ANSWER),
    NoticeKind.APPEAL_FILED_LATE: NewsLine(
        N_("The parent appealed late."), N_("The day by which shots must start stays.")
    ),
    NoticeKind.APPEAL_REFUSED_LATE: NewsLine(
        N_("The late appeal was not accepted."), N_("The day by which shots must start stays.")
    ),
    NoticeKind.APPEAL_WITHDRAWN: NewsLine(N_("The parent withdrew the appeal."), _BY_DATE),
    NoticeKind.APPEAL_REINSTATED: NewsLine(N_("Appeal decided: the exemption is valid again."), _ANSWER),
    NoticeKind.APPEAL_REINSTATED_IN_PART: NewsLine(
        N_("Appeal decided: some vaccines are exempt again, others stay revoked."), _ANSWER
    ),
    NoticeKind.APPEAL_UPHELD: NewsLine(N_("Appeal decided: the exemption stays revoked."), _BY_DATE),
    NoticeKind.SCHOOL_EXEMPTION_ENDS_SOON: NewsLine(
        N_("A student's exemption ends soon"), N_("Tell the parent in writing which shots are needed, and by when.")
    ),
    NoticeKind.SCHOOL_EXEMPTION_ENDED: NewsLine(N_("A student's exemption has ended"), _ANSWER),
    NoticeKind.SCHOOL_SPAN_ENDS_SOON: NewsLine(
        N_("A student's exemption ends with the grade span"),
        N_("Tell the parent that a new form or the shots are needed before the next grade span starts."),
    ),
}
"""Kinds that a school can be told of and that have no line here show the notice's own heading."""
