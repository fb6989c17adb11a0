"""One table: kind of error to HTTP status. And the sentences of error codes."""

from collections.abc import Mapping

from chalicelib.domain.errors import ErrorKind
from chalicelib.domain.marking import N_

STATUS: Mapping[ErrorKind, int] = {
    ErrorKind.BAD_REQUEST: 400,
    ErrorKind.INVALID: 422,
    ErrorKind.REFUSED: 422,
    ErrorKind.SIGN_IN: 401,
    ErrorKind.FORBIDDEN: 403,
    ErrorKind.NOT_FOUND: 404,
    ErrorKind.CONFLICT: 409,
    ErrorKind.TOO_LARGE: 413,
    ErrorKind.TOO_MANY: 429,
    ErrorKind.UNAVAILABLE: 503,
}

# Shown at the form that was sent, so that nothing typed is lost; the others have a page of their own.
SHOWN_AT_FORM = frozenset({
    ErrorKind.INVALID, ErrorKind.REFUSED, ErrorKind.CONFLICT, ErrorKind.TOO_MANY, ErrorKind.UNAVAILABLE
})

HEADINGS: Mapping[ErrorKind, str] = {
    ErrorKind.BAD_REQUEST: N_("We could not read that request"),
    ErrorKind.INVALID: N_("There is a problem"),
    ErrorKind.REFUSED: N_("This cannot be done"),
    ErrorKind.SIGN_IN: N_("You are signed out"),
    ErrorKind.FORBIDDEN: N_("Your account cannot do this"),
    ErrorKind.NOT_FOUND: N_("Page not found"),
    ErrorKind.CONFLICT: N_("This changed while you were working"),
    ErrorKind.TOO_LARGE: N_("That is too much text"),
    ErrorKind.TOO_MANY: N_("Please wait a while"),
    ErrorKind.UNAVAILABLE: N_("We could not finish this just now"),
}

