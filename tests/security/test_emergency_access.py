"""S-76: in an emergency one child's record opens for an hour, for a named reason; privacy staff and parents are told at
once, and another person reviews it."""

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.domain.account import Role
from chalicelib.domain.child import ChildFacts
from chalicelib.domain.emergency import EmergencyAccess, EmergencyState
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import subject_of
from chalicelib.jobs.deliver_notices import deliver_pending
from tests.builders import KAI, PASSWORD, World
from tests.invariants.places_emergency import WORDS
from tests.jobs.post_box import PostBox
from tests.mailed import notices_of
from tests.portal import Portal, Shown

ROLES = (Role.LOCAL_HEALTH, Role.REVIEWER, Role.OFFICER)


def ask(browser: Portal, facts: ChildFacts = KAI, **changed: Any) -> Shown:
    return browser.get("/emergency").press(
        "Open the record for 60 minutes",
        **{
            "first_name": facts.first_name,
            "last_name": facts.last_name,
            "birth_date": facts.birth_date,
            "why": "exposure",
            "reason": WORDS,
            "password": PASSWORD,
            **changed,
        },
    )


def opened(world: World, role: Role = Role.LOCAL_HEALTH) -> Shown:
    return ask(world.browser(world.default_user(role))).follow()


def access_of(world: World, page: Shown) -> EmergencyAccess:
    return world.ctx().store.get(EmergencyAccess, page.path.rpartition("/")[2])


@pytest.mark.parametrize("role", ROLES)
def test_the_record_of_the_child_opens_under_a_banner(world: World, role: Role) -> None:
    form = world.form()

    page = opened(world, role)

    for part in ("Kai Ignacio Brandvold", form.number, "MMR", "leukemia", "Emergency access until"):
        assert part in page.words, part


@pytest.mark.parametrize("role", [role for role in Role if role not in ROLES])
def test_no_one_else_can_open_one(world: World, role: Role) -> None:
    world.form()
    assert world.browser(world.default_user(role)).get("/emergency").status == 403


def test_after_sixty_minutes_it_is_closed_by_the_clock_alone(world: World) -> None:
    world.form()
    person = world.default_user(Role.LOCAL_HEALTH)
    page = opened(world)
    world.clock.advance(minutes=59, seconds=59)
    assert world.browser(person).get(page.path).status == 200
    world.clock.advance(seconds=1)

    closed = world.browser(person).get(page.path)

    assert closed.status == 409
    assert "Kai" not in closed.text


def test_it_opens_one_child_and_no_one_elses_eyes(world: World) -> None:
    world.form()
    sister = ChildFacts(first_name="Noa", last_name=KAI.last_name, birth_date=KAI.birth_date)
    parent = world.parent()
    other = world.form(child=world.child(parent, facts=sister), parent=parent)

    page = opened(world)

    assert other.number not in page.words
    for stranger in (world.local_health(), world.reviewer(), world.operator()):
        assert world.browser(stranger).get(page.path).status in {403, 404}


def test_privacy_staff_and_parents_are_told_at_once_without_names(world: World) -> None:
    form, operator = world.form(), world.default_user(Role.OPERATOR)
    page = opened(world)
    world.clock.advance(minutes=1)
    box = PostBox()
    deliver_pending(box, world.clock)

    (told,) = notices_of(world.table, NoticeKind.EMERGENCY_OPENED)
    assert told.about == subject_of(access_of(world, page))
    assert operator.email in box.addresses
    (parents,) = notices_of(world.table, NoticeKind.EMERGENCY_VIEW)
    assert parents.recipient.id == form.guardian_ids[0]


def test_the_parent_sees_who_opened_it(world: World) -> None:
    form = world.form()
    opened(world)

    page = world.browser(world.default_user(Role.PARENT)).get(f"/parents/children/{form.child_id}/views")

    assert "Anselm Vukovic" in page.words
    assert "Emergency access. Another person reviews whether it was justified" in page.words


def test_it_works_while_the_license_search_and_the_mail_service_are_down(world: World) -> None:
    world.form()
    world.licenses.go_down()
    assert opened(world).status == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [("reason", ""), ("why", ""), ("password", "three calm otters paddling"), ("last_name", "Brandvolt")],
)
def test_what_is_missing_or_wrong_opens_nothing(world: World, field: str, value: str) -> None:
    world.form()
    answer = ask(world.browser(world.default_user(Role.LOCAL_HEALTH)), **{field: value})
    assert answer.status == 422
    assert set(answer.errors) == {field}
    assert notices_of(world.table, NoticeKind.EMERGENCY_OPENED) == []


