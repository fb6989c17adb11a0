"""When the state stopped an exemption: what the parent reads first, and the appeal (HSC 120372.05)."""

from datetime import UTC, datetime

import pytest

from chalicelib.actions.appeals.supply_appeal_information import supply_appeal_information
from chalicelib.addresses import address_of
from chalicelib.domain.account import Role
from chalicelib.domain.appeal import Appeal, AppealState
from chalicelib.domain.errors import ErrorKind, PortalError
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.review import ReviewState
from chalicelib.law.admission import AppealStatus
from chalicelib.law.enums import LineState, Vaccine
from tests.builders import World, line
from tests.portal import Shown
from tests.web.parents_story import parents_browser

WHY = "The specialist says that the treatment goes on"


def stopped(world: World, on: str = "2026-09-01") -> ExemptionForm:
    """A form whose MMR line the state stopped on that day; its varicella line stands."""
    world.clock.set("2026-08-20")
    form = world.form(lines=(line(Vaccine.MMR), line(Vaccine.VAR)))
    world.clock.set(on)
    world.review(ReviewState.DECIDED, form=form, vaccines=(Vaccine.MMR,))
    return world.reload(form)


def written(world: World, form: ExemptionForm) -> Shown:
    """The appeal written up to its last page."""
    browser = parents_browser(world)
    why = browser.get(f"/parents/forms/{form.id}/stopped").press("Start the appeal").follow()
    more = why.press("Continue", why=WHY).follow()
    return more.press("Continue", text="A letter from the clinic").follow()


def appeal_of(world: World, form: ExemptionForm) -> Appeal:
    return world.ctx().store.get(Appeal, world.reload(form).appeal_ids[-1])


def answer_to_school(world: World, form: ExemptionForm, vaccine: Vaccine = Vaccine.MMR) -> str:
    found = world.reload(form).line(vaccine)
    assert found
    assert found.revocation
    assert found.revocation.appeal
    return found.revocation.appeal.status


def test_the_page_says_first_that_the_child_can_stay(world: World) -> None:
    """Cases 64, 102: revoked September 1; start and appeal by October 1; the child attends."""
    form = stopped(world)
    page = parents_browser(world).get(f"/parents/forms/{form.id}/stopped")
    assert page.heading == "Your child can stay in school now"
    assert "October 1, 2026" in page.words
    assert "Start the shots" in page.words
    assert "MMR" in page.words
    assert "Varicella" not in page.words
    assert "revoked" not in page.heading


def test_after_the_last_day_the_page_does_not_say_so(world: World) -> None:
    form = stopped(world)
    world.clock.set("2026-10-02")
    page = parents_browser(world).get(f"/parents/forms/{form.id}/stopped")
    assert page.heading == "The state stopped this exemption"
    assert "October 2, 2026" in page.words
    assert "You can still file" in page.words


def test_a_form_that_no_one_stopped_has_no_such_page(world: World) -> None:
    form = world.form()
    assert parents_browser(world).get(f"/parents/forms/{form.id}/stopped").status == 409


@pytest.mark.parametrize(
    ("instant", "state", "in_time"),
    [
        (datetime(2026, 10, 2, 6, 59, 59, tzinfo=UTC), AppealState.FILED_TIMELY, True),
        (datetime(2026, 10, 2, 7, 0, 0, tzinfo=UTC), AppealState.FILED_LATE, False),
    ],
)
def test_the_last_second_of_the_last_day_counts(
    world: World, instant: datetime, state: AppealState, in_time: bool
) -> None:
    """Cases 78, 79: October 1 23:59:59 is in time; October 2 00:00 is late, kept and marked."""
    form = stopped(world)
    written(world, form)
    world.clock.set(instant)
    appeal = appeal_of(world, form)
    filed = parents_browser(world).get(f"/parents/appeals/{appeal.id}/check").press("File the appeal").follow()
    after = world.reload(appeal)
    assert after.state == state
    assert after.in_time is in_time
    assert answer_to_school(world, form) == AppealStatus.OPEN
    assert ("No doses are due" in filed.words) is in_time
    assert ("must still start by October 1, 2026" in filed.words) is not in_time


def test_parent_physician_school_and_agency_are_told(world: World) -> None:
    form = stopped(world)
    written(world, form).press("File the appeal")
    store = world.ctx().store
    for notices in (
        store.person(world.default_user(Role.PARENT).id).notices,
        store.person(form.physician_id).notices,
        store.office_notices("facility", form.facility_id),
        store.office_notices("chhs", "main"),
    ):
        told = [notice for notice in notices if notice.kind == "appeal_filed"]
        assert len(told) == 1
        assert told[0].facts["appeal_by"] == "2026-10-01"
    assert appeal_of(world, form).id in store.person(form.physician_id).ids("appeal")


