"""A session ended while someone typed: after signing in again the page has what was typed, for that person alone."""

import pytest

from chalicelib.domain.account import Account, Role
from chalicelib.storage.table import client
from chalicelib.web.http import cookies
from tests.actions.physicians import opened
from tests.builders import PASSWORD, World, line
from tests.checks.pages import text_of
from tests.portal import Portal, Shown
from tests.web.parents_story import answer, answered, parents_browser

TEXT = "The second dose was followed by hives. " * 60
TYPED = {"wrong": TEXT, "should_say": "No hives"}
REFILLED = "This is what you typed before you were signed out It isn't saved yet."


def correction_asked(world: World, browser: Portal, minutes: int = 31) -> Shown:
    """A parent's page for a correction is open; after so many minutes it is sent."""
    page = browser.get(f"/parents/children/{world.form().child_id}/amend")
    world.clock.advance(minutes=minutes)
    return page.press("Send the request", **TYPED)


def signed_in_again(world: World, person: Account, told: Shown) -> Shown:
    """Follow the link of the page that says "You are signed out", and sign in as this person."""
    answer = told.portal.get(told.links["Sign in"]).press("Sign in", email=person.email, password=PASSWORD)
    if answer.location.startswith("/sign-in/code"):
        answer = answer.follow().press("Sign in", code=world.code(person))
    return answer.follow()


def test_a_parents_long_text_comes_back_after_signing_in(world: World) -> None:
    """Given a parent who typed for too long, when the parent signs in again, then the same page has the text, says that
    it is not saved, and takes it; then the page opens empty."""
    parent = world.default_user(Role.PARENT)
    browser = world.browser(parent)
    told = correction_asked(world, browser)
    assert told.status == 401
    assert "We kept what you typed. Sign in within an hour" in told.words
    assert "hives" not in told.words
    page = signed_in_again(world, parent, told)
    assert page.path == told.path
    assert page.form("Send the request").values == {**page.form("Send the request").values, **TYPED}
    assert REFILLED in page.words
    assert page.press("Send the request").status == 303
    assert browser.get(told.path).form("Send the request").values["wrong"] == ""


def test_a_physicians_reasons_and_dates_come_back_after_both_steps(world: World) -> None:
    """Given a physician who examined a child between two pages, when she signs in again with her code, then reasons,
    text, kind and date stand in the form, and are saved by pressing once."""
    request, physician = opened(world, lines=(line(),)), world.default_user(Role.PHYSICIAN)
    browser = world.browser(physician)
    page = browser.get(f"/physicians/drafts/{request.id}/lines/1")
    world.clock.advance(minutes=16)
    days = {"expires_on_month": "3", "expires_on_day": "1", "expires_on_year": "2027"}
    told = page.press("Continue", reason_codes=["LIVE-MALIG", "LIVE-CHEMO"], description=TEXT, kind="temporary", **days)
    assert told.status == 401
    again = signed_in_again(world, physician, told)
    shown = again.form("Continue").values
    assert shown["reason_codes"] == ["LIVE-MALIG", "LIVE-CHEMO"]
    assert shown == {**shown, "description": TEXT, "kind": "temporary", **days}
    assert again.press("Continue").status == 303


@pytest.mark.parametrize("shared_record", [False, True])
def test_another_account_at_the_same_browser_sees_nothing_of_it(world: World, *, shared_record: bool) -> None:
    """Given a parent's words that wait, when another parent signs in at that browser (even the other guardian of the
    child), then that page opens empty; and the first one's words still wait."""
    first = world.default_user(Role.PARENT)
    told = correction_asked(world, world.browser(first))
    other = world.second_guardian(told.path.split("/")[3]) if shared_record else world.parent(first_name="Ignatius")
    page = signed_in_again(world, other, told)
    assert page.status == (200 if shared_record else 404)
    assert "hives" not in page.text
    assert "before you were signed out" not in page.words


def test_another_browser_of_the_same_person_cannot_open_it(world: World) -> None:
    told = correction_asked(world, world.browser(world.default_user(Role.PARENT)))
    elsewhere = world.browser(world.default_user(Role.PARENT)).get(told.path)
    assert elsewhere.form("Send the request").values["wrong"] == ""


@pytest.mark.parametrize("minutes", [61, 60 * 24])
def test_it_waits_for_an_hour(world: World, minutes: int) -> None:
    parent = world.default_user(Role.PARENT)
    told = correction_asked(world, world.browser(parent))
    world.clock.advance(minutes=minutes)
    assert "hives" not in signed_in_again(world, parent, told).text


def test_signing_out_ends_it(world: World) -> None:
    """Given words that came back, when the parent leaves the page and signs out, then the browser's key is gone."""
    parent = world.default_user(Role.PARENT)
    page = signed_in_again(world, parent, correction_asked(world, world.browser(parent)))
    assert cookies.KEPT in page.portal.jar
    page.portal.get("/sign-out").press("Sign out")
    assert cookies.KEPT not in page.portal.jar


