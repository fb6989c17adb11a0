"""What the e-mail of each kind of notice says, in English: that there is news, and where; never what it is (S-68).

Kinds of one subject share a text, so that an e-mail with good news reads like one with bad news.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.law.marking import N_


@dataclass(frozen=True)
class MailText:
    """The words of an e-mail; templates/notices/mail.* put them in place. `closing` follows the link."""

    subject: str
    news: str
    link: str = N_("Sign in to read it")
    closing: str = N_("For your privacy, this email does not say what the message is about.")


_ABOUT_A_SHARED_RECORD = MailText(
    N_("You have a message about a shared record"),
    N_("You have a message about a record that you share or have shared."),
)
_ABOUT_A_CORRECTION = MailText(
    N_("You have a message about a correction request"), N_("You have a message about a request to correct a record.")
)
_ABOUT_A_REQUEST = MailText(
    N_("You have a message about a request"), N_("You have a message about a request for an exemption.")
)
_ABOUT_AN_EXEMPTION = MailText(
    N_("You have a message about an exemption"),
    N_("You have a message about an exemption. Please sign in and read it soon. It may include a deadline."),
)
_A_CASE_WAITS = MailText(
    N_("A case waits for you"), N_("A case needs something from you. Sign in to see what to do."), N_("Sign in")
)
_ABOUT_A_CASE = MailText(
    N_("You have a message about your review cases"),
    N_("You have a message about a review case of yours. Sign in to see the queue."),
    N_("Sign in"),
)
_ABOUT_A_QUESTION = MailText(
    N_("A question for you"),
    N_("Someone asks you a question about an exemption. Your answer has a last day, so please read it soon."),
)
_ABOUT_FORMS = MailText(
    N_("You have a message about exemption forms"), N_("You have a message about exemption forms and a physician.")
)

_ABOUT_ACCESS = MailText(
    N_("You have a message about access to a school"),
    N_("You have a message about who has access to a school in the Exemption Portal."),
)
_ABOUT_A_CLINIC = MailText(N_("You have a message about your access"), N_("A physician changed what you can do."))
_ABOUT_A_LICENSE = MailText(
    N_("You have a message about a medical license"),
    N_("You have a message about a medical license in the Exemption Portal. Please sign in and read it soon."),
)

_ABOUT_RECORDS_DUE = MailText(
    N_("You have a message about students"), N_("There is something to do by tomorrow or the next workday.")
)

_ABOUT_A_SCHOOL = MailText(
    N_("Please read today: a message in the Exemption Portal"),
    N_("You have a message from your local health department. Something must be done today, so please read it now."),
)

MAIL_TEXTS: Mapping[NoticeKind, MailText] = {
    NoticeKind.VERIFY_EMAIL: MailText(
        N_("Confirm your email address"),
        N_("Please confirm that this is your email address. Then you can sign in to the Exemption Portal."),
        N_("Confirm my email address"),
        N_(
            "The link works once, for 24 hours. If you did not register, do nothing: without your confirmation the "
            "account cannot be used."
        ),
    ),
    NoticeKind.ALREADY_REGISTERED: MailText(
        N_("About your account"),
        N_("Someone tried to register with your email address, but you have an account already. Nothing was changed."),
        N_("Sign in"),
        N_(
            "If you forgot your password, choose Forgot password on that page. If it was not you who tried to "
            "register, you don't need to do anything."
        ),
    ),
    NoticeKind.RESET_PASSWORD: MailText(
        N_("Set a new password"),
        N_("Someone asked for a new password for your account."),
        N_("Set a new password"),
        N_("The link works once, for 60 minutes. If you did not ask for it, do nothing: your password stays as it is."),
    ),
    NoticeKind.PASSWORD_CHANGED: MailText(
        N_("Your password was changed"),
        N_("The password of your account was changed, and you were signed out on your other devices."),
        N_("Look at my account"),
        N_("If you did not change it, choose Forgot password on the page for signing in, and set a new one now."),
    ),
    NoticeKind.PASSWORDS_GUESSED: MailText(
        N_("Someone tried many passwords for your account"),
        N_(
            "Someone typed many wrong passwords for your account. No one got in. We slow such tries down and stop them."
        ),
        N_("Look at my account"),
        N_(
            "You can sign in with a browser that you used here before. If you cannot, choose Forgot password on the "
            "page for signing in, and set a new one."
        ),
    ),
    NoticeKind.SECOND_STEP_CHANGED: MailText(
        N_("Two-step verification was changed"),
        N_("Two-step verification was set up or turned off, or its recovery codes or passkeys were changed."),
        N_("Look at my account"),
        N_("If this was not you, choose Forgot password on the page for signing in, and set a new one now."),
    ),
    NoticeKind.SECOND_STEP_PAUSED: MailText(
        N_("Five wrong codes were typed"),
        N_("Someone typed your password and then five wrong codes. No one got in. Codes do not work for 10 minutes."),
        N_("Set a new password"),
        N_("If this was you, you don't need to do anything. If not, someone knows your password: set a new one now."),
    ),
    NoticeKind.SECOND_STEP_RESET_ASKED: MailText(
        N_("Our staff were asked to reset your two-step verification"),
        N_(
            "One of our staff asked to reset two-step verification of your account. A second person can "
            "finish this in 24 hours."
        ),
        N_("Sign in"),
        N_("If you did not ask for this, sign in as usual: that stops it. Then change your password."),
    ),
    NoticeKind.SECOND_STEP_RESET: MailText(
        N_("Your two-step verification was reset"),
        N_(
            "Two-step verification of your account was reset, and you were signed out everywhere. Sign in "
            "with your password and set it up again."
        ),
        N_("Sign in"),
        N_("If you did not ask for this, choose Forgot password on the page for signing in first, and set a new one."),
    ),
    NoticeKind.RECOVERY_CODE_USED: MailText(
        N_("A recovery code was used"),
        N_("Someone signed in to your account with one of your recovery codes. That code does not work again."),
        N_("Look at my account"),
        N_(
            "If this was not you, choose Forgot password on the page for signing in, set a new one, and make new "
            "recovery codes."
        ),
    ),
    NoticeKind.INVITATION: MailText(
        N_("Open your account in the Exemption Portal"),
        N_("You are invited to open an account in the Exemption Portal for your work."),
        N_("Open my account"),
        N_(
            "You also need a phone or computer with an authenticator app, which shows a code for signing in. The page "
            "tells you how to set it up. The link works once, for 7 days. It is only for you: please do not pass it on."
        ),
    ),
    NoticeKind.SCHOOL_ACCESS_GIVEN: _ABOUT_ACCESS,
    NoticeKind.SCHOOL_PART_CHANGED: _ABOUT_ACCESS,
    NoticeKind.SCHOOL_ACCESS_ENDED: _ABOUT_ACCESS,
    NoticeKind.SCHOOL_PEOPLE_CHANGED: _ABOUT_ACCESS,
    NoticeKind.SCHOOL_CLAIM_WAITS: _ABOUT_ACCESS,
    NoticeKind.SCHOOL_CLAIM_REFUSED: _ABOUT_ACCESS,
    NoticeKind.SCHOOL_CLAIM_LETTER: _ABOUT_ACCESS,
    NoticeKind.SCHOOL_CLAIM_TO_CHECK: _ABOUT_ACCESS,
    NoticeKind.SCHOOL_FIRST_APPROVER: _ABOUT_ACCESS,
    NoticeKind.SCHOOL_WITHOUT_APPROVER: _ABOUT_ACCESS,
    NoticeKind.GUARDIAN_INVITED: MailText(
        N_("You are invited to share a record in the Exemption Portal"),
        N_("Another parent or guardian invites you to share a record in the Exemption Portal."),
        N_("Open the invitation"),
        N_(
            "You need a parent account with this email address. If you have none, register first and then open this "
            "link again. It works once, for 7 days. Please do not pass it on. If you do not know who could have sent "
            "it, do nothing."
        ),
    ),
    NoticeKind.GUARDIAN_JOINED: _ABOUT_A_SHARED_RECORD,
    NoticeKind.GUARDIAN_LEFT: _ABOUT_A_SHARED_RECORD,
    NoticeKind.EMERGENCY_OPENED: MailText(
        N_("Emergency access in the Exemption Portal"),
        N_("Someone opened a record in an emergency. Please look at it now."),
    ),
    NoticeKind.EMERGENCY_VIEW: MailText(
        N_("You have a message about who viewed a record"), N_("You have a message about who viewed a record.")
    ),
    NoticeKind.EMERGENCY_REVIEWED: MailText(
        N_("A review is finished"), N_("A review of something that you did in the portal is finished.")
    ),
    NoticeKind.AMENDMENT_RECEIVED: _ABOUT_A_CORRECTION,
    NoticeKind.AMENDMENT_ANSWERED: _ABOUT_A_CORRECTION,
    NoticeKind.CHARGE_ANSWERED: _ABOUT_AN_EXEMPTION,
    NoticeKind.CLINIC_ACCESS_CHANGED: _ABOUT_A_CLINIC,
    NoticeKind.DRAFT_HANDED_OVER: _ABOUT_A_REQUEST,
    NoticeKind.REQUEST_SUBMITTED: _ABOUT_A_REQUEST,
    NoticeKind.REQUEST_OPENED: _ABOUT_A_REQUEST,
    NoticeKind.REQUEST_RELEASED: _ABOUT_A_REQUEST,
    NoticeKind.REQUEST_DECLINED: _ABOUT_A_REQUEST,
    NoticeKind.REQUEST_CANCELED: _ABOUT_A_REQUEST,
    NoticeKind.REQUEST_SCHOOL_CHANGED: _ABOUT_A_REQUEST,
    NoticeKind.REQUEST_SCHOOL_KNOWN: _ABOUT_A_REQUEST,
    NoticeKind.REQUEST_SCHOOL_QUESTION: _ABOUT_A_REQUEST,
    NoticeKind.EXEMPTION_ISSUED: _ABOUT_AN_EXEMPTION,
    NoticeKind.EXEMPTION_HELD: _ABOUT_AN_EXEMPTION,
    NoticeKind.EXEMPTION_RELEASED: _ABOUT_AN_EXEMPTION,
    NoticeKind.EXEMPTION_REFUSED: _ABOUT_AN_EXEMPTION,
    NoticeKind.EXEMPTION_WITHDRAWN: _ABOUT_AN_EXEMPTION,
    NoticeKind.EXEMPTION_REPLACED: _ABOUT_AN_EXEMPTION,
    NoticeKind.SCHOOL_CHANGED: _ABOUT_AN_EXEMPTION,
    NoticeKind.SCHOOL_RECORDED: _ABOUT_AN_EXEMPTION,
    NoticeKind.INFORMATION_ASKED: _ABOUT_A_QUESTION,
    NoticeKind.REVIEW_CLEARED: _ABOUT_AN_EXEMPTION,
    NoticeKind.CASE_GIVEN: _ABOUT_A_CASE,
    NoticeKind.ANSWER_CAME: _ABOUT_A_CASE,
    NoticeKind.RECOMMENDATION_NOT_FOLLOWED: _ABOUT_A_CASE,
    NoticeKind.CASE_TAKEN_OVER: _ABOUT_A_CASE,
    NoticeKind.EXEMPTION_REVOKED: _ABOUT_AN_EXEMPTION,
    NoticeKind.APPEAL_FILED: _ABOUT_AN_EXEMPTION,
    NoticeKind.APPEAL_FILED_LATE: _ABOUT_AN_EXEMPTION,
    NoticeKind.APPEAL_REFUSED_LATE: _ABOUT_AN_EXEMPTION,
    NoticeKind.APPEAL_WITHDRAWN: _ABOUT_AN_EXEMPTION,
    NoticeKind.APPEAL_QUESTION: _ABOUT_A_QUESTION,
    NoticeKind.PANEL_INVITED: MailText(
        N_("You are asked to sit on an appeal panel"),
        N_(
            "You are asked to sit on a panel of three doctors. Before you see any document, please say whether you "
            "have a conflict of interest."
        ),
        N_("Sign in to answer"),
        N_("For the privacy of the people involved, this email says no more."),
    ),
    NoticeKind.PANEL_REMINDED: MailText(
        N_("An appeal panel waits for you"),
        N_("You sit on a panel of three doctors. The agency asks you to continue with the case."),
        N_("Sign in to continue"),
        N_("For the privacy of the people involved, this email says no more."),
    ),
    NoticeKind.PANEL_SEAT_EMPTY: _A_CASE_WAITS,
    NoticeKind.APPEAL_DETERMINED: _ABOUT_AN_EXEMPTION,
    NoticeKind.APPEAL_REINSTATED: _ABOUT_AN_EXEMPTION,
    NoticeKind.APPEAL_REINSTATED_IN_PART: _ABOUT_AN_EXEMPTION,
    NoticeKind.APPEAL_UPHELD: _ABOUT_AN_EXEMPTION,
    NoticeKind.EXEMPTION_ENDS_SOON: _ABOUT_AN_EXEMPTION,
    NoticeKind.EXEMPTION_ENDED: _ABOUT_AN_EXEMPTION,
    NoticeKind.SPAN_ENDS_SOON: _ABOUT_AN_EXEMPTION,
    NoticeKind.APPEAL_DAY_NEAR: _ABOUT_AN_EXEMPTION,
    NoticeKind.SCHOOL_EXEMPTION_ENDS_SOON: _ABOUT_AN_EXEMPTION,
    NoticeKind.DOCUMENT_REFUSED: MailText(
        N_("You have a message about a document"),
        N_("You have a message about a document that you added. Sign in to see what to do."),
    ),
    NoticeKind.OUTBREAK_STARTED: _ABOUT_A_SCHOOL,
    NoticeKind.EXCLUSION_ORDERED: _ABOUT_A_SCHOOL,
    NoticeKind.EXCLUSION_LIFTED: _ABOUT_A_SCHOOL,
    NoticeKind.SCHOOL_EXEMPTION_ENDED: _ABOUT_AN_EXEMPTION,
    NoticeKind.SCHOOL_SPAN_ENDS_SOON: _ABOUT_AN_EXEMPTION,
    NoticeKind.INFORMATION_DUE: _ABOUT_A_QUESTION,
    NoticeKind.INFORMATION_OVERDUE: _ABOUT_A_QUESTION,
    NoticeKind.ANSWER_OVERDUE: _ABOUT_A_CASE,
    NoticeKind.CARE_ANSWER_DUE: _ABOUT_A_CASE,
    NoticeKind.CARE_ANSWER_OVERDUE: _ABOUT_A_CASE,
    NoticeKind.DRAFT_LAPSES_SOON: _ABOUT_A_REQUEST,
    NoticeKind.REQUEST_LAPSES_SOON: _ABOUT_A_REQUEST,
    NoticeKind.OPENED_REQUEST_LAPSES_SOON: _ABOUT_A_REQUEST,
    NoticeKind.PHYSICIAN_CANNOT_SIGN: _ABOUT_A_REQUEST,
    NoticeKind.PANEL_WAITS: _A_CASE_WAITS,
    NoticeKind.PANEL_SEAT_SILENT: _A_CASE_WAITS,
    NoticeKind.PANEL_QUESTION_WAITS: _ABOUT_A_QUESTION,
    NoticeKind.PANEL_QUESTION_SILENT: _A_CASE_WAITS,
    NoticeKind.SCHOOL_REVIEWS_DUE: _ABOUT_RECORDS_DUE,
    NoticeKind.LICENSE_LETTER: _ABOUT_A_LICENSE,
    NoticeKind.LICENSE_LETTER_MAILED: _ABOUT_A_LICENSE,
    NoticeKind.LICENSE_PROVEN: _ABOUT_A_LICENSE,
    NoticeKind.LICENSE_PROVEN_LETTER: _ABOUT_A_LICENSE,
    NoticeKind.LICENSE_CLAIM_ENDED: _ABOUT_A_LICENSE,
    NoticeKind.LICENSE_DISPUTED: _ABOUT_A_LICENSE,
    NoticeKind.LICENSE_REPORTED: _ABOUT_A_LICENSE,
    NoticeKind.LICENSE_MISUSED: _ABOUT_A_LICENSE,
    NoticeKind.LICENSE_CLAIM_TO_SETTLE: _ABOUT_A_LICENSE,
    NoticeKind.CHARGE_REPORTED: _ABOUT_FORMS,
    NoticeKind.CHARGE_FORWARDED: _ABOUT_FORMS,
    NoticeKind.LICENSE_NOT_CURRENT: _ABOUT_FORMS,
    NoticeKind.LICENSE_ON_HOLD: _ABOUT_FORMS,
    NoticeKind.LICENSE_TO_CLASSIFY: _ABOUT_FORMS,
    NoticeKind.LICENSE_CURRENT_AGAIN: _ABOUT_FORMS,
    NoticeKind.WRONG_BIRTH_DATE_TRIES: MailText(
        N_("About the safety of a request"),
        N_("Someone tried to open a request of yours and did not have all the details. No one saw your request."),
        N_("Sign in to read what you can do"),
        N_("For your privacy, this email says no more."),
    ),
    NoticeKind.FIVE_FORMS_REVOKED: _ABOUT_FORMS,
    NoticeKind.REVOKED_FORMS_CORRECTED: _ABOUT_FORMS,
    NoticeKind.PHYSICIAN_BARRED: _ABOUT_FORMS,
    NoticeKind.BAR_LIFTED: _ABOUT_FORMS,
}
