"""What the inbox says where an office of the county acts: the health department and its orders."""

from collections.abc import Mapping

from chalicelib.domain.notice_kinds import CatalogueRow, NoticeKind
from chalicelib.law.citations import Cite
from chalicelib.law.marking import N_

ROWS: Mapping[NoticeKind, CatalogueRow] = {
    NoticeKind.OUTBREAK_STARTED: CatalogueRow(
        N_("The health department started an outbreak page for your school"),
        N_("Open it to see which students have no protection. No one is excluded yet."),
        Cite.CCR_2508,
        posted_to_offices=False,
    ),
    NoticeKind.EXCLUSION_ORDERED: CatalogueRow(
        N_("The health department ordered students to stay home"),
        N_("The outbreak page names them, with the days. Call the parents today, and keep the students out."),
        Cite.HSC_120370_B,
        posted_to_offices=False,
    ),
    NoticeKind.EXCLUSION_LIFTED: CatalogueRow(
        N_("The health department lets students return"),
        N_("The outbreak page names them, with the first day back. Tell the parents."),
        Cite.HSC_120370_B,
        posted_to_offices=False,
    ),
}
