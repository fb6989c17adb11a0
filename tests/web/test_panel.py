"""Panel members' pages: nothing before the declaration, no reviewer's name, no one else's vote."""

from pathlib import Path
from typing import Any

import pytest

from chalicelib.domain.account import Account, Role
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import Appeal, AppealState, Vote
from chalicelib.domain.review import Finding, InformationRequest, LineFinding, Review, ReviewState
from chalicelib.law.enums import LineKind, Vaccine
from chalicelib.storage import audit_keys
from tests.appeal_builder import with_vote
from tests.builders import PASSWORD, World, line
from tests.portal import Portal, Shown

ROOT = Path(__file__).parents[2]
WHY = "The precaution on the form is met by the records sent"
OTHERS_WHY = "I read the records another way than the doctor did"


@pytest.fixture
def panel(world: World) -> list[Account]:
    return [world.panelist() for _ in range(3)]


def seated(world: World, panel: list[Account], state: AppealState = AppealState.IN_REVIEW, **facts: Any) -> Appeal:
    return world.appeal(state, panelists=tuple(panel), **facts)


def reads(shown: Shown) -> int:
    return sum(call.is_read for call in shown.calls)


def with_others_vote(world: World, appeal: Appeal) -> Appeal:
    voted = with_vote(appeal, appeal.seats[1], world.clock.today, Vote.UPHOLD, OTHERS_WHY)
    return world.step(appeal, Action.VOTE, seats=(appeal.seats[0], voted, appeal.seats[2]))


class TestDesk:
    def test_no_case_says_what_to_expect(self, world: World, panel: list[Account]) -> None:
        assert "No open case" in world.browser(panel[0]).get("/panel").words

    def test_a_new_case_asks_for_the_declaration_first(self, world: World, panel: list[Account]) -> None:
        appeal = seated(world, panel, AppealState.PANEL_ASSIGNED)

        shown = world.browser(panel[0]).get("/panel")

        assert f"/panel/{appeal.id}/conflicts" in shown.links.values()
        assert "Kai" not in shown.words
        assert reads(shown) == 2  # the desk, and the cases

    def test_a_decided_case_is_among_those_that_are_over(self, world: World, panel: list[Account]) -> None:
        appeal = seated(world, panel, AppealState.CLOSED)

        shown = world.browser(panel[0]).get("/panel")

        assert "No open case" in shown.words
        assert shown.links[appeal.form_number] == f"/panel/{appeal.id}"

    @pytest.mark.parametrize("role", [role for role in Role if role != Role.PANELIST])
    def test_case_87_no_one_else_has_a_panel_page(self, world: World, panel: list[Account], role: Role) -> None:
        appeal, browser = seated(world, panel), world.browser(world.default_user(role))

        for path in (
            "/panel",
            f"/panel/{appeal.id}",
            f"/panel/{appeal.id}/vote",
            f"/panel/{appeal.id}/question",
            f"/panel/{appeal.id}/conflicts",
        ):
            assert browser.get(path).status == 403


