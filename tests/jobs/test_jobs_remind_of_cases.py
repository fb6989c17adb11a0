"""The morning's reminders of what someone waits for: a physician's answer, a request, a panelist's word (lifecycle H1,
H2)."""

from datetime import date, timedelta

import pytest

from chalicelib.actions.reviews.answer_reviewer import answer_reviewer
from chalicelib.domain.account import Account, Role
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal, AppealState
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.request import RequestState
from chalicelib.domain.review import Review, ReviewState
from chalicelib.jobs.send_reminders import send_reminders
from tests.actions.recipients import recipients_of, told
from tests.builders import World
from tests.web.test_review_cases import case_path, nurse, other_care

DUE, OVERDUE, REVIEWER_TOLD = NoticeKind.INFORMATION_DUE, NoticeKind.INFORMATION_OVERDUE, NoticeKind.ANSWER_OVERDUE


def morning(world: World, day: date) -> dict[str, int]:
    return dict(send_reminders(world.at(day).clock))


def news_of(world: World, person: Account) -> str:
    return world.browser(person).get("/account/news").words


class TestAQuestionToAPhysician:
    @pytest.fixture
    def asked(self, world: World) -> Review:
        return world.review(ReviewState.INFO_REQUESTED)

    def due(self, review: Review) -> date:
        return review.information[-1].due_on

    def test_is_said_a_week_before_on_the_day_and_the_day_after_and_then_nothing_waits(
        self, world: World, asked: Review
    ) -> None:
        """Given a question, when each morning comes, then the issuer is told on three of them, the reviewer on one."""
        counts = []
        for days in range(-8, 4):
            morning(world, self.due(asked) + timedelta(days=days))
            counts.append((len(told(world, DUE)), len(told(world, OVERDUE)), len(told(world, REVIEWER_TOLD))))

        assert counts == [(0, 0, 0), *[(1, 0, 0)] * 7, (2, 0, 0), *[(2, 1, 1)] * 3]
        issuer = world.default_user(Role.PHYSICIAN)
        assert recipients_of(world, DUE) == recipients_of(world, OVERDUE) == {("account", issuer.id)}
        assert recipients_of(world, REVIEWER_TOLD) == {("account", asked.reviewer_id)}

    def test_once_answered_it_is_said_no_more(self, world: World, asked: Review) -> None:
        issuer = world.default_user(Role.PHYSICIAN)
        answer_reviewer(world.ctx(issuer), asked.form_id, asked.id, asked.version, "The plan is attached to the form")

        assert morning(world, self.due(asked) + timedelta(days=1)) == {}

    def test_two_late_mornings_say_the_newest_once(self, world: World, asked: Review) -> None:
        for _run in range(2):
            morning(world, self.due(asked) + timedelta(days=2))

        assert (len(told(world, DUE)), len(told(world, OVERDUE)), len(told(world, REVIEWER_TOLD))) == (0, 1, 1)

    def test_each_reads_it_on_the_own_page(self, world: World, asked: Review) -> None:
        morning(world, self.due(asked))
        before = news_of(world, world.default_user(Role.PHYSICIAN))
        morning(world, self.due(asked) + timedelta(days=1))

        assert "The state waits for your answer" in before
        assert "Your answer to the state is overdue" in news_of(world, world.default_user(Role.PHYSICIAN))
        assert "A physician has not answered your question" in news_of(world, world.default_user(Role.REVIEWER))


class TestARequestThatLapses:
    def test_an_idle_draft_is_said_thirty_days_before_its_last_day(self, world: World) -> None:
        draft = world.request(RequestState.DRAFT)
        last_day = (draft.saved_on or draft.started_on) + timedelta(days=179)

        assert morning(world, last_day - timedelta(days=31)) == {}
        assert morning(world, last_day - timedelta(days=30)) == {"reminded": 1}
        assert morning(world, last_day) == {}
        words = world.browser(world.default_user(Role.PARENT)).get("/account/news").words
        assert "unfinished request will soon be too old to use" in words
        assert f"Can be used until: {last_day:%B} {last_day.day}, {last_day.year}" in words

    def test_a_draft_that_is_saved_again_waits_anew(self, world: World) -> None:
        draft = world.request(RequestState.DRAFT)
        saved_on = draft.started_on + timedelta(days=100)
        world.at(saved_on)
        world.step(draft, Action.EDIT_REQUEST, actor=world.default_user(Role.PARENT), saved_on=saved_on)

        assert morning(world, draft.started_on + timedelta(days=149)) == {}
        assert morning(world, saved_on + timedelta(days=149)) == {"reminded": 1}

    def test_a_sent_one_is_said_to_the_parent_alone(self, world: World) -> None:
        request = world.request(RequestState.SUBMITTED)

        morning(world, date(request.started_on.year + 1, 10, 29))

        assert recipients_of(world, NoticeKind.REQUEST_LAPSES_SOON) == {("account", request.parent_id)}
        assert told(world, NoticeKind.OPENED_REQUEST_LAPSES_SOON) == []

    def test_an_opened_one_is_said_to_the_doctor_too_in_the_doctors_words(self, world: World) -> None:
        request = world.request(RequestState.OPENED)

        morning(world, date(request.started_on.year + 1, 10, 29))

        assert len(told(world, NoticeKind.REQUEST_LAPSES_SOON)) == 1
        page = world.browser(world.default_user(Role.PHYSICIAN)).get("/account/news")
        assert "A request that you opened will soon be too old to use" in page.words
        assert f"/physicians/requests/{request.id}" in page.text


