"""Letters: one per recipient, with what that recipient may see."""

from collections.abc import Callable

import pytest

from chalicelib.addresses import letter_address
from chalicelib.domain.account import Role
from chalicelib.domain.action import Action
from chalicelib.domain.appeal import AppealState, Vote
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import subject_of
from chalicelib.law.enums import LineState
from chalicelib.storage.outbox import NoticePlace
from tests.builders import HOME, PRACTICE, World
from tests.portal import Shown
from tests.web.letter_cases import decided, letter_to, owe_letters, revoked

Reader = Callable[[World], Shown]
REASON = "The criteria are not met, and nothing on file supports it"


def as_parent(world: World) -> Shown:
    parent = world.default_user(Role.PARENT)
    return world.browser(parent).get(f"/my-letters/{letter_to(world, 'account', parent.id)}")


def as_physician(world: World) -> Shown:
    physician = world.default_user(Role.PHYSICIAN)
    return world.browser(physician).get(f"/my-letters/{letter_to(world, 'account', physician.id)}")


def as_school(world: World) -> Shown:
    return world.browser(world.default_user(Role.SCHOOL)).get(f"/my-letters/{letter_to(world, 'facility')}")


def as_health_officer(world: World) -> Shown:
    officer = world.local_health(jurisdiction="C19")
    return world.browser(officer).get(f"/my-letters/{letter_to(world, 'jurisdiction')}")


def test_the_parent_reads_first_that_the_child_can_stay(world: World) -> None:
    form = revoked(world)
    page = as_parent(world)
    words = page.words
    assert page.status == 200
    assert page.heading == "The state stopped this exemption"
    assert words.index("Your child can stay in school") < words.index("stopped (revoked) it for")
    for expected in (
        form.child.full_name,
        "MMR",
        REASON,
        "Start the missing shots by December 21, 2026",
        "appeal by December 21, 2026",
        "keep your child out starting December 22, 2026",
        form.number,
        "How to appeal",
        "120372(d)(5)",
        "120372.05(e)",
        HOME.street,
        "Alhambra, CA 91801",
    ):
        assert expected in words


def test_the_physician_reads_why_and_how_to_add_information(world: World) -> None:
    revoked(world)
    words = as_physician(world).words
    assert REASON in words
    assert "A physician cannot appeal" in words
    assert PRACTICE.street in words


@pytest.mark.parametrize("reader", [as_school, as_health_officer])
def test_school_and_health_officer_read_no_reason(world: World, reader: object) -> None:
    form = revoked(world)
    assert callable(reader)
    words = reader(world).words
    assert form.child.full_name in words
    assert "December 21, 2026" in words
    assert REASON not in words
    assert form.lines[0].description not in words


def test_the_health_officers_letter_is_addressed_to_the_office(world: World) -> None:
    revoked(world)
    words = as_health_officer(world).words
    assert "Local health officer" in words
    assert "Los Angeles County" in words


def test_a_denial_tells_the_parent_what_to_do_and_the_school_that_it_is_none(world: World) -> None:
    form = world.form(LineState.REFUSED)
    owe_letters(world, NoticeKind.EXEMPTION_REFUSED, form)
    assert "Ask another doctor who is licensed in California" in as_parent(world).words
    assert "new exemption forms from you" in as_physician(world).words
    school = as_school(world).words
    assert "It is not an exemption from: MMR" in school
    assert "10 school days" in school
    assert "from this doctor" not in school


def test_a_reinstatement_gives_the_written_decision_to_the_parent_only(world: World) -> None:
    appeal = world.appeal(AppealState.DECIDED, vote=Vote.REINSTATE)
    decided(world, appeal, NoticeKind.APPEAL_REINSTATED)
    parent = as_parent(world).words
    assert "Your appeal was successful" in parent
    assert appeal.decision_text in parent
    school = as_school(world).words
    assert "The exemption is valid again" in school
    assert appeal.decision_text not in school


def test_the_department_reads_which_exemption_counts_again(world: World) -> None:
    appeal = world.appeal(AppealState.DECIDED, vote=Vote.REINSTATE)
    work = world.work(Action.ADOPT_DETERMINATION, world.default_user(Role.SECRETARY))
    work.enqueue_notification(
        NoticeKind.APPEAL_REINSTATED,
        Recipient(kind="cdph", id="main"),
        subject_of(appeal),
        letter=True,
        form_id=appeal.form_id,
        appeal_id=appeal.id,
        form_number=appeal.form_number,
    )
    work.commit()
    words = world.browser(world.default_user(Role.REVIEWER)).get(f"/my-letters/{letter_to(world, 'cdph')}").words
    assert "California Department of Public Health" in words
    assert "The decision is about: MMR" in words


