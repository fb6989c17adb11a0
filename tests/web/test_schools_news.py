"""A school's news: whose it is, what to do, what is done and by whom; a duty that is over asks for nothing."""

from datetime import date

import pytest

from chalicelib.domain.account import Role, SchoolPart
from chalicelib.domain.action import Action
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice import Recipient
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.results import subject_of
from chalicelib.law.enums import LineState
from tests.builders import SCHOOL_ID, World, line
from tests.portal import Portal, Shown

NEWS = f"/schools/at/{SCHOOL_ID}/news"
STOPPED = "The state stopped the exemption. Open the student's page for today's answer."


def office(world: World, part: SchoolPart = SchoolPart.STAFF) -> Portal:
    return world.browser(world.account(Role.SCHOOL, facility_ids=(SCHOOL_ID,), school_part=part))


def stopped(world: World, start_by: date) -> ExemptionForm:
    """A form that the state stopped, with the school's news of it."""
    form = world.form(LineState.REVOKED)
    world.clock.advance(minutes=1)
    work = world.work(Action.REVOKE_EXEMPTION)
    facts = {"form_id": form.id, "form_number": form.number, "start_by": start_by.isoformat()}
    school = Recipient(kind="facility", id=SCHOOL_ID)
    work.enqueue_notification(NoticeKind.EXEMPTION_REVOKED, school, subject_of(form), **facts)
    work.commit(subject_of(form))
    return form


def marks(page: Shown) -> list[str]:
    """What the page's boxes name."""
    return [box.get("value", "") for box in page.html.iter("input") if box.get("type") == "checkbox"]


class TestOneSchoolOneList:
    def test_what_one_person_marks_as_done_is_done_for_all_of_the_school(self, world: World) -> None:
        """Given news of a form, when a clerk marks it as done, then a colleague does not find it among what is to do,
        and reads under Done who did it and when."""
        form = world.form()
        mine, colleague = office(world), office(world)
        page = mine.get(NEWS)
        assert "New exemption. See the answer for each vaccine." in page.words

        after = page.press("Mark as done", news=marks(page)).follow()

        assert "No messages to deal with" in after.words
        assert form.number not in colleague.get(NEWS).words
        done = colleague.get(f"{NEWS}?show=done")
        assert form.number in done.words
        assert "Done on November 20, 2026 by" in done.words
        assert "See the answer for each vaccine" not in done.words

    def test_what_was_marked_by_mistake_is_put_back(self, world: World) -> None:
        """Given news marked as done, when it is put back, then it is to do again."""
        form, browser = world.form(), office(world)
        page = browser.get(NEWS)
        page.press("Mark as done", news=marks(page))
        done = browser.get(f"{NEWS}?show=done")
        done.press("Put back to do", news=marks(done))
        assert form.number in browser.get(NEWS).words

    def test_the_first_mark_stays(self, world: World) -> None:
        """Given a page that two people look at, when both mark the news, then the first one's name stays."""
        world.form()
        browsers = [
            world.browser(world.account(Role.SCHOOL, facility_ids=(SCHOOL_ID,), first_name=name))
            for name in ("Ada", "Boris")
        ]
        pages = [browser.get(NEWS) for browser in browsers]
        for page in pages:
            assert page.press("Mark as done", news=marks(page)).status == 303
        words = browsers[1].get(f"{NEWS}?show=done").words
        assert "by Ada" in words
        assert "by Boris" not in words

    def test_pressing_without_a_choice_says_so(self, world: World) -> None:
        world.form()
        page = office(world).get(NEWS).press("Mark as done")
        assert (page.status, page.errors) == (422, {"news": "First check the messages that are done."})

    def test_another_schools_news_cannot_be_named(self, world: World) -> None:
        """Given a mark that names no notice of this school, then nothing is written and the page says so."""
        world.form()
        page = office(world).get(NEWS)
        place, _dot, _id = marks(page)[0].rpartition(".")
        other = page.press("Mark as done", news=[f"{place}.aaaaaaaaaaaaaaaaaaaaaaaaaa"])
        assert other.status == 409
        assert "The message is no longer there" in other.words

    def test_who_only_reads_has_no_boxes(self, world: World) -> None:
        form = world.form()
        page = office(world, SchoolPart.READ_ONLY).get(NEWS)
        assert form.number in page.words
        assert marks(page) == []


class TestWhatIsOver:
    @pytest.mark.parametrize(("start_by", "is_asked"), [(date(2026, 11, 20), True), (date(2026, 11, 19), False)])
    def test_a_day_that_has_passed_asks_for_nothing(self, world: World, start_by: date, is_asked: bool) -> None:
        """Given news whose day is today, or was yesterday, then only the first says what to do."""
        stopped(world, start_by)
        words = office(world).get(NEWS).words
        assert (STOPPED in words) is is_asked
        assert ("Nothing is to be done" in words) or is_asked

    def test_newer_news_of_the_form_take_the_place_of_the_older(self, world: World) -> None:
        """Given a new exemption that the state stopped later, then only the newest news asks for something."""
        form = world.form()
        world.clock.advance(days=3)
        stopped_form = stopped(world, date(2026, 12, 21))
        work = world.work(Action.REVOKE_EXEMPTION)
        school = Recipient(kind="facility", id=SCHOOL_ID)
        work.enqueue_notification(NoticeKind.APPEAL_FILED, school, subject_of(form), form_id=form.id)
        work.commit(subject_of(form))

        words = office(world).get(NEWS).words

        assert stopped_form.id != form.id
        assert "The parent appealed on time. Open the student's page for today's answer." in words
        assert "See the answer for each vaccine" not in words

    def test_old_news_without_a_day_ask_for_nothing_after_sixty_days(self, world: World) -> None:
        world.form(lines=(line(expires_on=date(2027, 6, 1)),))
        world.clock.advance(days=60)
        assert "See the answer for each vaccine" in office(world).get(NEWS).words
        world.clock.advance(days=1)
        page = office(world).get(NEWS)
        assert "New exemption." in page.words
        assert "See the answer for each vaccine" not in page.words


def test_the_news_of_one_student_stand_on_a_page_of_their_own(world: World) -> None:
    """Given two forms with news, when someone asks for all news of one, then the page has its news, done or not, and
    the address names no child."""
    form, other = world.form(), world.form()
    work = world.work(Action.REVOKE_EXEMPTION)
    school = Recipient(kind="facility", id=SCHOOL_ID)
    work.enqueue_notification(NoticeKind.APPEAL_FILED, school, subject_of(form), form_id=form.id)
    work.commit(subject_of(form))
    browser = office(world)

    links = [link.get("href", "") for link in browser.get(NEWS).html.iter("a") if "?of=" in link.get("href", "")]

    assert set(links) == {f"{NEWS}?of={form.id}"}
    page = browser.get(links[0])
    assert form.number in page.words
    assert other.number not in page.words


def test_the_list_takes_four_requests(world: World) -> None:
    world.form()
    page = office(world).get(NEWS)
    assert sum(call.is_read for call in page.calls) <= 4