class TestDeclare:
    def test_the_case_leads_to_the_declaration_which_shows_people_but_no_document(
        self, world: World, panel: list[Account]
    ) -> None:
        appeal = seated(world, panel, AppealState.PANEL_ASSIGNED)
        browser = world.browser(panel[0])

        shown = browser.get(f"/panel/{appeal.id}").follow()

        assert shown.path == f"/panel/{appeal.id}/conflicts"
        for name in ("Kai Ignacio Brandvold", "Marisol Brandvold", "Thaddeus Okonjo-Reyes", "Quillfeather Pediatrics"):
            assert name in shown.words
        assert "leukemia" not in shown.words
        assert appeal.why not in shown.words
        views = world.table.query_audit(
            audit_keys.access_event("child", appeal.child_id, world.clock(), "x").pk, audit_keys.VIEW_PREFIX
        )
        assert [(view["viewer"], view["purpose"]) for view in views] == [(panel[0].id, "conflict check")]

    @pytest.mark.parametrize("below", ["vote", "question"])
    def test_neither_vote_nor_question_comes_before_it(self, world: World, panel: list[Account], below: str) -> None:
        appeal = seated(world, panel, AppealState.PANEL_ASSIGNED)

        shown = world.browser(panel[0]).get(f"/panel/{appeal.id}/{below}")

        assert shown.status == 422
        assert "First say whether you have a conflict" in shown.words

    def test_no_tie_opens_the_case_file(self, world: World, panel: list[Account]) -> None:
        appeal = seated(world, panel, AppealState.PANEL_ASSIGNED)
        page = world.browser(panel[0]).get(f"/panel/{appeal.id}/conflicts")

        shown = page.press("Send my answer", ties=["nothing"]).follow()

        assert appeal.why in shown.words

    def test_a_tie_ends_the_seat(self, world: World, panel: list[Account]) -> None:
        appeal, browser = seated(world, panel, AppealState.PANEL_ASSIGNED), world.browser(panel[0])
        page = browser.get(f"/panel/{appeal.id}/conflicts")

        shown = page.press("Send my answer", ties=["shares_practice", "financial_tie"]).follow()

        assert shown.heading == "You are no longer on this panel"
        assert browser.get(f"/panel/{appeal.id}").status == 404

    @pytest.mark.parametrize(
        ("ties", "message"),
        [
            ([], "Choose each conflict of interest that you have"),
            (["nothing", "family_tie"], "Choose one or the other"),
            (["likes_the_name"], "Choose from the list"),
        ],
    )
    def test_a_choice_that_makes_no_sense_is_told_at_the_field(
        self, world: World, panel: list[Account], ties: list[str], message: str
    ) -> None:
        appeal = seated(world, panel, AppealState.PANEL_ASSIGNED)
        page = world.browser(panel[0]).get(f"/panel/{appeal.id}/conflicts")

        shown = page.press("Send my answer", ties=ties)

        assert shown.status == 422
        assert message in shown.errors["ties"]


class TestCaseFile:
    def test_reviewers_are_not_named_even_where_the_officer_wrote_the_name(
        self, world: World, panel: list[Account]
    ) -> None:
        nurse = world.default_user(Role.REVIEWER)
        appeal = seated(world, panel)
        form = world.ctx().store.get(type(world.form(parent=world.parent())), appeal.form_id)
        gone = form.lines[0].revocation
        assert gone
        why = f"{nurse.display_name} asked twice. Ms. {nurse.last_name} got no answer."
        named = form.lines[0].with_changes(revocation=gone.with_changes(reason=why))
        world.step(form, Action.UPHOLD_REVOCATION, lines=form.with_lines(named))

        shown = world.browser(panel[0]).get(f"/panel/{appeal.id}")

        assert nurse.last_name not in shown.text
        assert "[name left out] asked twice. Ms. [name left out] got no answer." in shown.words
        assert reads(shown) == 2

    def test_the_own_vote_is_shown_the_others_are_not(self, world: World, panel: list[Account]) -> None:
        appeal = with_others_vote(world, seated(world, panel))
        mine = with_vote(appeal, appeal.seats[0], world.clock.today, Vote.REINSTATE, WHY)
        appeal = world.step(appeal, Action.VOTE, seats=(mine, *appeal.seats[1:]))

        first, third = (world.browser(panel[place]).get(f"/panel/{appeal.id}") for place in (0, 2))

        assert WHY in first.words
        assert "1 member has not voted yet" in first.words
        assert WHY not in third.words
        assert OTHERS_WHY not in first.text + third.text

    def test_all_are_opened_once_three_are_in(self, world: World, panel: list[Account]) -> None:
        appeal = seated(world, panel, AppealState.DETERMINED)

        shown = world.browser(panel[0]).get(f"/panel/{appeal.id}")

        assert shown.words.count("The record supports this view") == 3
        assert panel[1].display_name not in shown.words

    def test_someone_elses_case_is_a_missing_one(self, world: World, panel: list[Account]) -> None:
        appeal = seated(world, panel)

        assert world.browser(world.panelist()).get(f"/panel/{appeal.id}").status == 404


