"""The days of those who review forms and decide appeals: what each does from the sign-in on, and what the page says
then. The people and cases are those of the demo."""

from __future__ import annotations

from tests.e2e.desk import Desk

_CASE = r"/reviews/[a-z2-7]{26}/forms/[a-z2-7]{26}$"
_STANDING = r"/reviews/standings/"
_MMR, _VARICELLA = "MMR (measles, mumps, rubella)", "Varicella (chickenpox)"
_NOTE = "Compare with the two other forms of this week."
_WHY = "The description speaks of a reaction within an hour."
_QUESTION = "Which of the two reactions was treated at the clinic?"


def reviewer(desk: Desk) -> None:
    """From the queue to a case: take it, find, note, ask; the next case to a colleague; find; documents; letters."""
    desk.begin("beatriz", "Review queue")
    desk.go("Messages")
    desk.go("Review queue")
    desk.go_to(r"show=free")
    desk.go_to(_CASE, within=desk.row("W. A."))
    _take_and_find(desk)
    _ask(desk)
    _hand_over(desk)
    _find_physician_school_and_child(desk)
    _post_a_letter(desk)
    _look_at_the_lists(desk)


def _take_and_find(desk: Desk) -> None:
    desk.go("Take this case")
    desk.do("Take this case")
    desk.reads("Send findings")
    for vaccine in (_MMR, _VARICELLA):
        desk.pick("Meets the criterion", within="Your finding for %(name)s", name=desk.word(vaccine))
    desk.write("Why for %(name)s, in words the parent will read", _WHY, name=desk.word(_MMR))
    desk.write("Add a note. It is not shown outside the state.", _NOTE)
    desk.do("Save note")
    desk.sees(_NOTE)
    assert desk.page.locator("textarea[name=reason_mmr]").input_value().strip() == _WHY


def _ask(desk: Desk) -> None:
    desk.do("Next case")
    assert desk.page.locator("textarea").filter(has_text=_WHY).count() == 0
    desk.do("Previous case")
    assert desk.page.locator("textarea[name=reason_mmr]").input_value().strip() == _WHY
    desk.go("Documents")
    desk.go("Done with documents")
    desk.do("Ask the physician")
    desk.pick_first("whom")
    desk.write("What do you need to know?", _QUESTION)
    desk.do("Send the question")
    desk.sees(_QUESTION)
    desk.reads_begun("The physician was asked. The answer is due by %(day)s.")


def _hand_over(desk: Desk) -> None:
    desk.go("Queue")
    desk.go_to(r"show=free")
    desk.go_to(_CASE, within=desk.row("P. B."))
    desk.go("Take this case")
    desk.do("Take this case")
    desk.go("Give it to a colleague")
    desk.pick_from("Who reviews it?")
    desk.do("Give the case")
    desk.reads_begun("This case is with %(name)s.")


def _find_physician_school_and_child(desk: Desk) -> None:
    desk.go("Queue")
    desk.write("Physician, license, school code, or form number", "Quillfeather")
    desk.do("Find")
    desk.follow("Desmond Quillfeather")
    desk.reads("Forms by year")
    desk.go("Back")
    desk.write("Physician, license, school code, or form number", "no such person")
    desk.do("Find")
    desk.go("Find a school")
    desk.write("Name, city, ZIP code or number", "Clovermead")
    desk.do("Find")
    desk.follow("Clovermead Elementary")
    desk.reads("Annual reports")
    desk.go("My home page")
    desk.go("Find a child's forms")
    desk.write("Child's first name", "Wren")
    desk.write("Child's last name", "Ashby")
    desk.write_date("birth_date", 5, 11, 2017)
    desk.do("Find")
    desk.reads("What was found")
    desk.go_to(r"/reviews/forms/")
    desk.go("Documents")


def _post_a_letter(desk: Desk) -> None:
    desk.go("My home page")
    desk.go("Letters to mail")
    waiting = desk.page.locator("tbody tr").count()
    desk.go("Print")
    desk.page.go_back()
    desk.go("Mark as mailed")
    desk.do("Mark as mailed")
    desk.go("Continue to the next letter")
    assert desk.page.locator("tbody tr").count() == waiting - 1


def _look_at_the_lists(desk: Desk) -> None:
    desk.go("My home page")
    desk.go("Requests to correct a record")
    desk.go("My home page")
    desk.go("Same child?")
    desk.go_to(r"/same-children/")
    desk.pick_first("answer")
    desk.do("Close this entry")
    desk.go("My home page")
    desk.go("Physicians on hold")
    desk.go_to(_STANDING)
    desk.reads("Board matters to answer")