def test_neither_the_store_nor_the_address_has_a_word_of_it(world: World) -> None:
    told = correction_asked(world, world.browser(world.default_user(Role.PARENT)))
    (row,) = [
        each for each in client().scan(TableName=world.table.name)["Items"] if each["PK"]["S"].startswith("ENTRIES#")
    ]
    assert "hives" not in str(row)
    assert told.portal.jar[cookies.KEPT].partition("-")[2] not in str(row)
    assert told.links["Sign in"] == f"/sign-in?next={told.path}"


def test_a_form_of_another_sessions_token_is_not_kept(world: World) -> None:
    """Given a token that is not that of the ended session, then nothing is written; what was typed can be copied."""
    browser = world.browser(world.default_user(Role.PARENT))
    form = browser.get(f"/parents/children/{world.form().child_id}/amend").form("Send the request")
    world.clock.advance(minutes=31)
    told = browser.post(form.action, hidden_from=form, **{**form.hidden, "csrf": "0" * 64, **TYPED})
    assert TEXT.strip() in told.words
    assert cookies.KEPT not in browser.jar


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "en",
            (
                "What is the medical reason? Severe allergic reaction",
                "Describe the medical reason: The second dose was followed by hives.",
                "Is the exemption permanent or temporary? Temporary",
                "If temporary, what is its last day? 3 1 2027",
            ),
        ),
        ("es", ("¿La exención es permanente o temporal? Temporal", "Describa la razón médica: The second")),
        ("zh-Hant", ("請說明醫療原因：The second", "暫時")),
    ],
)
def test_where_nothing_can_be_kept_the_list_to_copy_has_labels_and_words(
    world: World, language: str, lines: tuple[str, ...]
) -> None:
    """Given a browser that lost the cookie of its session, when a form is sent, then the list of what was typed names
    each field as the form does, says choices in words and a date in one line, in the reader's language."""
    request, physician = opened(world, lines=(line(),)), world.default_user(Role.PHYSICIAN)
    browser = world.browser(physician)
    if language != "en":
        browser.get(f"/physicians?lang={language}")
    page = browser.get(f"/physicians/drafts/{request.id}/lines/1")
    del browser.jar[cookies.SESSION]
    form = page.form(action=page.path)
    days = {"expires_on_month": "3", "expires_on_day": "1", "expires_on_year": "2027"}
    typed = {"reason_codes": ["GEN-ANA-DOSE"], "description": TEXT[:38], "kind": "temporary", **days}
    told = browser.post(page.path, hidden_from=form, **typed)
    assert told.status == 401
    for each in lines:
        assert each in told.words
    assert "GEN-ANA-DOSE" not in told.words


def test_a_consent_is_listed_once_by_its_own_words(world: World) -> None:
    browser = parents_browser(world, world.default_user(Role.PARENT))
    home = answered(browser, until="consents")
    page = browser.get(f"{home}/consents")
    del browser.jar[cookies.SESSION]
    told = browser.post(page.path, hidden_from=page.form(action=page.path), requirements_read="yes")
    listed = [text_of(each) for each in told.html.iter("li") if each.get("class") == "typed"]
    assert len(listed) == 1
    assert listed[0] in page.words


@pytest.mark.parametrize("sent", ["", "x", "eJwrSSyp", "🙂", "A" * 60_000, ["a", "b"]])
def test_labels_that_are_none_leave_the_bare_list(world: World, sent: str | list[str]) -> None:
    """Given labels that someone made up, then what was typed is listed all the same."""
    browser = world.browser(world.default_user(Role.PARENT))
    page = browser.get(f"/parents/children/{world.form().child_id}/amend")
    del browser.jar[cookies.SESSION]
    form = page.form("Send the request")
    told = browser.post(form.action, hidden_from=form, **{**form.hidden, **TYPED, "labels": sent})
    assert told.status in {400, 401}
    assert "No hives" in told.words


def test_what_someone_else_changed_meanwhile_is_not_overwritten(world: World) -> None:
    """Given a name typed over a draft that was changed before signing in again, when it is sent, then it is refused as
    in any other tab, and what was typed is still there."""
    parent = world.default_user(Role.PARENT)
    browser = parents_browser(world, parent)
    home = answered(browser, until="grade")
    page = browser.get(f"{home}/child")
    world.clock.advance(minutes=31)
    told = page.press("Continue", first_name="Kaia")
    answer(parents_browser(world, parent), home, "child", first_name="Kaya")
    again = signed_in_again(world, parent, told).press("Continue")
    assert again.status == 409
    assert again.form("Continue").values["first_name"] == "Kaia"
