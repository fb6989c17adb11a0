"""The morning's reminders: who is told what, once, however often or late the job runs (lifecycle H2)."""

from datetime import date

import pytest

from chalicelib.actions.context import Context
from chalicelib.domain.account import Role
from chalicelib.domain.exemption import ExemptionForm
from chalicelib.domain.notice_kinds import NoticeKind
from chalicelib.domain.request import LineDraft
from chalicelib.jobs import send_reminders as job
from chalicelib.jobs.send_reminders import send_reminders
from chalicelib.law.enums import LineKind, LineState
from chalicelib.storage import trigger_keys
from tests.actions.recipients import recipients_of, told
from tests.builders import SCHOOL_ID, World, line

ENDS = date(2027, 3, 31)
SOON, ENDED = NoticeKind.EXEMPTION_ENDS_SOON, NoticeKind.EXEMPTION_ENDED
AT_SCHOOL = NoticeKind.SCHOOL_EXEMPTION_ENDS_SOON


@pytest.fixture
def form(world: World) -> ExemptionForm:
    return world.form(lines=(line(expires_on=ENDS),))


def morning(world: World, day: date) -> dict[str, int]:
    return dict(send_reminders(world.at(day).clock))


class TestATemporaryExemptionThatEnds:
    def test_on_day_61_before_no_one_is_told(self, world: World, form: ExemptionForm) -> None:
        assert morning(world, date(2027, 1, 29)) == {}
        assert told(world, SOON) == []

    def test_on_day_60_parent_and_school_are_told_each_in_their_own_words(
        self, world: World, form: ExemptionForm
    ) -> None:
        assert morning(world, date(2027, 1, 30)) == {"reminded": 1}

        assert recipients_of(world, SOON) == {("account", form.guardian_ids[0])}
        assert recipients_of(world, AT_SCHOOL) == {("facility", SCHOOL_ID)}

    def test_a_second_run_says_nothing_twice(self, world: World, form: ExemptionForm) -> None:
        for _run in range(3):
            morning(world, date(2027, 1, 30))

        assert len(told(world, SOON)) == len(told(world, AT_SCHOOL)) == 1

    def test_all_five_days_are_said_and_then_nothing_waits(self, world: World, form: ExemptionForm) -> None:
        for day in (date(2027, 1, 30), date(2027, 3, 1), date(2027, 3, 17), date(2027, 3, 28), date(2027, 4, 1)):
            assert morning(world, day) == {"reminded": 1}, day

        assert (len(told(world, SOON)), len(told(world, ENDED))) == (4, 1)
        assert world.ctx().store.item(trigger_keys.reminders(form.id)) is None

    def test_after_two_missed_nights_it_is_said_late_and_once(self, world: World, form: ExemptionForm) -> None:
        assert morning(world, date(2027, 2, 1)) == {"reminded": 1}
        assert len(told(world, SOON)) == 1

    def test_the_parent_reads_it_and_the_mail_says_no_more_than_that_there_is_news(
        self, world: World, form: ExemptionForm
    ) -> None:
        morning(world, date(2027, 1, 30))

        page = world.browser(world.default_user(Role.PARENT)).get("/parents")

        assert "Kai's exemption ends soon" in page.words

    def test_the_school_reads_its_own_words(self, world: World, form: ExemptionForm) -> None:
        morning(world, date(2027, 1, 30))

        page = world.browser(world.default_user(Role.SCHOOL)).get(f"/schools/at/{SCHOOL_ID}/news")

        assert "A student's exemption ends soon" in page.words
        assert "Your child" not in page.words


class TestWhatPeopleRead:
    """Each kind of reminder on the page of whom it is for."""

    @pytest.mark.parametrize(
        ("facts", "state", "day", "said"),
        [
            (line(expires_on=ENDS), LineState.ISSUED, date(2027, 3, 28), ("exemption ends soon",) * 2),
            (line(expires_on=ENDS), LineState.ISSUED, date(2027, 4, 1), ("exemption has ended",) * 2),
            (
                line(kind=LineKind.PERMANENT),
                LineState.ISSUED,
                date(2031, 7, 1),
                ("exemption ends with the grade span",) * 2,
            ),
            (line(), LineState.REVOKED, date(2026, 12, 7), ("The last day to appeal for Kai is near", "")),
        ],
        ids=["before the end", "after the end", "before the span", "before the last day to appeal"],
    )
    def test_stands_there(
        self, world: World, facts: LineDraft, state: LineState, day: date, said: tuple[str, str]
    ) -> None:
        world.form(state=state, lines=(facts,))
        morning(world, day)

        family = world.browser(world.default_user(Role.PARENT)).get("/parents").words
        school = world.browser(world.default_user(Role.SCHOOL)).get(f"/schools/at/{SCHOOL_ID}/news").words

        assert said[0] in family
        assert said[1] in school
        assert "last day to appeal is near" not in school


class TestAfterAChange:
    def test_a_withdrawn_form_reminds_no_one(self, world: World) -> None:
        world.form(state=LineState.WITHDRAWN, lines=(line(expires_on=ENDS),))

        assert morning(world, date(2027, 1, 30)) == {}

    def test_a_revoked_one_reminds_the_parent_of_the_last_day_to_appeal(self, world: World) -> None:
        form = world.form(state=LineState.REVOKED)

        assert morning(world, date(2026, 12, 7)) == {"reminded": 1}
        assert recipients_of(world, NoticeKind.APPEAL_DAY_NEAR) == {("account", form.guardian_ids[0])}

    def test_a_change_that_moves_no_day_writes_nothing(self, world: World, form: ExemptionForm) -> None:
        key = trigger_keys.reminders(form.id)
        morning(world, date(2027, 1, 30))
        before = world.ctx().store.item(key)

        world.review(form=world.reload(form))

        assert world.ctx().store.item(key) == before


def test_one_that_fails_holds_up_no_other_and_comes_the_next_time(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    forms = [world.form(lines=(line(expires_on=ENDS),)) for _each in range(2)]
    remind = job.remind

    def fails(ctx: Context, kind: str, record_id: str) -> int:
        if record_id == forms[0].id:
            raise KeyError(record_id)
        return remind(ctx, kind, record_id)

    with monkeypatch.context() as patch:
        patch.setattr(job, "remind", fails)
        assert morning(world, date(2027, 1, 30)) == {"failed": 1, "reminded": 1}

    assert morning(world, date(2027, 1, 31)) == {"reminded": 1}
    assert len(told(world, SOON)) == 2
