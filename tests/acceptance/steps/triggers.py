"""Triggers of a review, older papers, bases of exemption, criteria."""

from datetime import date
from functools import partial

from chalicelib.law.enums import Grade
from chalicelib.law.exemption_bases import AddedVaccine, Basis, may_require
from chalicelib.law.grade_spans import Instruction, exemption_needed
from chalicelib.law.grandfathering import OlderExemption, OlderPaper, older_exemption
from chalicelib.law.medical_reasons import criteria_set_on
from chalicelib.law.review_triggers import (
    Institution,
    RevokedLine,
    SignedForm,
    physician_forms,
    report_to_board,
    school_rate,
    school_report,
)
from chalicelib.law.verdict import Outcome, Verdict
from tests.acceptance.acts import reports
from tests.acceptance.acts.cases import form
from tests.acceptance.acts.school import strictest
from tests.acceptance.checks import expect, expect_reason, say
from tests.acceptance.grammar import step
from tests.acceptance.kinds import ValueProblem
from tests.acceptance.story import Story, Told

Reporter = tuple[Institution, frozenset[Grade]]

trigger = partial(step, topic="Triggers of a review")
older = partial(step, topic="Older papers")
basis = partial(step, topic="Bases and criteria")


@trigger(
    "{complete:number} of {pupils:number} (children|pupils|students) have all [required] doses",
    "{complete:number} of {pupils:number} (children|pupils|students) are fully immunized",
    "the school reports {complete:number} of {pupils:number} (children|pupils|students) [with all doses]",
    example="When 19 of 20 children have all doses",
)
def rate(story: Story, complete: int, pupils: int) -> None:
    """The school's latest annual report, of many students as the state publishes it (trigger A)."""
    if complete > pupils:
        raise ValueProblem(f"{complete} of {pupils} cannot be: the first number is a part of the second.")
    (reports.report if pupils <= reports.FEW else reports.publish)(story, complete, pupils)
    story.told = Told("the annual report", verdict=school_rate(complete, pupils, story.today))


@trigger(
    "the school's [overall] [immunization] rate is {percent:percent}",
    "a school with [an immunization] rate [of] {percent:percent}",
    example="When the school's immunization rate is 94.99 %",
)
def rate_percent(story: Story, percent: tuple[int, int]) -> None:
    """The rate as a percentage, unrounded."""
    reports.publish(story, *percent)
    story.told = Told("the published report", verdict=school_rate(*percent, story.today))


@trigger(
    "(a|the) {institution:institution} (has not filed|did not file|files no) [the|its|a] [annual] report [that was] [due] [on|by] [{date:date}]",
    "(a|the) {institution:institution} does not report",
    example="When a family child care home did not file the report due on 2026-11-01",
)
def not_filed(story: Story, institution: Reporter, date: date | None = None) -> None:
    """No annual report by the day that CDPH set (yesterday where none is said); trigger C."""
    due = date or story.today.fromordinal(story.today.toordinal() - 1)
    kind, grades = institution
    if kind is Institution.HOME_BASED_PRIVATE_SCHOOL:
        story.memory["instruction"] = Instruction.HOME_BASED_PRIVATE_SCHOOL
    found = school_report(kind, grades, None, due, story.today)
    if reports.leave_unreported(story, kind, due):
        story.told = Told("the missing report", verdict=found)
    else:
        story.ask_law("trigger C", found)


@trigger(
    "(a|the) {institution:institution} (filed|files|has filed) [the|its] [annual] report [due] [on|by] [{due:date}] on {date:date}",
    example="When the school filed the report due on 2026-11-01 on 2026-11-20",
)
def filed(story: Story, institution: Reporter, date: date, due: date | None = None) -> None:
    """The annual report came in on that day."""
    story.ask_law("trigger C", school_report(*institution, date, due or date, story.today))


