"""Doses given, doses required, the conditional schedule."""

from datetime import date
from functools import partial

from chalicelib.law.conditional_schedule import NextDose, commenced, conditional_admission, next_dose
from chalicelib.law.dose_schedule import Occasion, check_vaccine, required_vaccines
from chalicelib.law.doses import Dose, DoseKind
from chalicelib.law.enums import Vaccine
from chalicelib.law.vaccine_products import kinds_of_vaccine
from chalicelib.law.verdict import Outcome, ReasonCode, Verdict
from tests.acceptance.acts.record import give
from tests.acceptance.checks import expect, expect_reason, say
from tests.acceptance.grammar import step
from tests.acceptance.kinds import KINDS, ValueProblem
from tests.acceptance.story import Story

dose = partial(step, topic="Doses and the conditional schedule")
_STARTED = frozenset({ReasonCode.FIRST_DOSE_GIVEN, ReasonCode.DOSES_MET, ReasonCode.DOSES_COMPLETE})


def kinds_in(name: str) -> frozenset[DoseKind]:
    """What a dose of this name holds."""
    if name == "MMRV":
        return kinds_of_vaccine(Vaccine.MMR) | kinds_of_vaccine(Vaccine.VAR)
    return kinds_of_vaccine(Vaccine(name)) if name in set(Vaccine) else frozenset({DoseKind(name)})


@dose(
    "[the child was given|the child received|the child got|the child has|the school records] [a|the] [first|second|third|fourth|fifth] {dose:dose} [dose] [{number:number}] [was] [given] [on] {dates:dates} [is] [was] [recorded] [by the school]",
    "[the child was given|the child received|the child has|the school records] [a|the|{number:number}] (dose|doses) of {dose:dose} (on|given on|from) {dates:dates}",
    "[the] [first|second|third] {dose:dose} dose [was] [given] on {dates:dates} [is|was] recorded [by the school]",
    "the school records [a|the] [first|second|third|fourth|fifth] [dose of] {dose:dose} [dose] [given] on {dates:dates}",
    "{dose:dose} {number:number} (is|was) given on {dates:dates}",
    example="When the school records the first MMR dose given on 2026-09-28",
)
def given(story: Story, dose: str, dates: list[date], number: int = 0) -> None:
    """Doses with month, day and year; they go on the school's record. DT, Td, DTP and MMRV are understood."""
    assert not number or len(dates) in {1, number}, f"{number} doses need {number} dates."
    for day in dates:
        give(story, Dose(kinds_in(dose), day))


@dose(
    "the child has {number:number} (dose|doses) of {dose:dose} [on record]",
    "the child has only {number:number} (dose|doses) of {dose:dose}",
    "{number:number} (dose|doses) of {dose:dose} (is|are) on record",
    example="Given the child has 1 dose of varicella",
)
def has_doses(story: Story, dose: str, number: int) -> None:
    """So many doses long ago, at valid ages: the first after the first birthday, half a year between them."""
    for place in range(number):
        year = story.birth_date.year + 1 + (story.birth_date.month + 1 + 6 * place) // 12
        give(story, Dose(kinds_in(dose), date(year, (story.birth_date.month + 1 + 6 * place) % 12 + 1, 15)))


@dose(
    "the doses on record are",
    "the child's record shows",
    "the child was given these doses",
    example="Given the doses on record are\n  | vaccine | date       |\n  | MMR     | 2020-04-01 |",
)
def record_table(story: Story, table: list[list[str]]) -> None:
    """Doses as a table: columns vaccine and date."""
    if [head.strip().lower() for head in table[0]] != ["vaccine", "date"]:
        raise ValueProblem(f"The table has the columns {', '.join(table[0])}. Accepted: vaccine, date.")
    for row in table[1:]:
        give(story, Dose(kinds_in(KINDS["dose"].read(row[0])), KINDS["date"].read(row[1])))


@dose(
    "the occasion is {occasion:occasion}",
    "the school checks the record for {occasion:occasion}",
    "at {occasion:occasion}",
    "the child is [up] for {occasion:occasion} [in {when:text}]",
    example="Given the occasion is grade 7 advancement",
)
def occasion(story: Story, occasion: Occasion, when: str = "") -> None:
    """Why the school looks at the record: an admission (a transfer is one), or the advancement to grade 7."""
    del when
    story.occasion = occasion


