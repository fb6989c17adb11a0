"""What the notices about appeals say: the rows of the catalogue (notices/catalogue.py)."""

from collections.abc import Mapping

from chalicelib.domain.notice_kinds import CatalogueRow, NoticeKind
from chalicelib.law.citations import Cite
from chalicelib.law.marking import N_

ROWS: Mapping[NoticeKind, CatalogueRow] = {
    NoticeKind.APPEAL_FILED: CatalogueRow(
        N_("An appeal was filed on time"),
        N_("The child can stay in school, and no shots are due, until the appeal is decided."),
        Cite.HSC_120372_05_E,
    ),
    NoticeKind.APPEAL_FILED_LATE: CatalogueRow(
        N_("An appeal was filed late"),
        N_(
            "The state will say whether it accepts the appeal. Until then the date by which the shots must start does "
            "not change."
        ),
        Cite.PORTAL_LATE_APPEAL,
    ),
    NoticeKind.APPEAL_REFUSED_LATE: CatalogueRow(
        N_("The appeal came too late"),
        N_("The state did not accept the appeal. The date by which the shots must start has not changed."),
        Cite.PORTAL_LATE_APPEAL,
    ),
    NoticeKind.APPEAL_WITHDRAWN: CatalogueRow(
        N_("The appeal was withdrawn"),
        N_("The parent withdrew the appeal. The shots must now start by the date shown."),
        Cite.PORTAL_WITHDRAWN,
    ),
    NoticeKind.APPEAL_QUESTION: CatalogueRow(
        N_("The appeal panel asks a question"),
        N_("The three doctors who look at the appeal need an answer before they can continue."),
        Cite.HSC_120372_05_A,
    ),
    NoticeKind.PANEL_INVITED: CatalogueRow(
        N_("You are asked to sit on an appeal panel"),
        N_("Say first whether you have a conflict of interest. After that you can read the case."),
        Cite.HSC_120372_05_B,
    ),
    NoticeKind.PANEL_REMINDED: CatalogueRow(
        N_("An appeal panel waits for you"),
        N_(
            "The agency asks you to continue with this case: to say whether you have a conflict of interest, or "
            "to vote."
        ),
        Cite.HSC_120372_05_B,
    ),
    NoticeKind.PANEL_SEAT_EMPTY: CatalogueRow(
        N_("A place on an appeal panel is open"),
        N_("A panel member declared a conflict of interest. Name someone else for this place."),
        Cite.HSC_120372_05_B,
    ),
    NoticeKind.APPEAL_DETERMINED: CatalogueRow(
        N_("An appeal panel has decided"),
        N_("All three panel members have voted. The Secretary adopts the result and sends the written decision."),
        Cite.HSC_120372_05_D,
    ),
    NoticeKind.APPEAL_REINSTATED: CatalogueRow(
        N_("The appeal was decided: the exemption is valid again"),
        N_("The panel found for the parent. Read what this means now."),
        Cite.HSC_120372_05_D,
    ),
    NoticeKind.APPEAL_REINSTATED_IN_PART: CatalogueRow(
        N_("The appeal was decided: a part of the exemption is valid again"),
        N_("For some vaccines the exemption is valid again, for others it stays stopped. Read which ones."),
        Cite.HSC_120372_05_D,
    ),
    NoticeKind.APPEAL_UPHELD: CatalogueRow(
        N_("The appeal was decided: the exemption stays stopped"),
        N_("The child can stay in school if the shots start by the date shown. Read what happens next."),
        Cite.HSC_120372_05_D,
    ),
}
