"""What the exemption reads, and what the school is told, on a day."""

from datetime import date
from functools import partial
from typing import Any

from chalicelib.domain.effective_status import last_day_of
from chalicelib.law.admission import answer_date
from chalicelib.law.duration import in_effect_from
from chalicelib.law.enums import LineKind, LineState, Vaccine
from chalicelib.law.verdict import Outcome, Verdict
from tests.acceptance.acts import school as at_school
from tests.acceptance.acts.cases import form
from tests.acceptance.checks import expect, expect_reason, say
from tests.acceptance.grammar import step
from tests.acceptance.story import Story, Told
from tests.acceptance.vocabulary import NOTHING_DUE

answering = partial(step, topic="What the exemption reads, what the school is told")
_OF = "[(from|for|of) {vaccine:vaccine}]"
_SUBJECT = f"the [{{which:which}}] (exemption|form|line) {_OF}"


@answering(
    f"{_SUBJECT} (is|reads|shows|is shown as|shows as|stays|remains) {{reading:reading}}",
    "the [{which:which}] {vaccine:vaccine} (exemption|line) (is|reads|shows|is shown as|stays) {reading:reading}",
    "{vaccine:vaccine} (is|reads|shows|is shown as) {reading:reading}",
    "the (exemption|form) is {reading:reading} in the {which:which} form",
    "the (superseded|replaced|other) one is the {which:which} form",
    example="Then on 2027-08-16 the exemption from MMR is expired",
)
def reads(story: Story, reading: str = "superseded", vaccine: Vaccine | None = None, which: int | None = None) -> None:
    """What every line of the form (or the line of that vaccine) is today; the newest form unless first, old, new is said."""
    got = at_school.effective_status(story, reading, vaccine, which)
    expect("The status of the exemption", dict.fromkeys(got, reading), got)


@answering(f"{_SUBJECT} is not {{reading:reading}}", example="Then the exemption from MMR is not valid")
def does_not_read(story: Story, reading: str, vaccine: Vaccine | None = None, which: int | None = None) -> None:
    """No line of the form is that today."""
    got = at_school.effective_status(story, reading, vaccine, which)
    assert reading not in got.values(), f"It is {reading}.\n    got:      {got}"


@answering(
    f"{_SUBJECT} is (valid|good) (through|until|to) {{date:date}}",
    "the last valid day [of the exemption] is {date:date}",
    "the last day of the exemption is {date:date}",
    "the [{which:which}] (exemption|form) (ends|expires) on {date:date}",
    "the {vaccine:vaccine} (exemption|line) (ends|expires) on {date:date}",
    f"{_SUBJECT} is valid [at most] (through|until|to) {{date:date}}",
    example="Then the exemption from MMR is valid through 2027-08-15",
)
def valid_through(story: Story, date: date, vaccine: Vaccine | None = None, which: int | None = None) -> None:
    """The last day on which it counts."""
    chosen = form(story, which, vaccine)
    lines = [line for line in chosen.lines if vaccine in {None, line.vaccine}]
    expect("The last valid day", {date}, {last_day_of(chosen, line) for line in lines})


@answering(
    f"{_SUBJECT} (is in effect|counts|is valid|takes effect|begins) from {{date:date}}",
    example="Then the exemption is in effect from 2027-08-16",
)
def in_effect(story: Story, date: date, vaccine: Vaccine | None = None, which: int | None = None) -> None:
    """The first day on which it counts."""
    chosen = form(story, which, vaccine)
    expect("The first day in effect", date, in_effect_from(chosen.signed_on, chosen.span_starts_on))


@answering(f"{_SUBJECT} is {{kind:kind}}", example="Then the exemption from MMR is permanent")
def is_of_kind(story: Story, kind: LineKind, vaccine: Vaccine | None = None, which: int | None = None) -> None:
    """Permanent or temporary."""
    chosen = form(story, which, vaccine)
    expect("The kind", {kind}, {line.kind for line in chosen.lines if vaccine in {None, line.vaccine}})


