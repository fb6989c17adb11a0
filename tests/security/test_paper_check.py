"""S-51: whoever holds a printed form can check it, with its code alone; it says little, to no one who only guesses, and
is kept by no cache and found by no search engine."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

import pytest
import segno

from chalicelib.domain.account import Role
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.ids import format_check_code
from chalicelib.law.enums import LineKind, LineState, Vaccine
from chalicelib.runtime.entropy import new_id
from chalicelib.storage.credentials import CHECKS_PER_MINUTE
from chalicelib.web.http import cookies
from chalicelib.web.qr_code import qr_code
from tests.builders import KAI, World, line
from tests.checks.after_each_test import all_items
from tests.invariants.faults import Fault, planted
from tests.people import SCHOOL_ID
from tests.portal import FORM_TYPE, Portal, Shown, _client
from tests.sampling import WHOLE
from tests.security.asking import _CHANCE, masked
from tests.security.field_matrix import fields_in, marked
from tests.security.full_cases import FullWorld
from tests.security.snapshots import changed, snapshot

GUESSES = 1_000 if WHOLE else 250
ENDS = date(2027, 5, 1)
UNKNOWN = "No exemption has this code."


def checked(browser: Portal, code: str) -> Shown:
    browser.get("/check")
    return browser.post("/check", code=code)


def same_page(shown: Shown, code: str) -> str:
    """The whole answer but for the code that was typed, and what is drawn by lot."""
    return masked(replace(shown, text=shown.text.replace(f'value="{code}"', 'value="(typed)"')))


def guessed(world: World, first: Shown) -> Iterator[tuple[str, str]]:
    """Random codes, and the bytes that each gets in the browser of `first`. (Tests' own browser parses each.)"""
    headers = {"Content-Type": FORM_TYPE, "Cookie": f"{cookies.VISIT}={first.portal.binding}"}
    for _each in range(GUESSES):
        world.clock.advance(seconds=60 / CHECKS_PER_MINUTE.allowed + 1)
        code = new_id()
        body = urlencode({**first.form(action="/check").hidden, "code": code}).encode()
        yield code, _client().http.request("POST", "/check", headers=headers, body=body).body.decode()


def two_lines(world: World, state: LineState = LineState.ISSUED) -> ExemptionForm:
    return world.form(state, lines=(line(Vaccine.MMR, expires_on=ENDS), line(Vaccine.VAR, LineKind.PERMANENT)))


class TestWhatItSays:
    @pytest.mark.parametrize(
        ("state", "heading"),
        [
            (LineState.ISSUED, "This form is valid today"),
            (LineState.REVOKED, "This form is not valid"),
            (LineState.WITHDRAWN, "This form is not valid"),
            (LineState.SUPERSEDED, "This form is not valid"),
        ],
    )
    def test_whether_the_form_counts_with_initials_and_year(self, world: World, state: LineState, heading: str) -> None:
        page = checked(world.browser(), two_lines(world, state).check_code)
        assert (page.status, page.heading) == (200, heading)
        assert "K. B." in page.words
        assert "2019" in page.words

    def test_until_when(self, world: World) -> None:
        form = two_lines(world)
        page = checked(world.browser(), form.check_code)
        assert "What is valid today is valid through May 1, 2027. A part of it is valid longer." in page.words
        world.clock.set("2027-05-02")
        page = checked(world.browser(), form.check_code)
        assert page.heading == "This form is valid in part today"
        assert "It is valid until the child starts the next grade span." in page.words

    def test_a_stopped_form_never_looks_valid_and_keeps_no_child_home(self, world: World) -> None:
        page = checked(world.browser(), two_lines(world, LineState.REVOKED).check_code)
        assert "It has not been valid since November 20, 2026." in page.words
        assert "It does not say that the child must stay home." in page.words

    def test_nothing_else_of_anyone_whatever_became_of_the_form(self, full_world: FullWorld) -> None:
        world = marked(full_world)
        for state in (LineState.ISSUED, LineState.REVOKED, LineState.WITHDRAWN):
            page = checked(world.browser(), two_lines(world, state).check_code)
            assert page.status == 200
            assert fields_in(page.text) == set()

    @pytest.mark.parametrize("language", ["en", "es", "zh-Hant"])
    def test_no_vaccine_no_kind_no_school_no_doctor_no_number(self, world: World, language: str) -> None:
        form = two_lines(world)
        browser = world.browser()
        browser.headers = {"Accept-Language": language}
        page = checked(browser, form.check_code)
        told = (
            form.number,
            form.school.name,
            form.physician_name,
            KAI.first_name,
            KAI.last_name,
            "MMR",
            "Varicella",
            "Temporary",
            "Permanent",
            "Alhambra",
            *(each.description for each in form.lines),
        )
        assert [word for word in told if word.casefold() in page.words.casefold()] == []


class TestWhatGuessersGet:
    def test_random_codes_get_one_page_a_thousand_of_them(self, world: World) -> None:
        two_lines(world)
        pages, first = set(), checked(world.browser(), new_id())
        for code, answer in guessed(world, first):
            assert code in answer
            pages.add(_CHANCE.sub("*", answer))
        assert (first.status, list(first.errors)) == (422, ["code"])
        assert UNKNOWN in first.errors["code"]
        assert pages == {_CHANCE.sub("*", first.text)}

    def test_so_do_codes_that_are_none_and_those_of_forms_that_never_counted(self, world: World) -> None:
        typed = [new_id(), "x", "a" * 25, "a" * 27, "0" * 26, "\u4e2d\u6587", "-", "/", "FORM#1", "a" * 5_000]
        typed += [world.form(state).check_code for state in (LineState.HELD, LineState.REFUSED)]
        typed += [world.form(physician=world.physician()).id]
        answers = {
            code[:30]: (same_page(shown, code), [call.operation for call in shown.calls])
            for code in typed
            for shown in [checked(world.browser(), code)]
        }
        assert len({page for page, _calls in answers.values()}) == 1
        assert {tuple(calls) for _page, calls in answers.values()} == {("UpdateItem", "BatchGetItem", "BatchGetItem")}

    def test_of_the_checks_of_one_network_in_a_minute_only_so_many_are_answered(self, world: World) -> None:
        code = two_lines(world).check_code
        statuses = [checked(world.browser(), code).status for _each in range(CHECKS_PER_MINUTE.allowed)]
        assert set(statuses) == {200}
        refused = checked(world.browser(), code)
        assert refused.status == 429
        assert [call.operation for call in refused.calls] == ["UpdateItem"]
        assert refused.form(action="/check").values["code"] == code
        world.clock.advance(minutes=1)
        assert checked(world.browser(), code).status == 200

    def test_the_code_stands_in_no_log_line_no_key_and_no_address_but_that_of_the_qr_code(self, world: World) -> None:
        form, browser = two_lines(world), world.browser()
        browser.get(f"/check/{form.check_code}")
        checked(browser, form.check_code)
        looked_at = [*world.recorder.lines, *(url for url in world.recorder.urls if not url.startswith("/check/"))]
        looked_at += [f"{item['PK']} {item['SK']} {item.get('card', '')}" for item in all_items(world.table.name)]
        looked_at += [f"{item['PK']} {item['SK']}" for item in all_items(world.table.audit_name)]
        assert [text for text in looked_at if form.check_code in text] == []


class TestTheAddressOfTheQrCode:
    def test_it_shows_the_code_and_a_button_and_asks_the_store_nothing(self, world: World) -> None:
        form, browser = two_lines(world), world.browser()
        before = snapshot(world.table)
        for _prefetch in range(10):
            page = browser.get(f"/check/{form.check_code}")
            browser.head(f"/check/{form.check_code}")
            assert page.calls == []
        assert changed(before, snapshot(world.table)) == []
        assert page.form(action="/check").values["code"] == format_check_code(form.check_code)
        assert "K. B." not in page.words
        assert page.press("Check").heading == "This form is valid today"

    def test_one_that_is_no_code_leads_to_the_empty_form(self, world: World) -> None:
        for wrong in ("x", "a" * 25, "0" * 26):
            page = world.browser().get(f"/check/{wrong}")
            assert (page.status, page.location) == (303, "/check")
        assert world.browser().get(f"/check/{new_id().upper()}").status == 200


@pytest.mark.parametrize("path", ["/check", "/check/{code}"])
def test_it_is_kept_by_no_cache_and_found_by_no_search_engine(world: World, path: str) -> None:
    code, browser = two_lines(world).check_code, world.browser()
    for page in (browser.get(path.format(code=code)), checked(browser, code), checked(browser, "wrong")):
        assert page.headers["cache-control"] == "no-store"
        assert page.headers["x-robots-tag"] == "noindex"
        assert [meta.get("content") for meta in page.html.iter("meta") if meta.get("name") == "robots"] == ["noindex"]


class TestWhatTheParentsAreTold:
    def test_a_check_is_written_down_before_the_answer_and_names_no_one(self, world: World) -> None:
        form = two_lines(world)
        page = checked(world.browser(), form.check_code)
        assert [call.operation for call in page.calls][-1] == "PutItem"

        words = world.browser(world.default_user(Role.PARENT)).get(f"/parents/children/{form.child_id}/views").words

        assert "Someone who holds the printed form" in words
        assert "To check a printed form with the code that is on it" in words
        assert re.findall("Viewed . times?", words) == ["Viewed 1 time"]

    def test_someone_signed_in_is_not_named_either(self, world: World) -> None:
        form = two_lines(world)
        checked(world.browser(world.default_user(Role.REVIEWER)), form.check_code)
        words = world.browser(world.default_user(Role.PARENT)).get(f"/parents/children/{form.child_id}/views").words
        assert "Someone who holds the printed form" in words
        assert world.default_user(Role.REVIEWER).last_name not in words

    def test_where_it_cannot_be_written_down_nothing_is_answered(self, world: World) -> None:
        form, browser = two_lines(world), world.browser()
        browser.get("/check")
        with planted(Fault.STORE_ERROR, 4, lasting=True):
            page = browser.post("/check", code=form.check_code)
        assert page.status == 503
        assert "K. B." not in page.words

    def test_a_wrong_code_writes_nothing_but_its_count(self, world: World) -> None:
        two_lines(world)
        assert all(call.operation != "PutItem" for call in checked(world.browser(), new_id()).calls)


class TestThePapers:
    @pytest.mark.parametrize("paper", ["statutory-form", "school-certificate"])
    def test_each_has_the_page_the_code_in_groups_and_both_as_a_qr_code(self, world: World, paper: str) -> None:
        form = two_lines(world)
        page = world.browser(world.default_user(Role.PARENT)).get(f"/parents/forms/{form.id}/{paper}")
        assert "https://exemptions.example.org/check" in page.words
        assert format_check_code(form.check_code) in page.words
        (drawn,) = [each for each in page.html.iter() if each.get("class") == "qr-code"]
        named = {each.get("id"): each.text for each in drawn if each.get("id")}
        assert set(named) == {drawn.get("aria-labelledby"), drawn.get("aria-describedby")}
        assert all(named.values())
        (outline,) = [each.get("d", "") for each in drawn if each.get("d")]
        assert outline == qr_code(f"https://exemptions.example.org/check/{form.check_code}").outline

    def test_what_is_drawn_is_the_qr_code_of_the_address_with_an_empty_edge(self) -> None:
        made = segno.make_qr("https://exemptions.example.org/check/x", error="m")
        drawn = qr_code("https://exemptions.example.org/check/x")
        dark = {(4 + x, 4 + y) for y, row in enumerate(made.matrix) for x, module in enumerate(row) if module}
        assert drawn.size == len(made.matrix) + 8
        assert {
            (int(x) + step, int(y))
            for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", drawn.outline)
            for step in range(int(length))
        } == dark

    def test_the_schools_certificate_has_it_too(self, world: World) -> None:
        form = two_lines(world)
        school = world.browser(world.school_person(world.facility(SCHOOL_ID)))
        page = school.get(f"/schools/pupils/{form.id}/certificate")
        assert format_check_code(form.check_code) in page.words
