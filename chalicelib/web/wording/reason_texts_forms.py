"""What the reasons about children, forms, physicians, and medical reasons say."""

from collections.abc import Mapping

from chalicelib.law.marking import N_
from chalicelib.law.reason_codes import ReasonCode

FORMS_TEXTS: Mapping[ReasonCode, str] = {
    ReasonCode.UNDER_18: N_("School vaccine rules apply to this child until %(until)s, the 18th birthday."),
    ReasonCode.AGE_18_OR_OVER: N_(
        "This student turned 18 on %(since)s. School vaccine rules no longer apply, so no exemption is needed."
    ),
    ReasonCode.HOME_BASED_PRIVATE_SCHOOL: N_(
        "Your child is taught in a home-based private school. You do not need an exemption."
    ),
    ReasonCode.INDEPENDENT_STUDY_WITHOUT_CLASSROOM: N_(
        "Your child is in independent study with no classroom teaching. You do not need an exemption."
    ),
    ReasonCode.CLASSROOM_INSTRUCTION: N_(
        "Your child is taught in a school or child care program. Each missing vaccine needs an exemption or the doses."
    ),
    ReasonCode.VACCINE_NOT_REQUIRED_IN_SPAN: N_(
        "%(vaccine)s is not required for these grades (%(span)s). Take this vaccine off the form."
    ),
    ReasonCode.TDAP_BEFORE_AGE_SEVEN: N_(
        "Tdap is for children age %(from_age)s and older. Choose DTaP for this child."
    ),
    ReasonCode.HEPB_NOT_A_CONDITION_OF_GRADE_7: N_(
        "Hepatitis B is not needed to move up to grade 7. It can still be asked of a child who is new to a school."
    ),
    ReasonCode.TDAP_FROM_AGE_SEVEN: N_("Tdap is for children age 7 and older. For a younger child, use DTaP."),
    ReasonCode.TDAP_WITH_PRIMARY_SERIES: N_(
        "This line covers the Tdap booster and any earlier tetanus, diphtheria, and whooping cough doses still due."
    ),
    ReasonCode.FIELD_MISSING: N_("This item is missing. Please fill it out."),
    ReasonCode.PCP_DETAIL_MISSING: N_(
        "Give the primary care physician's name, license number, business address, and phone number."
    ),
    ReasonCode.PCP_EXPLANATION_MISSING: N_(
        "Explain why you, and not the primary care physician, are filling out this form."
    ),
    ReasonCode.ISSUER_IS_PCP_UNANSWERED: N_("Say if you are the child's primary care physician. Choose yes or no."),
    ReasonCode.SCHOOL_MISSING: N_(
        "The form needs the name and address of a school or child care program before it can be signed. Ask the parent to add it."
    ),
    ReasonCode.EXAMINATION_NOT_CERTIFIED: N_(
        "Check the box to certify that you examined the child and followed the standard of care."
    ),
    ReasonCode.TREATING_SINCE_MISSING: N_("Enter the date when you began to treat this child."),
    ReasonCode.TREATING_SINCE_AFTER_SIGNING: N_(
        "The date when you began to treat this child cannot be after %(latest_allowed)s. Please correct it."
    ),
    ReasonCode.NO_VACCINE_LINE: N_("Add at least one vaccine. Each vaccine needs its own line."),
    ReasonCode.VACCINE_LISTED_TWICE: N_(
        "%(vaccine)s is on the form more than once. Keep one line and remove the other."
    ),
    ReasonCode.VACCINE_DESCRIPTION_MISSING: N_(
        "Describe the medical reason for %(vaccine)s. Each vaccine needs its own text."
    ),
    ReasonCode.KIND_MISSING: N_("Say if the exemption from %(vaccine)s is permanent or temporary."),
    ReasonCode.AUTHORIZATION_MISSING: N_(
        "The parent must allow the state to contact you and to get the records. Ask the parent to give name, date, and consent."
    ),
    ReasonCode.TRUTH_NOT_CERTIFIED: N_("Check the box to certify that what you state is true, accurate, and complete."),
    ReasonCode.NO_CHARGE_NOT_ATTESTED: N_(
        "You cannot charge for this form, or for an exam to renew a temporary exemption. Check the box to confirm that you did not charge."
    ),
    ReasonCode.REQUEST_WAITS: N_("This request can be used until %(until)s."),
    ReasonCode.REQUEST_HAS_LAPSED: N_("This request could be used until %(ended_on)s. Start again from a copy of it."),
    ReasonCode.TEMPORARY_WITHOUT_EXPIRY: N_("A temporary exemption needs an end date. Enter the date."),
    ReasonCode.PERMANENT_WITH_EXPIRY: N_(
        "A permanent exemption has no end date. Remove the date, or change the exemption to temporary."
    ),
    ReasonCode.EXPIRY_NOT_AFTER_ISSUE: N_(
        "The end date must come after the signing date. Choose a date from %(earliest_allowed)s to %(latest_allowed)s."
    ),
    ReasonCode.EXPIRY_BEFORE_FIRST_DAY: N_(
        "The exemption would end before it starts. Choose an end date from %(earliest_allowed)s to %(latest_allowed)s."
    ),
    ReasonCode.TEMPORARY_LONGER_THAN_ONE_YEAR: N_(
        "A temporary exemption can last one year at most. The latest date you can choose is %(latest_allowed)s."
    ),
    ReasonCode.TEMPORARY_OUTLASTS_SPAN: N_(
        "The child plans to enter the next grade span on %(next_span_entry)s. This exemption must end before that. The latest date you can choose is %(latest_allowed)s."
    ),
    ReasonCode.ISSUED_TOO_EARLY: N_(
        "It is too early to sign for the next grade span. You can sign on or after %(earliest_allowed)s."
    ),
    ReasonCode.SPAN_ALREADY_LEFT: N_(
        "The child left this grade span on %(next_span_entry)s. Start a form for the child's new grades."
    ),
    ReasonCode.LICENCE_NUMBER_NEEDS_MANUAL_CHECK: N_(
        "We could not read this license number. Type it as it is on the license, for example A 12345 or 20A 12345, or ask the state to check it by hand."
    ),
    ReasonCode.NOT_A_FULL_CERTIFICATE: N_(
        "This is not a full physician license. Only a fully licensed physician can issue an exemption."
    ),
    ReasonCode.LICENCE_SERVICE_UNREACHABLE: N_(
        "We cannot reach the state license search right now. Your license is not in doubt. Please try again later."
    ),
    ReasonCode.LAST_GOOD_CHECK_USED: N_(
        "The license search is not available now. Your license was in order on %(checked_on)s, so you can continue."
    ),
    ReasonCode.LICENCE_NOT_FOUND: N_(
        "The license search found no license with this number. Check the number, or ask the state to check it by hand."
    ),
    ReasonCode.LICENCE_NAME_MISMATCH: N_(
        "The last name on the license is different. Use the name on your license, or ask the state to check it by hand."
    ),
    ReasonCode.LICENCE_NOT_CURRENT: N_(
        "The license status is: %(status)s. You can issue exemptions when your board shows the license as current."
    ),
    ReasonCode.LICENCE_PAST_EXPIRY: N_(
        "The license expired on %(expired_on)s. Renew it with your board, then try again."
    ),
    ReasonCode.LICENCE_CURRENT: N_("The license is current until %(expires_on)s."),
    ReasonCode.LICENCE_TEMPORARY_FLAGGED: N_(
        "The license is current for a limited time, until %(expires_on)s. The form will be marked for the state."
    ),
    ReasonCode.PRACTICE_NOT_PERMITTED: N_(
        "The board does not allow practice under this license now: %(status)s. Contact your board."
    ),
    ReasonCode.PUBLIC_HEALTH_BAR: N_(
        "The state has accepted no forms from this physician since %(since)s. This can end on %(earliest_end)s at the earliest, once the state finds that the risk is gone."
    ),
    ReasonCode.BOARD_MATTER_NOT_CLASSIFIED: N_(
        "The board shows: %(status)s. The form is on hold until the state has looked at it. You do not need to do anything."
    ),
    ReasonCode.BOARD_CODE_UNKNOWN: N_(
        "The board shows a status that we do not know. The form is on hold until the state has looked at it. You do not need to do anything."
    ),
    ReasonCode.PUBLIC_ACTION_NOT_CLASSIFIED: N_(
        "The board shows a new public action. The form is on hold until the state has looked at it. You do not need to do anything."
    ),
    ReasonCode.ACCUSATION_PENDING: N_(
        "A board accusation about vaccine care is pending. No form can be accepted until it is decided in the physician's favor. Another physician can issue the form."
    ),
    ReasonCode.ON_PROBATION: N_(
        "The physician is on probation about vaccine care. No form can be accepted until probation ends. Another physician can issue the form."
    ),
    ReasonCode.BOARD_MATTER_RELATED: N_(
        "The state found that a board matter is about vaccine care. No form can be accepted while it is open. Another physician can issue the form."
    ),
    ReasonCode.BOARD_MATTER_UNRELATED: N_(
        "The state found that the board matter is not about vaccine care. You can issue forms."
    ),
    ReasonCode.BAR_TOO_SHORT: N_(
        "The bar lasts two years at least. It can end on %(earliest_allowed)s at the earliest."
    ),
    ReasonCode.RISK_NOT_SHOWN_GONE: N_(
        "The bar in place since %(since)s can end only when the state has found that the risk is gone. Record that finding first."
    ),
    ReasonCode.BAR_MAY_END: N_("The bar in place since %(since)s can end now."),
    ReasonCode.NO_REASON_GIVEN: N_("Choose a medical reason for %(vaccine)s."),
    ReasonCode.REASON_UNKNOWN: N_("The reason %(reason)s is not on the list. Choose a reason from the list."),
    ReasonCode.REASON_NOT_FOR_VACCINE: N_(
        "The reason %(reason)s does not fit %(vaccine)s. Choose a reason that is listed for this vaccine."
    ),
    ReasonCode.REASON_NEVER_OFFERED: N_(
        "The reason %(reason)s cannot be used for a school exemption. Choose another reason."
    ),
    ReasonCode.NON_REASON_ALONE: N_(
        'Medical guidelines do not see this as a reason to skip %(vaccine)s. Choose another reason, or choose "Other" and explain it with records.'
    ),
    ReasonCode.NON_REASON_LISTED: N_(
        "You also listed a point that guidelines do not see as a reason to skip %(vaccine)s. You can leave it off."
    ),
    ReasonCode.PRODUCT_REASON_ALONE: N_(
        "This reason is only about a combined vaccine. A single vaccine can be used for %(vaccine)s. Choose another reason if there is one."
    ),
    ReasonCode.OTHER_REASON_NEEDS_TEXT: N_(
        'You chose "Other" for %(vaccine)s. Explain the reason in a sentence or more, or add a document that supports it.'
    ),
    ReasonCode.OTHER_REASON_FLAGGED: N_(
        'You chose "Other" for %(vaccine)s. State medical staff will review this form.'
    ),
    ReasonCode.OTHER_REASON_DOCUMENTS_DUE: N_(
        'You chose "Other" for %(vaccine)s. Add the medical records that support it: the state asks for them.'
    ),
    ReasonCode.REASON_USUALLY_TEMPORARY: N_(
        "%(reason)s: usually a temporary reason. This exemption is permanent. The text should say why."
    ),
    ReasonCode.TEXT_WITHOUT_CONTENT: N_(
        "The text for %(vaccine)s does not describe a medical reason. The law asks for a description for each vaccine."
    ),
    ReasonCode.SAME_TEXT_FOR_VACCINES: N_(
        "The text is the same as for %(vaccine)s. The law asks for a description for each vaccine."
    ),
    ReasonCode.EXAMINED_LONG_BEFORE: N_(
        "The examination of %(examined_on)s was more than one year before the signing on %(signed_on)s."
    ),
    ReasonCode.EXAMINED_BEFORE_TREATMENT: N_(
        "The examination of %(examined_on)s was before the treatment began on %(treating_since)s."
    ),
    ReasonCode.IMMUNITY_MISSING_ANTIGEN: N_(
        "Proof of immunity for MMR must cover measles, mumps, and rubella. Add the proof that is missing (%(reason)s)."
    ),
}
