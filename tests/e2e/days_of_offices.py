"""The days of a health department, a licensing board and an operator: what each does from the sign-in on, and what the
page says then. The people and cases are those of the demo."""

from __future__ import annotations

import io
import zipfile

from infra.local.demo.people import PASSPHRASE
from tests.e2e.desk import Desk
from tests.e2e.story import today

_PUBLISHED = """school_year,school_code,county,reported,category,enrollment,count,percent
{year},10990089900056,Fresno,Y,UP-TO-DATE,84,70,83
{year},10990089900049,Fresno,Y,UP-TO-DATE,*,*,>=95%
{year},10990089900052,Fresno,N,,,,
"""


def health_department(desk: Desk) -> None:
    """The roster and its file, an outbreak from the first list to the students' return, a form for the state."""
    desk.begin("armando")
    desk.at("Fresno County")
    desk.go_to(r"show=unreported")
    assert desk.page.locator("table tbody tr").count() > 1
    desk.go("My home page")
    desk.go("Students with exemptions")
    _save_the_list(desk, "Figueroa")
    _flag(desk)
    desk.go("My home page")
    desk.go("Outbreaks")
    _start_an_outbreak(desk)
    _exclude_and_lift(desk)
    desk.go("Outbreaks")
    desk.follow("Fresno County")
    desk.go("Messages from the state")
    desk.go("My home page")
    desk.go("Emergency access to a child's record")


def _save_the_list(desk: Desk, name: str) -> None:
    file, content = desk.save("Save the list as a file (CSV)")
    assert file.endswith(".csv")
    assert name in content.decode()


def _flag(desk: Desk) -> None:
    desk.go("Ask the state to look", within=desk.row("Sandhu, Harjot"))
    desk.write(
        "Why should the state look at this form to protect public health?",
        "Two forms with the same words in one class.",
    )
    desk.do("Send it to the state")
    desk.row("Sandhu, Harjot", desk.word("With the state"))


def _start_an_outbreak(desk: Desk) -> None:
    desk.write("School, city, or ZIP code", "Clovermead")
    desk.do("Find")
    desk.go_to(r"/outbreaks/new")
    desk.pick_from("Which disease?")
    day = today()
    desk.write_date("first_exposure", day.month, day.day, day.year)
    desk.write_date("last_exposure", day.month, day.day, day.year)
    desk.do("Make the list")
    desk.reads("Students without protection")
    _save_the_list(desk, "Figueroa")


def _exclude_and_lift(desk: Desk) -> None:
    day = today()
    desk.go("Order an exclusion")
    desk.write("Who ordered it?", "Dr. Isolde Farrier")
    desk.write_date("since", day.month, day.day, day.year)
    desk.pick_first("students")
    desk.pick_first("students", 1)
    desk.do("Order the exclusion")
    assert desk.figure("Excluded now") == "2"
    desk.go("Lift the exclusion")
    desk.write_date("first_day_back", day.month, day.day, day.year)
    desk.pick("All students on this list")
    desk.do("Lift the exclusion")
    assert desk.figure("Excluded now") == "0"
    desk.go("Close the outbreak")
    desk.do("Close the outbreak")
    desk.reads("This outbreak is closed")


def board(desk: Desk) -> None:
    """The licensees with revocations, the evidence about one, a matter that the board reports."""
    desk.begin("ruben", "Your licensees")
    desk.go_to(r"show=revoked")
    desk.go_to(r"/boards/licensees/", within=desk.row("Marshlight"))
    desk.reads("By calendar year")
    desk.go("Save the evidence as a file")
    desk.write("What is the number of your case?", "800-2026-000417")
    desk.write("Your password", PASSPHRASE)
    file, content = desk.save(button="Save the file")
    assert file.endswith(".zip")
    assert len(zipfile.ZipFile(io.BytesIO(content)).namelist()) > 3
    desk.go("Back")
    desk.go("Report a matter or its end")
    desk.pick("An accusation was filed")
    desk.write("What is the number of your case?", "800-2026-000417")
    day = today()
    desk.write_date("on", day.month, day.day, day.year)
    desk.do("Send the report")
    desk.reads("New forms on hold until the state has reviewed a board matter")
    desk.go("Your licensees")
    desk.write("Name or license number", "Fernwhistle")
    desk.do("Find")
    assert desk.page.locator("tbody tr").count() == 1
    desk.go("Reports to your board")
    desk.go("Your licensees")
    desk.go("The key of evidence files")


def operator(desk: Desk) -> None:
    """The jobs and one run again, the state's file of reports from the preview on, an invitation, an account."""
    desk.begin("imani", "Staff accounts")
    desk.go("Jobs of the portal")
    desk.go("Send the reminders")
    desk.do("Run it now")
    desk.reads("This job was asked to run")
    desk.go("Back")
    desk.go("Back")
    desk.go("Load the state's published reports")
    _load_published_reports(desk)
    desk.go("My home page")
    desk.go("Invite a person")
    desk.go("State reviewer")
    desk.write("Email address of the person", f"isolde{desk.page.viewport_size['width']}@example.org")
    desk.pick_first("credential")
    desk.do("Send the invitation")
    desk.sees("isolde")
    desk.go("My home page")
    desk.go("Expired invitations")
    desk.go("My home page")
    desk.go("Emergency access to be reviewed")
    desk.go("My home page")
    desk.write("Email address of the account", "xochitl@example.org")
    desk.do("Find")
    desk.sees("xochitl@example.org")


def _load_published_reports(desk: Desk) -> None:
    desk.pick_from("School year", 2)
    year = desk.page.locator("select[name=year]").evaluate("list => list.selectedOptions[0].text")
    desk.pick_from("Part of the report")
    desk.write("Or paste the lines", _PUBLISHED.format(year=year))
    desk.do("Read the file")
    desk.reads("Nothing is written yet.")
    desk.sees("Finchshaw Elementary")
    desk.page.locator("main form button").click()
    desk.page.wait_for_load_state("load")
    desk.look()
    desk.reads("To be reviewed")