@dose("{vaccine:vaccine} is required", example="Then MMR is required")
def is_required(story: Story, vaccine: Vaccine) -> None:
    """Doses of the vaccine are required at this age and grade today."""
    assert _check(story, vaccine) is not Outcome.NOT_REQUIRED, f"Not required: {story.last}"


@dose(
    "{vaccine:vaccine} is not required",
    "{vaccine:vaccine} is not a reason to hold [the child] back",
    "[missing] {vaccine:vaccine} does not hold the child back",
    example="Then Hib is not required",
)
def is_not_required(story: Story, vaccine: Vaccine) -> None:
    """No dose of the vaccine is required at this age and grade today."""
    expect(f"The requirement of {vaccine}", "not_required", _check(story, vaccine).value)


@dose(
    "the required vaccines are {vaccines:vaccines}",
    example="Then the required vaccines are DTaP, IPV, MMR, VAR and HepB",
)
def required_are(story: Story, vaccines: list[Vaccine]) -> None:
    """All vaccines of which doses are required today."""
    story.note_law()
    expect("The required vaccines", set(vaccines), set(required_vaccines(story.pupil, story.today)))


@dose(
    "the requirement (for|of) {vaccine:vaccine} is met",
    "the child has all [required] doses of {vaccine:vaccine}",
    "{vaccine:vaccine} is complete",
    example="Then the requirement for MMR is met",
)
def is_met(story: Story, vaccine: Vaccine) -> None:
    """The doses on record are enough today."""
    expect(f"The requirement of {vaccine}", "met", _check(story, vaccine).value)


@dose(
    "the child (is short of|lacks|is missing|needs) {number:number} [more] (dose|doses) of {vaccine:vaccine}",
    "{number:number} [more] (dose|doses) of {vaccine:vaccine} (is|are) missing",
    "the requirement (for|of) {vaccine:vaccine} is not met",
    example="Then the child lacks 1 dose of MMR",
)
def is_short(story: Story, vaccine: Vaccine, number: int = 0) -> None:
    """The doses on record are not enough today; how many are missing."""
    expect(f"The requirement of {vaccine}", "short", _check(story, vaccine).value)
    if number:
        expect("The doses missing", number, story.last.fact("missing"))


def _check(story: Story, vaccine: Vaccine) -> Outcome:
    found = check_vaccine(vaccine, story.pupil, story.today)
    story.ask_law(f"doses of {vaccine}", found)
    return found.outcome


def _told_to_school(story: Story, vaccine: Vaccine) -> Verdict | None:
    """What the portal tells the school of a vaccine today; None where the story knows more than the portal."""
    from tests.acceptance.acts import school  # noqa: PLC0415 - beside its uses

    return school.told(story, vaccine)


def _next(story: Story, vaccine: Vaccine, number: int = 0) -> NextDose:
    story.note_law()
    coming = next_dose(vaccine, story.pupil, max([story.today, *(each.given_on for each in story.doses)]))
    assert coming, f"No further dose of {vaccine} is due."
    if number:
        expect(f"The next dose of {vaccine}", number, coming.dose)
    return coming


@dose(
    "{vaccine:vaccine} {number:number} (is|may be given) [at the] earliest [on] {date:date} [,|and] [(exclude if|if) not given by {by:date}]",
    "the next dose of {vaccine:vaccine} (is|may be given) [at the] earliest [on] {date:date} [,|and] [(exclude if|if) not given by {by:date}]",
    "{vaccine:vaccine} {number:number} (can|may) be given from {date:date} [and|to] [must be given by {by:date}]",
    "the next dose of {vaccine:vaccine} (can|may) be given from {date:date} [and|to] [must be given by {by:date}]",
    "[dose] {number:number} of {vaccine:vaccine} is due from {date:date} to {by:date}",
    example="Then varicella 2 is earliest on 2026-09-29 and exclude if not given by 2026-10-27",
)
def next_dose_from(story: Story, vaccine: Vaccine, date: date, number: int = 0, by: date | None = None) -> None:
    """The first day on which the next dose may be given, and the last day on which it must be (Tables C and D)."""
    coming = _next(story, vaccine, number)
    expect("The earliest day", date, coming.earliest)
    if by:
        expect("The last day", by, coming.by)


