"""What the reasons about reviews, revocations, appeals, and panels say."""

from collections.abc import Mapping

from chalicelib.law.marking import N_
from chalicelib.law.reason_codes import ReasonCode

STATE_TEXTS: Mapping[ReasonCode, str] = {
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
        "No one has recommended revoking %(vaccine)s. A reviewer must do so first."
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
    ReasonCode.PANELIST_FAMILY_TIE: N_(
        "This person has a family relationship with someone in the case. Choose another person."
    ),
    ReasonCode.PANELIST_FINANCIAL_TIE: N_(
        "This person has a financial relationship with someone in the case. Choose another person."
    ),
    ReasonCode.PANELIST_NOT_DECLARED: N_("This person must first declare any conflicts. Documents open after that."),
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
    ReasonCode.WHICH_FORMS_COUNT: N_(
        "Forms that were put on hold, withdrawn, not accepted, or renewed count too. A correction is not a new form."
    ),
    ReasonCode.WHICH_REVOCATIONS_COUNT: N_(
        "A form counts once, even if several vaccines were revoked. A form that is valid again after an appeal does not count."
    ),
    ReasonCode.REPORT_NOT_FILED: N_(
        "The annual report was due on %(due_on)s and has not been filed. The state reviews all exemptions of this school."
    ),
    ReasonCode.REPORT_FILED: N_("The annual report was filed on %(reported_on)s."),
    ReasonCode.REPORT_NOT_DUE_YET: N_("The annual report is due by %(until)s."),
    ReasonCode.NOT_A_REPORTER: N_(
        "A school without TK, kindergarten, or grade 7, and this kind of program, file no annual report. A missing report starts no review."
    ),
    ReasonCode.AUDIT_SHARE_ABOVE_LIMIT: N_(
        "%(unfinished)s of %(pupils)s students are conditional or overdue. That is more than %(percent)s percent, so next year's audit looks at this grade."
    ),
    ReasonCode.AUDIT_SHARE_WITHIN_LIMIT: N_(
        "%(unfinished)s of %(pupils)s students are conditional or overdue. That is not more than %(percent)s percent."
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
}
