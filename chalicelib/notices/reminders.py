"""The reminders among the notices: parents read what they can still do, a school what it must tell the parent."""

from collections.abc import Mapping

from chalicelib.domain.notice_kinds import CatalogueRow, NoticeKind
from chalicelib.law.citations import Cite
from chalicelib.law.marking import N_

REMINDERS: Mapping[NoticeKind, CatalogueRow] = {
    NoticeKind.EXEMPTION_ENDS_SOON: CatalogueRow(
        N_("Your child's exemption ends soon"),
        N_(
            "See the last day. By then, have the shots started or ask the doctor for a new form. Without one of the "
            "two your child can be kept out of school."
        ),
        Cite.HSC_120372_A2G,
    ),
    NoticeKind.EXEMPTION_ENDED: CatalogueRow(
        N_("Your child's exemption has ended"),
        N_(
            "Show the school a record of the shots, or ask the doctor for a new form. Until then your child can be "
            "kept out of school."
        ),
        Cite.HSC_120372_A2G,
    ),
    NoticeKind.SPAN_ENDS_SOON: CatalogueRow(
        N_("Your child's exemption ends with the grade span"),
        N_(
            "It does not count in the next grade span. Before that starts, ask the doctor for a new form or have the "
            "shots given."
        ),
        Cite.HSC_120372_A2G,
    ),
    NoticeKind.APPEAL_DAY_NEAR: CatalogueRow(
        N_("The last day to appeal is near"),
        N_("You can still appeal. If nobody does, the shots must start by the date shown."),
        Cite.HSC_120372_05_A,
    ),
    NoticeKind.SCHOOL_EXEMPTION_ENDS_SOON: CatalogueRow(
        N_("A student's exemption ends soon"),
        N_("Tell the parent in writing which shots are needed, and by when. The student's page has the date."),
        Cite.HSC_120372_A2G,
        posted_to_offices=False,
    ),
    NoticeKind.SCHOOL_EXEMPTION_ENDED: CatalogueRow(
        N_("A student's exemption has ended"),
        N_("The student's page says what to do today."),
        Cite.HSC_120372_A2G,
        posted_to_offices=False,
    ),
    NoticeKind.SCHOOL_SPAN_ENDS_SOON: CatalogueRow(
        N_("A student's exemption ends with the grade span"),
        N_("Tell the parent that a new form or the shots are needed before the next grade span starts."),
        Cite.HSC_120372_A2G,
        posted_to_offices=False,
    ),
}
