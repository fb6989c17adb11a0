"""The catalogue's notices that the clock alone brings about: a day that comes near, someone who is waited for, a
license whose record has changed overnight; or that a job finds, like a file that is not accepted."""

from collections.abc import Mapping

from chalicelib.domain.notice_kinds import CatalogueRow, NoticeKind
from chalicelib.law.citations import Cite
from chalicelib.law.marking import N_

ROWS: Mapping[NoticeKind, CatalogueRow] = {
    NoticeKind.INFORMATION_DUE: CatalogueRow(
        N_("The state waits for your answer"),
        N_("A reviewer asked you a question about an exemption. Please answer it by the day shown."),
        Cite.HSC_120372_A2H,
    ),
    NoticeKind.INFORMATION_OVERDUE: CatalogueRow(
        N_("Your answer to the state is overdue"),
        N_("The last day to answer has passed. Please answer now: the state can decide without your answer."),
        Cite.HSC_120372_A2H,
    ),
    NoticeKind.ANSWER_OVERDUE: CatalogueRow(
        N_("A physician has not answered your question"),
        N_(
            "The last day to answer has passed, and the physician was reminded. Wait, ask again, or continue "
            "without it."
        ),
        Cite.HSC_120372_D3A,
    ),
    NoticeKind.CARE_ANSWER_DUE: CatalogueRow(
        N_("The primary care physician has not answered yet"),
        N_("The answer is due by the day shown. Print the reminder on the page of the case and mail it."),
        Cite.HSC_120372_D3A,
    ),
    NoticeKind.CARE_ANSWER_OVERDUE: CatalogueRow(
        N_("The primary care physician's answer is overdue"),
        N_("The last day to answer has passed. Mail the reminder, or continue without the answer."),
        Cite.HSC_120372_D3A,
    ),
    NoticeKind.DOCUMENT_REFUSED: CatalogueRow(
        N_("A document that you added was not accepted"),
        N_("The file did not pass the check and was not kept. The page says why. Please add it again in another way."),
    ),
    NoticeKind.DRAFT_LAPSES_SOON: CatalogueRow(
        N_("A request that you began will soon be too old to use"),
        N_("Continue with it by the day shown. After that you can start again from a copy."),
        Cite.PORTAL_H1,
    ),
    NoticeKind.REQUEST_LAPSES_SOON: CatalogueRow(
        N_("Your request will soon be too old to use"),
        N_(
            "The doctor can sign the form until the day shown. After that you can start again from a copy of your "
            "request."
        ),
        Cite.PORTAL_H1,
    ),
    NoticeKind.OPENED_REQUEST_LAPSES_SOON: CatalogueRow(
        N_("A request that you opened will soon be too old to use"),
        N_("Sign the form by the day shown, or hand the request back so that the parent can go to another doctor."),
        Cite.PORTAL_H1,
    ),
    NoticeKind.PANEL_WAITS: CatalogueRow(
        N_("An appeal waits for you"),
        N_("Say whether you have a conflict of interest. If you have said that you have none, read the case and vote."),
        Cite.HSC_120372_05_B,
    ),
    NoticeKind.PANEL_SEAT_SILENT: CatalogueRow(
        N_("A panel member has been silent for two weeks"),
        N_("The panel member was reminded. Talk to the person, or name someone else for the place."),
        Cite.HSC_120372_05_B,
        posted_to_offices=False,
    ),
    NoticeKind.PANEL_QUESTION_WAITS: CatalogueRow(
        N_("The appeal panel still waits for an answer"),
        N_(
            "The panel asked a question and cannot continue without an answer. Please read the question and "
            "answer it now."
        ),
        Cite.HSC_120372_05_A,
    ),
    NoticeKind.PANEL_QUESTION_SILENT: CatalogueRow(
        N_("A question of an appeal panel has had no answer for two weeks"),
        N_("The parent and the physician were reminded. Call them: the panel cannot continue without an answer."),
        Cite.HSC_120372_05_A,
        posted_to_offices=False,
    ),
    NoticeKind.SCHOOL_REVIEWS_DUE: CatalogueRow(
        N_("Student records to review on the next school day"),
        N_(
            "The record of a student who is admitted conditionally is reviewed every 30 days. The list shows whose "
            "turn it is. Tell each parent which doses are still missing."
        ),
        Cite.CCR_6035,
        posted_to_offices=False,
    ),
    NoticeKind.LICENSE_NOT_CURRENT: CatalogueRow(
        N_("You cannot sign new forms now"),
        N_(
            "The board's record does not show that you may practice now. Forms that you signed before stay as they "
            "are. If the record is wrong, please tell the board."
        ),
        Cite.PORTAL_F3,
    ),
    NoticeKind.LICENSE_ON_HOLD: CatalogueRow(
        N_("The state looks at your license record"),
        N_(
            "The board's record shows something new. Until the state has looked at it, a form that you sign is not "
            "valid yet. Forms that you signed before stay as they are."
        ),
        Cite.HSC_120372_D7,
    ),
    NoticeKind.LICENSE_TO_CLASSIFY: CatalogueRow(
        N_("The record of a physician's license has changed"),
        N_("The board shows something new. Say whether it is about the standards of care for immunization."),
        Cite.HSC_120372_D7,
        posted_to_offices=False,
    ),
    NoticeKind.LICENSE_CURRENT_AGAIN: CatalogueRow(
        N_("You can sign new forms again"), N_("The board's record of your license is in order again."), Cite.PORTAL_F3
    ),
    NoticeKind.PHYSICIAN_CANNOT_SIGN: CatalogueRow(
        N_("Your doctor cannot sign the form now"),
        N_("You can wait, or choose another doctor for the request. You don't need to type anything again."),
        Cite.PORTAL_F3,
    ),
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
            "It is not valid in the next grade span. Before that starts, ask the doctor for a new form or have the "
            "shots given."
        ),
        Cite.HSC_120372_A2G,
    ),
    NoticeKind.APPEAL_DAY_NEAR: CatalogueRow(
        N_("The last day to appeal is near"),
        N_("You can still appeal. If no one does, the shots must start by the date shown."),
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
