"""What a parent takes along: the page for the doctor in two languages with a picture, and days for a calendar."""

from datetime import date

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.request import RequestState
from chalicelib.law.enums import LineState
from chalicelib.web.parents.hand_over import days_of_form, days_of_request
from tests.builders import World
from tests.portal import Shown


def printed(world: World, language: str) -> Shown:
    request = world.request(RequestState.SUBMITTED)
    browser = world.browser(world.default_user(Role.PARENT))
    browser.get(f"/parents?lang={language}")
    return browser.get(f"/parents/requests/{request.id}/print")


@pytest.mark.parametrize(("language", "own_words"), [("es", "Qué hace el médico"), ("zh-Hant", "醫生要做的事")])
def test_the_page_for_the_doctor_is_in_english_and_in_the_parents_language(
    world: World, language: str, own_words: str
) -> None:
    """Given a parent who reads Spanish or Chinese, then the print says in English, too, what the doctor does."""
    page = printed(world, language)
    assert [section.get("lang") for section in page.html.iter("section")] == ["en", language]
    assert "What the doctor does" in page.words
    assert own_words in page.words


def test_in_english_it_stands_once(world: World) -> None:
    page = printed(world, "en")
    assert page.words.count("What the doctor does") == 1


def test_the_page_names_the_portals_address_and_has_a_picture(world: World) -> None:
    page = printed(world, "en")
    assert "/physicians/open" in page.words
    assert "QR code that opens the request" in page.text


def test_the_picture_leads_to_the_form_with_the_number_filled_in(world: World) -> None:
    """Given a doctor who is not signed in and scans the picture, then after signing in the number stands in its box,
    and only the birth date is asked for."""
    request = world.request(RequestState.SUBMITTED)
    world.physician()
    visitor = world.browser()
    asked = visitor.get(f"/physicians/open?number={request.number}")
    assert asked.status == 303
    assert asked.location == f"/sign-in?next=/physicians/open?number={request.number}"
    assert asked.follow().form("Sign in").hidden["next"] == f"/physicians/open?number={request.number}"
    page = world.browser(world.default_user(Role.PHYSICIAN)).get(f"/physicians/open?number={request.number}")
    assert page.form("Open the request").values["number"] == request.number
    born = request.child.birth_date if request.child else date.min
    day = {"birth_date_month": str(born.month), "birth_date_day": str(born.day), "birth_date_year": str(born.year)}
    assert page.press("Open the request", **day).location == f"/physicians/requests/{request.id}"


def test_the_page_of_a_request_says_what_the_doctor_will_ask(world: World) -> None:
    """Given a request that no doctor opened, then its page says what to bring beside the number, as the first did."""
    request = world.request(RequestState.SUBMITTED)
    page = world.browser(world.default_user(Role.PARENT)).get(f"/parents/requests/{request.id}")
    assert request.child
    assert f"{request.number} The doctor also asks for {request.child.first_name}'s birth date." in page.words


def test_the_days_of_a_request_are_a_calendar_file_without_a_name(world: World) -> None:
    """Given a sent request, then the file has the last day on which a doctor can sign, and no name of the child."""
    parent = world.default_user(Role.PARENT)
    request = world.request(RequestState.SUBMITTED)
    file = world.browser(parent).get(f"/parents/requests/{request.id}/calendar")
    assert file.headers["content-type"].startswith("text/calendar")
    assert request.child
    assert request.child.last_name not in file.text
    assert request.child.last_name not in file.headers["content-disposition"]
    assert "Last day on which a doctor can sign" in file.text
    assert file.text.count("BEGIN:VEVENT") == len(list(days_of_request(request, world.clock().date())))


def test_the_days_after_the_state_stopped_an_exemption_are_in_the_file(world: World) -> None:
    form = world.form(LineState.REVOKED)
    told = [each.sentence for each in days_of_form(form, form.signed_on)]
    assert "Last day to start the shots" in told
    assert any("appeal" in sentence for sentence in told)


def test_a_valid_temporary_exemption_has_its_last_day(world: World) -> None:
    form = world.form()
    days = [each.day for each in days_of_form(form, form.signed_on)]
    assert {line.expires_on for line in form.lines if line.expires_on} <= set(days)