@answering("there is no gap [between the forms|between them]", example="Then there is no gap")
def no_gap(story: Story) -> None:
    """The newest form counts from the day after the one before ends, or earlier."""
    old, new = form(story, -2), form(story, -1)
    ends = [last_day_of(old, line) for line in old.lines if new.line(line.vaccine)]
    starts = in_effect_from(new.signed_on, new.span_starts_on)
    assert all(end is None or starts.toordinal() <= end.toordinal() + 1 for end in ends), (
        f"The new form begins on {starts}, the old one ended on {ends}."
    )


@answering(
    "exactly {number:number} (line|lines|exemption|exemptions|form|forms) [for {vaccine:vaccine}] (is|are) (in force|valid|issued)",
    example="Then exactly one line for MMR is in force",
)
def lines_in_force(story: Story, number: int, vaccine: Vaccine | None = None) -> None:
    """How many lines of all forms of the scenario stand as valid today."""
    count = sum(
        value == "valid"
        for place in range(len(story.memory["forms"]))
        for value in _readings(story, vaccine, place).values()
    )
    expect("The number of lines in force", number, count)


def _readings(story: Story, vaccine: Vaccine | None, place: int) -> dict[str, str]:
    chosen = form(story, place)
    if vaccine and not chosen.line(vaccine):
        return {}
    return at_school.effective_status(story, "valid", vaccine, place)


# The school's answers

_ANSWER = "{answer:answer} [from|until|by] [{date:date}]"


@answering(
    f"the school's answer (for|on|about) {{vaccine:vaccine}} is {_ANSWER}",
    f"the school is told [to|:] {_ANSWER} (for|on) {{vaccine:vaccine}}",
    f"the school is told (for|about) {{vaccine:vaccine}} [to|:] {_ANSWER}",
    f"the school's (screen|page|list) (says|shows|reads) {_ANSWER} (for|on) {{vaccine:vaccine}}",
    f"the school answers {_ANSWER} (for|on) {{vaccine:vaccine}}",
    f"the school answers (for|on) {{vaccine:vaccine}} [:] {_ANSWER}",
    f"for {{vaccine:vaccine}} the school('s answer is| is told| is told to) {_ANSWER}",
    f"{{vaccine:vaccine}}: the school's answer is {_ANSWER}",
    f"the answer for {{vaccine:vaccine}} is {_ANSWER}",
    example="Then the school's answer for MMR is keep attending until 2026-10-01",
)
def school_answers(story: Story, vaccine: Vaccine, answer: Outcome | str, date: date | None = None) -> None:
    """What the school is told today about one vaccine, with its date where one is named."""
    _expect_answer(story, f"The school's answer for {vaccine}", at_school.answer(story, vaccine), answer, date)


@answering(
    f"the school's answer is {_ANSWER}",
    f"the school answers {_ANSWER}",
    f"the school is told [to|:] {_ANSWER}",
    f"the child's answer is {_ANSWER}",
    f"the (strictest|overall) answer is {_ANSWER}",
    f"the answer for the child is {_ANSWER}",
    f"the school (sees|screen says|screen shows) {_ANSWER}",
    f"the school's (screen|page) (says|shows|reads) {_ANSWER}",
    example="Then the child's answer is exclude from 2026-10-02",
)
def child_answer(story: Story, answer: Outcome | str, date: date | None = None) -> None:
    """The strictest of the answers for all vaccines on the child's forms."""
    _expect_answer(story, "The school's answer for the child", at_school.strictest(story), answer, date)


def _expect_answer(story: Story, what: str, given: Verdict, answer: Outcome | str, day: date | None) -> None:
    story.told = Told("school's answer", verdict=given)
    got = answer_date(given)
    if answer == NOTHING_DUE:
        wrong = given.outcome is not Outcome.KEEP_ATTENDING_UNTIL or got is not None
    else:
        wrong = given.outcome is not answer or (day is not None and got != day)
    wanted = " ".join(filter(None, [answer.replace("_", " "), day and day.isoformat()]))
    assert not wrong, f"{what}\n    expected: {wanted}\n    got:      {say(given)}"


