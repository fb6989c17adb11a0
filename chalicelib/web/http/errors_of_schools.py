"""The sentences of error codes of a school's desk: papers, letters, calendar, transfers, people with access."""

from collections.abc import Mapping

from chalicelib.law.marking import N_

OF_SCHOOLS: Mapping[str, str] = {
    "LETTER_TOO_NEW": N_(
        "A letter from 2021 or later is not an exemption: only the state form is valid. Ask the parent to request one"
        " here."
    ),
    "BELIEFS_TOO_NEW": N_("A personal belief exemption is valid only if it was filed before January 1, 2016"),
    "ISSUER_MISSING": N_("Enter the name of the physician who signed the letter"),
    "PAPER_ENDS_BEFORE_ITS_DATE": N_("The end is before the date of the letter. Check both dates."),
    "BELIEFS_WITHOUT_END": N_("A personal belief exemption has no end date of its own. Leave it empty."),
    "STOPPED_BEFORE_ITS_DATE": N_("The state cannot stop a letter before it was written. Check the date."),
    "NEVER_DISCIPLINED": N_(
        "A letter from before 2020 can be stopped only if the medical board disciplined the physician. Ask the state"
        " which notice this is, and admit the student until you know."
    ),
    "PAPER_REASON_MISSING": N_("Write why the paper is taken off the record"),
    "LETTERHEAD_ADDRESS_TOO_LONG": N_("An address has four lines at most. Shorten it."),
    "DAY_NOT_KEPT": N_("The list covers up to 400 days back or ahead. Enter a day in that range."),
    "BELIEFS_NOT_STOPPED": N_(
        "The state stops only physicians' letters. A personal belief exemption ends with the grade span."
    ),
    "CALENDAR_DAY_OUTSIDE_YEAR": N_("Enter a day of this school year. It runs from July 1 to June 30."),
    "CALENDAR_ENDS_BEFORE_IT_STARTS": N_("The last day must come after the first day."),
    "CALENDAR_WITHOUT_WEEKDAYS": N_("Choose the weekdays with school"),
    "CALENDAR_WITHOUT_SCHOOL": N_("These dates leave no school day. Check them."),
    "CALENDAR_TOO_LONG": N_("There are too many lines. Write days that follow each other as one range."),
    "CALENDAR_LINE_WRONG": N_("Check the dates without school: each must be in this school year."),
    "CALENDAR_EXTRA_DAY_OUTSIDE": N_("An extra school day must be between the first and the last day."),
    "CALENDAR_THERE_ALREADY": N_("This school year has a calendar already. Change its dates instead of copying."),
    "NO_CALENDAR_LAST_YEAR": N_("The school year before has no calendar of your own to copy."),
    "FORMER_SCHOOL_MISSING": N_("Enter the name of the school, or of the country."),
    "ARRIVED_BEFORE_FIRST_DAY": N_("Day 1 cannot be before the first day at your school. Check the date."),
    "WAIT_TOO_LONG": N_("The law gives no more than 30 school days. Enter that day or an earlier one."),
    "WAIT_BEFORE_FIRST_DAY": N_("The wait cannot end before day 1. Check both dates."),
    "NO_RECORD_AWAITED": N_("No record is awaited for this student. Record first where the student came from."),
    "TOO_MANY_REQUESTS_FOR_RECORD": N_("The record holds as many requests as it can."),
    "ASKED_BEFORE_FIRST_DAY": N_("The request cannot be before the student's first day at your school."),
    "SENT_BEFORE_ASKED": N_("The record cannot be sent before it was asked for. Check both dates."),
    "NOT_ENROLLED_WITHOUT_RECORDS": N_(
        "These steps are for foster youth, homeless children and children of military families. If the student is one "
        "of them, change the record first."
    ),
    "STEPS_MISSING": N_("Choose at least one step."),
    "STEP_BEFORE_FIRST_DAY": N_("This day is before the first day at your school. Check the date."),
    "TOO_MANY_STEPS": N_("The record holds as many steps as it can."),
    "CONTACT_BEFORE_BIRTH": N_("This day is before the child was born. Check the date."),
    "ONE_STUDENT_REPEATS_AND_LEFT": N_("A student cannot both repeat the grade and have left. Choose one."),
    "TICKED_STUDENT_UNKNOWN": N_("A student you checked is not on your school's list. Look at the page as it is now."),
    "LAST_DAY_MISSING": N_("Enter the last day of those who left."),
    "GRADES_OF_NOBODY": N_("No student of these grades was at your school before this school year."),
    "ONLY_READS": N_("Your account can open and print pages of the school. It cannot change anything there."),
    "APPROVERS_ONLY": N_("Only an approver of the school sees and changes who has access. Ask one of them."),
    "SCHOOL_WITHOUT_APPROVER": N_(
        "This school has had no approver for more than 30 days, so nothing can be changed. You can still read and "
        "print. Ask us for help."
    ),
    "LAST_APPROVER": N_("You are the only approver. Make someone else an approver first."),
    "PERSON_OF_SEVERAL_SCHOOLS": N_(
        "This person also works at a school that is not yours. Only we can change the role."
    ),
    "NO_SUCH_FACILITY": N_("No open school or child care has this number. Check the digits."),
    "CLAIM_CODE_WRONG": N_("This is not the code of the letter. Compare it letter by letter, and type it again."),
    "CLAIM_CODE_ENDED": N_(
        "The code of the letter no longer works. Ask the school's approver to add you, or write to us."
    ),
    "ASLEEP": N_(
        "You have not signed in for 120 days. We sent a link to your email address: open it, choose a new password, "
        "and sign in."
    ),
    "AGREE_FIRST": N_(
        "Open your first page, and agree to keep the students' records confidential. Then you can continue."
    ),
    "NO_NEWS_CHOSEN": N_("First check the messages that are done."),
    "TOO_MUCH_NEWS_CHOSEN": N_("Mark the messages of one page at a time."),
    "NEWS_GONE": N_("The message is no longer there. Look at the page as it is now."),
    "MANY_SIGN_INS": N_("Many people are signing in with this account right now. Press the button again."),
    "TOO_MANY_WAIT": N_("Fifty people wait to join already. Answer or withdraw some of them first."),
}