def test_what_was_written_stands_on_the_check_and_can_be_changed(world: World) -> None:
    check = written(world, stopped(world))
    assert WHY in check.words
    assert "A letter from the clinic" in check.words
    appeal_path = check.path.removesuffix("/check")
    browser = check.portal
    assert browser.get(f"{appeal_path}/why").form("Continue").values["why"] == WHY
    browser.get(f"{appeal_path}/information").press("Continue", text="")
    assert "Nothing added" in browser.get(f"{appeal_path}/check").words


@pytest.mark.parametrize(
    ("page", "field", "value", "said"),
    [
        ("why", "why", "", "Write why"),
        ("why", "why", "x" * 4001, "4000 characters"),
        ("information", "text", "x" * 4001, "4000 characters"),
    ],
)
def test_a_wrong_answer_is_told_at_its_field(world: World, page: str, field: str, value: str, said: str) -> None:
    appeal = world.appeal(AppealState.DRAFT)
    shown = parents_browser(world).get(f"/parents/appeals/{appeal.id}/{page}").press("Continue", **{field: value})
    assert shown.status == 422
    assert said in shown.errors[field]


def test_starting_twice_goes_on_with_the_same_draft(world: World) -> None:
    form = stopped(world)
    browser = parents_browser(world)
    first = browser.get(f"/parents/forms/{form.id}/stopped").press("Start the appeal").location
    again = browser.get(f"/parents/forms/{form.id}/stopped").press("Start the appeal").location
    assert first == again
    assert "Continue your appeal : Appeal, Kai" in browser.get("/parents").words


def test_the_reviewers_are_remembered_to_bar_them_from_the_panel(world: World) -> None:
    form = stopped(world)
    written(world, form)
    assert set(appeal_of(world, form).reviewer_ids) == {
        world.default_user(Role.REVIEWER).id,
        world.default_user(Role.OFFICER).id,
    }


def test_only_the_parent_can_appeal(world: World) -> None:
    """Case 81: the physician cannot file; another parent sees nothing."""
    appeal = world.appeal(AppealState.DRAFT)
    doctor = world.browser(world.default_user(Role.PHYSICIAN))
    other = parents_browser(world, world.parent(email="other@mail.example"))
    for page in ("why", "information", "check", "withdraw"):
        assert doctor.post(f"/parents/appeals/{appeal.id}/{page}").status == 403
        assert other.get(f"/parents/appeals/{appeal.id}/{page}").status == 404
    assert doctor.post(f"/parents/forms/{appeal.form_id}/stopped").status == 403
    assert world.reload(appeal).state == AppealState.DRAFT


@pytest.mark.parametrize(
    "state",
    [
        AppealState.DRAFT,
        AppealState.FILED_TIMELY,
        AppealState.FILED_LATE,
        AppealState.ACCEPTED,
        AppealState.PANEL_ASSIGNED,
        AppealState.IN_REVIEW,
        AppealState.INFO_REQUESTED,
        AppealState.DETERMINED,
        AppealState.DECIDED,
        AppealState.CLOSED,
        AppealState.WITHDRAWN,
        AppealState.REFUSED_LATE,
    ],
)
def test_the_appeals_page_in_every_state_tells_dates_and_no_votes(world: World, state: AppealState) -> None:
    appeal = world.appeal(state)
    page = parents_browser(world).get(f"/parents/appeals/{appeal.id}")
    assert page.status == 200
    assert "The record supports this view" not in page.text
    if state not in {AppealState.DECIDED, AppealState.CLOSED}:
        assert "denied" not in page.words


def test_the_panels_question_is_answered_and_the_review_goes_on(world: World) -> None:
    appeal = world.appeal(AppealState.INFO_REQUESTED)
    browser = parents_browser(world)
    ask = browser.get(f"/parents/appeals/{appeal.id}/add")
    assert "When did the last cycle end?" in ask.words
    ask.press("Send", text="In June")
    after = world.reload(appeal)
    assert after.state == AppealState.IN_REVIEW
    assert after.supplied[-1].text == "In June"
    assert after.supplied[-1].by_role == "parent"


@pytest.mark.parametrize("state", [AppealState.FILED_TIMELY, AppealState.ACCEPTED, AppealState.IN_REVIEW])
def test_information_is_added_while_no_one_asked(world: World, state: AppealState) -> None:
    appeal = world.appeal(state)
    parents_browser(world).get(f"/parents/appeals/{appeal.id}/add").press("Send", text="One more letter")
    after = world.reload(appeal)
    assert after.state == state
    assert len(after.supplied) == 1


@pytest.mark.parametrize("state", [AppealState.DRAFT, AppealState.DETERMINED, AppealState.WITHDRAWN])
def test_information_comes_between_filing_and_decision(world: World, state: AppealState) -> None:
    appeal = world.appeal(state)
    browser = parents_browser(world)
    assert browser.get(f"/parents/appeals/{appeal.id}/add").status == 409
    assert browser.post(f"/parents/appeals/{appeal.id}/add", text="x").status == 409


