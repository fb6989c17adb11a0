"""One table: kind of error to HTTP status. And the sentences of error codes."""

from collections.abc import Mapping

from chalicelib.domain.errors import ErrorKind
from chalicelib.law.marking import N_
from chalicelib.web.http.errors_of_accounts import OF_ACCOUNTS
from chalicelib.web.http.errors_of_licenses import OF_LICENSES
from chalicelib.web.http.errors_of_schools import OF_SCHOOLS
from chalicelib.web.http.errors_of_the_state import OF_THE_STATE

STATUS: Mapping[ErrorKind, int] = {
    ErrorKind.BAD_REQUEST: 400,
    ErrorKind.INVALID: 422,
    ErrorKind.REFUSED: 422,
    ErrorKind.SIGN_IN: 401,
    ErrorKind.SECOND_STEP: 403,
    ErrorKind.LICENSE: 403,
    ErrorKind.AGREEMENT: 403,
    ErrorKind.FORBIDDEN: 403,
    ErrorKind.NOT_FOUND: 404,
    ErrorKind.CONFLICT: 409,
    ErrorKind.TOO_LARGE: 413,
    ErrorKind.TOO_MANY: 429,
    ErrorKind.HEADERS_TOO_LARGE: 431,
    ErrorKind.UNAVAILABLE: 503,
}

# Shown at the form that was sent, so that nothing typed is lost; the others have a page of their own.
SHOWN_AT_FORM = frozenset(
    {ErrorKind.INVALID, ErrorKind.REFUSED, ErrorKind.CONFLICT, ErrorKind.TOO_MANY, ErrorKind.UNAVAILABLE}
)

HEADINGS: Mapping[ErrorKind, str] = {
    ErrorKind.BAD_REQUEST: N_("We could not read that request"),
    ErrorKind.INVALID: N_("There is a problem"),
    ErrorKind.REFUSED: N_("This cannot be done"),
    ErrorKind.SIGN_IN: N_("You are signed out"),
    ErrorKind.SECOND_STEP: N_("Set up two-step verification first"),
    ErrorKind.LICENSE: N_("Confirm your license first"),
    ErrorKind.AGREEMENT: N_("Keep students' records confidential"),
    ErrorKind.FORBIDDEN: N_("Your account cannot do this"),
    ErrorKind.NOT_FOUND: N_("Page not found"),
    ErrorKind.CONFLICT: N_("This changed while you were working"),
    ErrorKind.TOO_LARGE: N_("That is too much text"),
    ErrorKind.HEADERS_TOO_LARGE: N_("Your browser sent too much"),
    ErrorKind.TOO_MANY: N_("Please wait a while"),
    ErrorKind.UNAVAILABLE: N_("We could not finish this just now"),
}

# Where the kind's heading would blame the visitor for what the page's age did.
HEADINGS_OF_CODES: Mapping[str, str] = {"FORM_FROM_ELSEWHERE": N_("Please send the form once more")}

