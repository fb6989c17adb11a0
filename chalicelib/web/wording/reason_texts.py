"""What each reason code of the law says to a person, in English. The catalogues translate these sentences."""

from collections.abc import Mapping

from chalicelib.domain.marking import N_
from chalicelib.law.reason_codes import ReasonCode

REASON_TEXTS: Mapping[ReasonCode, str] = {
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
    ReasonCode.FIELD_MISSING: N_("This item is missing. Please fill it in."),
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
        "You may not charge for this form, or for an exam to renew a temporary exemption. Check the box to confirm that you did not charge."
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
        "The license search is not available now. Your license was in order on %(checked_on)s, so you can go on."
    ),
    ReasonCode.LICENCE_NOT_FOUND: N_(
        "The license search found no license with this number. Check the number, or ask the state to check it by hand."
    ),
    ReasonCode.LICENCE_NAME_MISMATCH: N_(
        "The last name on the license is different. Use the name on your license, or ask the state to check it by hand."
    ),
    ReasonCode.LICENCE_NOT_CURRENT: N_(
        "The license status is: %(status)s. You can issue exemptions again when your board shows the license as current."
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
    ReasonCode.OTHER_REASON_NEEDS_TEXT: N_('You chose "Other" for %(vaccine)s. Explain the reason in the text box.'),
    ReasonCode.OTHER_REASON_FLAGGED: N_(
        'You chose "Other" for %(vaccine)s. State medical staff will review this form.'
    ),
    ReasonCode.OTHER_REASON_DOCUMENTS_DUE: N_(
        'You chose "Other" for %(vaccine)s. Send the medical records that support it.'
    ),
    ReasonCode.IMMUNITY_MISSING_ANTIGEN: N_(
        "Proof of immunity for MMR must cover measles, mumps, and rubella. Add the proof that is missing (%(reason)s)."
    ),
    ReasonCode.NOT_THE_OFFICER_OR_DESIGNEE: N_(
        "Only the State Public Health Officer, or a physician named by the Officer, can revoke. You can recommend it."
    ),
    ReasonCode.APPOINTMENT_NOT_IN_FORCE: N_(
        "Your appointment does not cover %(decided_on)s. Ask for it to be renewed before you decide."
    ),
    ReasonCode.DECIDER_RECOMMENDED: N_("You recommended this yourself. A second person must decide."),
    ReasonCode.ISSUED_BEFORE_2020_NO_DISCIPLINE: N_(
        "This exemption was issued on %(issued_on)s, before 2020. It can be revoked only if the physician was disciplined by the board."
    ),
    ReasonCode.NO_LINE_NAMED: N_("Name at least one vaccine to revoke."),
    ReasonCode.NO_RECOMMENDATION_FOR_LINE: N_(
        "Nobody has recommended revoking %(vaccine)s. A reviewer must do so first."
    ),
    ReasonCode.LINE_ALREADY_ENDED: N_(
        "The exemption from %(vaccine)s has already ended, so it cannot be revoked. Close the review with a finding."
    ),
    ReasonCode.WRITTEN_REASON_MISSING: N_(
        "Write the reason for this decision. It goes to the parent, the physician, the school, and the local health officer."
    ),
    ReasonCode.ONLY_PARENT_MAY_APPEAL: N_(
        "Only the parent or guardian can file an appeal. Ask the parent or guardian to file it."
    ),
    ReasonCode.PHYSICIAN_MAY_ADD_INFORMATION: N_(
        "As the physician, you can add records and information to the parent's appeal."
    ),
    ReasonCode.APPEAL_IN_TIME: N_(
        "The appeal was filed on %(filed_on)s. The last day was %(last_day)s, so it is on time."
    ),
    ReasonCode.APPEAL_LATE: N_(
        "The appeal was filed on %(filed_on)s, after the last day, %(last_day)s. We keep it and mark it late. The state agency will decide if it can accept it."
    ),
    ReasonCode.DUTY_STAYED: N_("Your child can stay in school and no doses are due while the appeal is open."),
    ReasonCode.DUTY_NOT_STAYED_LATE: N_(
        "The appeal came after the last day, %(last_day)s. It does not stop the date by which doses must start."
    ),
    ReasonCode.DUTY_NOT_STAYED_CLOSED: N_("The appeal is closed. The date by which doses must start counts again."),
    ReasonCode.PANEL_NOT_THREE: N_(
        "The panel has %(assigned)s members and needs %(needed)s. Change the panel before it meets."
    ),
    ReasonCode.BALLOTS_NOT_THREE: N_(
        "%(cast)s of %(needed)s panel members have voted. Wait until each member has voted once."
    ),
    ReasonCode.BALLOT_WITHOUT_REASON: N_(
        "Each panel member must write a reason for the vote. Ask for the one that is missing."
    ),
    ReasonCode.MAJORITY_REACHED: N_("%(votes)s of %(of)s panel members voted for this."),
    ReasonCode.SECRETARY_MUST_ADOPT: N_(
        "The Secretary must adopt what the panel decided: %(determination)s. It cannot be changed."
    ),
    ReasonCode.DECISION_DUE: N_("The law asks for a prompt written decision. Send it by %(until)s."),
    ReasonCode.DECISION_PAST_TARGET: N_("The written decision was to be sent by %(due_on)s. Send it now."),
    ReasonCode.DECISION_OVERDUE: N_(
        "The written decision is far too late. It was to be sent by %(due_on)s. Send it today."
    ),
    ReasonCode.PANELIST_NOT_LICENSED: N_("A panel member must be a licensed physician. Choose another person."),
    ReasonCode.PANELIST_LACKS_EXPERIENCE: N_(
        "A panel member must know primary care or vaccines well. Choose another person."
    ),
    ReasonCode.PANELIST_WORKS_FOR_CDPH: N_(
        "A panel member cannot work for the Department of Public Health. Choose another person."
    ),
    ReasonCode.PANELIST_TREATED_CHILD: N_("This person has treated the child. Choose another person."),
    ReasonCode.PANELIST_SHARES_PRACTICE: N_(
        "This person works with the physician who issued the form or with the child's own doctor. Choose another person."
    ),
    ReasonCode.PANELIST_ISSUED_EXEMPTION: N_(
        "This person has issued or signed an exemption for the child. Choose another person."
    ),
    ReasonCode.PANELIST_IN_REVIEW: N_("This person took part in the state's review. Choose another person."),
    ReasonCode.PANELIST_FAMILY_TIE: N_("This person has a family tie to someone in the case. Choose another person."),
    ReasonCode.PANELIST_FINANCIAL_TIE: N_("This person has a money tie to someone in the case. Choose another person."),
    ReasonCode.PANELIST_NOT_DECLARED: N_("This person must first declare any conflicts. Documents open after that."),
    ReasonCode.EXEMPT_PERMANENT: N_("A permanent exemption covers this vaccine. Admit the child."),
    ReasonCode.EXEMPT_TEMPORARY: N_(
        "A temporary exemption covers this vaccine. Admit the child until %(until)s, and review the record every %(review_days)s days."
    ),
    ReasonCode.NOT_YET_IN_EFFECT: N_(
        "This exemption does not count yet. It counts from %(in_effect_from)s. Until then, the child needs the doses or another exemption."
    ),
    ReasonCode.HELD: N_("This is not an exemption today. The child needs the doses or an exemption that counts."),
    ReasonCode.NEVER_EXEMPT: N_("There is no exemption for this vaccine. The child needs the doses or an exemption."),
    ReasonCode.LINE_REFUSED: N_(
        "The exemption for this vaccine was refused. The child needs the doses or a new exemption."
    ),
    ReasonCode.LINE_WITHDRAWN: N_(
        "The exemption for this vaccine was withdrawn. The child needs the doses or a new exemption."
    ),
    ReasonCode.LINE_SUPERSEDED: N_("Another exemption counts in place of this one. Look at that one."),
    ReasonCode.LINE_EXPIRED: N_(
        "The temporary exemption ended on %(ended_on)s. The child needs the doses or a new exemption."
    ),
    ReasonCode.LINE_SPAN_ENDED: N_(
        "The exemption ended on %(ended_on)s, when the child moved to the next grade span. The child needs the doses or a new exemption for the new grades."
    ),
    ReasonCode.WRITTEN_NOTICE_FIRST: N_(
        "Tell the parent in writing which doses are missing. The child may attend for %(school_days)s school days after that notice."
    ),
    ReasonCode.NOTICE_RUNNING: N_(
        "The parent has been told in writing. The child may attend until %(until)s. Proof of doses or a new exemption is due by then."
    ),
    ReasonCode.NOTICE_ENDED: N_(
        "The time after the written notice is over. Keep the child out from %(exclude_from)s until there is proof of doses or an exemption."
    ),
    ReasonCode.TOLD_OF_END: N_(
        "The parent was told in writing when the exemption ends. Keep the child out from %(exclude_from)s until there is proof of doses or a new exemption."
    ),
    ReasonCode.REVOKED_START_BY: N_(
        "The state stopped (revoked) this exemption. The child stays in school. The missing doses must start, or the parent must appeal, by %(until)s."
    ),
    ReasonCode.REVOKED_APPEAL_OPEN: N_(
        "The state stopped (revoked) this exemption, and the parent appealed on time. The child stays in school, and no doses are due until the decision."
    ),
    ReasonCode.REVOKED_APPEAL_LATE: N_(
        "The state stopped (revoked) this exemption, and the appeal came late. The child stays in school, but the missing doses must start by %(until)s."
    ),
    ReasonCode.REVOKED_NOT_STARTED: N_(
        "The state stopped (revoked) this exemption, and the doses have not started. Keep the child out from %(exclude_from)s until the first dose is given."
    ),
    ReasonCode.UPHELD_START_BY: N_(
        "The appeal was denied. The child stays in school. The missing doses must start by %(until)s."
    ),
    ReasonCode.APPEAL_WITHDRAWN_START_BY: N_(
        "The parent withdrew the appeal. The child stays in school. The missing doses must start by %(until)s."
    ),
    ReasonCode.REINSTATED: N_("The exemption was restored after an appeal. It counts again."),
    ReasonCode.SCHEDULE_RUNNING: N_(
        "The missing doses have started. Admit the child. The next dose is due by %(until)s."
    ),
    ReasonCode.SCHEDULE_MISSED: N_(
        "The next dose was not given in time. Keep the child out from %(exclude_from)s until it is given."
    ),
    ReasonCode.DOSES_COMPLETE: N_("All doses of this vaccine are on record. Admit the child."),
    ReasonCode.EXPOSURE_EXCLUSION: N_(
        "The local health officer keeps the child out from %(exclude_from)s because of a possible exposure. The exemption does not change. Ask the health officer when the child can return."
    ),
    ReasonCode.DOSES_NOT_REQUIRED: N_("%(vaccine)s: no doses are required at this age and grade."),
    ReasonCode.CHECKPOINT_ENDED: N_(
        "%(vaccine)s: this check at grade 7 ended on %(ended_on)s. Missing doses are no reason to hold the student back now."
    ),
    ReasonCode.DOSES_MET: N_("%(vaccine)s: %(counted)s doses on record count. No more are needed."),
    ReasonCode.DOSES_MET_BY_LATE_DOSE: N_(
        "%(vaccine)s: %(counted)s doses are enough, because one was given at age %(from_age)s or older."
    ),
    ReasonCode.DOSES_MISSING: N_("%(vaccine)s: %(counted)s of %(needed)s doses count. %(missing)s more needed."),
    ReasonCode.MEASLES_DOSES_MISSING: N_("Measles: %(counted)s of %(needed)s doses count. %(missing)s more needed."),
    ReasonCode.MUMPS_DOSES_MISSING: N_("Mumps: %(counted)s of %(needed)s doses count. %(missing)s more needed."),
    ReasonCode.RUBELLA_DOSES_MISSING: N_("Rubella: %(counted)s of %(needed)s doses count. %(missing)s more needed."),
    ReasonCode.DOSE_TOO_EARLY: N_(
        "The dose of %(given_on)s does not count, because it was given too early. Doses count from %(counts_from)s."
    ),
    ReasonCode.FIRST_DOSE_MISSING: N_("%(vaccine)s: no dose on record counts. The child needs one first."),
    ReasonCode.FIRST_DOSE_GIVEN: N_(
        "%(vaccine)s: the doses have started. The first one that counts was given on %(given_on)s."
    ),
    ReasonCode.NEXT_DOSE_FROM: N_("%(vaccine)s: dose %(dose)s can be given from %(earliest)s."),
    ReasonCode.UP_TO_DATE_FOR_AGE: N_(
        "The child has all doses for this age. More are required from %(next_age_on)s. Show proof of them by %(until)s."
    ),
    ReasonCode.RECORD_REVIEW_DUE: N_("Look at this record again by %(until)s."),
    ReasonCode.RECORD_REVIEW_OVERDUE: N_("This record was due for review on %(due_on)s. Look at it now."),
    ReasonCode.TRANSFER_RECORD_AWAITED: N_(
        "The record from the last school has not come yet. The student may attend until %(until)s."
    ),
    ReasonCode.TRANSFER_RECORD_NOT_RECEIVED: N_(
        "The record from the last school did not come in time. Keep the student out from %(exclude_from)s until the parent shows proof of doses or an exemption."
    ),
    ReasonCode.FORMER_SCHOOL_SENDS_BY: N_("The last school must send the record by %(until)s."),
    ReasonCode.FORMER_SCHOOL_OVERDUE: N_("The last school had to send the record by %(due_on)s. Ask for it again."),
    ReasonCode.FOSTER_RECORDS_BY: N_("The records of this foster child are due by %(until)s."),
    ReasonCode.FOSTER_RECORDS_OVERDUE: N_(
        "The records of this foster child were due on %(due_on)s. Ask for them again."
    ),
    ReasonCode.AGE_DOSES_DUE_BY: N_(
        "The child has reached an age at which more doses are required. Show proof of them by %(until)s."
    ),
    ReasonCode.AGE_DOSES_NOT_SHOWN: N_(
        "There is no proof of the doses required at this age. Keep the child out from %(exclude_from)s until there is."
    ),
    ReasonCode.DISTRICT_NOTICE_RUNNING: N_(
        "The parent has two weeks from the district's notice. The child may attend until %(until)s."
    ),
    ReasonCode.DISTRICT_NOTICE_ENDED: N_(
        "The two weeks of the district's notice are over. Keep the child out from %(exclude_from)s until there is proof of doses or an exemption."
    ),
    ReasonCode.RATE_BELOW_LIMIT: N_(
        "%(complete)s of %(pupils)s students have all required doses. That is below %(percent)s percent, so the state reviews all exemptions of this school."
    ),
    ReasonCode.RATE_NOT_BELOW_LIMIT: N_(
        "%(complete)s of %(pupils)s students have all required doses. That is not below %(percent)s percent, so it starts no review."
    ),
    ReasonCode.NO_PUPILS_REPORTED: N_("The report names no students, so there is no rate and no review because of it."),
    ReasonCode.FORMS_REACH_REVIEW: N_(
        "This physician has signed %(forms)s forms in %(year)s. From %(needed)s on, the state reviews all of them."
    ),
    ReasonCode.FORMS_BELOW_REVIEW: N_(
        "This physician has signed %(forms)s forms in %(year)s. The state reviews them all from %(needed)s on."
    ),
    ReasonCode.REPORT_NOT_FILED: N_(
        "The yearly report was due on %(due_on)s and has not been filed. The state reviews all exemptions of this school."
    ),
    ReasonCode.REPORT_FILED: N_("The yearly report was filed on %(reported_on)s."),
    ReasonCode.REPORT_NOT_DUE_YET: N_("The yearly report is due by %(until)s."),
    ReasonCode.NOT_A_REPORTER: N_(
        "This kind of program does not file a yearly report, so a missing report starts no review."
    ),
    ReasonCode.PUBLIC_HEALTH_REASON_MISSING: N_("Write why this review is needed to protect public health."),
    ReasonCode.REVIEW_FOR_PUBLIC_HEALTH: N_(
        "The state reviews this form to protect public health. The reason is on record."
    ),
    ReasonCode.REVOKED_FORMS_REACH_REPORT: N_(
        "%(forms)s of this physician's forms were revoked in %(year)s. From %(needed)s on, the state tells the licensing board."
    ),
    ReasonCode.REVOKED_FORMS_BELOW_REPORT: N_(
        "%(forms)s of this physician's forms were revoked in %(year)s. The state tells the licensing board from %(needed)s on."
    ),
    ReasonCode.OLDER_EXEMPTION_COUNTS: N_(
        "This letter of %(dated_on)s was written before 2020. It counts until the child enters the next grade span."
    ),
    ReasonCode.OLDER_EXEMPTION_SPAN_ENDED: N_(
        "The older exemption ended on %(ended_on)s, when the child entered the next grade span. The child needs the doses or the state form."
    ),
    ReasonCode.OLDER_EXEMPTION_EXPIRED: N_(
        "The older exemption ended on %(ended_on)s. The child needs the doses or the state form."
    ),
    ReasonCode.LETTER_OF_2020_COUNTS: N_(
        "This letter of %(dated_on)s was written in 2020. It counts until the child is admitted anew or enters the next grade span."
    ),
    ReasonCode.LETTER_OF_2020_ENDED: N_(
        "The letter of 2020 ended when the child was admitted anew on %(admitted_on)s. The child needs the doses or the state form."
    ),
    ReasonCode.PAPER_LETTER_NOT_ACCEPTED: N_(
        "This letter of %(dated_on)s cannot be accepted. Since 2021, only the state form counts. Ask the parent to request one here."
    ),
    ReasonCode.BELIEFS_EXEMPTION_COUNTS: N_(
        "This personal belief exemption was filed on %(dated_on)s, before 2016. It counts until the child enters the next grade span. Check the box on the record."
    ),
    ReasonCode.BELIEFS_EXEMPTION_NOT_ACCEPTED: N_(
        "This personal belief exemption of %(dated_on)s cannot be accepted. They ended in 2016. The child needs the doses or a medical exemption."
    ),
    ReasonCode.BELIEFS_EXEMPTION_OTHER_STATE: N_(
        "A personal belief exemption from another state or country does not count in California. The child needs the doses or a medical exemption."
    ),
    ReasonCode.ENROLL_NOW_RECORDS_PENDING: N_(
        "Enroll this child now, even without records. Note that the records are pending, and help the family get them."
    ),
    ReasonCode.SPECIAL_EDUCATION_GOES_ON: N_(
        "The child keeps the special education and services of the child's program, with or without doses."
    ),
    ReasonCode.DROP_IN_CHILD_CARE: N_("Drop-in child care is not covered by these rules. No exemption is needed."),
    ReasonCode.ONE_OF_THE_TEN: N_(
        "%(vaccine)s is for a disease that the law names. It can be skipped only for medical reasons."
    ),
    ReasonCode.SECOND_BASIS_OPEN: N_(
        "%(name)s was added by the state. It can be required, because it can be skipped for medical reasons and for personal beliefs."
    ),
    ReasonCode.SECOND_BASIS_MISSING: N_(
        "%(name)s was added by the state. It cannot be required until it can be skipped for medical reasons and for personal beliefs."
    ),
    ReasonCode.SINGLE_VACCINE_EXISTS: N_(
        "%(vaccine)s is also part of combined vaccines (%(products)s). A problem with another part of them is no reason to skip %(vaccine)s, because it is made as a single vaccine too."
    ),
    ReasonCode.NO_COMBINED_VACCINE: N_("%(vaccine)s is not part of a combined vaccine."),
    ReasonCode.AMENDMENT_ANSWER_BY: N_("The state must correct the record or tell you why not by %(until)s."),
    ReasonCode.AMENDMENT_ANSWER_OVERDUE: N_("The answer was due on %(due_on)s. It is late."),
    ReasonCode.AMENDMENT_REVIEW_OPEN: N_(
        "You can ask the head of the agency to look at this again. The head must decide within %(days)s days after you ask."
    ),
    ReasonCode.AMENDMENT_STATEMENT_OPEN: N_(
        "If the head of the agency says no too, you can write down what you disagree with. That goes with the record."
    ),
    ReasonCode.NUMBER_HIDDEN: N_("Numbers from %(first)s to %(last)s are not shown, so that nobody can be recognized."),
    ReasonCode.NUMBER_SHOWN: N_("This number is shown. Only numbers from %(first)s to %(last)s are hidden."),
}
