"""The catalogue of notices: for each kind the law behind it, its heading, and what an inbox says of it.

The sentences hold no child, no school, no vaccine; they are read after sign-in only. What an e-mail says stands in
mail_texts.py and says less: that there is news, and where (S-68).
"""

from collections.abc import Iterator, Mapping
from importlib import import_module

from chalicelib.domain.notice_kinds import CatalogueRow, NoticeKind
from chalicelib.law.citations import Cite
from chalicelib.law.marking import N_

_MOST_READ: Mapping[NoticeKind, CatalogueRow] = {
    # Accounts, guardians, emergency access, and corrections of a record.
    NoticeKind.VERIFY_EMAIL: CatalogueRow(
        N_("Confirm your email address"), N_("We sent you a link that confirms your email address."), in_inbox=False
    ),
    NoticeKind.ALREADY_REGISTERED: CatalogueRow(
        N_("You already have an account"),
        N_("Someone tried to register with your email address. Nothing was changed. You can sign in as before."),
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
    NoticeKind.PASSWORDS_GUESSED: CatalogueRow(
        N_("Someone tried many passwords for your account"),
        N_(
            "The passwords were wrong, and no one got in. We slow such tries down, and stop them after 100. You can "
            "sign in with a browser that you used here before, or set a new password."
        ),
    ),
    NoticeKind.SECOND_STEP_CHANGED: CatalogueRow(
        N_("Two-step verification was changed"),
        N_(
            "It was set up or turned off, or its codes or passkeys changed. If this was not you, change your password "
            "now."
        ),
    ),
    NoticeKind.SECOND_STEP_PAUSED: CatalogueRow(
        N_("Five wrong codes were typed"),
        N_(
            "Someone knew your password and typed five wrong codes. Codes do not work for 10 minutes. If this was not "
            "you, change your password now."
        ),
    ),
    NoticeKind.SECOND_STEP_RESET_ASKED: CatalogueRow(
        N_("Our staff were asked to reset your two-step verification"),
        N_(
            "A second person on our staff can finish this in 24 hours. If you did not ask for it, sign in as usual: "
            "that stops it."
        ),
    ),
    NoticeKind.SECOND_STEP_RESET: CatalogueRow(
        N_("Your two-step verification was reset"),
        N_(
            "Sign in with your password and set up two-step verification again. If you did not ask for this, "
            "change your "
            "password first."
        ),
    ),
    NoticeKind.RECOVERY_CODE_USED: CatalogueRow(
        N_("A recovery code was used"),
        N_(
            "Someone signed in with one of your recovery codes. If this was not you, change your password and make "
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
        N_("Someone opened a child's record for 60 minutes. Look at who it was and why, and review it afterwards."),
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
    # Requests, exemptions, reviews, appeals, and the standing of physicians.
    NoticeKind.REQUEST_SUBMITTED: CatalogueRow(
        N_("Your request is ready for your doctor"),
        N_(
            "Give the request number to the doctor. We do not send it. The doctor needs it, and your child's birth "
            "date, to open the request."
        ),
        Cite.HSC_120372_A1,
    ),
    NoticeKind.REQUEST_OPENED: CatalogueRow(
        N_("The doctor opened your request"),
        N_("The doctor can fill out the form now. You don't need to do anything."),
        Cite.HSC_120372_A2A,
    ),
    NoticeKind.REQUEST_RELEASED: CatalogueRow(
        N_("A request was handed back"),
        N_("The request is no longer with this doctor. It can be opened by a doctor again."),
        Cite.HSC_120372_A2A,
    ),
    NoticeKind.REQUEST_DECLINED: CatalogueRow(
        N_("The doctor did not sign the form"),
        N_("The doctor gave a reason. You can read it, and start again from a copy of your request."),
        Cite.HSC_120372_A2A,
    ),
    NoticeKind.REQUEST_CANCELED: CatalogueRow(
        N_("A request was canceled"),
        N_("The parent canceled the request. There is nothing left to sign."),
        Cite.HSC_120372_A2H,
    ),
    NoticeKind.REQUEST_SCHOOL_CHANGED: CatalogueRow(
        N_("A request that you opened names a school now"),
        N_("The request names a school or child care now, or another one than before. You can continue with the form."),
        Cite.HSC_120372_A2B,
    ),
    NoticeKind.REQUEST_SCHOOL_KNOWN: CatalogueRow(
        N_("The school of a request is known now"),
        N_("The request names a school or child care now. The doctor can sign."),
        Cite.HSC_120372_A2B,
    ),
    NoticeKind.REQUEST_SCHOOL_QUESTION: CatalogueRow(
        N_("We could not find the school you named"),
        N_("Read what we need to know about the school or child care. The doctor can sign when it is found."),
        Cite.HSC_120372_A2B,
    ),
    NoticeKind.EXEMPTION_ISSUED: CatalogueRow(
        N_("The doctor signed the exemption"),
        N_("You can read and print it. It shows when each vaccine's exemption starts and ends."),
        Cite.HSC_120372_A1,
        posted_to_offices=False,
    ),  # the parent hands the printed form to the school (HSC 120372(a)(1))
    NoticeKind.EXEMPTION_HELD: CatalogueRow(
        N_("A signed form is not valid yet"),
        N_(
            "The state must first look at a record of the doctor's license. Until then the form is not valid at school."
        ),
        Cite.HSC_120372_D7,
    ),
    NoticeKind.EXEMPTION_RELEASED: CatalogueRow(
        N_("The form is valid now"),
        N_(
            "The state has looked at the doctor's license record. The form is valid. Its year still began on the "
            "day it "
            "was signed."
        ),
        Cite.HSC_120372_D7,
    ),
    NoticeKind.EXEMPTION_REFUSED: CatalogueRow(
        N_("The state did not accept this exemption"),
        N_("The form is not valid at school. Read why, and what you can do next."),
        Cite.HSC_120372_D5,
    ),
    NoticeKind.EXEMPTION_WITHDRAWN: CatalogueRow(
        N_("The doctor withdrew this exemption"),
        N_("It is not valid anymore for the vaccines that the doctor named. The form says which, and what that means."),
        Cite.HSC_120372_A1,
    ),
    NoticeKind.EXEMPTION_REPLACED: CatalogueRow(
        N_("A newer form replaced this one"),
        N_("A newer form for the same vaccine is valid. Use that one from now on."),
        Cite.HSC_120372_A1,
    ),
    NoticeKind.SCHOOL_CHANGED: CatalogueRow(
        N_("The school was changed"),
        N_(
            "The new school sees each signed exemption, and the old one no longer does. The exemption itself stays the "
            "same."
        ),
        Cite.HSC_120335_G,
    ),
    NoticeKind.SCHOOL_RECORDED: CatalogueRow(
        N_("The school changed its record"),
        N_(
            "The school recorded a shot or a grade, or removed one. That can change what the school must do, and "
            "until when. Look at the exemption as it is now. If something is wrong, tell the school."
        ),
        Cite.CCR_6035,
    ),
    NoticeKind.INFORMATION_ASKED: CatalogueRow(
        N_("A reviewer asks for information"),
        N_("The state is looking at an exemption and asks a question about it. Please answer on time."),
        Cite.HSC_120372_A2H,
    ),
    NoticeKind.REVIEW_CLEARED: CatalogueRow(
        N_("The review is over"),
        N_("The state looked at the exemption. It stays valid as it was signed."),
        Cite.HSC_120372_D3A,
    ),
    NoticeKind.EXEMPTION_REVOKED: CatalogueRow(
        N_("The state stopped this exemption"),
        N_(
            "The child can stay in school now. Read which vaccines this is about, by when the shots must start, and "
            "how to appeal."
        ),
        Cite.HSC_120372_D5,
    ),
    NoticeKind.WRONG_BIRTH_DATE_TRIES: CatalogueRow(
        N_("Someone tried to open your request"),
        N_(
            "Someone had the request number but not the right birth date. No one saw your request. If you do not know "
            "why, you can cancel it and send a new one."
        ),
        Cite.HSC_120372_A2H,
    ),
    NoticeKind.FIVE_FORMS_REVOKED: CatalogueRow(
        N_("Five forms of one physician were revoked"),
        N_("The state revoked five or more forms of one physician in a calendar year, and reports it to the board."),
        Cite.HSC_120372_D8,
    ),
    NoticeKind.REVOKED_FORMS_CORRECTED: CatalogueRow(
        N_("A report of revoked forms is corrected"),
        N_("A form that was counted is valid again after an appeal. The physician's count for that year is one lower."),
        Cite.HSC_120372_D8,
    ),
    NoticeKind.PHYSICIAN_BARRED: CatalogueRow(
        N_("New forms of a physician are not accepted"),
        N_(
            "The state does not accept new exemption forms from this physician for now. Forms signed before stay as "
            "they are."
        ),
        Cite.HSC_120372_D7,
    ),
    NoticeKind.BAR_LIFTED: CatalogueRow(
        N_("New forms of a physician are accepted again"),
        N_("The state accepts new exemption forms from this physician again."),
        Cite.HSC_120372_D7,
    ),
}


class _Catalogue(Mapping[NoticeKind, CatalogueRow]):
    """The rows of all kinds. Those of one subject are loaded when a kind is asked for that is not among the loaded:
    most pages tell of few kinds."""

    def __init__(self) -> None:
        self._rows = dict(_MOST_READ)
        self._waiting = ["of_clinics", "of_schools", "of_licenses", "of_reviews", "of_offices", "of_days", "of_appeals"]

    def __getitem__(self, kind: NoticeKind) -> CatalogueRow:
        while kind not in self._rows and self._waiting:
            self._rows.update(import_module(f"chalicelib.notices.{self._waiting.pop()}").ROWS)
        return self._rows[kind]

    def __iter__(self) -> Iterator[NoticeKind]:
        return iter(NoticeKind)

    def __len__(self) -> int:
        return len(NoticeKind)


CATALOGUE: Mapping[NoticeKind, CatalogueRow] = _Catalogue()
_OFFICES = frozenset({"jurisdiction", "chhs", "cdph"})


def sentence_for(kind: NoticeKind, recipient_kind: str) -> str:
    """Return what a notice of this kind says to such a recipient: an office reads what it must do itself."""
    of_office: Mapping[NoticeKind, str] = {}
    if recipient_kind in _OFFICES:
        of_office = import_module("chalicelib.notices.office_words").SENTENCES[recipient_kind]
    return of_office.get(kind, "") or CATALOGUE[kind].sentence
