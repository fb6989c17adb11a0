"""What the inbox says of clinic staff who prepare forms for a physician."""

from collections.abc import Mapping

from chalicelib.domain.notice_kinds import CatalogueRow, NoticeKind
from chalicelib.law.citations import Cite
from chalicelib.law.marking import N_

ROWS: Mapping[NoticeKind, CatalogueRow] = {
    NoticeKind.CLINIC_ACCESS_CHANGED: CatalogueRow(
        N_("Your access as clinic staff changed"),
        N_("A physician gave you access, or ended it. Your home page shows whose forms you prepare now."),
    ),
    NoticeKind.DRAFT_HANDED_OVER: CatalogueRow(
        N_("A prepared form is ready for you to check and sign"),
        N_("Your clinic staff filled out the form. Check each answer: only you can sign, and you certify all of it."),
        Cite.HSC_120372_A1,
    ),
}
