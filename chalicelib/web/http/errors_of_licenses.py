"""The sentences of error codes about physicians' licenses: looked up, claimed, proven, disputed."""

from collections.abc import Mapping

from chalicelib.law.marking import N_

OF_LICENSES: Mapping[str, str] = {
    "LICENCE_SERVICE_DOWN": N_(
        "We cannot reach the state license search right now. Your license is not in doubt. Try again in a few minutes."
    ),
    "LICENSE_UNPROVEN": N_(
        "First show that the license is yours: type the code of our letter on your license page. Then you can open "
        "requests and sign."
    ),
    "LICENSE_FROZEN": N_(
        "Someone says that this license is not yours. Until the state has looked at it, you cannot open requests or "
        "sign. Your license page says what you can do."
    ),
    "TOO_MANY_LOOK_UPS": N_(
        "Too many licenses were looked up from your network. Wait one hour, then try again. Nothing was stored."
    ),
    "LICENSE_CODE_WRONG": N_("This is not the code of your letter. Check each letter and digit of the code for yes."),
    "LICENSE_CODE_PAUSED": N_("Five wrong codes were typed. Wait one hour, then try again."),
    "LICENSE_CODE_ENDED": N_("The code of this letter no longer works. Ask for a new letter."),
    "LICENSE_HELD": N_(
        "Another account has shown that this license is its own. State staff will look at both and write to you."
    ),
    "LICENSE_HELD_SETTLE_FIRST": N_(
        "Another account has proven this license. Settle that account first: stop it, then refuse it."
    ),
    "SECOND_PERSON_NEEDED": N_(
        "Another person must do this: whoever approved first, typed the address or mailed the letter cannot confirm it."
    ),
    "OWN_ADDRESS_LETTER": N_("You typed this address, so another person must print and mail the letter."),
    "APPROVAL_REASON_MISSING": N_("Choose how you made sure of the person"),
    "REFUSAL_REASON_MISSING": N_("Choose why the claim is refused"),
    "DISPUTE_CODE_WRONG": N_(
        "No letter about this license has this code, or its account is closed already. Check the license number and "
        "the code for no."
    ),
    "TOO_MANY_DISPUTES": N_("Your network sent this too many times. Wait one hour, then try again."),
    "PHYSICIAN_NOT_PROVEN": N_(
        "The license of the physician you prepare forms for is not proven, or is disputed. Nothing can be prepared "
        "until the physician has settled that."
    ),
    "TOO_MANY_CLINIC_STAFF": N_("Twenty people have access or are invited already. End the access of some first."),
    "CLINIC_STAFF_ALREADY": N_("This person has access already."),
}
