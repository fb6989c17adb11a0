"""The reviewers' home: their cases and those of no one, by physician; what is due, and what is overdue."""

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.review import ReviewState, Trigger
from chalicelib.law.enums import LineKind, Vaccine
from tests.builders import World, line
from tests.portal import Portal, Shown
from tests.web.test_reviews_pages import case_path, nurse, officer, reads, writes


def rows(shown: Shown) -> list[str]:
    """The text of each case line, in order."""
    return [
        " ".join("".join(row.itertext()).split())
        for row in shown.html.iter("tr")
        if row.find("th[@scope='row']") is not None
    ]


def counts(shown: Shown) -> dict[str, int]:
    """Name -> number of the counts above the list."""
    found = {}
    for item in shown.html.iter("li"):
        number = item.find("a/b")
        if number is not None:
            text = " ".join("".join(item.itertext()).split())
            count, _space, name = text.partition(" ")
            found[name] = int(count)
    return found


class TestLines:
    def test_a_line_says_child_school_vaccines_reasons_age_and_due_day(self, world: World) -> None:
        review = world.review(
            ReviewState.ASSIGNED, form=world.form(lines=(line(Vaccine.MMR), line(Vaccine.VAR, LineKind.PERMANENT)))
        )
        world.clock.set("2026-11-30")

        shown = nurse(world).get("/reviews")

        (row,) = rows(shown)
        assert row.startswith("K. B., 7")
        assert shown.links["K. B., 7"] == case_path(review)
        for words in (
            "Juniper Hollow Elementary",
            "MMR, VAR",
            "Moderate or severe acute illness, with or without fever GEN-MODSEV",
            "Severe allergic reaction to a component of this vaccine GEN-ANA-COMP",
            "10 days ago",
            "in 20 days 12/20",
            "Yours",
        ):
            assert words in row
        assert "1 case here, To protect public health" in shown.words
        assert "Brandvold" not in shown.words
        assert "Thaddeus Okonjo-Reyes" in shown.words

    def test_a_page_of_cases_is_three_requests_and_one_opened_key(self, world: World) -> None:
        for _number in range(3):
            world.review(form=world.form())

        shown = nurse(world).get("/reviews")

        assert len(rows(shown)) == 3
        assert reads(shown) == 3
        assert writes(shown) == []

    def test_cases_of_one_physician_stand_together_soonest_due_first(self, world: World) -> None:
        first, other = world.physician(), world.physician()
        for physician in (first, other, first):
            world.review(form=world.form(physician=physician))
            world.clock.advance(days=1)

        shown = nurse(world).get("/reviews")

        heads = [each for each in shown.html.iter("th") if each.get("scope") == "rowgroup"]
        assert len(heads) == 2
        assert "2 cases here" in " ".join(heads[0].itertext())
        assert "2 forms this year" in " ".join("".join(heads[0].itertext()).split())

    def test_a_question_that_was_not_answered_is_overdue(self, world: World) -> None:
        world.review(ReviewState.INFO_REQUESTED)
        world.clock.set("2026-12-22")

        shown = nurse(world).get("/reviews?show=overdue")

        (row,) = rows(shown)
        assert "Overdue since 12/21" in row
        assert "The physician's answer is overdue" in row
        assert counts(shown)["Overdue cases"] == 1

    def test_a_question_that_can_still_be_answered_is_not_overdue(self, world: World) -> None:
        world.review(ReviewState.INFO_REQUESTED)
        world.clock.set("2026-12-21")

        shown = nurse(world).get("/reviews?show=asked")

        (row,) = rows(shown)
        assert "Due today" in row
        assert "The physician was asked" in row
        assert counts(shown)["Overdue cases"] == 0

    def test_an_old_case_is_overdue_in_words(self, world: World) -> None:
        world.review(trigger=Trigger.REISSUED_AFTER_REVOCATION)
        world.clock.advance(days=156)

        shown = nurse(world).get("/reviews")

        (row,) = rows(shown)
        assert "New form after a revocation" in shown.words
        assert "156 days ago Overdue since 12/20" in row
        assert "Unassigned" in row


