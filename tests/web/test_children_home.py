"""The parent's home has one card per child with the strictest answer; all else is on the child's own page."""

from datetime import date

import pytest

from chalicelib.actions.signing.withdraw_exemption import WithdrawCommand, withdraw_exemption
from chalicelib.domain.account import Role
from chalicelib.domain.child import Child
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.request import RequestState
from chalicelib.domain.review import ReviewState
from chalicelib.law.enums import LineKind, LineState, Vaccine
from tests.builders import KAI, PASSWORD, World, line
from tests.checks.pages import text_of
from tests.portal import Shown
from tests.web.parents_story import parents_browser

DTAP = line(Vaccine.DTAP, kind=LineKind.PERMANENT)


def home(world: World) -> Shown:
    return parents_browser(world).get("/parents")


def page_of(world: World, form: ExemptionForm) -> Shown:
    return parents_browser(world).get(f"/parents/children/{form.child_id}")


def parts(shown: Shown, path: str) -> list[str]:
    """The words of the elements that the path finds."""
    return [text_of(each) for each in shown.html.iterfind(path)]


def cards(shown: Shown) -> list[str]:
    """The words of each child's card."""
    found = [each for each in shown.html.iterfind(".//section") if "child" in str(each.get("class")).split()]
    return [text_of(each) for each in found]


def replaced_for_mmr_and_withdrawn_for_dtap(world: World) -> tuple[ExemptionForm, ExemptionForm]:
    """A form for DTaP and MMR; then a newer one for MMR alone; then the physician withdraws DTaP on the older one."""
    old = world.form(lines=(DTAP, line(Vaccine.MMR)))
    child = world.ctx().store.get(Child, old.child_id)
    world.clock.advance(days=1)
    new = world.form(child=child, renews_form_id=old.id, lines=(line(Vaccine.MMR),))
    world.clock.advance(days=1)
    seen = world.reload(old)
    ctx = world.ctx(world.default_user(Role.PHYSICIAN))
    withdraw_exemption(ctx, WithdrawCommand(old.id, seen.version, frozenset({Vaccine.DTAP}), "Tolerated", PASSWORD))
    return world.reload(old), new


class TestTheStrictestAnswer:
    def test_a_withdrawn_vaccine_stands_on_the_childs_card_beside_the_valid_one(self, world: World) -> None:
        replaced_for_mmr_and_withdrawn_for_dtap(world)

        (card,) = cards(home(world))

        assert "Kai Withdrawn by the doctor" in card
        assert "DTaP diphtheria, tetanus, whooping cough Withdrawn by the doctor No exemption since November 22" in card
        assert "MMR measles, mumps, rubella Valid Through May 22, 2027" in card
        assert "No exemption for: DTaP" in card
        assert "Nothing to do now" not in card

    def test_it_is_what_the_school_is_told(self, world: World) -> None:
        _old, new = replaced_for_mmr_and_withdrawn_for_dtap(world)

        school = world.browser(world.default_user(Role.SCHOOL)).get(f"/schools/pupils/{new.id}")

        assert "The exemption for this vaccine was withdrawn" in school.words
        assert "Kai may attend for 10 more school days" in cards(home(world))[0]

    def test_an_exemption_that_ended_long_ago_is_history(self, world: World) -> None:
        world.form(lines=(line(expires_on=date(2027, 3, 10)),))
        world.clock.set("2028-03-10")
        assert "Ended on March 10, 2027" in cards(home(world))[0]
        world.clock.set("2028-03-11")

        page = home(world)

        assert cards(page) == []
        assert "Kai Ignacio Brandvold" in page.words

    def test_a_child_asked_for_twice_has_one_card_and_both_records(self, world: World) -> None:
        first, second = world.form(), world.form(lines=(line(Vaccine.VAR, kind=LineKind.PERMANENT),))
        assert first.child_id != second.child_id

        (card,) = cards(home(world))

        assert "MMR" in card
        assert "Varicella" in card
        assert f"/parents/children/{first.child_id}" in page_of(world, second).links.values()

    def test_brothers_have_a_card_each_and_the_one_who_needs_something_is_first(self, world: World) -> None:
        world.form(lines=(line(Vaccine.VAR, kind=LineKind.PERMANENT),))
        noa = world.child(world.default_user(Role.PARENT), facts=KAI.with_changes(first_name="Noa"))
        world.form(LineState.REVOKED, child=noa)

        first, second = cards(home(world))

        assert first.startswith("Noa Stopped by the state")
        assert second.startswith("Kai Valid")