class TestVote:
    def votes(self, world: World, panelist: Account, appeal: Appeal) -> Portal:
        browser = world.browser(panelist)
        browser.get(f"/panel/{appeal.id}/vote").press("Check your vote", vote_mmr="reinstate", reason_mmr=WHY)
        return browser

    def test_a_vote_pressed_twice_is_cast_once(self, world: World, panel: list[Account]) -> None:
        appeal = seated(world, panel)
        browser = self.votes(world, panel[0], appeal)

        first, second = browser.double_submit(
            f"/panel/{appeal.id}/cast", vote_mmr="reinstate", reason_mmr=WHY, password=PASSWORD
        )

        assert first.location == second.location == f"/panel/{appeal.id}"
        assert reads(first) == 2
        assert "Your vote is in" in second.follow().words

    def test_a_page_from_before_the_vote_is_refused_kindly(self, world: World, panel: list[Account]) -> None:
        appeal = seated(world, panel)
        early, late = self.votes(world, panel[0], appeal), self.votes(world, panel[0], appeal)
        early.post(f"/panel/{appeal.id}/cast", vote_mmr="reinstate", reason_mmr=WHY, password=PASSWORD)

        shown = late.post(f"/panel/{appeal.id}/cast", vote_mmr="uphold", reason_mmr=WHY, password=PASSWORD)

        assert shown.status == 422
        assert "Your vote is in already" in shown.words
        cast = world.reload(appeal).seats[0].vote_on(Vaccine.MMR)
        assert cast
        assert cast.vote == Vote.REINSTATE

    def test_a_page_from_before_anothers_vote_is_good(self, world: World, panel: list[Account]) -> None:
        appeal = seated(world, panel)
        browser = self.votes(world, panel[0], appeal)
        with_others_vote(world, appeal)

        shown = browser.post(f"/panel/{appeal.id}/cast", vote_mmr="reinstate", reason_mmr=WHY, password=PASSWORD)

        assert shown.status == 303
        assert [seat.has_voted for seat in world.reload(appeal).seats] == [True, True, False]

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"vote_mmr": None}, "vote_mmr"),
            ({"vote_mmr": "abstain"}, "vote_mmr"),
            ({"reason_mmr": " "}, "reason_mmr"),
            ({"reason_mmr": "x" * 4001}, "reason_mmr"),
            ({"password": ""}, "password"),
            ({"password": "not the words"}, "password"),
        ],
    )
    def test_what_is_wrong_is_told_at_its_field(
        self, world: World, panel: list[Account], given: dict[str, Any], field: str
    ) -> None:
        appeal = seated(world, panel)
        browser = self.votes(world, panel[0], appeal)

        shown = browser.post(
            f"/panel/{appeal.id}/cast", **{"vote_mmr": "reinstate", "reason_mmr": WHY, "password": PASSWORD, **given}
        )

        assert shown.status == 422
        assert field in shown.errors
        assert world.reload(appeal).version == appeal.version

    def test_an_empty_question_is_told_at_the_field(self, world: World, panel: list[Account]) -> None:
        page = world.browser(panel[0]).get(f"/panel/{seated(world, panel).id}/question")

        assert "question" in page.press("Send the question", question="").errors


