"""The agency's and the Secretary's pages: the queue, the case, each step, and what they must not show."""

from typing import Any

import pytest

from chalicelib.actions.appeals.declare_conflict import ConflictOfInterest, declare_conflict
from chalicelib.domain.account import Account, Role
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal, AppealState, SuppliedInformation, Vote
from chalicelib.domain.child import Child
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.law.enums import LineState
from chalicelib.storage import audit_keys
from tests.actions.recipients import told
from tests.appeal_builder import with_vote
from tests.builders import PASSWORD, World, line
from tests.portal import Portal, Shown

STAFF, SECRETARY = Role.APPEALS_STAFF, Role.SECRETARY
OPEN_STATES = (
    AppealState.FILED_TIMELY,
    AppealState.FILED_LATE,
    AppealState.ACCEPTED,
    AppealState.PANEL_ASSIGNED,
    AppealState.IN_REVIEW,
    AppealState.INFO_REQUESTED,
    AppealState.DETERMINED,
    AppealState.DECIDED,
)
WAITS_FOR = {
    AppealState.FILED_TIMELY: "Agency: accept",
    AppealState.FILED_LATE: "Agency: accept or refuse",
    AppealState.ACCEPTED: "Agency: name the panel",
    AppealState.PANEL_ASSIGNED: "Panel: 0 of 3 have declared",
    AppealState.IN_REVIEW: "Panel: 0 of 3 have voted",
    AppealState.INFO_REQUESTED: "Parent or physician: answer the question",
    AppealState.DETERMINED: "Secretary: send the decision",
    AppealState.DECIDED: "Agency: close",
}
SECRET = "The record supports this view"  # what every vote of the builder gives as its reason
TEXT = "The panel looked at the records. They support the reason on the form. The exemption is valid again."


def reads(shown: Shown) -> int:
    return sum(call.is_read for call in shown.calls)


def views_of(world: World, appeal: Appeal) -> list[dict[str, Any]]:
    """Who looked at the child's record."""
    partition = audit_keys.access_event("child", appeal.child_id, world.clock(), "x").pk
    return world.table.query_audit(partition, audit_keys.VIEW_PREFIX)


class TestQueue:
    def test_no_appeal_says_what_to_expect(self, world: World) -> None:
        shown = world.browser(world.default_user(STAFF)).get("/appeals")

        assert "No appeal is waiting" in shown.words

    @pytest.mark.parametrize("state", OPEN_STATES)
    def test_an_appeal_with_work_left_is_listed_with_child_whom_it_waits_for_and_days(
        self, world: World, state: AppealState
    ) -> None:
        appeal = world.appeal(state)
        world.clock.advance(days=12)

        shown = world.browser(world.default_user(STAFF)).get("/appeals")

        assert shown.links[appeal.form_number] == f"/appeals/{appeal.id}"
        assert "Kai Ignacio Brandvold" in shown.words
        assert WAITS_FOR[state] in shown.words
        assert ("Filed late" in shown.words) is not bool(appeal.in_time)
        assert ("18 days left to day 30" in shown.words) is (state is not AppealState.DECIDED)
        assert reads(shown) == 3  # the account, the queue, the forms

    def test_the_list_says_what_is_past_the_target_and_overdue(self, world: World) -> None:
        world.appeal()
        world.clock.advance(days=31)
        assert "Past the target of day 30" in world.browser(world.default_user(STAFF)).get("/appeals").words

        world.clock.advance(days=14)
        shown = world.browser(world.default_user(STAFF)).get("/appeals")

        assert "Overdue: 15 days past day 30" in shown.words
        assert "1 is overdue" in shown.words

    def test_what_waits_for_the_reader_stands_first(self, world: World) -> None:
        older = world.appeal(AppealState.ACCEPTED)
        world.clock.advance(days=3)
        newer = world.appeal(AppealState.DETERMINED, form=world.form(LineState.REVOKED, parent=world.parent()))

        first = {
            role: min(
                (older, newer),
                key=lambda each: world.browser(world.default_user(role)).get("/appeals").text.index(each.form_number),
            ).id
            for role in (STAFF, SECRETARY)
        }

        assert first == {STAFF: older.id, SECRETARY: newer.id}

    def test_who_looked_at_the_list_is_written_down(self, world: World) -> None:
        world.appeal()

        world.browser(world.default_user(STAFF)).get("/appeals")

        partition = audit_keys.access_event("office", "chhs", world.clock(), "x").pk
        views = world.table.query_audit(partition, audit_keys.VIEW_PREFIX)
        assert [(view["purpose"], int(view["count"])) for view in views] == [("appeal list", 1)]

    @pytest.mark.parametrize(
        "state", [AppealState.DRAFT, AppealState.CLOSED, AppealState.WITHDRAWN, AppealState.REFUSED_LATE]
    )
    def test_one_without_work_left_is_not(self, world: World, state: AppealState) -> None:
        appeal = world.appeal(state)

        assert appeal.form_number not in world.browser(world.default_user(SECRETARY)).get("/appeals").words

    def test_the_news_tell_of_a_filed_appeal(self, world: World) -> None:
        shown = world.browser(world.default_user(STAFF)).get("/appeals/news")

        assert "No messages yet" in shown.words


