"""S-40: long lists go on page by page, whole and in order, whatever comes and goes meanwhile."""

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.notice import Recipient
from chalicelib.storage import keys
from tests.builders import World
from tests.checks.recorder import StoreCall
from tests.web.long_lists import (
    browser_of,
    numbers_on,
    other_cards,
    pages_from,
    put_notices,
    put_queue,
    put_students,
    review_cards,
    take_from_queue,
)

STUDENTS = [(f"First{place:03}", f"Last{place * 7 % 250:03}") for place in range(250)]


def of_list(*places: int) -> list[str]:
    return [f"NUM{place:04}" for place in places]


class TestReviewQueue:
    def test_every_case_stands_on_one_page_oldest_first(self, world: World) -> None:
        put_queue(world, "reviews", review_cards(world, range(230)))

        shown = list(pages_from(browser_of(world, Role.REVIEWER), "/reviews"))

        assert [numbers_on(page) for page in shown] == [
            of_list(*range(start, min(start + 30, 230))) for start in range(0, 230, 30)
        ]
        assert "This page shows 31 to 60" in shown[1].words
        assert "This page shows 211 to 230" in shown[7].words
        assert "Previous page" not in shown[0].links

    def test_a_page_costs_one_request(self, world: World) -> None:
        put_queue(world, "reviews", review_cards(world, range(230)))
        for page in pages_from(browser_of(world, Role.REVIEWER), "/reviews"):
            assert sum(call.index != "" for call in page.calls) == 1

    def test_previous_pages_are_those_that_were_there(self, world: World) -> None:
        put_queue(world, "reviews", review_cards(world, range(230)))
        *earlier, last = pages_from(browser_of(world, Role.REVIEWER), "/reviews")
        for page in reversed(earlier):
            last = last.portal.get(last.links["Previous page"])
            assert numbers_on(last) == numbers_on(page)
        assert "This page shows 1 to 30" in last.words

    def test_own_cases_are_found_however_long_the_queue_is(self, world: World) -> None:
        put_queue(world, "reviews", review_cards(world, range(730)))

        shown = list(pages_from(browser_of(world, Role.REVIEWER), "/reviews?show=mine"))

        assert [numbers_on(page) for page in shown] == [
            of_list(*range(0, 210, 7)),
            of_list(*range(210, 420, 7)),
            of_list(*range(420, 630, 7)),
            of_list(*range(630, 730, 7)),
        ]

    def test_a_rare_kind_of_case_is_found_behind_a_thousand_others(self, world: World) -> None:
        put_queue(world, "reviews", review_cards(world, range(1200)))
        put_queue(world, "reviews", review_cards(world, [1150], state="recommended_clear"))

        (only,) = pages_from(browser_of(world, Role.OFFICER), "/reviews?show=decide")

        assert numbers_on(only) == of_list(1150)

    def test_the_views_say_their_numbers_however_long_the_queue_is(self, world: World) -> None:
        put_queue(world, "reviews", review_cards(world, range(99)))
        browser = browser_of(world, Role.REVIEWER)
        assert "15 Yours" in browser.get("/reviews").words
        put_queue(world, "reviews", review_cards(world, range(99, 140)))
        assert "20 Yours" in browser.get("/reviews").words

    def test_nothing_is_left_out_or_doubled_while_cases_come_and_go(self, world: World) -> None:
        put_queue(world, "reviews", review_cards(world, range(100, 230)))
        browser = browser_of(world, Role.REVIEWER)
        first = browser.get("/reviews")
        take_from_queue(world, "reviews", ["case0101", "case0129", "case0150"])  # the last one shown, too
        put_queue(world, "reviews", review_cards(world, [40]))  # an older one: it stands on the first page now

        second = browser.get(first.links["Next page"])
        third = browser.get(second.links["Next page"])

        assert numbers_on(second) == of_list(*range(130, 150), *range(151, 161))
        assert numbers_on(third) == of_list(*range(161, 191))
        assert numbers_on(browser.get(second.links["Previous page"])) == of_list(
            40, 100, *range(102, 129), 130
        )  # the first page as it is now: thirty rows

    def test_a_page_whose_cases_are_gone_leads_back(self, world: World) -> None:
        put_queue(world, "reviews", review_cards(world, range(31)))
        browser = browser_of(world, Role.REVIEWER)
        first = browser.get("/reviews")
        take_from_queue(world, "reviews", ["case0030"])

        second = browser.get(first.links["Next page"])

        assert "There is nothing more in this list." in second.words
        assert "No cases here" not in second.words
        assert numbers_on(browser.get(second.links["Previous page"])) == of_list(*range(30))


