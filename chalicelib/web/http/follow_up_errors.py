"""The sentences of what can be wrong with arrivals, departures, contacts and the grades of a new school year."""

from collections.abc import Mapping

from chalicelib.law.marking import N_

FOLLOW_UP_SENTENCES: Mapping[str, str] = {
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
}
