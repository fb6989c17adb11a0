"""The whole story of one exemption, as its people live it: asked for, issued, seen by the school, stopped by the state,
appealed, and restored. Everyone uses only what is visible on the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from chalicelib.law.calendar import school_year_of
from infra.local.demo import cast
from infra.local.demo.people import PASSPHRASE
from tests.e2e.visitor import Visitor

NUMBER = r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3}"
LETTER_CODE = r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}"
MMR, VARICELLA = "MMR (measles, mumps, rubella)", "Varicella (chickenpox)"
_MAIL_OF_REGISTRATION, _MAIL_OF_INVITATION = "Confirm your email address", "Open your account"


def today() -> date:
    """The day in California."""
    return datetime.now(ZoneInfo("America/Los_Angeles")).date()


@dataclass(frozen=True)
class Family:
    """Who takes part in one telling of the story. Two tellings share no person, license or school."""

    width: int
    parent: str
    child: str
    last_name: str
    doctor: tuple[str, str]
    license: str
    school: str
    school_number: str
    county: str = "Riverside"

    @property
    def born(self) -> date:
        """The child's birth date."""
        return date(today().year - 8, 3, 14)

    @property
    def height(self) -> int:
        """Of a window of 1280 by 1024 pixels, magnified until it is so wide: four times for 320 (WCAG 1.4.10)."""
        return 1024 * self.width // 1280

    def email(self, who: str) -> str:
        """An address that only this telling uses."""
        return f"{who}{self.width}@example.org"


