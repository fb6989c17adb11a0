"""Who may do what, and which states follow which, as two tables written by hand from the law and compared both ways.

The tables are for a reader of law: they are not made from the code, and the code is not made from them. A change of the
access table or of the state table is a change of a sentence there, with its source.
"""

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from chalicelib.domain.access_table import PERMISSIONS, Scope
from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.lifecycle import TRANSITIONS

FOLDER = Path(__file__).parent
FEWEST_ROWS, FEWEST_ACTS = 60, 35
WHO = {
    "anyone": None,
    "local health department": Role.LOCAL_HEALTH,
    "appeals staff": Role.APPEALS_STAFF,
    "clinic staff": Role.CLINIC_STAFF,
}
HOW_FAR = {
    "anyone": Scope.ANYONE,
    "own account": Scope.SELF,
    "own child": Scope.OWN_CHILD,
    "own patient": Scope.OWN_PATIENT,
    "own physician": Scope.OWN_PHYSICIAN,
    "own clinic staff": Scope.OWN_CLINIC_STAFF,
    "own school": Scope.OWN_FACILITY,
    "own school or the schools of the own district": Scope.OWN_FACILITY_OR_DISTRICT,
    "own county": Scope.OWN_COUNTY,
    "own licensees": Scope.OWN_LICENSEES,
    "assigned cases": Scope.ASSIGNED,
    "the whole state": Scope.STATEWIDE,
}
WHAT = {
    "ask for an exemption": Action.SUBMIT_REQUEST,
    "cancel a request": Action.CANCEL_REQUEST,
    "see the signed form": Action.VIEW_OWN_FORM,
    "see who looked at the record": Action.VIEW_ACCESS_LOG,
    "save the whole record": Action.EXPORT_RECORD,
    "ask to correct a record": Action.ASK_TO_AMEND,
    "answer a request to correct a record": Action.ANSWER_AMENDMENT,
    "report a charge by a doctor": Action.REPORT_CHARGE,
    "answer a report of a charge": Action.ANSWER_CHARGE,
    "open a request by number and birth date": Action.OPEN_REQUEST,
    "fill out a form that is not signed": Action.EDIT_FORM_DRAFT,
    "hand a prepared form over": Action.HAND_OVER_DRAFT,
    "invite clinic staff": Action.INVITE_CLINIC_STAFF,
    "end the access of clinic staff": Action.END_CLINIC_STAFF,
    "decline a request": Action.DECLINE_REQUEST,
    "sign a form": Action.ISSUE_EXEMPTION,
    "withdraw a form": Action.WITHDRAW_EXEMPTION,
    "renew a form": Action.RENEW_EXEMPTION,
    "correct a form": Action.CORRECT_EXEMPTION,
    "see a form they signed": Action.VIEW_ISSUED_FORM,
    "answer a reviewer's question": Action.ANSWER_REVIEWER,
    "see a student's exemption": Action.VIEW_PUPIL,
    "record a dose": Action.RECORD_DOSE,
    "record a written notice": Action.RECORD_NOTICE,
    "record a grade": Action.RECORD_GRADE,
    "see a school's calendar": Action.VIEW_CALENDAR,
    "save a school's calendar": Action.SAVE_CALENDAR,
    "copy a school's calendar to the next year": Action.COPY_CALENDAR,
    "see the annual report of a school": Action.VIEW_REPORT,
    "file the annual report of a school": Action.FILE_REPORT,
    "list the exemptions of a county": Action.LIST_COUNTY_FORMS,
    "list the forms of licensees": Action.LIST_LICENSEE_FORMS,
    "find a form by its number": Action.FIND_FORM,
    "open a review": Action.OPEN_REVIEW,
    "recommend what becomes of a form": Action.RECOMMEND,
    "decide a review": Action.DECIDE_REVIEW,
    "revoke an exemption": Action.REVOKE_EXEMPTION,
    "say whether a board matter is about vaccines": Action.CLASSIFY_ACTION,
    "bar a physician": Action.BAR_PHYSICIAN,
    "lift a bar": Action.LIFT_BAR,
    "keep the record of a student": Action.EDIT_STUDENT,
    "see the record of a student": Action.VIEW_STUDENT,
    "say that a student left or is back": Action.RECORD_DEPARTURE,
    "say where a student came from": Action.RECORD_ARRIVAL,
    "note a contact about a student": Action.RECORD_CONTACT,
    "mark the news of a school as done": Action.MARK_NEWS,
    "mark the news of the reviewers as done": Action.MARK_REVIEWERS_NEWS,
    "agree to keep a school's records confidential": Action.AGREE_TO_CONFIDENTIALITY,
    "send the record to another school": Action.SEND_PACKET,
    "import a file of students": Action.IMPORT_STUDENTS,
    "answer what an import asks": Action.ANSWER_IMPORT,
    "save the list of students as a file": Action.EXPORT_STUDENTS,
    "file an appeal": Action.FILE_APPEAL,
    "take back an appeal": Action.WITHDRAW_APPEAL,
    "add information to an appeal": Action.SUPPLY_APPEAL_INFORMATION,
    "see an appeal": Action.VIEW_APPEAL,
    "accept an appeal": Action.ACCEPT_APPEAL,
    "refuse a late appeal": Action.REFUSE_LATE_APPEAL,
    "name the panel": Action.ASSIGN_PANEL,
    "read the case of a panel": Action.VIEW_PANEL_CASE,
    "vote": Action.VOTE,
    "adopt the panel's decision": Action.ADOPT_DETERMINATION,
    "restore an exemption": Action.REINSTATE_EXEMPTION,
    "invite staff": Action.INVITE,
    "name a school that is not listed": Action.NAME_UNLISTED_SCHOOL,
    "find the school that a parent named": Action.MATCH_SCHOOL,
    "list the schools that parents named": Action.LIST_UNLISTED_SCHOOLS,
    "load the state's published reports": Action.LOAD_PUBLISHED_REPORTS,
    "open a record in an emergency": Action.OPEN_EMERGENCY,
    "look over emergency access": Action.REVIEW_EMERGENCY,
    "look at the portal's jobs": Action.LIST_JOBS,
    "have a job run now": Action.ORDER_JOB,
    "check a printed form": Action.CHECK_PAPER,
    "see whether their license is confirmed": Action.VIEW_LICENSE_CLAIM,
    "type the code of a license letter": Action.PROVE_LICENSE,
    "ask for a license letter": Action.ASK_FOR_LICENSE_LETTER,
    "stop an account with a letter's code for no": Action.DISPUTE_LICENSE,
    "report that someone uses a license": Action.REPORT_LICENSE_MISUSE,
    "settle whose a license is": Action.SETTLE_LICENSE_CLAIM,
}
WHAT_HAPPENS = {
    "parent starts it": Action.START_REQUEST,
    "parent starts again from a copy": Action.COPY_REQUEST,
    "parent sends it": Action.SUBMIT_REQUEST,
    "physician opens it": Action.OPEN_REQUEST,
    "physician gives it back": Action.RELEASE_REQUEST,
    "parent chooses another doctor": Action.CHOOSE_OTHER_PHYSICIAN,
    "physician signs": Action.ISSUE_EXEMPTION,
    "physician signs while on hold": Action.HOLD_EXEMPTION,
    "the board shows a new matter": Action.CHECK_LICENSE,
    "physician declines": Action.DECLINE_REQUEST,
    "parent cancels": Action.CANCEL_REQUEST,
    "state releases it": Action.RELEASE_HELD_EXEMPTION,
    "state refuses it": Action.REFUSE_HELD_EXEMPTION,
    "physician withdraws": Action.WITHDRAW_EXEMPTION,
    "physician signs a correction or renewal": Action.SUPERSEDE_EXEMPTION,
    "officer revokes": Action.REVOKE_EXEMPTION,
    "Secretary reinstates": Action.REINSTATE_EXEMPTION,
    "state opens a review": Action.OPEN_REVIEW,
    "the law sends it to review": Action.OPEN_DUE_REVIEW,
    "reviewer takes it": Action.ASSIGN_REVIEW,
    "given to a colleague": Action.REASSIGN_REVIEW,
    "reviewer hands it back": Action.HAND_BACK_REVIEW,
    "reviewer asks": Action.ASK_FOR_INFORMATION,
    "physician answers": Action.ANSWER_REVIEWER,
    "reviewer recommends": Action.RECOMMEND,
    "officer decides": Action.DECIDE_REVIEW,
    "state says if it is one child": Action.MARK_SAME_CHILD,
    "parent begins an appeal": Action.START_APPEAL,
    "parent files": Action.FILE_APPEAL,
    "staff accept": Action.ACCEPT_APPEAL,
    "staff refuse it as late": Action.REFUSE_LATE_APPEAL,
    "staff name the panel": Action.ASSIGN_PANEL,
    "panel declares no conflict": Action.DECLARE_NO_CONFLICT,
    "panel asks": Action.ASK_APPEAL_QUESTION,
    "parent or physician answers": Action.SUPPLY_APPEAL_INFORMATION,
    "panel votes": Action.VOTE,
    "Secretary adopts": Action.ADOPT_DETERMINATION,
    "staff close": Action.CLOSE_APPEAL,
    "parent withdraws the appeal": Action.WITHDRAW_APPEAL,
    "physician registers": Action.REGISTER,
    "the email address is confirmed": Action.VERIFY_EMAIL,
    "physician asks for a letter": Action.ASK_FOR_LICENSE_LETTER,
    "state mails the letter": Action.MARK_LETTER_POSTED,
    "physician types the letter's codes": Action.PROVE_LICENSE,
    "someone types the code for no": Action.DISPUTE_LICENSE,
    "someone reports misuse": Action.REPORT_LICENSE_MISUSE,
    "state settles whose it is": Action.SETTLE_LICENSE_CLAIM,
    "state classifies the matter": Action.CLASSIFY_ACTION,
    "health department flags": Action.FLAG_FORM,
    "board reports a matter": Action.REPORT_MATTER,
    "officer bars": Action.BAR_PHYSICIAN,
    "officer lifts the bar": Action.LIFT_BAR,
    "official opens a record": Action.OPEN_EMERGENCY,
    "operator looks it over": Action.REVIEW_EMERGENCY,
    "parent asks for a correction": Action.ASK_TO_AMEND,
    "parent reports a charge": Action.REPORT_CHARGE,
    "state answers the report": Action.ANSWER_CHARGE,
    "state answers": Action.ANSWER_AMENDMENT,
    "parent takes it back": Action.WITHDRAW_AMENDMENT,
}


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


