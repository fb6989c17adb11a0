"""What the inbox says of claims to licenses: the letter with its codes, the proof, a dispute."""

from collections.abc import Mapping

from chalicelib.domain.notice_kinds import CatalogueRow, NoticeKind
from chalicelib.law.citations import Cite
from chalicelib.law.marking import N_

ROWS: Mapping[NoticeKind, CatalogueRow] = {
    NoticeKind.LICENSE_LETTER: CatalogueRow(
        N_("Codes for your medical license"),
        N_("Someone registered with your license. The letter has a code for yes and a code for no."),
    ),
    NoticeKind.LICENSE_LETTER_MAILED: CatalogueRow(
        N_("Your letter is in the mail"),
        N_("It has the code that shows that the license is yours. When it comes, sign in and type the code."),
    ),
    NoticeKind.LICENSE_PROVEN: CatalogueRow(
        N_("Your license is confirmed"), N_("You can open requests and sign forms now.")
    ),
    NoticeKind.LICENSE_PROVEN_LETTER: CatalogueRow(
        N_("Your medical license is now in use"),
        N_("An account here signs with your license from now on. The letter says which, and how to object."),
    ),
    NoticeKind.LICENSE_CLAIM_ENDED: CatalogueRow(
        N_("Your license was not confirmed"),
        N_("The code no longer works, another account has the license, or the state said no. Read what you can do."),
    ),
    NoticeKind.LICENSE_DISPUTED: CatalogueRow(
        N_("Your license is disputed"),
        N_("Someone says that the license is not yours. You cannot sign until the state has looked at it."),
    ),
    NoticeKind.LICENSE_REPORTED: CatalogueRow(
        N_("Someone else says that your license is theirs"),
        N_("You can work as before. The state looks at it and may call you. If you notice anything odd, write to us."),
    ),
    NoticeKind.LICENSE_MISUSED: CatalogueRow(
        N_("A license was used by someone else"),
        N_("The state closed an account that was not the physician's. The forms that it signed can be reviewed."),
    ),
    NoticeKind.LICENSE_CLAIM_TO_SETTLE: CatalogueRow(
        N_("A license waits for the state's staff"),
        N_("No letter can settle it, or it is disputed. Look at it within one working day."),
        posted_to_offices=False,
    ),
    NoticeKind.CHARGE_REPORTED: CatalogueRow(
        N_("A parent reported a charge by a doctor"),
        N_("Close the report, or send it to the board that licenses the physician."),
        Cite.HSC_120372_A3,
        posted_to_offices=False,
    ),
    NoticeKind.CHARGE_ANSWERED: CatalogueRow(
        N_("The state answered your report of a charge"), N_("Read what the state did about it."), Cite.HSC_120372_A3
    ),
    NoticeKind.CHARGE_FORWARDED: CatalogueRow(
        N_("A parent reported that a physician charged"),
        N_("State staff sent you the report. What was charged, and when, is on the licensee's page."),
        Cite.HSC_120372_A3,
        posted_to_offices=False,
    ),
}