@trigger(
    "a physician signs {number:number} forms in {year:number}",
    "a physician submits {number:number} (exemptions|forms) in {year:number}",
    example="When a physician signs 5 forms in 2026",
)
def forms_in_year(story: Story, number: int, year: int) -> None:
    """Trigger B, by the count alone."""
    forms = [SignedForm(str(place), date(year, 3, 1)) for place in range(number)]
    story.ask_law("trigger B", physician_forms(forms, year))


@trigger(
    "{number:number} revocations of one physician's forms in {year:number} [and {more:number} in {later:number}]",
    "a physician has {number:number} forms revoked in {year:number} [and {more:number} in {later:number}]",
    example="When a physician has 4 forms revoked in 2026 and 1 in 2027",
)
def revoked_in_years(story: Story, number: int, year: int, more: int = 0, later: int = 0) -> None:
    """The count of HSC 120372(d)(8), by calendar year of the decision."""
    lines = [RevokedLine(str(place), date(year, 9, 1)) for place in range(number)]
    lines += [RevokedLine(f"later {place}", date(later, 1, 15)) for place in range(more)]
    found = [report_to_board(lines, each) for each in (year, later) if each]
    required = [each for each in found if each.outcome is Outcome.REQUIRED]
    story.ask_law("report to the board", (required or found)[0])


@trigger("the board is to be told", r"a \(d\)\(8\) report is required", example="Then a (d)(8) report is required")
def board_report(story: Story) -> None:
    """Five or more forms of the physician were revoked in a calendar year."""
    assert story.last.verdict
    expect("The report to the board", "required", story.last.verdict.outcome.value)


@trigger(
    r"no \(d\)\(8\) report is required", "the board is not to be told", example="Then no (d)(8) report is required"
)
def no_board_report(story: Story) -> None:
    """Fewer than five in each calendar year."""
    assert story.last.verdict
    expect("The report to the board", "not_required", story.last.verdict.outcome.value)


# Older papers


@older(
    "a [paper] (physician's letter|letter|physician letter) [is] dated {date:date}",
    "(an|the) [older|old] exemption [was] issued on {date:date} [without the statewide form|, no statewide form|before the statewide form|by a physician's letter|on paper]",
    "the parent brings a [paper] (letter|physician's letter) [is] [of a physician] dated {date:date}",
    "a paper (letter|physician's letter) of {date:date}",
    example="Given an older exemption was issued on 2019-11-01 on paper",
)
def letter(story: Story, date: date) -> None:
    """A physician's letter, from before the statewide form or after."""
    _paper(story, OlderPaper.PHYSICIAN_LETTER, date)


@older(
    "a personal belief exemption (was|is) filed on {date:date}",
    example="Given a personal belief exemption was filed on 2015-09-01",
)
def beliefs(story: Story, date: date) -> None:
    """A personal belief exemption on the school's record."""
    _paper(story, OlderPaper.PERSONAL_BELIEFS, date)


def _paper(story: Story, paper: OlderPaper, day: date) -> None:
    story.memory["paper"] = OlderExemption(paper, day)
    story.ask_law("the older paper", older_exemption(story.memory["paper"], max(story.today, day)))


@older(
    "the child (entered|enters) the next grade span on {date:date}",
    "the child (entered|enters) grade 7 on {date:date} with the older paper",
    example="When the child enters the next grade span on 2022-08-15",
)
def paper_entry(story: Story, date: date) -> None:
    """The recorded entry after the paper."""
    story.memory["paper"] = story.memory["paper"]._replace(entered_next_span_on=date)


@older("the letter (states the end|expires|ends) [on] {date:date}", example="Given the letter ends on 2020-12-31")
def paper_end(story: Story, date: date) -> None:
    """The end that a temporary letter states."""
    story.memory["paper"] = story.memory["paper"]._replace(expiry=date)


@older(
    "the (older exemption|letter|personal belief exemption|paper) (counts|is valid|is accepted|is acceptable|still counts)",
    example="Then the older exemption counts",
)
def paper_counts(story: Story) -> None:
    """The school may rely on it today."""
    found = _asked(story)
    assert found.outcome is Outcome.ADMIT, f"It does not count.\n    got:      {say(found)}"