class TestCase:
    def test_a_determined_appeal_says_by_when_the_decision_is_sent_and_warns_of_delay(self, world: World) -> None:
        appeal = world.appeal(AppealState.DETERMINED)
        browser = world.browser(world.default_user(SECRETARY))
        assert "Send it by" in browser.get(f"/appeals/{appeal.id}").words

        world.clock.advance(days=31)
        page = world.browser(world.default_user(SECRETARY)).get(f"/appeals/{appeal.id}")
        assert "The written decision was to be sent by" in page.words
        assert "How promptly the written decision is sent" in page.words
        world.clock.advance(days=14)
        assert "far too late" in world.browser(world.default_user(SECRETARY)).get(f"/appeals/{appeal.id}").words

    @pytest.mark.parametrize("state", [AppealState.IN_REVIEW, AppealState.DECIDED])
    def test_before_the_vote_and_after_the_decision_no_day_is_named(self, world: World, state: AppealState) -> None:
        shown = world.browser(world.default_user(SECRETARY)).get(f"/appeals/{world.appeal(state).id}")

        assert "Send it by" not in shown.words

    def test_it_shows_dates_the_parents_words_the_form_and_why_it_was_stopped(self, world: World) -> None:
        given = SuppliedInformation(by_id="x", by_role=Role.PARENT, on=world.clock.today, text="See the letter of May")
        appeal = world.appeal(supplied=(given,))

        shown = world.browser(world.default_user(STAFF)).get(f"/appeals/{appeal.id}")

        for words in (
            appeal.form_number,
            appeal.why,
            "See the letter of May",
            "Kai Ignacio Brandvold",
            "The criteria are not met, and nothing on file supports it",
            "Acute leukemia",
        ):
            assert words in shown.words
        assert reads(shown) == 2

    def test_looking_is_written_down(self, world: World) -> None:
        appeal = world.appeal()
        world.browser(world.default_user(STAFF)).get(f"/appeals/{appeal.id}")

        assert [view["viewer"] for view in views_of(world, appeal)] == [world.default_user(STAFF).id]

    @pytest.mark.parametrize("role", [STAFF, SECRETARY])
    def test_case_87_who_has_voted_is_shown_but_not_how_or_why(self, world: World, role: Role) -> None:
        appeal = world.appeal(AppealState.IN_REVIEW)
        voted = with_vote(appeal, appeal.seats[0], world.clock.today, Vote.REINSTATE, SECRET)
        world.step(appeal, Action.VOTE, seats=(voted, *appeal.seats[1:]))

        shown = world.browser(world.default_user(role)).get(f"/appeals/{appeal.id}")

        assert SECRET not in shown.words
        assert "Restore the exemption" not in shown.words
        assert shown.words.count("Not yet") == 2

    def test_the_opened_votes_name_no_one(self, world: World) -> None:
        appeal = world.appeal(AppealState.DETERMINED)
        shown = world.browser(world.default_user(SECRETARY)).get(f"/appeals/{appeal.id}")

        opened = shown.words.split("Panel decision")[1]
        assert opened.count(SECRET) == 3
        assert not any(seat.panelist_name in opened for seat in appeal.seats)

    @pytest.mark.parametrize("role", [role for role in Role if role not in {STAFF, SECRETARY}])
    def test_case_87_every_other_role_is_told_not_allowed(self, world: World, role: Role) -> None:
        appeal = world.appeal(AppealState.DETERMINED)
        browser = world.browser(world.default_user(role))

        for below in ("", "/accept", "/refuse", "/close", "/panel", "/panel/seat", "/decided"):
            shown = browser.get(f"/appeals/{appeal.id}{below}")

            assert shown.status == 403, below
            assert SECRET not in shown.text

    def test_a_draft_and_a_missing_appeal_are_the_same_page(self, world: World) -> None:
        draft, staff = world.appeal(AppealState.DRAFT), world.browser(world.default_user(STAFF))

        mine, none = staff.get(f"/appeals/{draft.id}"), staff.get("/appeals/nobodyhasthisone")

        assert (mine.status, none.status) == (404, 404)
        assert mine.words.split("If you ask")[0] == none.words.split("If you ask")[0]

    @pytest.mark.parametrize(
        ("state", "staff", "secretary"),
        [
            (AppealState.FILED_TIMELY, {"Accept this appeal"}, set()),
            (AppealState.FILED_LATE, {"Accept this appeal", "Do not accept it: filed late"}, set()),
            (AppealState.ACCEPTED, {"Name the panel"}, set()),
            (AppealState.IN_REVIEW, {"Change a panel member", "Remind a panel member"}, set()),
            (AppealState.DETERMINED, set(), {"Adopt and send the decision"}),
            (AppealState.DECIDED, {"Close the case"}, set()),
            (AppealState.CLOSED, set(), set()),
            (AppealState.WITHDRAWN, set(), set()),
        ],
    )
    def test_each_person_is_offered_what_they_can_do_now(
        self, world: World, state: AppealState, staff: set[str], secretary: set[str]
    ) -> None:
        appeal = world.appeal(state)
        offered = {}
        for role in (STAFF, SECRETARY):
            links = world.browser(world.default_user(role)).get(f"/appeals/{appeal.id}").links
            offered[role] = {text for text, url in links.items() if url.startswith(f"/appeals/{appeal.id}/")}

        assert offered == {STAFF: staff, SECRETARY: secretary}