class TestFile:
    def test_it_asks_first_then_tells_the_case_the_criteria_and_the_exhibits_with_their_numbers(
        self, world: World, panel: list[Account]
    ) -> None:
        appeal = seated(world, panel)

        shown = world.browser(panel[0]).get(f"/panel/{appeal.id}")

        in_order = (
            "Kai Ignacio Brandvold, age 7",
            "What you are asked",
            "The case on one page",
            "Doctor's reason",
            "State's reason",
            "Parent says",
            "The child attends school while the appeal is open",
            "The criteria",
            "In force on",
            "1 Exemption form as signed Physician",
            "2 The state's decision and findings The state",
            "3 Appeal: the parent's statement Parent",
            "Your vote",
        )
        rest = shown.words.split("Exemption Portal", 1)[1]
        for words in in_order:
            assert words in rest
            rest = rest.split(words, 1)[1]
        assert len(shown.calls) <= 3

    def test_the_day_by_which_the_vote_is_asked_turns_late(self, world: World, panel: list[Account]) -> None:
        appeal = seated(world, panel)
        assert "Please vote by December 4, 2026" in world.browser(panel[0]).get(f"/panel/{appeal.id}").words

        world.clock.advance(days=15)
        late = world.browser(panel[0]).get(f"/panel/{appeal.id}")

        assert "status-stopped" in late.text
        assert "Please vote by December 4, 2026" in late.words

    def test_the_states_finding_and_the_physicians_answer_are_exhibits_without_names(
        self, world: World, panel: list[Account]
    ) -> None:
        appeal = seated(world, panel)
        review = world.ctx().store.get(Review, appeal.review_id)
        nurse = world.default_user(Role.REVIEWER)
        finding = LineFinding(vaccine=Vaccine.MMR, finding=Finding.REVOKE, reason=f"{nurse.last_name}: no test")
        asked = InformationRequest(
            asked_on=world.clock.today,
            due_on=world.clock.today,
            question="Was a skin test done?",
            answer="No, the family declined it",
            answered_on=world.clock.today,
        )
        world.step(review, Action.RECOMMEND, findings=(finding,), information=(asked,))

        words = world.browser(panel[0]).get(f"/panel/{appeal.id}").words

        assert "[name left out]: no test" in words
        assert "3 Physician's answer to the state Physician" in words
        assert "Was a skin test done? No, the family declined it" in words

    def test_a_draft_comes_back_to_its_writer_and_to_no_one_else(self, world: World, panel: list[Account]) -> None:
        appeal, browser = seated(world, panel), world.browser(panel[0])
        browser.get(f"/panel/{appeal.id}")

        browser.post(f"/panel/{appeal.id}/vote", save="yes", vote_mmr="", reason_mmr="Hives alone are no anaphylaxis")

        assert "Hives alone are no anaphylaxis" in browser.get(f"/panel/{appeal.id}").text
        others = [world.browser(panel[1]).get(f"/panel/{appeal.id}")]
        others += [
            world.browser(world.default_user(role)).get(f"/appeals/{appeal.id}")
            for role in (Role.APPEALS_STAFF, Role.SECRETARY)
        ]
        assert not any("Hives alone" in shown.text for shown in others)

    def test_the_check_page_shows_the_vote_and_gives_it_back_to_be_changed(
        self, world: World, panel: list[Account]
    ) -> None:
        appeal, browser = seated(world, panel), world.browser(panel[0])

        check = browser.get(f"/panel/{appeal.id}").press("Check your vote", vote_mmr="uphold", reason_mmr=WHY)

        assert check.heading == "Check your vote"
        assert "The exemption stays stopped" in check.words
        assert not any(seat.has_voted for seat in world.reload(appeal).seats)
        assert WHY in check.press("Change my vote").text

    def test_on_paper_the_file_is_the_one_page_without_exhibits_and_vote(self) -> None:
        source = (ROOT / "templates/panel/case.html").read_text(encoding="utf-8")
        parts = (ROOT / "templates/panel/parts.html").read_text(encoding="utf-8")

        assert '<div class="no-print">\n{% for exhibit in exhibits %}' in source
        assert '<section class="panel vote no-print"' in parts