def test_names_cannot_be_tried_out(world: World) -> None:
    world.form()
    browser = world.browser(world.default_user(Role.LOCAL_HEALTH))
    assert [ask(browser, last_name=f"Brand{number}").status for number in range(6)] == [422] * 5 + [429]


class TestTheReview:
    def judged(self, world: World, page: Shown, finding: str = "justified") -> Shown:
        review = world.browser(world.default_user(Role.OPERATOR)).get(
            f"/operators/emergencies/{access_of(world, page).id}"
        )
        return review.press("Close the review", finding=finding, reason="The county's exposure list names the school")

    def test_each_access_waits_in_the_list_until_it_is_judged(self, world: World) -> None:
        world.form()
        page = opened(world)
        operator = world.browser(world.default_user(Role.OPERATOR))
        assert "may have a disease that spreads" in operator.get("/operators/emergencies").words
        world.clock.advance(minutes=61)

        done = self.judged(world, page, "not_justified").follow()

        assert "Nothing waits for a review" in done.words
        access = access_of(world, page)
        assert (access.state, access.reviewed_by) == (EmergencyState.REVIEWED, world.default_user(Role.OPERATOR).id)

    def test_the_reviewer_sees_who_why_and_how_often_and_nothing_of_the_child(self, world: World) -> None:
        world.form()
        page = opened(world)
        page.portal.get(page.path)

        review = world.browser(world.default_user(Role.OPERATOR)).get(
            f"/operators/emergencies/{access_of(world, page).id}"
        )

        assert "Anselm Vukovic" in review.words
        assert WORDS in review.words
        assert "How often the record was opened 2" in review.words
        assert "Kai" not in review.text

    def test_it_is_not_judged_before_the_hour_is_over(self, world: World) -> None:
        world.form()
        assert self.judged(world, opened(world)).status == 409

    def test_the_person_who_opened_it_reads_what_was_found(self, world: World) -> None:
        world.form()
        page = opened(world)
        person = world.default_user(Role.LOCAL_HEALTH)
        assert "not finished" in page.portal.get(f"{page.path}/review").words
        world.clock.advance(minutes=61)
        self.judged(world, page, "not_justified")

        words = world.browser(person).get(f"{page.path}/review").words

        assert "The access was not justified" in words
        assert "exposure list" in words
        assert notices_of(world.table, NoticeKind.EMERGENCY_REVIEWED)[0].recipient.id == person.id

    def test_no_one_judges_it_twice(self, world: World) -> None:
        world.form()
        page = opened(world)
        world.clock.advance(minutes=61)
        self.judged(world, page)
        again = world.browser(world.default_user(Role.OPERATOR)).get(
            f"/operators/emergencies/{access_of(world, page).id}"
        )
        assert again.status == 409


def test_the_hour_begins_when_it_is_opened(world: World) -> None:
    form = world.form()
    access = access_of(world, opened(world))
    assert access.ends_at - access.opened_at == timedelta(minutes=60)
    assert access.form_ids == (form.id,)
    assert world.ctx().store.get(ExemptionForm, access.form_ids[0]).child_id == access.child_id


class TestBeyondTheJurisdiction:
    """F12: a health department stays within its jurisdiction, unless it says why not; then the review is marked."""

    def test_a_child_elsewhere_is_not_found_and_nothing_says_that_there_is_one(self, world: World) -> None:
        world.form()
        stranger = world.browser(world.local_health(jurisdiction="C10"))
        known = ask(stranger)
        unknown = ask(stranger, last_name="Nobodysname")
        assert known.status == unknown.status == 422
        assert known.errors == unknown.errors
        assert "write why you need the record all the same" in known.errors["last_name"]

    def test_with_a_reason_it_opens_and_the_review_is_marked(self, world: World) -> None:
        world.form()
        why = "The child was in the same summer camp in Fresno"
        page = ask(world.browser(world.local_health(jurisdiction="C10")), why_beyond=why).follow()
        assert "Kai Ignacio Brandvold" in page.words
        assert access_of(world, page).is_beyond
        operator = world.browser(world.default_user(Role.OPERATOR))
        listed = operator.get("/operators/emergencies")
        assert "Outside its jurisdiction" in listed.words
        assert "Fresno County" in listed.words
        review = operator.get(f"/operators/emergencies/{access_of(world, page).id}")
        assert "Outside the jurisdiction" in review.words
        assert why in review.words

    def test_within_it_the_list_says_so_and_no_reason_is_kept(self, world: World) -> None:
        world.form()
        page = ask(world.browser(world.local_health()), why_beyond="A word too many").follow()
        access = access_of(world, page)
        assert (access.is_beyond, access.why_beyond, access.office) == (False, "", "C19")
        listed = world.browser(world.default_user(Role.OPERATOR)).get("/operators/emergencies").words
        assert "Its own" in listed
        assert access.opener in listed
