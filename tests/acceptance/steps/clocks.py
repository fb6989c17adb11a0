"""The school's clocks: notices, reviews of records, transfers, records of foster children."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from chalicelib.law import school_clocks as law
from chalicelib.law.school_year import Closure
from chalicelib.law.verdict import Verdict
from tests.acceptance.checks import expect, say
from tests.acceptance.grammar import step
from tests.acceptance.steps.answers import valid_through
from tests.acceptance.story import Story

clock = partial(step, topic="The school's clocks")


@clock(
    "there is no school (on|from) {date:date} [to|through|until] [{last:date}]",
    "the school is closed (on|from) {date:date} [to|through|until] [{last:date}]",
    example="Given there is no school from 2026-11-23 to 2026-11-27",
)
def no_school(story: Story, date: date, last: date | None = None) -> None:
    """Days without school on the school's own calendar; weekends are without school anyway."""
    story.closures.append(Closure(date, last or date))


@clock(
    "[the school gives] [a|the] written notice [of missing doses] [is] [given] on {date:date}",
    "the parent (is given|gets) written notice [of missing doses] [on {date:date}]",
    "the school gives written notice [of missing doses] [on {date:date}]",
    "missing doses are found and notice is given on {date:date}",
    example="When the school gives written notice on 2026-09-08",
)
def notice(story: Story, date: date | None = None) -> None:
    """The parent is told in writing which doses are missing (17 CCR 6040)."""
    given = story.notice_given_on = date or story.today
    _start(story, given, lambda on: law.missing_doses_found(law.WrittenNotice(given), on, story.school_calendar))


@clock(
    "the district gives two weeks' notice on {date:date}",
    example="When the district gives two weeks' notice on 2026-09-08",
)
def district_notice(story: Story, date: date) -> None:
    """The notice of Ed. Code 48216."""
    _start(story, date, lambda on: law.district_notice(date, on))


@clock(
    "the (child was admitted conditionally|record was [last] reviewed|child is admitted conditionally) on {date:date}",
    example="Given the child was admitted conditionally on 2026-09-03",
)
def reviewed(story: Story, date: date) -> None:
    """The record of a conditional entrant is reviewed every 30 days from then (17 CCR 6035(b))."""
    _start(story, date, lambda on: law.record_review(date, on, story.school_calendar))


@clock(
    "[the|a] child transfers [from another school in the United States] [and] [first attends] on {date:date}",
    "a transfer child first attends on {date:date}",
    example="Given a transfer child first attends on 2026-09-01",
)
def transfers(story: Story, date: date) -> None:
    """A child from another school in the country, whose record is on its way."""
    _start(story, date, lambda on: law.transfer_record(date, on, story.school_calendar))


@clock(
    "the former school is asked for the record on {date:date}",
    example="Given the former school is asked for the record on 2026-09-01",
)
def former_school(story: Story, date: date) -> None:
    """Ed. Code 49068: ten school days."""
    _start(story, date, lambda on: law.former_school(date, on, story.school_calendar))


@clock(
    "the foster (liaison|child's liaison) is asked for the records on {date:date}",
    example="Given the foster liaison is asked for the records on 2026-09-03",
)
def foster(story: Story, date: date) -> None:
    """Ed. Code 48853.5: two business days."""
    _start(story, date, lambda on: law.foster_records(date, on))


@clock(
    "the child becomes subject to a new age requirement on {date:date}",
    example="Given the child becomes subject to a new age requirement on 2026-09-03",
)
def new_age(story: Story, date: date) -> None:
    """Child care: the doses of the next age are due within 30 days."""
    _start(story, date, lambda on: law.age_requirement(date, on))


def _start(story: Story, began_on: date, clock_on: Callable[[date], Verdict]) -> None:
    story.move_on(began_on)
    story.memory["clock"] = (began_on, clock_on)


def _running(story: Story, *, at_start: bool = False) -> Verdict:
    assert "clock" in story.memory, "No clock of the school is running in this scenario."
    began_on, clock_on = story.memory["clock"]
    found: Verdict = clock_on(began_on if at_start else story.today)
    return story.ask_law("the school's clock", found)


@clock(
    "the (record|review|records|notice|clock|next review) (is due|runs|is to be done|are due) (by|until|through) {date:date}",
    "the child may attend until {date:date}",
    "the last day [of the clock] is {date:date}",
    "the next [record] review is due by {date:date}",
    example="Then the next review is due by 2026-10-02",
)
def due_by(story: Story, date: date) -> None:
    """The last day of the clock that was started last; "the last day is" without such a clock: of the exemption."""
    if "clock" not in story.memory and story.memory.get("forms"):
        valid_through(story, date)
        return
    found = _running(story, at_start=True)
    expect(f"The last day ({say(found)})", date, found.fact("until"))


@clock("the (record|review|records) (is|are) overdue", "the clock has run out", example="Then the review is overdue")
def overdue(story: Story) -> None:
    """The last day is over."""
    found = _running(story)
    assert not found.allowed, f"It is not overdue.\n    got:      {say(found)}"


@clock(
    "the clock excludes the child from {date:date}",
    "the child is to be kept out from {date:date}",
    example="Then the child is to be kept out from 2026-09-23",
)
def out_from(story: Story, date: date) -> None:
    """The first day on which the child is kept out by that clock."""
    last_day = _running(story, at_start=True).fact("until")
    assert isinstance(last_day, type(date)), f"The clock has no last day: {last_day}"
    _began_on, clock_on = story.memory["clock"]
    expect("The first day out", date, clock_on(last_day + timedelta(days=1)).fact("exclude_from"))