class TestASilentPanelist:
    WAITS, SILENT = NoticeKind.PANEL_WAITS, NoticeKind.PANEL_SEAT_SILENT

    @pytest.fixture
    def appeal(self, world: World) -> Appeal:
        return world.appeal(AppealState.PANEL_ASSIGNED)

    def test_each_seat_is_reminded_after_one_two_and_four_weeks_and_the_agency_from_two_on(
        self, world: World, appeal: Appeal
    ) -> None:
        counts = {}
        for days in (6, 7, 13, 14, 27, 28, 60):
            morning(world, appeal.seats[0].assigned_on + timedelta(days=days))
            counts[days] = (len(told(world, self.WAITS)), len(told(world, self.SILENT)))

        assert counts == {6: (0, 0), 7: (3, 0), 13: (3, 0), 14: (6, 1), 27: (6, 1), 28: (9, 2), 60: (9, 2)}
        assert recipients_of(world, self.WAITS) == {("account", seat.panelist_id) for seat in appeal.seats}
        assert recipients_of(world, self.SILENT) == {("chhs", "main")}

    def test_who_has_declared_is_not_reminded_before_the_others_have(self, world: World, appeal: Appeal) -> None:
        first, *others = appeal.seats
        declared = first.with_changes(no_conflict_declared_on=first.assigned_on)
        panelist = world.ctx().store.get(Account, first.panelist_id)
        world.step(appeal, Action.DECLARE_NO_CONFLICT, actor=panelist, seats=(declared, *others))

        morning(world, first.assigned_on + timedelta(days=7))

        assert recipients_of(world, self.WAITS) == {("account", seat.panelist_id) for seat in others}

    def test_while_the_parent_is_asked_no_panelist_is_reminded(self, world: World) -> None:
        appeal = world.appeal(AppealState.INFO_REQUESTED)

        morning(world, appeal.seats[0].assigned_on + timedelta(days=7))

        assert told(world, self.WAITS) == []

    def test_once_all_have_declared_each_is_reminded_of_the_vote(self, world: World) -> None:
        appeal = world.appeal(AppealState.IN_REVIEW)

        morning(world, appeal.seats[0].assigned_on + timedelta(days=8))

        assert len(told(world, self.WAITS)) == 3

    def test_panelist_and_agency_read_it(self, world: World, appeal: Appeal) -> None:
        morning(world, appeal.seats[0].assigned_on + timedelta(days=14))

        panelist = world.ctx().store.get(Account, appeal.seats[1].panelist_id)
        assert "An appeal waits for you" in news_of(world, panelist)
        agency = world.browser(world.default_user(Role.APPEALS_STAFF)).get("/appeals/news").words
        assert "A panel member has been silent for two weeks" in agency