def test_an_upheld_decision_counts_thirty_days_from_its_notice(world: World) -> None:
    appeal = world.appeal(AppealState.DECIDED, vote=Vote.UPHOLD)
    decided(world, appeal, NoticeKind.APPEAL_UPHELD)
    parent = as_parent(world).words
    assert "if the missing shots start by December 21, 2026" in parent  # December 20 is a Sunday
    assert appeal.decision_text in parent
    assert "exclude the student starting December 22, 2026" in as_school(world).words


def test_a_late_appeal_changes_no_date(world: World) -> None:
    appeal = world.appeal(AppealState.REFUSED_LATE)
    decided(world, appeal, NoticeKind.APPEAL_REFUSED_LATE)
    parent = as_parent(world).words
    assert "has not changed: December 21, 2026" in parent
    assert "filed after the last day, December 21, 2026" in parent
    assert "December 21, 2026" in as_school(world).words


def test_the_letter_is_in_the_language_of_its_recipient(world: World) -> None:
    parent = world.parent(language="es")
    form = world.form(parent=parent)
    owe_letters(world, NoticeKind.EXEMPTION_REFUSED, form)
    page = world.browser(parent).get(f"/my-letters/{letter_to(world, 'account', parent.id)}")
    assert page.html.get("lang") == "es"


def test_a_letter_of_another_is_a_missing_page(world: World) -> None:
    revoked(world)
    address = letter_to(world, "account", world.default_user(Role.PARENT).id)
    other = world.browser(world.parent())
    missing = other.get("/my-letters/account/aaaaaaaaaaaaaaaaaaaaaaaaaa/098219236800000/aaaaaaaaaaaaaaaaaaaaaaaaaa")
    assert (other.get(f"/my-letters/{address}").status, missing.status) == (404, 404)
    assert world.browser(world.default_user(Role.REVIEWER)).get(f"/my-letters/{address}").status == 404


def test_a_school_reads_only_its_own_letters(world: World) -> None:
    revoked(world)
    elsewhere = world.school_person(facility_ids=("19642120999999",))
    assert world.browser(elsewhere).get(f"/my-letters/{letter_to(world, 'facility')}").status == 404


def test_a_notice_without_a_letter_has_none_to_print(world: World) -> None:
    form = world.form()
    parent = world.default_user(Role.PARENT)
    notice = world.ctx(parent).account_bundle.notices[0]
    assert isinstance(form, ExemptionForm)
    address = letter_address(NoticePlace.of_notice(notice))
    assert world.browser(parent).get(f"/my-letters/{address}").status == 404


def test_every_view_but_the_parents_is_recorded(world: World) -> None:
    form = revoked(world)
    as_parent(world)
    assert _views(world, form) == []
    as_school(world)
    as_physician(world)
    assert sorted(_views(world, form)) == ["physician", "school"]


def _views(world: World, form: ExemptionForm) -> list[str]:
    events = world.table.query_audit(f"ACCESS#CHILD#{form.child_id}", "VIEW#")
    return [event["role"] for event in events if event["purpose"] == "letter"]


@pytest.mark.parametrize(("kind", "state", "sections"), [
    (NoticeKind.APPEAL_REINSTATED, AppealState.DECIDED, ("120372.05(b)", "120372.05(d)")),
    (NoticeKind.APPEAL_UPHELD, AppealState.DECIDED, ("120372.05", "120372(d)(6)", "6035")),
    (NoticeKind.APPEAL_REFUSED_LATE, AppealState.REFUSED_LATE, ("120372(d)(6)", "120372.05(e)")),
])  # fmt: skip
@pytest.mark.parametrize("reader", [as_parent, as_physician, as_school, as_health_officer])
def test_a_letter_about_an_appeal_prints_the_law_behind_it(
    world: World, kind: NoticeKind, state: AppealState, sections: tuple[str, ...], reader: Reader
) -> None:
    appeal = world.appeal(state, vote=Vote.UPHOLD) if state is AppealState.DECIDED else world.appeal(state)
    decided(world, appeal, kind)
    page = reader(world)
    assert "The law" in page.words
    assert [each for each in sections if each not in page.words] == []


@pytest.mark.parametrize("reader", [as_parent, as_physician, as_school, as_health_officer])
def test_a_letter_about_a_revocation_prints_the_law_behind_it(world: World, reader: Reader) -> None:
    revoked(world)
    assert "120372(d)(5)" in reader(world).words


@pytest.mark.parametrize("reader", [as_parent, as_physician, as_school, as_health_officer])
def test_a_letter_about_a_denial_prints_the_law_behind_it(world: World, reader: Reader) -> None:
    owe_letters(world, NoticeKind.EXEMPTION_REFUSED, world.form(LineState.REFUSED))
    assert "120372(d)(5)" in reader(world).words