@older(
    "the (older exemption|letter|personal belief exemption|paper) (does not count|is not valid|is not acceptable|is not accepted|no longer counts) [because {reason:reason}]",
    "the school is told that the letter is not acceptable",
    example="Then the letter is not acceptable",
)
def paper_counts_not(story: Story, reason: str = "") -> None:
    """The school may not rely on it today."""
    found = _asked(story)
    assert found.outcome is not Outcome.ADMIT, f"It counts.\n    got:      {say(found)}"
    if reason:
        expect_reason(story.last, reason)


def _asked(story: Story) -> Verdict:
    """What the paper is worth today; once it is revoked, what the school does about the child."""
    assert "paper" in story.memory, "No older paper is in this scenario."
    revoked = "paper revoked" in story.memory
    found = strictest(story) if revoked else older_exemption(story.memory["paper"], story.today)
    story.ask_law("the older paper", found)
    return found


# Bases and criteria


@basis(
    "CDPH adds [the vaccine] {quote:text} [beyond the ten] with [a] {basis:basis} exemption [only]",
    example='When CDPH adds "COVID-19" with medical exemption only',
)
def adds_one(story: Story, quote: str, basis: Basis) -> None:
    """A vaccine beyond the ten diseases, with one basis open."""
    _add(story, quote, frozenset({basis}))


@basis(
    "CDPH adds [the vaccine] {quote:text} [beyond the ten] with {one:basis} and {two:basis} exemptions",
    example='When CDPH adds "COVID-19" with medical and personal belief exemptions',
)
def adds_both(story: Story, quote: str, one: Basis, two: Basis) -> None:
    """A vaccine beyond the ten diseases, with both bases open."""
    _add(story, quote, frozenset({one, two}))


def _add(story: Story, name: str, bases: frozenset[Basis]) -> None:
    story.ask_law("requiring the vaccine", may_require(AddedVaccine(name, bases), story.today))


@basis("it may be required", "the vaccine may be required", example="Then it may be required")
def may_be_required(story: Story) -> None:
    """Both exemptions are open for it."""
    assert story.last.verdict
    expect("The requirement", "required", story.last.verdict.outcome.value)


@basis(
    "it may not be required",
    "it cannot be required",
    "the vaccine (cannot|may not) be required",
    example="Then it may not be required",
)
def may_not_be_required(story: Story) -> None:
    """An exemption is missing for it."""
    assert story.last.verdict
    expect("The requirement", "not_required", story.last.verdict.outcome.value)


@basis(
    "the criteria set [of the form] is {criteria:criteria}",
    "the form is judged by {criteria:criteria}",
    example="Then the form is judged by CRITERIA-2",
)
def criteria_are(story: Story, criteria: str) -> None:
    """The criteria in force on the form's signing date; without a form, today's."""
    if not story.memory.get("forms"):
        story.note_law()
    found = form(story).criteria_set if story.memory.get("forms") else criteria_set_on(story.today).id
    expect("The criteria set", criteria.upper(), found)


@basis("(an exemption is needed|the exemption is needed)", example="Then an exemption is needed")
def needed(story: Story) -> None:
    """Where the child is taught, the requirement applies."""
    story.note_law()
    expect(
        "The requirement",
        "required",
        exemption_needed(story.memory.get("instruction", Instruction.SCHOOL_OR_CHILD_CARE)).outcome.value,
    )


@basis(
    "[the child is] [to be] enrolled at once",
    "the school enrolls the child at once",
    "the child is enrolled [at once]",
    "the status is {reason:reason}",
    "the record's status is {reason:reason}",
    example="Then the child is enrolled at once",
)
def enrolled_at_once(story: Story, reason: str = "") -> None:
    """The law lets the child in whatever the record says; with "the status is", what is noted."""
    assert story.last.accepted, f"The child is not let in.\n    got:      {story.last}"
    if reason:
        expect_reason(story.last, reason)