@pytest.mark.parametrize(
    ("queue", "path", "role"),
    [
        ("letters", "/letters", Role.REVIEWER),
        ("appeals", "/appeals", Role.APPEALS_STAFF),
        ("standings", "/reviews/standings", Role.REVIEWER),
        ("emergencies", "/operators/emergencies", Role.OPERATOR),
    ],
)
def test_every_queue_goes_on(world: World, queue: str, path: str, role: Role) -> None:
    put_queue(world, queue, ({**card, **_own_of(queue)} for card in other_cards(range(120))))
    seen = [
        link.rpartition("/")[2] for page in pages_from(browser_of(world, role), path) for link in _rows_of(page.text)
    ]
    assert list(dict.fromkeys(seen)) == [f"case{place:04}" for place in range(120)]


def _own_of(queue: str) -> dict[str, str]:
    return {"standings": {"state": "hold"}, "letters": {"kind": "exemption_revoked"}}.get(queue, {})


def _rows_of(html: str) -> list[str]:
    import re  # noqa: PLC0415 - one pattern, here alone

    return re.findall(r'href="(/[^"#?]*case\d{4})', html)


class TestRoster:
    def test_all_students_stand_on_five_pages_by_name(self, world: World) -> None:
        school = put_students(world, STUDENTS)
        shown = list(pages_from(browser_of(world, Role.SCHOOL), f"/schools/at/{school}"))

        names = [numbers_on(page, r"Last\d{3}") for page in shown]
        assert names == [[f"Last{place:03}" for place in range(start, start + 50)] for start in range(0, 250, 50)]
        assert "This page shows 51 to 100 of 250" in shown[1].words
        assert "250 students, most urgent first" in shown[0].words
        assert "250 students, most urgent first" in shown[4].words

    def test_a_list_of_250_costs_one_read_beside_the_records_of_those_with_forms(self, world: World) -> None:
        school = put_students(world, STUDENTS)
        page = browser_of(world, Role.SCHOOL).get(f"/schools/at/{school}")
        assert [call.operation for call in page.calls] == ["BatchGetItem", "Query", *["BatchGetItem"] * 3, "PutItem"]

    def test_a_search_finds_students_of_every_page(self, world: World) -> None:
        school = put_students(world, STUDENTS)
        found = browser_of(world, Role.SCHOOL).post(f"/schools/at/{school}", words="last249")
        assert numbers_on(found, r"Last\d{3}") == ["Last249"]

    def test_what_a_search_finds_goes_on_by_a_button(self, world: World) -> None:
        school = put_students(world, STUDENTS)
        page = browser_of(world, Role.SCHOOL).post(f"/schools/at/{school}", words="last1")
        seen = [numbers_on(page, r"Last\d{3}")]
        assert "100 students, most urgent first" in page.words

        page = page.press("Next page")

        assert "This page shows 51 to 100 of 100" in page.words
        assert [*seen[0], *numbers_on(page, r"Last\d{3}")] == [f"Last{place:03}" for place in range(100, 200)]
        assert "last1" not in "".join(world.recorder.urls).lower()

    def test_no_one_is_left_out_when_students_of_shown_pages_leave(self, world: World) -> None:
        school = put_students(world, STUDENTS)
        browser = browser_of(world, Role.SCHOOL)
        first = browser.get(f"/schools/at/{school}")
        gone = {place for place, (_first, last) in enumerate(STUDENTS) if last in {"Last049", "Last048", "Last003"}}
        world.table.replace_many([], [keys.roster_row(school, f"child{place:04}", f"form{place:04}") for place in gone])

        second = browser.get(first.links["Next page"])

        assert numbers_on(second, r"Last\d{3}") == [f"Last{place:03}" for place in range(50, 100)]
        before = browser.get(second.links["Previous page"])
        assert numbers_on(before, r"Last\d{3}") == [
            f"Last{place:03}" for place in range(53) if place not in {3, 48, 49}
        ]  # the first page, fifty again

    def test_the_filters_go_along(self, world: World) -> None:
        school = put_students(world, STUDENTS)
        first, second, *_rest = pages_from(browser_of(world, Role.SCHOOL), f"/schools/at/{school}?vaccine=MMR")
        assert "vaccine=MMR" in first.links["Next page"]
        assert "This page shows 51 to 100 of 250" in second.words