class TestTheNextStep:
    def test_the_number_to_carry_is_on_the_card_and_says_what_to_do_with_it(self, world: World) -> None:
        request = world.request(RequestState.SUBMITTED)

        page = home(world)

        assert "Ready for your doctor: give this number" in cards(page)[0]
        assert parts(page, ".//p[@class='carry']/strong") == [request.number]
        assert "We do not send it" in page.words
        assert "Sent to doctor" not in page.words

    def test_after_a_stop_there_are_two_equal_ways_and_a_day(self, world: World) -> None:
        form = world.form(LineState.REVOKED)

        page = home(world)

        assert [each.get("href") for each in page.html.iterfind(".//ul[@class='ways']/li/a")] == [
            f"/parents/forms/{form.id}/stopped#appeal",
            f"/parents/forms/{form.id}/stopped#shots",
        ]
        assert "By December 21, 2026 Appeal, or start the shots, for Kai" in page.words

    def test_a_stop_of_one_vaccine_leaves_the_other_valid(self, world: World) -> None:
        both = (line(Vaccine.MMR), line(Vaccine.VAR, kind=LineKind.PERMANENT))
        world.review(ReviewState.DECIDED, form=world.form(lines=both), vaccines=(Vaccine.MMR,))

        (card,) = cards(home(world))

        assert "MMR measles, mumps, rubella Stopped by the state No exemption since November 20, 2026" in card
        assert "Varicella chickenpox In review (still valid)" in card

    @pytest.mark.parametrize("state", [RequestState.SUBMITTED, RequestState.OPENED])
    def test_a_request_that_waits_for_a_school_says_so(self, world: World, state: RequestState) -> None:
        request = world.request(state, school=None, not_enrolled_yet=True)

        page = home(world)

        assert f"/parents/children/{request.child_id}/school" in page.links.values()

    def test_nothing_hurries_where_all_is_valid(self, world: World) -> None:
        world.form(lines=(DTAP,))

        page = home(world)

        assert "Nothing to do now" in page.words
        assert "Do next" not in page.words


class TestTheNews:
    def test_three_lines_each_with_the_child_and_the_fact(self, world: World) -> None:
        replaced_for_mmr_and_withdrawn_for_dtap(world)

        lines = parts(home(world), ".//ul[@class='news']/li")

        assert len(lines) == 3
        assert lines[0] == "November 22, 2026 Dr. Thaddeus Okonjo-Reyes withdrew an exemption of Kai"
        assert all("Kai" in each for each in lines)

    def test_all_of_it_costs_two_requests_to_the_store(self, world: World) -> None:
        replaced_for_mmr_and_withdrawn_for_dtap(world)
        assert len(home(world).calls) == 2