ACCESS, STEPS = rows("who_may_do_what.csv"), rows("states_and_steps.csv")


def role_of(row: dict[str, str]) -> Role | None:
    return WHO[row["who"]] if row["who"] in WHO else Role(row["who"])


def stated_permissions() -> dict[Action, set[tuple[Role | None, Scope]]]:
    """Return who may do each action that the table speaks of, and how far."""
    stated: dict[Action, set[tuple[Role | None, Scope]]] = defaultdict(set)
    for row in ACCESS:
        granted = {(role_of(row), HOW_FAR[row["how far"]])} if row["may"] == "yes" else set()
        stated[WHAT[row["what"]]] |= granted
    return stated


@pytest.mark.parametrize("act", sorted({WHAT[row["what"]] for row in ACCESS}))
def test_exactly_those_may_do_it_whom_the_table_names_and_as_far_as_it_says(act: Action) -> None:
    assert set(PERMISSIONS[act]) == stated_permissions()[act]


@pytest.mark.parametrize(
    "row", [row for row in ACCESS if row["may"] == "no"], ids=lambda row: f"{row['who']}: {row['what']}"
)
def test_who_may_not_has_no_permission_at_all(row: dict[str, str]) -> None:
    assert role_of(row) not in {role for role, _reach in PERMISSIONS[WHAT[row["what"]]]}