class TestSteps:
    def test_a_pressed_button_twice_takes_the_appeal_once(self, world: World) -> None:
        appeal, staff = world.appeal(), world.browser(world.default_user(STAFF))
        staff.get(f"/appeals/{appeal.id}/accept")

        first, second = staff.double_submit(f"/appeals/{appeal.id}/accept")

        assert (first.location, second.location) == (f"/appeals/{appeal.id}",) * 2
        assert reads(first) == 1
        assert "names three panel members" in second.follow().words

    def test_a_stale_page_is_told_so_and_nothing_is_lost(self, world: World) -> None:
        appeal, staff = world.appeal(AppealState.FILED_LATE), world.browser(world.default_user(STAFF))
        staff.get(f"/appeals/{appeal.id}/refuse")

        shown = staff.post(f"/appeals/{appeal.id}/refuse", reason="Two days late, no reason given", version="1")

        assert shown.status == 409
        assert "Two days late, no reason given" in shown.text

    @pytest.mark.parametrize("reason", ["", " ", "x" * 4001])
    def test_a_refusal_without_words_is_told_at_the_field(self, world: World, reason: str) -> None:
        appeal, staff = world.appeal(AppealState.FILED_LATE), world.browser(world.default_user(STAFF))
        staff.get(f"/appeals/{appeal.id}/refuse")

        shown = staff.post(f"/appeals/{appeal.id}/refuse", reason=reason)

        assert shown.status == 422
        assert "reason" in shown.errors

    def test_a_step_that_is_over_says_so(self, world: World) -> None:
        appeal = world.appeal(AppealState.ACCEPTED)

        shown = world.browser(world.default_user(STAFF)).get(f"/appeals/{appeal.id}/accept")

        assert shown.status == 409

    def test_case_82_two_panelists_are_refused_at_the_field_with_the_law(self, world: World) -> None:
        appeal, people = world.appeal(AppealState.ACCEPTED), [world.panelist() for _ in range(3)]
        staff = world.browser(world.default_user(STAFF))
        page = staff.get(f"/appeals/{appeal.id}/panel")

        shown = page.press("Name this panel", panelists=[people[0].id, people[1].id])

        assert shown.status == 422
        assert "The panel has 2 members and needs 3" in shown.errors["panelists"]
        assert "120372.05" in shown.words
        assert all(each.display_name in shown.words for each in people)

    def test_no_choice_at_all_is_told_at_the_field(self, world: World) -> None:
        appeal, staff = world.appeal(AppealState.ACCEPTED), world.browser(world.default_user(STAFF))
        for _ in range(3):
            world.panelist()

        shown = staff.get(f"/appeals/{appeal.id}/panel").press("Name this panel")

        assert (shown.status, shown.errors) == (422, {"panelists": "Choose three panel members"})

    @pytest.mark.parametrize(
        ("state", "below"), [(AppealState.ACCEPTED, "panel"), (AppealState.IN_REVIEW, "panel/seat")]
    )
    def test_where_no_one_can_be_named_the_page_says_what_to_do(
        self, world: World, state: AppealState, below: str
    ) -> None:
        appeal = world.appeal(state)

        shown = world.browser(world.default_user(STAFF)).get(f"/appeals/{appeal.id}/{below}")

        assert "Ask the portal's operator to invite" in shown.words

    def test_an_empty_seat_is_shown_and_filled(self, world: World) -> None:
        appeal, newcomer = world.appeal(AppealState.PANEL_ASSIGNED), world.panelist()
        leaver = world.ctx().store.get(Account, appeal.assigned_ids[0])
        declare_conflict(world.ctx(leaver), appeal.id, [ConflictOfInterest.FAMILY_TIE])
        staff = world.browser(world.default_user(STAFF))

        assert "A place on the panel is open" in staff.get(f"/appeals/{appeal.id}").words
        page = staff.get(f"/appeals/{appeal.id}/panel/seat")
        assert "Who leaves?" not in page.words
        shown = page.press("Change the panel member", coming=newcomer.id).follow()

        assert newcomer.display_name in shown.words
        assert "A place on the panel is open" not in shown.words


