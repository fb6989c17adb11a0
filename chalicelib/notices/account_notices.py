"""The notices about accounts, guardians, emergency access, and corrections of a record."""

from collections.abc import Mapping

from chalicelib.domain.marking import N_
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.law.citations import Cite
from chalicelib.notices.catalogue_row import CatalogueRow

ACCOUNT_NOTICES: Mapping[NoticeKind, CatalogueRow] = {
    NoticeKind.VERIFY_EMAIL: CatalogueRow(
        N_("Confirm your email address"), N_("We sent you a link that confirms your email address."), in_inbox=False
    ),
    NoticeKind.ALREADY_REGISTERED: CatalogueRow(
        N_("You already have an account"),
        N_("Somebody tried to register with your email address. Nothing was changed. You can sign in as before."),
    ),
    NoticeKind.RESET_PASSWORD: CatalogueRow(
        N_("Set a new password"), N_("We sent you a link that sets a new password."), in_inbox=False
    ),
    NoticeKind.PASSWORD_CHANGED: CatalogueRow(
        N_("Your password was changed"),
        N_(
            "You were signed out on your other devices. If you did not change the password, choose Forgot password and "
            "set a new one now."
        ),
    ),
    NoticeKind.SECOND_STEP_CHANGED: CatalogueRow(
        N_("The second step of signing in was changed"),
        N_("It was set up, turned off, or got new recovery codes. If this was not you, change your password now."),
    ),
    NoticeKind.SECOND_STEP_PAUSED: CatalogueRow(
        N_("Five wrong codes were typed"),
        N_(
            "Somebody knew your password and typed five wrong codes. Codes do not work for 10 minutes. If this was not "
            "you, change your password now."
        ),
    ),
    NoticeKind.SECOND_STEP_RESET_ASKED: CatalogueRow(
        N_("Our staff were asked to reset your second step"),
        N_(
            "A second person on our staff can finish this in 24 hours. If you did not ask for it, sign in as usual: "
            "that stops it."
        ),
    ),
    NoticeKind.SECOND_STEP_RESET: CatalogueRow(
        N_("Your second step was reset"),
        N_(
            "Sign in with your password and set up the second step again. If you did not ask for this, change your "
            "password first."
        ),
    ),
    NoticeKind.RECOVERY_CODE_USED: CatalogueRow(
        N_("A recovery code was used"),
        N_(
            "Somebody signed in with one of your recovery codes. If this was not you, change your password and make "
            "new recovery codes now."
        ),
    ),
    NoticeKind.INVITATION: CatalogueRow(
        N_("You are invited"), N_("We sent you a link that opens your account."), in_inbox=False
    ),
    NoticeKind.GUARDIAN_INVITED: CatalogueRow(
        N_("You are invited to share a child's record"),
        N_("We sent you a link with which you can join."),
        in_inbox=False,
    ),
    NoticeKind.GUARDIAN_JOINED: CatalogueRow(
        N_("Another parent or guardian shares a child's record"),
        N_("The invitation was accepted. All guardians of the child now see the record and can act for the child."),
    ),
    NoticeKind.GUARDIAN_LEFT: CatalogueRow(
        N_("A parent or guardian left a child's record"),
        N_("The person who left no longer sees it. The others keep it as it is."),
    ),
    NoticeKind.EMERGENCY_OPENED: CatalogueRow(
        N_("A record was opened in an emergency"),
        N_("Somebody opened a child's record for 60 minutes. Look at who it was and why, and review it afterwards."),
        posted_to_offices=False,
    ),
    NoticeKind.EMERGENCY_VIEW: CatalogueRow(
        N_("Your child's record was opened in an emergency"),
        N_(
            "A health department or the state opened it for 60 minutes. You can see who it was. Another person reviews "
            "whether it was justified."
        ),
    ),
    NoticeKind.EMERGENCY_REVIEWED: CatalogueRow(
        N_("Your emergency access was reviewed"), N_("Read what the review found.")
    ),
    NoticeKind.AMENDMENT_RECEIVED: CatalogueRow(
        N_("The state has a request to correct a record"),
        N_("A parent says that something in the record is wrong. Read what happens next, and by when."),
        Cite.CIV_1798_35,
    ),
    NoticeKind.AMENDMENT_ANSWERED: CatalogueRow(
        N_("The state answered a request to correct a record"),
        N_("Read what the state did. If it said no, read how to have that looked at again."),
        Cite.CIV_1798_35,
    ),
}