def test_the_table_speaks_of_every_role_and_of_enough_acts_with_a_source_for_each_row() -> None:
    assert {role_of(row) for row in ACCESS} == {None, *Role}
    assert {WHAT[row["what"]] for row in ACCESS} == set(WHAT.values())
    assert len(WHAT) >= FEWEST_ACTS
    assert len(ACCESS) >= FEWEST_ROWS
    assert all(row["source"] and row["may"] in {"yes", "no"} for row in ACCESS)
    assert len({(row["who"], row["what"]) for row in ACCESS}) == len(ACCESS)


def test_the_states_follow_each_other_as_the_table_says_and_in_no_other_way() -> None:
    stated = {(row["thing"], row["from"], WHAT_HAPPENS[row["what happens"]], row["to"]) for row in STEPS}
    written = {
        (row.thing, str(source or ""), row.act, str(row.target))
        for row in TRANSITIONS
        for source in row.sources or ("",)
    }

    assert stated == written
    assert len(stated) == len(STEPS)


@pytest.mark.parametrize("row", STEPS, ids=lambda row: f"{row['thing']}: {row['from']} to {row['to']}")
def test_a_step_is_open_to_exactly_those_whom_the_table_names(row: dict[str, str]) -> None:
    act, named = WHAT_HAPPENS[row["what happens"]], [each for each in row["who"].split("+") if each != "nobody"]
    stated = {None if each == "anyone" else Role(each) for each in named}
    allowed = {role for role, _reach in PERMISSIONS[act]}

    assert allowed == stated or (act is Action.REGISTER and allowed == {None})
    assert row["source"]