@dose(
    "{vaccine:vaccine} {number:number} (must be given|is due|exclude-by is|has the exclude-by date|is to be given|must be in) [by] {date:date}",
    "the next dose of {vaccine:vaccine} (must be given|is due) by {date:date}",
    "[the] exclude-by [date] of {vaccine:vaccine} [{number:number}] is {date:date}",
    example="Then MMR 2 must be given by 2027-01-28",
)
def next_dose_by(story: Story, vaccine: Vaccine, date: date, number: int = 0) -> None:
    """The last day of the next dose; without it the child is excluded from the next day. The school is told that day
    where the story's dose stands in its record."""
    told = _told_to_school(story, vaccine)
    if told is None or told.outcome is not Outcome.ADMIT_CONDITIONALLY_UNTIL:
        expect("The last day", date, _next(story, vaccine, number).by)
    else:
        expect("The last day", date, told.fact("until"))


@dose(
    "[without it] the child is excluded from {date:date} [for {vaccine:vaccine}]",
    "the child is excluded for {vaccine:vaccine} from {date:date}",
    "{vaccine:vaccine}: excluded from {date:date}",
    example="Then the child is excluded from 2027-01-29 for MMR",
)
def excluded_from(story: Story, date: date, vaccine: Vaccine | None = None) -> None:
    """The first day without the dose on which the child is kept out, with nothing else happening until then."""
    from tests.acceptance.acts import school  # noqa: PLC0415 - beside its only use

    with story.at(date):
        out = school.answer(story, vaccine) if vaccine else school.strictest(story)
    assert out.outcome is Outcome.EXCLUDE_FROM, f"expected: exclude from {date}\n    got:      {say(out)}"
    expect("The first day out", date, out.fact("exclude_from"))


@dose(
    "the obligation is met for {vaccines:vaccines}",
    "the schedule has started for {vaccines:vaccines}",
    "the duty is met for {vaccines:vaccines}",
    example="Then the obligation is met for MMR",
)
def obligation_met(story: Story, vaccines: list[Vaccine]) -> None:
    """At least one counting dose of each required vaccine: the schedule has started (HSC 120372(d)(6)). The school is
    told of a running schedule, or of nothing missing, where the doses stand in its record."""
    told = [_told_to_school(story, vaccine) for vaccine in vaccines]
    if all(each is not None and _STARTED & {*each.codes} for each in told):
        return
    story.note_law()
    found = commenced(vaccines, story.pupil, max([story.today, *(each.given_on for each in story.doses)]))
    expect("The start of the schedule", "met", found.outcome.value)


@dose(
    "the obligation is not met for {vaccines:vaccines}",
    "the schedule has not started for {vaccines:vaccines}",
    example="Then the obligation is not met for MMR",
)
def obligation_not_met(story: Story, vaccines: list[Vaccine]) -> None:
    """A vaccine has no counting dose."""
    story.note_law()
    expect("The start of the schedule", "short", commenced(vaccines, story.pupil, story.today).outcome.value)


@dose(
    "without an exemption the school's answer for {vaccine:vaccine} is {answer:answer} [from|until] [{date:date}]",
    "without an exemption the child is {answer:answer} [from|until] [{date:date}] for {vaccine:vaccine}",
    example="Then without an exemption the school's answer for MMR is admit conditionally until 2027-01-28",
)
def without_exemption(story: Story, vaccine: Vaccine, answer: Outcome, date: date | None = None) -> None:
    """The conditional admission of 17 CCR 6035, on the doses alone."""
    story.note_law()
    found = conditional_admission(vaccine, story.pupil, story.today)
    day = found.fact("until") or found.fact("exclude_from")
    right = found.outcome is answer and date in {None, day}
    assert right, f"expected: {answer} {date or ''}\n    got:      {say(found)}"


@dose("the dose [of {date:date}] does not count", example="Then the dose of 2020-02-01 does not count")
def does_not_count(story: Story, date: date | None = None) -> None:
    """The last check of a vaccine named a dose that was given too early."""
    expect_reason(story.last, "DOSE_TOO_EARLY")
    if date:
        expect("The dose", date, story.last.fact("given_on"))