class TestAQuestionToThePrimaryCarePhysician:
    DUE, OVERDUE = NoticeKind.CARE_ANSWER_DUE, NoticeKind.CARE_ANSWER_OVERDUE
    LAST_DAY = date(2026, 12, 21)

    @pytest.fixture
    def asked(self, world: World) -> Review:
        """Given a question by letter of November 20, due on December 21."""
        review = world.review(ReviewState.ASSIGNED, form=other_care(world))
        nurse(world).get(f"{case_path(review)}/ask").press(
            "Send the question", whom="primary-care", question="Which test was done?"
        )
        return review

    def test_the_reviewer_is_told_to_post_a_reminder_a_week_before_and_on_the_day_after(
        self, world: World, asked: Review
    ) -> None:
        """When each morning comes, then each of the two is said once, to the reviewer alone."""
        counts = []
        for days in range(-8, 4):
            morning(world, self.LAST_DAY + timedelta(days=days))
            counts.append((len(told(world, self.DUE)), len(told(world, self.OVERDUE))))

        assert counts == [(0, 0), *[(1, 0)] * 8, *[(1, 1)] * 3]
        assert recipients_of(world, self.DUE) == recipients_of(world, self.OVERDUE) == {("account", asked.reviewer_id)}

    def test_the_letter_to_post_is_a_reminder_from_the_day_of_the_first_one(self, world: World, asked: Review) -> None:
        morning(world, self.LAST_DAY - timedelta(days=7))

        news = news_of(world, world.default_user(Role.REVIEWER))
        case = nurse(world).get(case_path(asked))
        letter = nurse(world).get(case.links["Reminder to print"]).words

        assert "The primary care physician has not answered yet" in news
        assert "Answer by: December 21, 2026" in news
        assert "We wrote to you on November 20, 2026" in letter

    def test_once_the_answer_is_written_down_it_is_said_no_more(self, world: World, asked: Review) -> None:
        browser = nurse(world)
        case = browser.get(case_path(asked))
        browser.get(case.links["Record the answer"]).press("Record the answer", answer="The clinic did no test.")

        assert morning(world, self.LAST_DAY + timedelta(days=1)) == {}

    def test_once_the_case_went_on_without_the_answer_it_is_said_no_more(self, world: World, asked: Review) -> None:
        world.step(
            asked, Action.RECOMMEND, actor=world.default_user(Role.REVIEWER), state=ReviewState.RECOMMENDED_CLEAR
        )

        morning(world, self.LAST_DAY + timedelta(days=1))

        assert told(world, self.OVERDUE) == []


class TestAQuestionOfAPanel:
    WAITS, SILENT = NoticeKind.PANEL_QUESTION_WAITS, NoticeKind.PANEL_QUESTION_SILENT
    ASKED_ON = date(2026, 12, 1)

    @pytest.fixture
    def appeal(self, world: World) -> Appeal:
        """Given a panel that asks its question on December 1."""
        appeal = world.appeal(AppealState.IN_REVIEW)
        world.at(self.ASKED_ON)
        panelist = world.ctx().store.get(Account, appeal.seats[0].panelist_id)
        world.browser(panelist).get(f"/panel/{appeal.id}/question").press(
            "Send the question", question="When did the last cycle end?"
        )
        return appeal

    def test_parent_and_physician_are_told_after_one_two_and_four_weeks_and_the_agency_from_two_on(
        self, world: World, appeal: Appeal
    ) -> None:
        counts = {}
        for days in (6, 7, 13, 14, 27, 28, 60):
            morning(world, self.ASKED_ON + timedelta(days=days))
            counts[days] = (len(told(world, self.WAITS)), len(told(world, self.SILENT)))

        assert counts == {6: (0, 0), 7: (2, 0), 13: (2, 0), 14: (4, 1), 27: (4, 1), 28: (6, 2), 60: (6, 2)}
        assert recipients_of(world, self.WAITS) == {("account", appeal.parent_id), ("account", appeal.physician_id)}
        assert recipients_of(world, self.SILENT) == {("chhs", "main")}

    def test_it_leads_the_parent_to_the_question_and_ends_with_the_answer(self, world: World, appeal: Appeal) -> None:
        """When the parent reads the reminder and answers, then no later one comes, and the panel is reminded again."""
        morning(world, self.ASKED_ON + timedelta(days=7))
        parent = world.browser(world.default_user(Role.PARENT))

        news = parent.get("/account/news")
        assert "The appeal panel still waits for an answer" in news.words
        assert f"/parents/appeals/{appeal.id}" in news.text
        parent.get(f"/parents/appeals/{appeal.id}/add").press("Send", text="It ended in May.")
        morning(world, self.ASKED_ON + timedelta(days=14))

        assert len(told(world, self.WAITS)) == 2
        assert len(told(world, NoticeKind.PANEL_WAITS)) == 3

    def test_agency_and_physician_read_it(self, world: World, appeal: Appeal) -> None:
        morning(world, self.ASKED_ON + timedelta(days=14))

        agency = world.browser(world.default_user(Role.APPEALS_STAFF)).get("/appeals/news").words
        assert "A question of an appeal panel has had no answer for two weeks" in agency
        assert "The appeal panel still waits" in news_of(world, world.default_user(Role.PHYSICIAN))
