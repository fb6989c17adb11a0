"""The days of a parent who asks, a parent whose child's exemption was stopped, a physician, and clinic staff: what each
does from the sign-in on, and what the page says then. The people and records are those of the demo."""

from __future__ import annotations

from datetime import timedelta

from chalicelib.law.calendar import school_year_of
from infra.local.demo.people import PASSPHRASE
from tests.e2e.desk import Desk
from tests.e2e.story import NUMBER, today

_CHILD = "Maximiliana Anastasia"


def parent(desk: Desk) -> None:
    """A request for one more child from the first question to the page for the doctor, and a child's own page with all
    that can be done there."""
    desk.begin("xochitl", "Your children")
    _ask(desk)
    number = desk.text_of(NUMBER)
    desk.go("Print a page for the doctor")
    desk.sees(number)
    desk.page.go_back()
    name, content = desk.save("Put the days into my calendar")
    assert name.endswith(".ics")
    assert b"BEGIN:VCALENDAR" in content
    desk.go("Go to my home page")
    desk.go_to(r"/parents/children/", within=desk.page.locator("main").get_by_role("heading", name="Mateo"))
    _child(desk)
    desk.go("My home page")
    desk.go("All messages")


def _ask(desk: Desk) -> None:
    desk.go("Ask for an exemption for another child")
    desk.do("Start now")
    desk.write("First name", _CHILD)
    desk.write("Last name", "Ramírez-Luna")
    desk.write_date("birth_date", 3, 14, today().year - 8)
    desk.do("Continue")
    desk.pick_in("grade_now", "2")
    desk.do("Continue")
    desk.pick("A school or child care program")
    desk.do("Continue")
    desk.write("Name, city, ZIP code or number", "clover mead")
    desk.do("Search")
    desk.choose("Clovermead Elementary")
    desk.do("Use this one")
    desk.write_date("planned_first_day", 8, 12, school_year_of(today()).starts_in)
    desk.do("Continue")
    if desk.page.locator("[name=relationship]").input_value() == "":
        desk.write("How are you related to the child?", "mother")
    desk.do("Continue")
    desk.write("Doctor's name", "Marisol Fernwhistle")
    desk.do("Continue")
    desk.pick("I have read how an exemption works.")
    desk.pick_first("release_of_records")
    desk.do("Continue")
    desk.sees("Clovermead Elementary")
    desk.do("Send the request")


def _child(desk: Desk) -> None:
    child = desk.page.url
    for link in ("All views", "Change the school or child care", "See or invite guardians", "Ask for a correction"):
        desk.go(link)
        if link == "See or invite guardians":
            desk.write("Email address of the other parent or guardian", "guardian@example.org")
            desk.write("Your password", PASSPHRASE)
            desk.do("Send the invitation")
            desk.reads("Your invitation is on its way")
        if link == "Ask for a correction":
            desk.write("What is wrong?", "The street of my address.")
            desk.write("What should it say?", "120 Ventura Street")
            desk.do("Send the request")
        desk.open(child)
    desk.go("Download the record")
    desk.open(child)
    desk.go_to(r"/parents/forms/")


def parent_who_appeals(desk: Desk) -> None:
    """What a stopped exemption leaves to do, the appeal from its first question to the receipt, and its withdrawal."""
    desk.begin("renata", "Your children")
    desk.go_to(r"/stopped#appeal")
    desk.do("Start the appeal")
    desk.write_in("why", "The allergist saw the reaction, and her letter says so.")
    desk.do("Continue")
    desk.do("Continue")
    desk.reads("You are on time")
    desk.do("File the appeal")
    desk.go("See your appeal")
    desk.go("Add information")
    desk.write("What do you want to add?", "The letter of the allergist is on its way.")
    desk.do("Send")
    desk.go("Withdraw the appeal")
    desk.do("Withdraw the appeal")
    desk.go("My home page")


def physician(desk: Desk) -> None:
    """A question of the state, the signature under a form that is ready, the questions of one that is not, and a
    patient found by name."""
    desk.begin("marisol", "Your patients")
    desk.go_to(r"/reviews/")
    desk.write("Your answer", "The reaction is described in the record of May 2.")
    desk.do("Send the answer")
    desk.go("My home page")
    _sign(desk)
    desk.go("My home page")
    _fill_in(desk)
    desk.go("My home page")
    desk.write("Name, birth date, or form number", "whitfield")
    desk.do("Find")
    desk.go_to(r"/physicians/forms/")
    desk.go("Print the certificate for the school, without medical reasons")
    desk.page.go_back()
    desk.go("Withdraw an exemption")
    desk.pick_first("vaccines")
    desk.write("Why?", "The treatment is over.")
    desk.sign("Withdraw")


def _sign(desk: Desk) -> None:
    desk.go_to(r"/physicians/drafts/", within=desk.page.locator("main li").filter(has_text="Mateo"))
    desk.go_to(r"/check$")
    desk.go("Continue to sign")
    for statement in ("examination_certified", "truth_certified", "no_charge_attested"):
        desk.pick_first(statement)
    desk.write("Type your full name to sign", "Marisol Fernwhistle")
    desk.sign("Sign and issue")
    desk.text_of(NUMBER)


def _fill_in(desk: Desk) -> None:
    desk.go_to(r"/physicians/drafts/", within=desk.page.locator("main li").filter(has_text="Jericho"))
    desk.go_to(r"/examination$")
    _answer(desk)
    desk.go("Save and come back later")


def _answer(desk: Desk) -> None:
    """The questions of a form, from the first to the preview."""
    day = today()
    until = day + timedelta(days=120)
    desk.write_date("examined_on", day.month, day.day, day.year)
    desk.write_date("treating_since", 1, 1, day.year - 1)
    desk.pick("Yes")
    desk.do("Continue")
    desk.pick_first("vaccines")
    desk.do("Continue")
    desk.pick_first("reason_codes", 2)
    desk.write("Describe the medical reason", "High-dose steroids until the end of winter.")
    desk.pick("Temporary")
    desk.write_date("expires_on", until.month, until.day, until.year)
    desk.do("Continue")
    desk.reads("See what will be issued")


def clinic_staff(desk: Desk) -> None:
    """The number that a parent reads out at the clinic, and a form from its first question to the hand-over."""
    desk.begin("thuy", "Your children")
    number = desk.text_of(NUMBER)
    desk.do("Sign out")
    desk.begin("nadira", "Forms that you prepare")
    desk.press_wrongly()
    desk.write("Request number", number.lower().replace("-", " "))
    desk.write_date("birth_date", 1, 19, school_year_of(today()).starts_in - 7)
    desk.do("Open the request")
    desk.go("The details are right: continue")
    _answer(desk)
    desk.go("Continue to hand over")
    desk.do("Hand over")
    desk.reads("Handed over")
    desk.go("My home page")
    assert desk.word("Handed over") in desk.page.locator("main li").filter(has_text="Minh-Anh").inner_text()