class TestViews:
    @pytest.mark.parametrize(
        ("view", "number"), [("mine", 1), ("free", 1), ("open", 2), ("decide", 1), ("asked", 1), ("all", 4), ("x", 2)]
    )
    def test_each_count_leads_to_its_list(self, world: World, view: str, number: int) -> None:
        colleague = world.reviewer()
        world.review(ReviewState.ASSIGNED, form=world.form())
        world.review(form=world.form())
        for state in (ReviewState.RECOMMENDED_REVOKE, ReviewState.INFO_REQUESTED):
            world.review(state, form=world.form(), reviewer=colleague)

        shown = nurse(world).get(f"/reviews?show={view}")

        assert len(rows(shown)) == number
        assert number in counts(shown).values()
        current = [link for link in shown.html.iter("a") if link.get("aria-current") == "true"]
        assert len([link for link in current if "show=" in link.get("href", "")]) == 1

    def test_the_officer_begins_with_what_waits_for_a_decision(self, world: World) -> None:
        world.review(form=world.form())
        world.review(ReviewState.RECOMMENDED_REVOKE, form=world.form())

        shown = officer(world).get("/reviews")

        (row,) = rows(shown)
        assert "To decide: revoke" in row

    def test_only_cases_of_one_kind(self, world: World) -> None:
        world.review(form=world.form())
        world.review(form=world.form(), trigger=Trigger.SCHOOL_BELOW_95)

        shown = nurse(world).get("/reviews?why=school_below_95")

        assert len(rows(shown)) == 1
        assert "1 case here, School below 95 percent" in shown.words
        assert counts(shown)["Unassigned"] == 1

    def test_a_decided_case_leaves_the_queue(self, world: World) -> None:
        world.review(ReviewState.DECIDED)

        assert "No cases here" in nurse(world).get("/reviews?show=all").words


class TestPages:
    def test_more_cases_than_a_page_go_on_and_none_is_left_out(self, world: World) -> None:
        form = world.form()
        for trigger in list(Trigger) * 7:
            world.review(form=world.reload(form), trigger=trigger)
        browser = nurse(world)

        first = browser.get("/reviews")
        second = browser.get(first.links["Next page"])

        assert len(rows(first)) == 30
        assert len(rows(second)) == 5
        assert reads(first) == reads(second) == 3
        ids = {link for shown in (first, second) for link in shown.links.values() if "/forms/" in link}
        assert ids


class TestFindChild:
    def asked(self, browser: Portal, world: World, **changes: str) -> Shown:
        facts = {"first_name": "kai", "last_name": "Brandvold", "birth_date": "2019-03-14", **changes}
        month, day = facts["birth_date"][5:7], facts["birth_date"][8:]
        return browser.post(
            "/reviews/find-child",
            first_name=facts["first_name"],
            last_name=facts["last_name"],
            birth_date_month=month,
            birth_date_day=day,
            birth_date_year=facts["birth_date"][:4],
        )

    def test_the_answer_says_number_status_school_vaccines_and_name(self, world: World) -> None:
        form = world.form()

        found = self.asked(nurse(world), world)

        (row,) = rows(found)
        for words in (form.number, "Kai Ignacio Brandvold", "Juniper Hollow Elementary", "MMR In effect", "Okonjo"):
            assert words in row
        assert found.links[form.number] == f"/reviews/forms/{form.id}"
        assert found.form("Find").values["last_name"] == "Brandvold"

    def test_the_parent_reads_who_looked_it_up(self, world: World) -> None:
        form = world.form()
        self.asked(nurse(world), world)

        shown = world.browser(world.default_user(Role.PARENT)).get(f"/parents/children/{form.child_id}/views")

        assert "The state looked for your child's forms by name and birth date" in shown.words