class TestDecide:
    def adopting(self, world: World, appeal: Appeal) -> tuple[Portal, str]:
        secretary = world.browser(world.default_user(SECRETARY))
        path = f"/appeals/{appeal.id}/forms/{appeal.form_id}/adopt"
        return secretary, path

    def letter(self, page: Shown) -> Shown:
        """The page that shows the letter before it is sent."""
        return page.press("See the letter", text=TEXT)

    def test_case_84_there_is_no_choice_on_the_page_and_a_forged_one_is_refused(self, world: World) -> None:
        appeal = world.appeal(AppealState.DETERMINED, vote=Vote.REINSTATE)
        secretary, path = self.adopting(world, appeal)
        page = secretary.get(path)

        assert page.form("See the letter").names == ("text",)
        assert self.letter(page).form("Adopt and send the decision").names == ("password",)
        shown = secretary.post(f"{path}/send", decisions="MMR uphold", text=TEXT, password=PASSWORD)

        assert shown.status == 422
        assert "The Secretary must adopt what the panel decided" in shown.words
        assert world.reload(appeal).state == AppealState.DETERMINED

    @pytest.mark.parametrize("vote", Vote)
    def test_the_decision_is_sent_once_however_often_it_is_pressed(self, world: World, vote: Vote) -> None:
        appeal = world.appeal(AppealState.DETERMINED, vote=vote)
        secretary, path = self.adopting(world, appeal)
        page = secretary.get(path)
        assert reads(page) == 1

        assert TEXT in self.letter(page).words
        first, second = secretary.double_submit(f"{path}/send", decisions=f"MMR {vote}", text=TEXT, password=PASSWORD)

        assert first.location == second.location == f"/appeals/{appeal.id}/decided"
        assert reads(first) == 2
        kind = NoticeKind.APPEAL_REINSTATED if vote == Vote.REINSTATE else NoticeKind.APPEAL_UPHELD
        assert len(told(world, kind)) == 5
        assert appeal.form_number in second.follow().words

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"text": ""}, "text"),
            ({"text": "x" * 4001}, "text"),
            ({"password": ""}, "password"),
            ({"password": "wrong words, sorry"}, "password"),
        ],
    )
    def test_what_is_missing_is_told_at_its_field(self, world: World, given: dict[str, str], field: str) -> None:
        appeal = world.appeal(AppealState.DETERMINED)
        secretary, path = self.adopting(world, appeal)
        self.letter(secretary.get(path))
        stated = f"MMR {appeal.determination}"

        shown = secretary.post(f"{path}/send", **{"decisions": stated, "text": TEXT, "password": PASSWORD, **given})

        assert shown.status == 422
        assert field in shown.errors

    def test_a_form_of_another_case_is_a_missing_page(self, world: World) -> None:
        appeal, other = world.appeal(AppealState.DETERMINED), world.form(parent=world.parent())

        shown = world.browser(world.default_user(SECRETARY)).get(f"/appeals/{appeal.id}/forms/{other.id}/adopt")

        assert shown.status == 404

    def test_a_newer_form_in_its_place_is_told_before_the_decision(self, world: World) -> None:
        first = world.form(LineState.REVOKED, lines=(line(),))
        appeal = world.appeal(AppealState.DETERMINED, form=first, vote=Vote.REINSTATE)
        world.form(child=world.ctx().store.get(Child, first.child_id), lines=(line(),))
        secretary, path = self.adopting(world, appeal)

        assert "a newer form is in force already" in self.letter(secretary.get(path)).words


def test_the_physician_answers_the_panels_question(world: World) -> None:
    appeal = world.appeal(AppealState.INFO_REQUESTED)
    doctor = world.browser(world.default_user(Role.PHYSICIAN))
    page = doctor.get(f"/physicians/appeals/{appeal.id}")
    assert appeal.question in page.words

    shown = page.press("Send", text="The last cycle of treatment ended in May").follow()

    assert "The last cycle of treatment ended in May" in shown.words
    assert world.reload(appeal).state == AppealState.IN_REVIEW
    other = world.browser(world.physician())
    assert other.get(f"/physicians/appeals/{appeal.id}").status == 404