@answering(
    "the school's answer [for {vaccine:vaccine}] says {reason:reason}",
    "the school is told [for {vaccine:vaccine}] that {reason:reason}",
    "the reason of the answer [for {vaccine:vaccine}] is {reason:reason}",
    example="Then the school's answer for MMR says not yet in effect",
)
def answer_says(story: Story, reason: str, vaccine: Vaccine | None = None) -> None:
    """A reason of today's answer."""
    given = at_school.answer(story, vaccine) if vaccine else at_school.strictest(story)
    expect_reason(Told("school's answer", verdict=given), reason)


@answering(
    "the child (attends|may attend|stays in school|can attend|keeps attending|stays in attendance)",
    "{vaccine:vaccine} [still] admits [the child]",
    example="Then the child may attend",
)
def may_attend(story: Story, vaccine: Vaccine | None = None) -> None:
    """Whether the child may be at school today (for one vaccine: whether it lets the child in)."""
    given = at_school.answer(story, vaccine) if vaccine else at_school.strictest(story)
    assert given.allowed, f"The child may not attend.\n    got:      {say(given)}"


@answering("the child (may not attend|is excluded|cannot attend|is kept out)", example="Then the child is excluded")
def may_not_attend(story: Story) -> None:
    """The child is kept out today."""
    given = at_school.strictest(story)
    day = answer_date(given)
    out = given.outcome is Outcome.EXCLUDE_FROM and day is not None and day <= story.today
    assert out, f"The child is not kept out today.\n    got:      {say(given)}"


@answering(
    "{place:place} (sees|gains|has) [the] [view of the] (exemption|form|child|view)",
    example="Then School B sees the exemption",
)
def sees(story: Story, place: str) -> None:
    """The school has the child's form on its list."""
    assert at_school.rows(story, _named(story, place)), f"{place} does not see the child."


@answering(
    "{place:place} (does not see|no longer sees|loses) [the] [view of the] (exemption|form|child|view)",
    example="Then School A no longer sees the exemption",
)
def does_not_see(story: Story, place: str) -> None:
    """The school has no form of the child on its list."""
    assert not at_school.rows(story, _named(story, place)), f"{place} sees the child."


def _named(story: Story, place: str) -> str:
    name = place.lower().removeprefix("the ").removeprefix("and ").strip()
    usual = {"school": "", "new school": "", "old school": story.memory.get("school before", "")}
    return str(usual.get(name, place.removeprefix("and ")))


@answering(
    "{span:text} needs (its own|a new|a separate) form", "a new form is needed", example="Then a new form is needed"
)
def needs_a_form(story: Story, span: str = "") -> None:
    """Nothing the child has counts in the grades that the child is in today."""
    del span
    given = at_school.strictest(story)
    assert given.outcome in {Outcome.NOT_AN_EXEMPTION, Outcome.EXCLUDE_FROM}, f"Something counts: {say(given)}"


@answering(
    "the parent was told [in writing] (of the end|of the end date|of the expiry)",
    example="Given the parent was told of the end date",
)
def told_of_end(story: Story) -> None:
    """The parent knew the end date in writing: the child is excluded from the next school day after it."""
    story.told_of_end = True


@answering(
    "[the] (local health officer|health officer|LHO) (excludes|keeps out) the child [from] [{date:date}] [after a {disease:text} exposure]",
    "[the|a] child is [possibly] exposed to {disease:text}",
    "[there is] a (measles|possible) exposure",
    "the child is exposed to {disease:text} and the health officer excludes the child from {date:date}",
    "a measles exposure; the health officer excludes the child",
    example="When the health officer excludes the child from 2027-02-01",
)
def exposure(story: Story, date: date | None = None, disease: str = "") -> None:
    """After a possible exposure the officer may exclude a child although the exemption is valid."""
    del disease
    story.exposed_since = date or story.today


@answering(
    "the exemption is (unchanged|untouched|not changed)",
    "[the] existing (exemption|exemptions|forms) (is|are) unchanged",
    example="Then the exemption is unchanged",
)
def unchanged(story: Story) -> None:
    """Every line of the newest form is still issued, and none is in review."""
    lines = form(story).lines
    got: dict[str, Any] = {line.vaccine.value: line.state for line in lines}
    expect("The written state", dict.fromkeys(got, LineState.ISSUED), got)