SENTENCES: Mapping[str, str] = {
    "NOT_FOUND": N_(
        "The page does not exist, or it is not yours to see. Check the address, or start from your home page."
    ),
    "SIGN_IN_FIRST": N_("Sign in to continue. What you had saved is still there."),
    "NOT_YOUR_ROLE": N_(
        "This page is for people with another role. If you have two roles, sign in with the other account."
    ),
    **OF_ACCOUNTS,
    **OF_LICENSES,
    **OF_SCHOOLS,
    **OF_THE_STATE,
    "FORM_TOO_LARGE": N_("Shorten what you typed and send it again. A form can hold about 60,000 characters."),
    "FILE_TOO_LARGE": N_("This file is too large. Go back: the page says how large a file can be."),
    "ADDRESS_TOO_LONG": N_("The address of this page is too long. Go back, and use the links on the page."),
    "HEADERS_TOO_LARGE": N_(
        "Your browser sent more than we can read, most likely too many cookies. Delete the cookies of this site. Then open the page again."
    ),
    "FORM_UNREADABLE": N_("Go back, load the page again, and send the form once more."),
    "FORM_FROM_ELSEWHERE": N_(
        "The form was too old or came from another site. Load the page again and send it once more."
    ),
    "LIST_LINK_SPENT": N_(
        "This link leads to a part of a list. It is too old, was changed, or is not yours. Open the list again."
    ),
    "FIELD_REPEATED": N_("A field was sent twice. Go back, load the page again, and send the form once more."),
    "FIELD_UNKNOWN": N_(
        "The form held a field that we do not know. Go back, load the page again, and send it once more."
    ),
    "STALE": N_(
        "You or someone else changed this after you opened it. What you typed is still here. Check what it says now, then send yours again if needed."
    ),
    "LINE_ALREADY_IN_FORCE": N_(
        "An exemption for this child, vaccine and grade span is in force already. Nothing was issued twice. To change it, correct or renew that form."
    ),
    "STORE_UNAVAILABLE": N_(
        "We couldn't save that, and nothing changed. Try again in a minute. It's safe to press the button again."
    ),
    "REFUSED_BY_LAW": N_("The law does not allow this."),
    "LETTER_POSTED": N_("Someone marked this letter as mailed already."),
    "WRONG_STATE": N_("This step is no longer open. Look at the page as it is now."),
    "TOO_MANY_TRIES": N_("You have tried too many times. Wait one minute, then try again."),
    "TOO_MANY_IN_A_ROW": N_(
        "Too many wrong passwords were typed for this address. Wait 15 minutes and try again, or choose Forgot password and set a new one."
    ),
    "CHECK_CODE_UNKNOWN": N_(
        "No exemption has this code. Compare it with the printed form, letter by letter, and type it again."
    ),
    "GUARDIAN_ALREADY": N_("The account with this email address shares the record already. Enter another address."),
    "TOO_MANY_GUARDIANS": N_("Four people share this record already, and no more can join. Ask us for help."),
    "TOO_MANY_CASES": N_("This child has more forms and requests than can be shared at one time. Ask us for help."),
    "LAST_GUARDIAN": N_("You are the only parent or guardian on this record, so you cannot leave it."),
    "NO_FORM_OF_CHILD": N_("No exemption form is on record for this name and date of birth. Check both."),
    "TOO_MANY_AMENDMENTS": N_(
        "Ten requests to correct this record were sent in the last 30 days. Wait for the answers, or ask us for help."
    ),
    "EMERGENCY_OVER": N_("The 60 minutes are over. If it is still an emergency, open the record again."),
    "EMERGENCY_NOT_OVER": N_("This access is still open. Close the review when it has ended."),
    "FACILITY_UNKNOWN": N_("These numbers are not in the directory: %(number)s. Check them."),
    "NOBODY_CHOSEN": N_("Check at least one invitation"),
    "TOO_MANY_CHOSEN": N_("Send the invitations of one page at a time."),
    "NO_SUCH_ACCOUNT": N_("No account has this email address. An invitation that was not accepted yet is in the list."),
    "OWN_ACCOUNT": N_("You cannot close your own account. Ask another operator."),
    "NO_SUCH_FORM_NUMBER": N_("No form has this number. Check it against the printed form, or look for the child."),
    "REVIEW_REASON_MISSING": N_("Write why public health needs this review. The law asks for a recorded reason."),
    "REVIEW_ALREADY_OPEN": N_("A review to protect public health is open for this form already. Look at its cases."),
    "REVIEWER_TREATS_THE_CHILD": N_(
        "You have the name of the physician who signed this form or of the child's primary care physician. Someone else must take the case."
    ),
    "CASE_OF_ANOTHER_REVIEWER": N_(
        "This case belongs to another reviewer. Take the case first, if it should be yours."
    ),
    "ANSWER_NOT_DUE_YET": N_(
        "The physician still has time to answer. You can continue without an answer when the last day is over."
    ),
    "QUESTION_MISSING": N_("Write your question to the physician."),
    "FINDING_MISSING": N_("Choose a finding for each vaccine."),
    "FINDING_REASON_MISSING": N_("Write the reason for this finding."),
    "NOTHING_TO_DISAGREE_WITH": N_(
        "The reviewer recommended that the form stay as it is. Close the review, or open a new one."
    ),
    "VACCINE_NOT_ON_FORM": N_("Choose vaccines that are on the form."),
    "BAR_REASON_MISSING": N_(
        "Write why this physician's practice is a risk to public health. The board is told of the bar."
    ),
    "LIFT_REASON_MISSING": N_("Write why the bar can end."),
    "DECLARE_CONFLICTS_FIRST": N_("First say whether you have a conflict of interest. The documents open after that."),
    "CONFLICTS_DECLARED": N_("You have declared already that you have no conflict. You can read the case."),
    "TIES_MISSING": N_("Choose each conflict of interest that you have, or choose that you have none."),
    "VOTED_ALREADY": N_("Your vote is in already. A vote cannot be changed."),
    "VOTE_REASON_MISSING": N_("Write the reason for your vote."),
    "PANEL_QUESTION_MISSING": N_("Write your question to the parent and the physician."),
    "APPEAL_REASON_MISSING": N_("Write why the appeal is not accepted. The parent reads this."),
    "DECISION_TEXT_MISSING": N_("Write the decision in plain words. The parent reads this."),
    "NO_SUCH_SEAT": N_("Choose a place on this panel."),
    "ALREADY_SEATED": N_("This person sits on the panel already. Choose another person."),
    "NO_EMPTY_SEAT": N_("All three places are taken. Choose which panel member leaves."),
    "NUMBER_LENGTH": N_("A number has 11 letters and digits, for example A7KC-39WT-XHY. Count them and type it again."),
    "NUMBER_LETTERS": N_("The number holds a letter or digit that our numbers never use. Check it and type it again."),
    "NUMBER_CHECK": N_("One letter or digit is wrong, or two are swapped. Check the number and type it again."),
    "NO_SUCH_REQUEST": N_("We found no request with this number and birth date. Check both with the parent."),
    "REQUEST_LOCKED": N_(
        "This number was tried too many times with a birth date that does not fit. Check both with the parent, and try again in 15 minutes."
    ),
    "REQUEST_WITH_OTHER_PHYSICIAN": N_(
        "Another physician has this request open. The parent can choose another doctor on the page of the request. After that you can open it."
    ),
    "REQUEST_CLOSED": N_(
        "This request is closed. Ask the parent to start again from a copy and to give you the new number."
    ),
    "REQUEST_LAPSED": N_(
        "This request is more than 12 months old. Ask the parent to start again from a copy and to give you the new number."
    ),
    "REQUEST_INCOMPLETE": N_("The request lacks details of the child or the parent. Send it back to the parent."),
    "STANDING_BARRED": N_(
        "The state accepts no exemption forms from you at this time. Another physician can issue the form."
    ),
    "ALREADY_SIGNED": N_("This form is signed. You find it in the list on your home page."),
    "FORM_INCOMPLETE": N_("The form is not filled out yet. Go back to its list of parts and finish the open ones."),
    "SCHOOL_NEEDED_TO_SIGN": N_(
        "The form needs a school or child care program before you can sign. Ask the parent to add it on the page of the request. Your draft is kept."
    ),
    "SIGNED_NAME_DIFFERS": N_("Type your name as shown in your account: %(name)s"),
    "HOLD_WOULD_END_VALID": N_(
        "The board shows something that the state must look at first, so this form cannot replace the one that is valid now. The earlier exemption stays valid, and your draft is kept."
    ),
    "CORRECTION_CHANGES_CONTENT": N_(
        "A correction keeps the same vaccines, each permanent or temporary as it was. To change that, withdraw the exemption or fill out a new form."
    ),
    "RENEWAL_NEEDS_NEW_REQUEST": N_(
        "By the school calendar the child has reached the next grade span. Ask the parent for a new request for those grades."
    ),
    "DATE_IN_FUTURE": N_("This date is still to come. Enter today or an earlier date."),
    "DATE_BEFORE_BIRTH": N_("This date is before the child was born. Check the year."),
    "BIRTH_DATE_IN_FUTURE": N_("The date of birth cannot be in the future. Check the year."),
    "GRADE_BEFORE_GRADE_NOW": N_("Choose the grade the child is in now, or a later one."),
    "FIRST_DAY_BEFORE_BIRTH": N_("The first day must come after the child's date of birth. Check the year."),
    "FIRST_DAY_OF_LATER_SPAN_PASSED": N_(
        "You said that the child is still in an earlier grade. Enter a day to come, or go back and change the grade now."
    ),
    "NO_LATER_SPAN": N_("No grade span follows this one. Leave this date empty."),
    "NEXT_ENTRY_NOT_LATER": N_("Enter a day to come that is after the first day in the grade, or leave it empty."),
    "SCHOOL_NOT_IN_DIRECTORY": N_("We do not know this school or child care, or it is closed. Search again."),
    "SAME_SCHOOL": N_("The child is already at this school. Choose another one."),
    "DOSE_VACCINES_MISSING": N_("Choose each vaccine that was given"),
    "DOSE_RECORDED_ALREADY": N_(
        "A dose of one of these vaccines is on record for this day already. Check the day, or leave that vaccine out."
    ),
    "NOTICE_VACCINES_MISSING": N_("Choose each vaccine that the notice names"),
    "NOTICE_RECEIVED_BEFORE_GIVEN": N_(
        "The parent cannot have received the notice before it was given. Check both dates."
    ),
    "NOTICE_LAST_DAY_TOO_EARLY": N_(
        "Ten school days cannot be over by this day. Count from the day after the receipt."
    ),
    "CALENDAR_NOT_CHECKED": N_("Check the day against your school's calendar, then check this box"),
    "LETTERS_TO_NO_ONE": N_("Check at least one student"),
    "TOO_MANY_LETTERS": N_("Check 50 students or fewer. The others come next."),
    "LETTERS_NOT_DUE": N_(
        "These letters are not due anymore. Someone may have recorded them. Open the list again to see who is left."
    ),
    "TOO_MANY_NOTICES": N_("The record holds as many notices as it can."),
    "CARD_IS_EMPTY": N_("Type the date of at least one dose, or go back"),
    "DOSE_NOT_CHANGED": N_("Nothing is changed yet. Correct the vaccine or the date, or go back"),
    "DOSE_REASON_MISSING": N_("Write why the dose is taken off the record"),
    "TOO_MANY_DOSES": N_("The record holds as many doses as it can. Take off doses that are there by mistake."),
    "DAY_TOO_FAR": N_("This day is more than a year away. Enter a day within the next 12 months."),
    "CHILD_AT_OTHER_SCHOOL": N_("The child has an exemption at another school now. That school keeps the record."),
    "APPEAL_NEEDS_WHY": N_("Write why the exemption should be restored before you file."),
    "REPORT_CHANGED_MEANWHILE": N_(
        "The list of students has changed since you opened this page. The numbers below are new. Check them again."
    ),
    "REPORT_NOT_YOURS": N_("A facility of this kind files no annual report. Keep the records all the same."),
    "REPORT_TOO_LARGE": N_("This list has more students in the reported grades than one report can hold. Write to us."),
    "REPORT_ENROLLMENT_DIFFERS": N_(
        "You enter %(typed)s, and the list has %(listed)s. Add the students who are missing, or correct the number."
    ),
    "REPORT_WITHOUT_STUDENTS": N_("Your list has no students in the reported grades. Choose why."),
    "REPORT_CHANGE_UNSAID": N_("Write what has changed since the report was filed."),
    "SSID_TEN_DIGITS": N_("A statewide student identifier has ten digits. Check the number, or leave it out."),
    "STUDENT_ON_LIST": N_(
        "Your school has a record for a student with this name and birth date. Open that record. For a student who is back, enter the first day there."
    ),
    "IMPORT_RUNNING": N_("Another file of your school is being imported. Wait until it is done, then try again."),
    "IMPORT_CONFIRMED": N_("This file was imported already. Look at the page as it is now."),
    "ONE_STUDENT_TWO_LINES": N_("You chose the same student for two lines. Leave one of the two lines out."),
    "STUDENT_HAS_NOT_LEFT": N_("This student has no last day at your school yet, so there is no return to record."),
    "REVIEW_BEFORE_FIRST_DAY": N_("The review cannot be before the first day at your school. Check the date."),
    "TOLD_BEFORE_REVIEW": N_("The parent is told after the review. Check both dates."),
    "LEFT_BEFORE_FIRST_DAY": N_("The last day cannot be before the first day at your school. Check both dates."),
    "OUTBREAK_DISEASE_UNKNOWN": N_("Choose the disease from the list."),
    "OUTBREAK_DISEASE_FIXED": N_(
        "Students are excluded because of the first disease. For another disease, start a page of its own."
    ),
    "OUTBREAK_DAY_IN_FUTURE": N_("This day has not come yet. Enter today or an earlier day."),
    "OUTBREAK_DAYS_OUT_OF_ORDER": N_("The last day of exposure cannot be before the first. Check both dates."),
    "OUTBREAK_CLOSED": N_("This outbreak is closed. For a new exposure, start a new page."),
    "OUTBREAK_STILL_EXCLUDES": N_(
        "At least one student is still excluded. Lift the exclusion first, as the health officer allows."
    ),
    "EXCLUSION_OF_NOBODY": N_("Choose at least one student."),
    "EXCLUSION_OF_PROTECTED": N_(
        "The health officer can exclude only students who attend your school and are not protected. The record of at least one chosen student now shows the shots. Look at the list again."
    ),
    "EXCLUSION_BEFORE_EXPOSURE": N_("This day is before the first day of exposure. Check the date."),
    "EXCLUSION_ENDS_BEFORE_IT_STARTS": N_("The last day out cannot be before the first day out. Check both dates."),
    "BACK_BEFORE_LAST_DAY": N_("The first day back must be after the last day at your school. Check both dates."),
}
