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
    "LINE_ALREADY_IN_FORCE": N_("An exemption for this vaccine and grade span was issued a moment ago. Nothing was issued twice."),
    "STORE_UNAVAILABLE": N_("Our records did not answer, and nothing was changed. Press the button again in a minute: it can do no harm."),
    "REFUSED_BY_LAW": N_("The law does not allow this."),
    "WRONG_STATE": N_("This step is no longer open. Look at the page as it is now."),
}