def officer(desk: Desk) -> None:
    """What waits, the letters before the decision, the decision; a physician who is a candidate for a bar."""
    desk.begin("adaeze", "Review queue")
    desk.go_to(r"show=decide")
    desk.go_to(_CASE, within=desk.row("S. C."))
    number = desk.text_of(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3}")
    desk.go("Decide this case")
    desk.pick("Revoke", within="What do you decide?")
    desk.pick_first("vaccines")
    desk.write("Your reason", "A family's worry is no contraindication.")
    desk.do("See what will happen")
    desk.reads("What they will read")
    for letter in desk.page.locator("main details > summary").all():
        desk.hands.press(letter)
    desk.look()
    desk.sees("A family's worry is no contraindication.")
    desk.do("Change the decision")
    assert desk.page.locator("textarea").input_value().strip() == "A family's worry is no contraindication."
    desk.do("See what will happen")
    desk.sign("Revoke")
    desk.reads("The decision is recorded")
    desk.sees(number)
    desk.go("See the case")
    desk.go("See who was told")
    desk.go("All open cases")
    desk.go_to(r"show=decide")
    assert desk.page.get_by_role("row").filter(has_text="S. C.").count() == 0
    desk.go("Physicians with revoked forms")
    desk.go("Bar", within=desk.row("Núñez-Brightwater"))
    desk.write("Why is this physician's practice a risk to public health?", "Four forms without an examination.")
    desk.do("See what will happen")
    desk.sign("Bar this physician")
    desk.reads("Lift the bar")
    desk.go("My home page")
    desk.go("Statistics")


def appeals_staff(desk: Desk) -> None:
    """Take an appeal, name its panel, remind, fill an empty seat, refuse a late one, close a decided one; the news."""
    desk.begin("malia", "Appeals")
    desk.go_to(r"/appeals/", within=desk.row("Diego Madrigal"))
    desk.go("Documents")
    desk.go("Done with documents")
    desk.go("Accept this appeal")
    desk.do("Accept this appeal")
    desk.go("Name the panel")
    for place in range(3):
        desk.pick_first("panelists", place)
    desk.do("Name this panel")
    desk.reads("Each panel member says whether they have a conflict. The review starts after the third answer.")
    desk.go("Back")
    desk.go_to(r"/appeals/", within=desk.row("Inés Paredes"))
    desk.go("Fill the open place")
    desk.pick_first("coming")
    desk.do("Change the panel member")
    assert desk.page.locator("tbody tr").count() == 3
    desk.go("Back")
    desk.go_to(r"/appeals/", within=desk.row("Kai Nakagawa"))
    desk.go("Do not accept it: filed late")
    desk.hands.write(desk.page.locator("textarea"), "The last day was three weeks before the appeal reached us.")
    desk.do("Do not accept the appeal")
    desk.reads("Nothing is left to do. The parent was told, and the first date for the shots does not change.")
    desk.go("Back")
    desk.go_to(r"/appeals/", within=desk.row("Jaylen Prewitt"))
    desk.go("Close the case")
    desk.do("Close the case")
    desk.reads("Nothing is left to do. The case is closed.")
    desk.go("Back")
    desk.go("Messages for the agency")


def secretary(desk: Desk) -> None:
    """The appeal that waits: how the members voted, the letter, its sending."""
    desk.begin("eleanor", "Appeals")
    desk.go_to(r"/appeals/", within=desk.row("Ada Ballantyne"))
    desk.go("Adopt and send the decision")
    desk.reads("How the members voted")
    desk.write("The written decision", "Two of three members found that the exemption meets the criteria.")
    desk.do("See the letter")
    desk.sees("Two of three members found that the exemption meets the criteria.")
    desk.sign("Adopt and send the decision")
    desk.go("Back to the case")
    desk.reads("The written decision is with everyone. The agency can close the case.")
    desk.go("Back")
    desk.go("Messages for the agency")


def panelist(desk: Desk) -> None:
    """The invitation, the ties, the file, a draft of the vote, the vote."""
    desk.begin("naveen", "My panel cases")
    desk.go("Declare conflicts of interest")
    desk.reads("Who is in this case")
    desk.pick("None of these: I have no conflict of interest")
    desk.do("Send my answer")
    desk.go("My home page")
    desk.go("Open the case", within=desk.listed("With the panel"))
    desk.go("Documents")
    desk.go("Done with documents")
    desk.pick_first("vote_mmr")
    desk.write_in("reason_mmr", "Exhibit 2 describes hives and low blood pressure.")
    desk.do("Save draft")
    assert desk.page.locator("textarea[name=reason_mmr]").input_value().startswith("Exhibit 2")
    desk.do("Check your vote")
    desk.sees("Exhibit 2 describes hives and low blood pressure.")
    desk.sign("Cast my vote")
    desk.reads("All three have voted. The Secretary adopts the result as it is and sends the written decision.")
    desk.go("My panel cases")
