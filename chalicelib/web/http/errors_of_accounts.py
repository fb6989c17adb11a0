"""The sentences of error codes about accounts: passwords, codes, passkeys, mailed links."""

from collections.abc import Mapping

from chalicelib.law.marking import N_

OF_ACCOUNTS: Mapping[str, str] = {
    "WRONG_PASSWORD": N_(
        "The email address or the password is not right, or the email address is not confirmed yet. Check both and try "
        "again."
    ),
    "WRONG_CODE": N_(
        "This code is not right. Type the six digits that your app shows now. Check that the clock of your phone is "
        "right."
    ),
    "CODE_USED": N_("This code was used already. Wait until your app shows the next one, and type that."),
    "TOO_MANY_CODES": N_("Too many wrong codes. Wait 10 minutes, then try again. A recovery code works right away."),
    "CODES_LOCKED": N_(
        "Too many wrong codes in a row. Codes from your app no longer work. Use a recovery code, or ask for help."
    ),
    "WRONG_RECOVERY_CODE": N_("This is not one of your recovery codes, or it was used already. Type another one."),
    "WRONG_PASSKEY": N_("This passkey did not work. Try again, or type the code from your app."),
    "PASSKEYS_AWAY": N_("We cannot check passkeys right now. Try again in a minute, or use the code from your app."),
    "PASSKEY_USED": N_("This passkey was used a moment ago in another window. Try again."),
    "PASSKEY_NOT_MADE": N_("The passkey was not added. Load the page again, then try once more."),
    "TOO_MANY_PASSKEYS": N_("Your account has ten passkeys. Remove one that you no longer use, then add this one."),
    "NO_SECOND_STEP": N_("Your account has no two-step verification. Set it up first."),
    "SECOND_STEP_FIRST": N_("Set up two-step verification first. Then you can continue."),
    "RESET_NEEDS_ANOTHER_PERSON": N_("You asked for this reset, so another operator must finish it."),
    "RESET_TOO_EARLY": N_("Wait until 24 hours have passed. The person can stop the reset until then."),
    "OWN_SECOND_STEP": N_("You cannot reset your own two-step verification. Ask another operator."),
    "WRONG_PROOF": N_("This is not your password. Type it again."),
    "TOO_MANY_LINKS": N_(
        "Too many tries. Wait one hour, then try again. An email we sent before may be in your spam folder."
    ),
    "LINK_SPENT": N_("This link was used already, was replaced by a newer one, or has expired. Ask for a new link."),
    "PASSPHRASE_TOO_SHORT": N_("Use at least 15 characters. A few words in a row are easy to remember."),
    "PASSPHRASE_TOO_LONG": N_("Use a shorter password. It can hold about 1,000 characters."),
    "PASSPHRASE_IS_A_NAME": N_(
        "Choose a password that is not your email address, your name, a county or the name of this portal."
    ),
    "PASSPHRASE_REPEATS": N_(
        "This repeats the same part over and over. Choose a few words that have nothing to do with each other."
    ),
    "PASSPHRASE_IS_A_RUN": N_(
        "This follows the alphabet, the numbers or the keys of a keyboard. Choose a few words that have nothing to do "
        "with each other."
    ),
    "PASSPHRASE_COMMON": N_(
        "This password is on public lists of common ones. Choose a few words that have nothing to do with each other."
    ),
    "ADDRESS_HAS_ACCOUNT": N_(
        "This email address has an account already. One account has one role, so use another address."
    ),
}