def test_one_case_restores_one_vaccine_and_upholds_another_through_the_pages(
    world: World, panel: list[Account]
) -> None:
    form = world.form(lines=(line(Vaccine.MMR, LineKind.PERMANENT), line(Vaccine.VAR, LineKind.PERMANENT)))
    world.review(ReviewState.DECIDED, form=form, vaccines=(Vaccine.MMR, Vaccine.VAR))
    appeal = world.appeal(AppealState.IN_REVIEW, form=world.reload(form), panelists=tuple(panel))
    answers = {"vote_mmr": "reinstate", "reason_mmr": WHY, "reason_var": OTHERS_WHY}
    for member, varicella in zip(panel, ("uphold", "uphold", "reinstate"), strict=True):
        page = world.browser(member).get(f"/panel/{appeal.id}")
        page.press("Check your vote", vote_var=varicella, **answers).press("Cast my vote", password=PASSWORD)
    secretary = world.browser(world.default_user(Role.SECRETARY))

    draft = secretary.get(f"/appeals/{appeal.id}/forms/{appeal.form_id}/adopt")
    assert "MMR (measles, mumps, rubella): the exemption is valid again. 3 of 3" in draft.words
    assert "Varicella (chickenpox): the exemption stays revoked. 2 of 3" in draft.words
    letter = draft.press("See the letter")
    assert "Your appeal was successful for a part of the exemption" in letter.words
    sent = letter.press("Adopt and send the decision", password=PASSWORD)

    assert [len([call for call in sent.calls if call.is_read]), len(sent.calls)] == [2, 3]
    school = world.browser(world.default_user(Role.SCHOOL)).get(f"/schools/pupils/{appeal.form_id}").words
    assert "restored after an appeal" in school
    assert "The appeal was denied" in school
    parent = world.browser(world.default_user(Role.PARENT)).get(f"/parents/appeals/{appeal.id}").words
    assert "A part of the exemption is restored" in parent
    assert "The exemption comes back" in parent
    assert "The exemption stays stopped" in parent


@pytest.mark.parametrize(
    ("votes", "school_is_told"),
    [(("reinstate", "uphold", "reinstate"), "Admit"), (("uphold", "uphold", "reinstate"), "start")],
)
def test_the_whole_story_from_filed_to_decided_and_closed(
    world: World, panel: list[Account], votes: tuple[str, ...], school_is_told: str
) -> None:
    appeal = world.appeal()
    staff, secretary = (
        world.browser(world.default_user(Role.APPEALS_STAFF)),
        world.browser(world.default_user(Role.SECRETARY)),
    )
    staff.get(f"/appeals/{appeal.id}/accept").press("Accept this appeal")
    staff.get(f"/appeals/{appeal.id}/panel").press("Name this panel", panelists=[each.id for each in panel])
    members = [world.browser(each) for each in panel]
    for member in members:
        member.get(f"/panel/{appeal.id}/conflicts").press("Send my answer", ties=["nothing"])
    members[0].get(f"/panel/{appeal.id}/question").press("Send the question", question="When did the last cycle end?")
    doctor = world.browser(world.default_user(Role.PHYSICIAN))
    doctor.get(f"/physicians/appeals/{appeal.id}").press("Send", text="In May, and the next one begins in January")
    for member, choice in zip(members, votes, strict=True):
        checked = member.get(f"/panel/{appeal.id}").press("Check your vote", vote_mmr=choice, reason_mmr=WHY)
        checked.press("Cast my vote", password=PASSWORD)
    letter = secretary.get(f"/appeals/{appeal.id}/forms/{appeal.form_id}/adopt").press("See the letter")
    assert letter.words.count(WHY) == 2  # the draft gives the reasons of the majority
    letter.press("Adopt and send the decision", password=PASSWORD)

    shown = staff.get(f"/appeals/{appeal.id}/close").press("Close the case").follow()

    assert "The case is closed" in shown.words
    school = world.browser(world.default_user(Role.SCHOOL)).get(f"/schools/pupils/{appeal.form_id}")
    assert school_is_told.casefold() in school.words.casefold()
