"""What the reasons about schools, doses, older exemptions, records, and figures say."""

from collections.abc import Mapping

from chalicelib.law.marking import N_
from chalicelib.law.reason_codes import ReasonCode

SCHOOLS_TEXTS: Mapping[ReasonCode, str] = {
    ReasonCode.EXEMPT_PERMANENT: N_("A permanent exemption covers this vaccine. Admit the child."),
    ReasonCode.EXEMPT_TEMPORARY: N_(
        "A temporary exemption covers this vaccine. Admit the child through %(until)s, and review the record every %(review_days)s days."
    ),
    ReasonCode.NOT_YET_IN_EFFECT: N_(
        "This exemption starts %(in_effect_from)s. Until then, the child needs the doses or another exemption."
    ),
    ReasonCode.HELD: N_("This is not an exemption today. The child needs the doses or a valid exemption."),
    ReasonCode.NEVER_EXEMPT: N_("There is no exemption for this vaccine. The child needs the doses or an exemption."),
    ReasonCode.LINE_REFUSED: N_(
        "The state did not accept the exemption for this vaccine. The child needs the doses or a new exemption."
    ),
    ReasonCode.LINE_WITHDRAWN: N_(
        "The exemption for this vaccine was withdrawn. The child needs the doses or a new exemption."
    ),
    ReasonCode.LINE_SUPERSEDED: N_("Another exemption replaced this one. Look at that one."),
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
        "The parent has been told in writing. The child may attend through %(until)s. Proof of doses or a new exemption is due by then."
    ),
    ReasonCode.NOTICE_ENDED: N_(
        "The time after the written notice is over. Keep the child out starting %(exclude_from)s until there is proof of doses or an exemption."
    ),
    ReasonCode.NOTICE_BY_POST: N_(
        "The notice was mailed on %(sent_on)s. It counts as received on %(received_on)s unless another day is recorded."
    ),
    ReasonCode.LAST_DAY_MOVED: N_(
        "The last day was %(counted_day)s, a weekend or a holiday. It moves to %(moved_to)s."
    ),
    ReasonCode.OUT_FROM_A_SCHOOL_DAY: N_(
        "The time ended on %(last_day)s. The next day has no school, so the first school day after it counts."
    ),
    ReasonCode.TOLD_OF_END: N_(
        "The parent was told in writing when the exemption ends. Keep the child out starting %(exclude_from)s until there is proof of doses or a new exemption."
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
        "The state stopped (revoked) this exemption, and the doses have not started. Keep the child out starting %(exclude_from)s until the first dose is given."
    ),
    ReasonCode.UPHELD_START_BY: N_(
        "The appeal was denied. The child stays in school. The missing doses must start by %(until)s."
    ),
    ReasonCode.APPEAL_WITHDRAWN_START_BY: N_(
        "The parent withdrew the appeal. The child stays in school. The missing doses must start by %(until)s."
    ),
    ReasonCode.REINSTATED: N_("The exemption was restored after an appeal. It is valid again."),
    ReasonCode.SCHEDULE_RUNNING: N_(
        "The missing doses have started. Admit the child. The next dose is due by %(until)s."
    ),
    ReasonCode.SCHEDULE_MISSED: N_(
        "The next dose was not given on time. Keep the child out starting %(exclude_from)s until it is given."
    ),
    ReasonCode.DOSES_COMPLETE: N_("All doses of this vaccine are on record. Admit the child."),
    ReasonCode.DOSES_NOT_ON_RECORD: N_(
        "%(vaccine)s is required. No exemption and no dose of it is on file here. Check the student's own record."
    ),
    ReasonCode.DOSE_OF_A_MONTH_UNCERTAIN: N_(
        "%(vaccine)s: the record names a month without the day, and the answer depends on the day. Ask the doctor or clinic for the full date."
    ),
    ReasonCode.NOTHING_REQUIRED: N_("No vaccine is required at this age and grade."),
    ReasonCode.EXPOSURE_EXCLUSION: N_(
        "The local health officer keeps the child out from %(exclude_from)s because of a possible exposure. The exemption does not change. Ask the health officer when the child can return."
    ),
    ReasonCode.EXPOSURE_EXCLUSION_THROUGH: N_(
        "The local health officer keeps the child out from %(exclude_from)s through %(through)s because of a possible exposure. The exemption does not change. Only the health officer can change the date."
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
    ReasonCode.DOSE_KIND_NOT_COUNTED: N_(
        "This kind of shot stays on the record, but the school rules do not count it toward %(vaccine)s. Ask the doctor."
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
        "The record from the last school has not come yet. The student may attend through %(until)s."
    ),
    ReasonCode.TRANSFER_RECORD_NOT_RECEIVED: N_(
        "The record from the last school did not come on time. Keep the student out starting %(exclude_from)s until the parent shows proof of doses or an exemption."
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
        "There is no proof of the doses required at this age. Keep the child out starting %(exclude_from)s until there is."
    ),
    ReasonCode.DISTRICT_NOTICE_RUNNING: N_(
        "The parent has two weeks from the district's notice. The child may attend through %(until)s."
    ),
    ReasonCode.DISTRICT_NOTICE_ENDED: N_(
        "The two weeks of the district's notice are over. Keep the child out starting %(exclude_from)s until there is proof of doses or an exemption."
    ),
    ReasonCode.OLDER_EXEMPTION_COUNTS: N_(
        "This letter of %(dated_on)s was written before 2020. It is valid until the child enters the next grade span."
    ),
    ReasonCode.OLDER_EXEMPTION_SPAN_ENDED: N_(
        "The older exemption ended on %(ended_on)s, when the child entered the next grade span. The child needs the doses or the state form."
    ),
    ReasonCode.OLDER_EXEMPTION_EXPIRED: N_(
        "The older exemption ended on %(ended_on)s. The child needs the doses or the state form."
    ),
    ReasonCode.LETTER_OF_2020_COUNTS: N_(
        "This letter of %(dated_on)s was written in 2020. It is valid until the child is admitted again or enters the next grade span."
    ),
    ReasonCode.OLDER_EXEMPTION_CHECK: N_(
        "This paper of %(dated_on)s ends when the child enters the next grade span. By age that was around %(around)s. Check in which grade the child was then."
    ),
    ReasonCode.OLDER_EXEMPTION_NOT_FOR_VACCINE: N_(
        "The paper of %(dated_on)s does not name %(vaccine)s. The child needs the doses or another exemption."
    ),
    ReasonCode.PAPER_LETTER_NOT_ACCEPTED: N_(
        "This letter of %(dated_on)s cannot be accepted. Since 2021, only the state form is valid. Ask the parent to request one here."
    ),
    ReasonCode.BELIEFS_EXEMPTION_COUNTS: N_(
        "This personal belief exemption was filed on %(dated_on)s, before 2016. It is valid until the child enters the next grade span. Check the box on the record."
    ),
    ReasonCode.BELIEFS_EXEMPTION_NOT_ACCEPTED: N_(
        "This personal belief exemption of %(dated_on)s cannot be accepted. They ended in 2016. The child needs the doses or a medical exemption."
    ),
    ReasonCode.BELIEFS_EXEMPTION_OTHER_STATE: N_(
        "A personal belief exemption from another state or country is not valid in California. The child needs the doses or a medical exemption."
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
    ReasonCode.NUMBER_HIDDEN: N_("Numbers from %(first)s to %(last)s are not shown, so that no one can be recognized."),
    ReasonCode.NUMBER_SHOWN: N_("This number is shown. Only numbers from %(first)s to %(last)s are hidden."),
}