@dataclass
class Story:
    """One telling, window by window."""

    family: Family
    visit: Callable[..., Visitor]
    request_number: str = ""
    form_number: str = ""
    _windows: dict[str, Visitor] = field(default_factory=dict)

    def window(self, who: str) -> Visitor:
        """The window of one person; it stays open, and stays signed in."""
        if who not in self._windows:
            self._windows[who] = self.visit(who, width=self.family.width, height=self.family.height)
        return self._windows[who]

    def signed_in(self, who: str) -> Visitor:
        """The window of someone whom the demo knows, signed in."""
        known = who in self._windows
        window = self.window(who)
        if not known:
            window.sign_in(f"{who}@example.org", PASSPHRASE)
        return window

    # The parent registers, and asks

    def parent_registers(self) -> None:
        parent, family = self.window("parent"), self.family
        parent.open("/")
        parent.follow("Register")
        parent.follow("Register as a parent")
        parent.fill("First name", family.parent)
        parent.fill("Last name", family.last_name)
        parent.fill("Email address", family.email("parent"))
        parent.fill("Phone number", "951 555 0181")
        parent.fill("Password", PASSPHRASE)
        parent.press("Register")
        parent.at("Check your email")
        self._confirm_address(parent, family.email("parent"))
        parent.at("Your children")

    def _confirm_address(self, window: Visitor, email: str) -> None:
        window.open_newest_mail(email, _MAIL_OF_REGISTRATION)
        window.follow_mailed_link("/verify-email")
        window.press("Confirm my email address")
        window.at("Your email address is confirmed")
        window.follow("Sign in")
        window.fill("Email address", email)
        window.fill("Password", PASSPHRASE)
        window.press("Sign in")

    def parent_asks(self) -> None:
        parent, family = self.window("parent"), self.family
        parent.follow("Ask for an exemption")
        parent.press("Start now")
        parent.fill("First name", family.child)
        parent.fill("Last name", family.last_name)
        parent.fill_date("Date of birth", family.born.month, family.born.day, family.born.year)
        parent.press("Continue")
        parent.select("Grade now", "Grade 2")
        parent.press("Continue")
        parent.choose("A school or child care program")
        parent.press("Continue")
        parent.fill("Name, city, ZIP code or number", family.school.split()[0])
        parent.press("Search")
        parent.choose(family.school)
        parent.press("Use this one")
        parent.fill_date("First day in Grade 2", 8, 12, school_year_of(today()).starts_in)
        parent.press("Continue")
        parent.fill("How are you related to the child?", "mother")
        parent.fill("Address for letters", "12 Orange Blossom Way")
        parent.fill("City", family.county)
        parent.fill("ZIP code", "92501")
        parent.press("Continue")
        parent.fill("Doctor's name", " ".join(family.doctor))
        parent.press("Continue")
        parent.choose("I have read how an exemption works.")
        parent.choose("I agree that the state health department may contact the doctor")
        parent.press("Continue")
        parent.sees(family.school)
        parent.press("Send the request")
        self.request_number = parent.text_of(NUMBER)
        parent.follow("Print a page for the doctor")
        parent.sees(self.request_number)

    # The physician registers, and issues

    def physician_registers(self) -> None:
        doctor, family = self.window("doctor"), self.family
        doctor.open("/register")
        doctor.follow("Register as a physician")
        doctor.fill("License number", family.license)
        doctor.press("Look up my license")
        doctor.sees(" ".join(family.doctor).upper())
        doctor.fill("Street address", "300 Mission Inn Avenue")
        doctor.fill("City", family.county)
        doctor.fill("ZIP code", "92501")
        doctor.fill("Business phone number", "951 555 0182")
        doctor.press("Yes, this is my license")
        doctor.fill("First name", family.doctor[0])
        doctor.fill("Last name", family.doctor[1])
        doctor.fill("Email address", family.email("doctor"))
        doctor.fill("Password", PASSPHRASE)
        doctor.press("Register")
        doctor.at("Check your email")
        self._confirm_address(doctor, family.email("doctor"))
        doctor.set_up_two_factor(family.email("doctor"))
        doctor.at("Your license")
        doctor.sees("You cannot open requests or sign")

    def physician_proves_the_license(self) -> None:
        nurse, doctor = self.signed_in("beatriz"), self.window("doctor")
        nurse.follow_in(nurse.wait_for_row("/letters", "Codes for your medical license"), "Print")
        nurse.sees("If this was not you")
        code = nurse.text_of(LETTER_CODE)
        nurse.follow_in(nurse.wait_for_row("/letters", "Codes for your medical license"), "Mark as mailed")
        nurse.press("Mark as mailed")
        doctor.open("/physicians/license")
        doctor.fill("Code for yes", code)
        doctor.fill("Code from your app", doctor.unused_code(self.family.email("doctor")))
        doctor.press("Confirm my license")
        doctor.sees("Your license is confirmed")
        doctor.open("/physicians")
        doctor.at("Your patients")

    def physician_opens(self) -> None:
        doctor, born = self.window("doctor"), self.family.born
        doctor.fill("Request number", self.request_number.lower().replace("-", " "))
        doctor.fill_date("Child's date of birth", born.month, born.day, born.year)
        doctor.press("Open the request")
        doctor.sees(f"{self.family.child} {self.family.last_name}")
        doctor.sees(self.family.school)
        doctor.follow("The details are right: continue")

    def physician_issues(self) -> None:
        doctor, day = self.window("doctor"), today()
        treated = day - timedelta(days=800)
        doctor.fill_date("When did you examine the child?", day.month, day.day, day.year)
        doctor.fill_date("Since when have you been treating the child?", treated.month, 1, treated.year)
        doctor.choose("Yes")
        doctor.press("Continue")
        doctor.choose(MMR)
        doctor.choose(VARICELLA)
        doctor.press("Continue")
        doctor.choose("Severe allergic reaction after a measles-, mumps- or rubella-containing dose")
        doctor.fill("Describe the medical reason", "Anaphylaxis minutes after the first dose; epinephrine given.")
        doctor.choose("Permanent")
        doctor.press("Continue")
        until = day + timedelta(days=120)
        doctor.choose("Immunosuppressive therapy")
        doctor.fill("Describe the medical reason", "High-dose steroids until the end of winter.")
        doctor.choose("Temporary")
        doctor.fill_date("If temporary, what is its last day?", until.month, until.day, until.year)
        doctor.press("Continue")
        doctor.at("See what will be issued")
        doctor.follow("Continue to sign")
        doctor.choose("I examined and evaluated this child.")
        doctor.choose("What this form states is true, accurate and complete.")
        doctor.choose("I made no charge for this form")
        doctor.fill("Type your full name to sign", " ".join(self.family.doctor))
        doctor.fill("Your password", PASSPHRASE)
        doctor.press("Sign and issue")
        doctor.at("The exemption is issued")
        self.form_number = doctor.text_of(NUMBER)

    def parent_sees_and_prints(self) -> None:
        parent = self.window("parent")
        parent.open("/parents")
        parent.follow("Open the form")
        parent.sees(self.form_number)
        parent.sees("Permanent")
        parent.sees("Temporary")
        parent.follow("Print the school certificate, without the medical reason")
        parent.sees(self.form_number)
        parent.sees_not("Anaphylaxis")

    # The school

    def school_is_invited(self) -> None:
        operator, family = self.signed_in("imani"), self.family
        operator.follow("Invite a person")
        operator.follow("School or child care")
        operator.fill("Email address of the person", family.email("school"))
        operator.fill("Numbers of the schools or child care facilities", family.school_number)
        operator.press("Send the invitation")
        operator.sees(family.school)
        operator.press("Send the invitation")
        operator.sees(family.email("school"))
        school = self.window("school")
        school.open_newest_mail(family.email("school"), _MAIL_OF_INVITATION)
        school.follow_mailed_link("/accept-invitation")
        school.fill("First name", "Ottilie")
        school.fill("Last name", "Brookhaven")
        school.fill("Password", PASSPHRASE)
        school.press("Open my account")
        school.sign_in(family.email("school"), PASSPHRASE)
        school.set_up_two_factor(family.email("school"))
        school.open("/schools")
        school.at("Keep students' records confidential")
        school.choose("I keep the students' records confidential, as written above")
        school.press("Agree and continue")

    def school_sees(self, answer: str) -> None:
        school = self.window("school")
        school.open("/schools")
        school.sees(f"{self.family.last_name}, {self.family.child}")
        school.follow(f"{self.family.last_name}, {self.family.child}")
        school.sees(self.form_number)
        school.sees(answer)
        school.sees_not("Anaphylaxis")

    # The state

    def nurse_reviews(self) -> None:
        nurse = self.signed_in("beatriz")
        nurse.open("/reviews")
        nurse.fill("Physician, license, school code, or form number", self.form_number)
        nurse.press("Find")
        nurse.follow("Open a review")
        nurse.fill("Why does public health need this review?", "A measles case at this school.")
        nurse.press("Open the review")
        nurse.follow("Take this case")
        nurse.press("Take this case")
        nurse.choose("Does not meet it: revoke", within=f"Your finding for {MMR}")
        nurse.fill(f"Why for {MMR}", "The clinic's notes speak of a rash two days later.")
        nurse.choose("Meets the criterion", within=f"Your finding for {VARICELLA}")
        nurse.fill(f"Why for {VARICELLA}", "High-dose steroids are a contraindication.")
        nurse.press("Send findings")
        nurse.sees("You recommended this. A second person decides")

    def officer_revokes(self) -> None:
        officer = self.signed_in("adaeze")
        officer.open("/reviews?show=decide")
        officer.fill("Physician, license, school code, or form number", self.form_number)
        officer.press("Find")
        officer.follow("To protect public health")
        officer.follow("Decide this case")
        officer.choose("Revoke", within="What do you decide?")
        officer.choose(MMR)
        officer.fill("Your reason", "A rash two days later is no contraindication.")
        officer.press("See what will happen")
        officer.at("Check what will happen")
        officer.sees(f"School or child care: {self.family.school}")
        officer.sees(f"Local health officer: {self.family.county} County")
        officer.fill("Your password", PASSPHRASE)
        officer.press("Revoke")
        officer.at("The decision is recorded")
        officer.sees("Four parties were notified, by notice and letter")

    def letter_is_posted(self) -> None:
        nurse = self.signed_in("beatriz")
        to = f"{self.family.county} County"
        row = nurse.wait_for_row("/letters", to, self.form_number)
        nurse.follow_in(row, "Print")
        nurse.sees(self.form_number)
        nurse.follow_in(nurse.wait_for_row("/letters", to, self.form_number), "Mark as mailed")
        nurse.press("Mark as mailed")

    # The appeal

    def parent_appeals(self) -> None:
        parent = self.window("parent")
        parent.open("/parents")
        parent.follow("Start an appeal")
        parent.at("Your child can stay in school now")
        parent.press("Start the appeal")
        parent.fill("Why", "Our child stopped breathing after the first dose. The ambulance came.")
        parent.press("Continue")
        parent.press("Continue")
        parent.sees("You are on time")
        parent.press("File the appeal")
        parent.sees("Your child stays in school. No doses are due until the decision.")

    def panel_is_named(self) -> None:
        staff = self.signed_in("malia")
        staff.open("/appeals")
        staff.follow(self.form_number)
        staff.follow("Accept this appeal")
        staff.press("Accept this appeal")
        staff.follow("Name the panel")
        for panelist in cast.PANELISTS[:3]:
            staff.choose(panelist.name)
        staff.press("Name this panel")

    def panel_votes(self) -> None:
        votes = ("Restore the exemption", "The exemption stays stopped", "Restore the exemption")
        panel = [panelist.first_name.lower() for panelist in cast.PANELISTS[:3]]
        for who in panel:
            panelist = self.signed_in(who)
            panelist.open("/panel")
            panelist.follow_in(panelist.card(self.form_number), "Declare conflicts of interest")
            panelist.choose("None of these")
            panelist.press("Send my answer")
        for who, choice in zip(panel, votes, strict=True):
            panelist = self.signed_in(who)
            panelist.open("/panel")
            panelist.follow_in(panelist.card(self.form_number), "Open the case")
            panelist.choose(choice, within=MMR)
            panelist.fill(f"Your reason: {MMR}", "I read the ambulance's sheet and the criteria.")
            panelist.press("Check your vote")
            panelist.fill("Your password", PASSPHRASE)
            panelist.press("Cast my vote")

    def secretary_adopts(self) -> None:
        secretary = self.signed_in("eleanor")
        secretary.open("/appeals")
        secretary.follow(self.form_number)
        secretary.follow("Adopt and send the decision")
        secretary.fill("The written decision", "The panel restored the exemption. It is valid again from today.")
        secretary.press("See the letter")
        secretary.sees("It is valid again from today.")
        secretary.fill("Your password", PASSPHRASE)
        secretary.press("Adopt and send the decision")

    def everyone_knows(self) -> None:
        parent = self.window("parent")
        parent.open("/parents")
        parent.sees("The appeal was decided: the exemption is valid again")
        self.school_sees("Admit")
