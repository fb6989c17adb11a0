"""S-40: the cursor of a list is for one person and one list, for twelve hours, and says nothing to anyone else."""

import base64
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest

from chalicelib.domain.account import Role
from chalicelib.storage.list_pages import START, Place, page_of
from chalicelib.storage.table import TooManyRowsError
from chalicelib.web.http.cookies import session_token
from tests.builders import World
from tests.portal import Portal, Shown
from tests.web.long_lists import browser_of, numbers_on, put_queue, review_cards


@pytest.fixture
def first(world: World) -> Shown:
    """The first page of a list that goes on."""
    put_queue(world, "reviews", review_cards(world, range(120)))
    return browser_of(world, Role.REVIEWER).get("/reviews")


def cursor_of(page: Shown) -> str:
    return parse_qs(urlsplit(page.links["Next page"]).query)["page"][0]


def is_refused(page: Shown) -> bool:
    assert page.status == 400
    assert page.links["Open the list again"] == "/reviews"
    return "Open the list again." in page.words and not numbers_on(page)


def test_a_cursor_that_was_changed_opens_nothing(first: Shown) -> None:
    good = cursor_of(first)
    head, body, signature = good.split(".")
    other = base64.urlsafe_b64encode(base64.urlsafe_b64decode(f"{body}===").replace(b'"at":"', b'"at":"A')).decode()
    for wrong in (
        f"{good}A",
        good[:-4],
        f"{head}.{other.rstrip('=')}.{signature}",
        f"{head}.{body}.",
        "2",
        "x",
        "..",
        good.upper(),
        f"{good}%00",
        "A" * 900,
    ):
        assert is_refused(first.portal.get(f"/reviews?page={wrong}")), wrong


def test_a_cursor_of_another_person_opens_nothing(world: World, first: Shown) -> None:
    assert is_refused(world.browser(world.reviewer()).get(f"/reviews?page={cursor_of(first)}"))
    assert is_refused(browser_of(world, Role.OFFICER).get(f"/reviews?page={cursor_of(first)}"))


@pytest.mark.parametrize("path", ["/reviews?show=mine", "/reviews/standings", "/letters"])
def test_a_cursor_of_another_list_opens_nothing(first: Shown, path: str) -> None:
    page = first.portal.get(f"{path}{'&' if '?' in path else '?'}page={cursor_of(first)}")
    assert page.status == 400
    assert page.links["Open the list again"] == path.partition("?")[0]


@pytest.mark.parametrize(("seconds", "counts"), [(-1, True), (0, False), (1, False)])
def test_a_cursor_counts_for_twelve_hours(world: World, first: Shown, seconds: int, *, counts: bool) -> None:
    world.clock.advance(seconds=12 * 3600 + seconds)
    page = browser_of(world, Role.REVIEWER).get(f"/reviews?page={cursor_of(first)}")
    assert page.status == 200 if counts else is_refused(page)


def test_a_token_of_another_purpose_is_no_cursor_and_a_cursor_is_no_session(world: World, first: Shown) -> None:
    person = world.default_user(Role.REVIEWER)
    token = session_token(person, "a" * 26, world.clock(), world.clock(), "b" * 26)
    assert is_refused(first.portal.get(f"/reviews?page={token}"))
    stranger = world.browser()
    stranger.jar["__Host-session"] = cursor_of(first)
    assert stranger.get("/reviews").location == "/sign-in?next=/reviews"


def test_a_signed_out_reader_signs_in_first(world: World, first: Shown) -> None:
    assert world.browser().get(f"/reviews?page={cursor_of(first)}").location == "/sign-in?next=/reviews"


def test_a_cursor_shows_no_row_and_no_person(world: World, first: Shown) -> None:
    claims = jwt.decode(cursor_of(first), options={"verify_signature": False})
    told = str({**claims, "at": base64.urlsafe_b64decode(claims["at"].partition(".")[2] + "===")})
    assert not [
        word for word in ("case00", "2025", "QUEUE", "reviews", world.default_user(Role.REVIEWER).id) if word in told
    ]
    again = first.portal.get("/reviews")
    assert cursor_of(again) != cursor_of(first)
    assert len(cursor_of(first)) < 900


def test_a_cursor_sent_twice_is_refused(first: Shown) -> None:
    assert first.portal.get(f"/reviews?page={cursor_of(first)}&page={cursor_of(first)}").status == 400


def test_a_search_takes_no_cursor_of_another_search(world: World) -> None:
    from tests.web.long_lists import put_students  # noqa: PLC0415 - here alone

    school = put_students(world, [(f"First{place:03}", f"Last{place:03}") for place in range(120)])
    browser: Portal = browser_of(world, Role.SCHOOL)
    page = browser.post(f"/schools/at/{school}", words="last")
    cursor = str(page.form("Next page").hidden["page"])
    assert browser.post(f"/schools/at/{school}", words="last", page=cursor).status == 200
    refused = browser.post(f"/schools/at/{school}", words="first", page=cursor)
    assert refused.status == 400
    assert refused.links["Open the list again"] == f"/schools/at/{school}"


class TestPlaces:
    ROWS: ClassVar = [f"row{place:02}" for place in range(25)]

    def walk(self, rows: list[str], place: Place) -> list[str]:
        return page_of(rows, place, str, 10).rows

    def test_a_place_is_told_by_a_neighbor_where_its_row_is_gone(self) -> None:
        place = page_of(self.ROWS, START, str, 10).next
        assert place
        assert self.walk([row for row in self.ROWS if row not in {"row09", "row03"}], place) == self.ROWS[10:20]
        assert self.walk(["row00a", *self.ROWS], place) == self.ROWS[10:20]

    def test_where_all_neighbors_are_gone_none_is_left_out(self) -> None:
        place = page_of(self.ROWS, START, str, 10).next
        assert place
        left = [row for row in self.ROWS if row not in {"row07", "row08", "row09"}]
        assert self.walk(left, place)[-10:] == self.ROWS[10:20]

    def test_back_and_forth_give_the_same_rows(self) -> None:
        second = page_of(self.ROWS, page_of(self.ROWS, START, str, 10).next or START, str, 10)
        third = page_of(self.ROWS, second.next or START, str, 10)
        assert (third.rows, third.first, third.next) == (self.ROWS[20:], 21, None)
        assert page_of(self.ROWS, third.previous or START, str, 10).rows == second.rows
        assert page_of(self.ROWS, second.previous or START, str, 10).first == 1


@pytest.mark.parametrize(("rows", "fits"), [(0, True), (99, True), (100, True), (150, True), (151, False)])
def test_what_must_be_whole_is_whole_or_fails(world: World, rows: int, *, fits: bool) -> None:
    world.table.replace_many([{"PK": "TEST#list", "SK": f"ROW#{place:04}"} for place in range(rows)], [])
    if fits:
        assert len(world.table.whole("TEST#list", "ROW#", ceiling=150)) == rows
        assert len(list(world.table.walk("TEST#list", ceiling=150))) == rows
        return
    with pytest.raises(TooManyRowsError):
        world.table.whole("TEST#list", "ROW#", ceiling=150)
    with pytest.raises(TooManyRowsError):
        list(world.table.walk("TEST#list", ceiling=150))