class TestTheFormsOwnPage:
    def test_a_withdrawn_vaccine_is_not_replaced_because_another_was(self, world: World) -> None:
        old, new = replaced_for_mmr_and_withdrawn_for_dtap(world)

        page = parents_browser(world).get(f"/parents/forms/{old.id}")

        assert "The doctor withdrew the exemption for DTaP" in page.words
        assert "A newer form replaced this one for MMR" in page.words
        assert page.links["Open the newer form"] == f"/parents/forms/{new.id}"
        timeline = parts(page, ".//ol[@class='timeline']/li")
        assert "Done: A newer form replaced this one for MMR November 21, 2026" in timeline
        assert "Stopped: The doctor withdrew the exemption for DTaP November 22, 2026" in timeline

    def test_a_vaccine_that_came_back_on_another_form_is_not_said_to_be_missing(self, world: World) -> None:
        old, _new = replaced_for_mmr_and_withdrawn_for_dtap(world)
        child = world.ctx().store.get(Child, old.child_id)
        world.clock.advance(days=1)
        world.form(child=child, lines=(DTAP,))

        page = parents_browser(world).get(f"/parents/forms/{old.id}")

        assert "Another form of your child is valid for this vaccine today" in page.words
        assert "Your child needs the shots or a new exemption" not in page.words
        assert "Withdrawn" not in cards(home(world))[0]

    def test_it_speaks_to_the_parent_and_keeps_the_schools_words_in_a_fold(self, world: World) -> None:
        old, _new = replaced_for_mmr_and_withdrawn_for_dtap(world)

        page = parents_browser(world).get(f"/parents/forms/{old.id}")

        assert "The school writes to you first and says which shots are missing" in page.words
        folds = parts(page, ".//details")
        assert any("Tell the parent in writing which doses are missing" in each for each in folds)
        outside = parts(page, ".//section/p")
        assert not any("Tell the parent" in each for each in outside)

    def test_the_physician_reads_the_same(self, world: World) -> None:
        old, _new = replaced_for_mmr_and_withdrawn_for_dtap(world)

        page = world.browser(world.default_user(Role.PHYSICIAN)).get(f"/physicians/forms/{old.id}")

        assert "A newer form replaced this one for MMR" in page.words
        assert "counts in place" not in page.words


class TestTheChildsPage:
    def test_it_has_everything_of_this_child(self, world: World) -> None:
        form = world.form()

        page = page_of(world, form)

        assert page.heading == "Kai Ignacio Brandvold"
        for part in ("school", "guardians", "views", "amend", "save"):
            assert f"/parents/children/{form.child_id}/{part}" in page.links.values()
        assert f"/parents/forms/{form.id}" in page.links.values()
        assert "4821 Larkspur Bend, Alhambra, CA 91801" in page.words

    def test_it_says_first_whether_the_child_may_attend_and_until_when(self, world: World) -> None:
        form = world.form()
        answer = parts(page_of(world, form), ".//p[@class='word']")
        assert answer == ["Kai may attend through May 21, 2027"]
        world.clock.set("2027-05-22")
        (answer,) = parts(page_of(world, form), ".//p[@class='word']")
        assert answer.startswith("MMR: The exemption ended on May 21, 2027")

    def test_a_doctors_many_views_are_one_line_and_a_stranger_another(self, world: World) -> None:
        form, doctor = world.form(), world.browser(world.default_user(Role.PHYSICIAN))
        for _each in range(6):
            doctor.get(f"/physicians/forms/{form.id}")
            world.clock.advance(seconds=60)
        world.browser(world.default_user(Role.SCHOOL)).get(f"/schools/pupils/{form.id}")

        for page in (page_of(world, form), parents_browser(world).get(f"/parents/children/{form.child_id}/views")):
            viewed = [each for each in parts(page, ".//ul[@class='lines']/li") if "Viewed" in each]
            assert len(viewed) == 2
            assert "Viewed 6 times" in viewed[1]
            assert "Thaddeus Okonjo-Reyes" in viewed[1]
            assert "Viewed 1 time" in viewed[0]

    def test_a_foreign_child_looks_like_none(self, world: World) -> None:
        form = world.form()
        other = parents_browser(world, world.parent(email="other@mail.example"))
        assert other.get(f"/parents/children/{form.child_id}").status == 404

    def test_a_chinese_name_is_whole_and_family_name_first(self, world: World) -> None:
        name = KAI.with_changes(first_name="美玲", middle_name="", last_name="陳")
        form = world.form(child=world.child(world.default_user(Role.PARENT), facts=name))

        assert page_of(world, form).heading == "陳美玲"
        assert "陳美玲 still needs all other vaccines" in home(world).words