def test_taking_it_back_resumes_the_duty_for_30_days(world: World) -> None:
    """H5: 30 days from the withdrawal, not less than what remained."""
    form = stopped(world)
    written(world, form).press("File the appeal")
    world.clock.set("2026-09-15")
    appeal = appeal_of(world, form)
    browser = parents_browser(world)
    ask = browser.get(f"/parents/appeals/{appeal.id}/withdraw")
    assert "October 15, 2026" in ask.words
    ask.press("Withdraw the appeal")
    assert world.reload(appeal).state == AppealState.WITHDRAWN
    assert answer_to_school(world, form) == AppealStatus.WITHDRAWN
    told = [notice for notice in world.ctx().store.office_notices("chhs", "main") if notice.kind == "appeal_withdrawn"]
    assert [notice.facts["start_by"] for notice in told] == ["2026-10-15"]


def test_after_taking_it_back_the_page_names_the_new_day(world: World) -> None:
    form = stopped(world)
    written(world, form).press("File the appeal")
    world.clock.set("2026-09-15")
    appeal = appeal_of(world, form)
    browser = parents_browser(world)
    browser.get(f"/parents/appeals/{appeal.id}/withdraw").press("Withdraw the appeal")
    assert "October 15, 2026" in browser.get(f"/parents/forms/{form.id}/stopped").words
    world.clock.set("2026-10-15")
    late = parents_browser(world).get(f"/parents/forms/{form.id}/stopped")
    assert late.heading == "Your child can stay in school now"
    assert "The shots must start by October 15, 2026" in late.words
    world.clock.set("2026-10-16")
    assert "must keep your child out" in parents_browser(world).get(f"/parents/forms/{form.id}/stopped").words


def test_the_physician_can_add_information_to_the_parents_appeal(world: World) -> None:
    """Case 81: the physician cannot file, but may add to it; another physician sees nothing."""
    appeal = world.appeal(AppealState.INFO_REQUESTED)
    doctor = world.ctx(world.default_user(Role.PHYSICIAN))
    done = supply_appeal_information(doctor, appeal.id, None, "The last cycle ended in June")
    assert address_of(done, Role.PHYSICIAN) == f"/physicians/appeals/{appeal.id}"
    after = world.reload(appeal)
    assert after.state == AppealState.IN_REVIEW
    assert after.supplied[-1].by_role == "physician"
    with pytest.raises(PortalError) as refused:
        supply_appeal_information(world.ctx(world.physician()), appeal.id, None, "x")
    assert refused.value.kind == ErrorKind.NOT_FOUND


def test_a_draft_is_put_away_without_telling_anyone(world: World) -> None:
    form = stopped(world)
    written(world, form)
    appeal = appeal_of(world, form)
    parents_browser(world).get(f"/parents/appeals/{appeal.id}/withdraw").press("Withdraw the appeal")
    assert world.reload(appeal).state == AppealState.WITHDRAWN
    assert world.ctx().store.office_notices("chhs", "main") == []


def test_an_appeal_taken_back_can_be_filed_again_in_time(world: World) -> None:
    form = stopped(world)
    written(world, form).press("File the appeal")
    first = appeal_of(world, form)
    parents_browser(world).get(f"/parents/appeals/{first.id}/withdraw").press("Withdraw the appeal")
    written(world, form).press("File the appeal")
    second = appeal_of(world, form)
    assert second.id != first.id
    assert second.state == AppealState.FILED_TIMELY
    assert answer_to_school(world, form) == AppealStatus.OPEN


@pytest.mark.parametrize("state", [AppealState.DETERMINED, AppealState.DECIDED, AppealState.REFUSED_LATE])
def test_a_decided_appeal_is_not_taken_back(world: World, state: AppealState) -> None:
    appeal = world.appeal(state)
    assert parents_browser(world).post(f"/parents/appeals/{appeal.id}/withdraw").status == 409


def test_filing_is_done_once_however_often_the_button_is_pressed(world: World) -> None:
    form = stopped(world)
    check = written(world, form)
    first, second = check.portal.double_submit(check.path)
    assert first.location == second.location
    assert first.location.endswith("/filed")
    assert len(world.ctx().store.office_notices("chhs", "main")) == 1


def test_the_other_vaccine_keeps_its_state(world: World) -> None:
    form = stopped(world)
    written(world, form).press("File the appeal")
    varicella = world.reload(form).line(Vaccine.VAR)
    assert varicella
    assert varicella.state == LineState.ISSUED
    assert varicella.revocation is None


def test_the_home_shows_the_open_appeal(world: World) -> None:
    form = stopped(world)
    written(world, form).press("File the appeal")
    assert "Appeal open" in parents_browser(world).get("/parents").words
    page = parents_browser(world).get(f"/parents/forms/{form.id}/stopped")
    assert page.heading == "Your child can stay in school now"
    assert page.links["Open your appeal"] == f"/parents/appeals/{appeal_of(world, form).id}"