SENTENCES: Mapping[str, str] = {
    "NOT_FOUND": N_("The page does not exist, or it is not yours to see. Check the address, or start from your home page."),
    "SIGN_IN_FIRST": N_("Sign in to go on. What you had saved is still there."),
    "NOT_YOUR_ROLE": N_("This page is for people with another role. If you have two roles, sign in with the other account."),
    "FORM_TOO_LARGE": N_("Shorten what you typed and send it again. A form can hold about 60,000 characters."),
    "FORM_UNREADABLE": N_("Go back, load the page again, and send the form once more."),
    "FORM_FROM_ELSEWHERE": N_("The form was too old or came from another site. Load the page again and send it once more."),
    "FIELD_REPEATED": N_("A field was sent twice. Go back, load the page again, and send the form once more."),
    "FIELD_UNKNOWN": N_("The form held a field that we do not know. Go back, load the page again, and send it once more."),
    "STALE": N_("Somebody changed this since you opened the page. What you typed is still here. Look at the page as it is now, then send it again if you still want to."),
    "LINE_ALREADY_IN_FORCE": N_("An exemption for this child, vaccine and group of grades is in force already. Nothing was issued twice. To change it, correct or renew that form."),
    "STORE_UNAVAILABLE": N_("Our records did not answer, and nothing was changed. Press the button again in a minute: it can do no harm."),
    "REFUSED_BY_LAW": N_("The law does not allow this."),
    "WRONG_STATE": N_("This step is no longer open. Look at the page as it is now."),
    "TOO_MANY_TRIES": N_("You have tried too many times. Wait one minute, then try again."),
    "WRONG_PASSWORD": N_("The email address or the password is not right, or the email address is not confirmed yet. Check both and try again."),
    "WRONG_PROOF": N_("This is not your password. Type it again."),
    "TOO_MANY_LINKS": N_("You have asked too many times. Wait one hour, then try again. An email we sent before may be in your spam folder."),
    "LINK_SPENT": N_("This link was used already, was replaced by a newer one, or has expired. Ask for a new link."),
    "PASSPHRASE_TOO_SHORT": N_("Use at least 15 characters. A few words in a row are easy to remember."),
    "PASSPHRASE_TOO_LONG": N_("Use a shorter password. It can hold about 1,000 characters."),
    "PASSPHRASE_IS_A_NAME": N_("Choose a password that is not your email address or the name of this portal."),
    "ADDRESS_HAS_ACCOUNT": N_("This email address has an account already. One account has one role, so use another address."),
    "LICENCE_HAS_ACCOUNT": N_("This license has an account already. Sign in, or use Forgot password. If it is not yours, check the number."),
    "LICENCE_SERVICE_DOWN": N_("We cannot reach the state license search right now. Your license is not in doubt. Try again in a few minutes."),
    "FACILITY_UNKNOWN": N_("These numbers are not in the directory: %(number)s. Check them."),
    "NO_SUCH_ACCOUNT": N_("No account has this email address. An invitation that was not accepted yet stands in the list."),
    "OWN_ACCOUNT": N_("You cannot close your own account. Ask another operator."),
    "NO_SUCH_FORM_NUMBER": N_("No form has this number. Check it against the printed form, or look for the child."),
    "REVIEW_REASON_MISSING": N_("Write why public health needs this review. The law asks for a recorded reason."),
    "REVIEW_ALREADY_OPEN": N_("A review to protect public health is open for this form already. Look at its cases."),
    "REVIEWER_TREATS_THE_CHILD": N_("You have the name of the physician who signed this form or of the child's primary care physician. Somebody else must take the case."),
    "CASE_OF_ANOTHER_REVIEWER": N_("This case belongs to another reviewer. Take the case first, if it should be yours."),
    "ANSWER_NOT_DUE_YET": N_("The physician still has time to answer. You can go on without an answer when the last day is over."),
    "QUESTION_MISSING": N_("Write your question to the physician."),
    "FINDING_MISSING": N_("Choose a finding for each vaccine."),
    "FINDING_REASON_MISSING": N_("Write the reason for this finding."),
    "NOTHING_TO_DISAGREE_WITH": N_("The reviewer recommended that the form stay as it is. Close the review, or open a new one."),
    "VACCINE_NOT_ON_FORM": N_("Choose vaccines that stand on the form."),
    "BAR_REASON_MISSING": N_("Write why this physician's practice is a risk to public health. The board is told of the bar."),
    "LIFT_REASON_MISSING": N_("Write why the bar can end."),
    "NUMBER_LENGTH": N_("A number has 11 letters and digits, for example A7KC-39WT-XHY. Count them and type it again."),
    "NUMBER_LETTERS": N_("The number holds a letter or digit that our numbers never use. Check it and type it again."),
    "NUMBER_CHECK": N_("One letter or digit is wrong, or two are swapped. Check the number and type it again."),
    "NO_SUCH_REQUEST": N_("We found no request with this number and birth date. Check both with the parent."),
    "REQUEST_LOCKED": N_("This number was tried too many times with a birth date that does not fit. Check both with the parent, and try again in 15 minutes."),
    "REQUEST_WITH_OTHER_PHYSICIAN": N_("Another physician has this request open. The parent can choose another doctor on the page of the request. After that you can open it."),
    "REQUEST_CLOSED": N_("This request is closed. Ask the parent to start again from a copy and to give you the new number."),
    "REQUEST_LAPSED": N_("This request is more than 12 months old. Ask the parent to start again from a copy and to give you the new number."),
    "REQUEST_INCOMPLETE": N_("The request lacks details of the child or the parent. Send it back to the parent."),
    "STANDING_BARRED": N_("The state accepts no exemption forms from you at this time. Another physician can issue the form."),
    "ALREADY_SIGNED": N_("This form is signed. You find it in the list on your home page."),
    "FORM_INCOMPLETE": N_("The form is not filled in yet. Go back to its list of parts and finish the open ones."),
    "SCHOOL_NEEDED_TO_SIGN": N_("The form needs a school or child care program before you can sign. Ask the parent to add it on the page of the request. Your draft is kept."),
    "SIGNED_NAME_DIFFERS": N_("Type your name as it stands in your account: %(name)s"),
    "HOLD_WOULD_END_VALID": N_("The board shows something that the state must look at first, so this form cannot replace the one that counts now. The earlier exemption stays valid, and your draft is kept."),
    "CORRECTION_CHANGES_CONTENT": N_("A correction keeps the same vaccines, each permanent or temporary as it was. To change that, withdraw the exemption or fill in a new form."),
    "RENEWAL_NEEDS_NEW_REQUEST": N_("By the school calendar the child has reached the next group of grades. Ask the parent for a new request for those grades."),
    "DATE_IN_FUTURE": N_("This date is still to come. Enter today or an earlier date."),
    "DATE_BEFORE_BIRTH": N_("This date is before the child was born. Check the year."),
}