class TestNews:
    def test_a_parents_news_go_on_from_the_dashboard(self, world: World) -> None:
        parent = world.default_user(Role.PARENT)
        put_notices(world, Recipient(kind="account", id=parent.id), 120)
        browser = browser_of(world, parent)
        home = browser.get("/parents")

        shown = list(pages_from(browser, home.links["All messages"]))

        assert [numbers_on(page) for page in shown] == [
            of_list(*range(50)),
            of_list(*range(50, 100)),
            of_list(*range(100, 120)),
        ]

    @pytest.mark.parametrize(
        ("kind", "role", "path"),
        [
            ("facility", Role.SCHOOL, "/schools/at/{id}/news"),
            ("jurisdiction", Role.LOCAL_HEALTH, "/health-departments/news"),
            ("board", Role.BOARD, "/boards/news"),
            ("chhs", Role.APPEALS_STAFF, "/appeals/news"),
        ],
    )
    def test_an_offices_news_go_on(self, world: World, kind: str, role: Role, path: str) -> None:
        person = world.default_user(role)
        office = {
            "facility": world.facility().id,
            "jurisdiction": person.jurisdiction,
            "board": person.board,
            "chhs": "main",
        }[kind]
        put_notices(world, Recipient(kind=kind, id=office), 120)
        seen = [
            number
            for page in pages_from(browser_of(world, person), path.format(id=office))
            for number in numbers_on(page)
        ]
        assert seen == of_list(*range(120))

    def test_a_desk_with_hundreds_of_cases_is_whole(self, world: World) -> None:
        doctor = world.default_user(Role.PHYSICIAN)
        put_notices(world, Recipient(kind="account", id=doctor.id), 120)
        world.table.replace_many(
            [
                {
                    **keys.case_link(doctor.id, "form", f"form{place:04}").as_item(),
                    "type": "link",
                    "kind": "form",
                    "case_id": f"form{place:04}",
                    "at": f"2026-01-01T{place:06}",
                }
                for place in range(260)
            ],
            [],
        )

        page = browser_of(world, doctor).get("/physicians")

        assert numbers_on(page) == of_list(*range(10))
        assert [call.operation for call in page.calls] == ["Query"] * 4 + ["BatchGetItem"] * 3


def test_the_operators_list_goes_on(world: World) -> None:
    operator, people = world.default_user(Role.OPERATOR), [world.parent() for _each in range(3)]
    world.table.replace_many(
        [
            {"PK": keys.INVITATIONS, "SK": f"{place:015d}#x", "account_id": people[place % 3].id, "type": "invitation"}
            for place in range(120)
        ],
        [],
    )
    shown = list(pages_from(browser_of(world, operator), "/operators"))
    assert [page.text.count("/operators/accounts/") for page in shown] == [50, 50, 20]
    assert "This page shows 101 to 120" in shown[2].words


@pytest.mark.parametrize(
    ("operation", "arguments", "is_bounded"),
    [
        ("Scan", {"Limit": 1}, False),
        ("Query", {}, False),
        ("Query", {"Limit": 101}, False),
        ("Query", {"Limit": 100}, True),
        ("GetItem", {}, True),
    ],
)
def test_a_page_that_reads_without_a_limit_would_be_noticed(
    operation: str, arguments: dict[str, int], *, is_bounded: bool
) -> None:
    assert StoreCall(operation, arguments).is_bounded == is_bounded
